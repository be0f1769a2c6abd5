/**
 * The journal: the entries of the book, on disk in an encrypted log before anything is done about them. There is one
 * way to change the book, {@link Journal.write}: decide on the book as it is, force the entries to disk, apply them.
 * Writes take their turn, so what one decides stands when the next one looks.
 */

import type { Log } from '../home/log-file'
import { PeerError } from '../protocol/errors'
import { decodeText } from '../protocol/fields'
import { Book, type Entry } from './message-store'

/** What a write keeps (perhaps nothing), and what it answers. */
interface Decision<Answer> {
  readonly entries: readonly Entry[]
  readonly answer: Answer
}

export class Journal {
  readonly #book = new Book()
  readonly #log: Log
  #last: Promise<unknown> = Promise.resolve()

  /**
   * @param kept what the log holds, in order. @param path named in the error.
   * @throws PeerError CORRUPT_FILE
   */
  constructor(kept: readonly Buffer[], log: Log, path: string) {
    this.#log = log
    for (const bytes of kept) this.#book.apply(decode(bytes, path))
  }

  /** As it is on disk. */
  get book(): Omit<Book, 'apply'> {
    return this.#book
  }

  /**
   * @param decide reads the book and tells what to keep; it may throw to refuse. It must do nothing else.
   * @returns its answer, once the entries are on disk.
   * @throws what `decide` throws, and PeerError FILE_FAILED; nothing was kept then.
   */
  write<Answer>(decide: (book: Omit<Book, 'apply'>) => Decision<Answer>): Promise<Answer> {
    const written = this.#last.then(async () => {
      const { entries, answer } = decide(this.#book)
      if (entries.length > 0) await this.#log.append(entries.map(encode))
      for (const entry of entries) this.#book.apply(entry)
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

function encode(entry: Entry): Buffer {
  return Buffer.from(JSON.stringify(entry), 'utf8')
}

/** Only this program writes into the log, and what it wrote is authenticated: what does not parse is damage. */
function decode(bytes: Buffer, path: string): Entry {
  try {
    return JSON.parse(decodeText(bytes)) as Entry
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
