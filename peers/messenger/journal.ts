/**
 * The journal: the entries of the store, on disk in an encrypted log before anything is done about them. There is one
 * way to change the store, {@link Journal.write}: decide on the store as it is, force the entries to disk, apply them.
 * Writes take their turn, so what one decides stands when the next one looks.
 */

import type { EntryLog } from '../home/log-file'
import { PeerError } from '../protocol/errors'
import { decodeText } from '../protocol/fields'
import type { StoreEntry } from './correspondence'
import { MessageStore } from './message-store'

/** What a write keeps (perhaps nothing), and what it answers. */
interface Decision<Answer> {
  readonly entries: readonly StoreEntry[]
  readonly answer: Answer
}

export class Journal {
  readonly #store = new MessageStore()
  readonly #log: EntryLog
  #last: Promise<unknown> = Promise.resolve()

  /**
   * @param kept what the log holds, in order. @param path named in the error.
   * @throws PeerError CORRUPT_FILE
   */
  constructor(kept: readonly Buffer[], log: EntryLog, path: string) {
    this.#log = log
    for (const bytes of kept) this.#store.apply(decode(bytes, path))
  }

  /** As it is on disk. */
  get store(): Omit<MessageStore, 'apply'> {
    return this.#store
  }

  /**
   * @param decide reads the store and tells what to keep; it may throw to refuse. It must do nothing else.
   * @returns its answer, once the entries are on disk.
   * @throws what `decide` throws, and PeerError FILE_FAILED; nothing was kept then.
   */
  write<Answer>(decide: (store: Omit<MessageStore, 'apply'>) => Decision<Answer>): Promise<Answer> {
    const written = this.#last.then(async () => {
      const { entries, answer } = decide(this.#store)
      if (entries.length > 0) await this.#log.append(entries.map(encode))
      for (const entry of entries) this.#store.apply(entry)
      return answer
    })
    this.#last = written.catch(() => {})
    return written
  }

  /** Waits for the writes under way and closes the log. */
  async close(): Promise<void> {
    await this.#last
    await this.#log.close()
  }
}

function encode(entry: StoreEntry): Buffer {
  return Buffer.from(JSON.stringify(entry), 'utf8')
}

/** Only this program writes into the log, and what it wrote is authenticated: what does not parse is damage. */
function decode(bytes: Buffer, path: string): StoreEntry {
  try {
    return JSON.parse(decodeText(bytes)) as StoreEntry
  } catch {
    throw new PeerError(
      'CORRUPT_FILE',
      `${path} holds an entry that does not parse: restore it from a backup.`,
      {
        path,
      },
    )
  }
}
