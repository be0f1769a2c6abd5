/**
 * The journal: the entries of the store, on disk in an encrypted log before anything is done about them. There is one
 * way to change the store, {@link Journal.write}: decide on the store as it is, force the entries to disk, apply them.
 * Writes take their turn, so what one decides stands when the next one looks.
 *
 * The log does not grow for ever. When it has doubled, old lines go to pages (page.ts) and the log is written anew with
 * what is left: first the pages, then the log in the place of the earlier one, then the pages that it names no more are
 * deleted. A kill leaves the log of before or of after, each with all its pages. What the user clears goes the same way.
 */

import type { EntryLog } from '../home/log-file'
import type { PageStore } from '../home/page-files'
import { t } from '../language/sentence'
import { PeerError } from '../protocol/errors'
import { decodeText } from '../protocol/fields'
import { type Clearing, clearingOf, placesOf } from './clearing'
import type { StoreEntry } from './correspondence'
import { MessageStore, type ReadableStore } from './message-store'
import { encodePage, type Page, pageOf } from './page'
import type { DraftPage, PageLimits, PastLayout } from './past'

export interface JournalLimits extends PageLimits {
  /** Bytes that come to the log before it is written anew, at least; else as many as it had then. */
  readonly log: number
}

/**
 * A page is read at once, also for one line of it: some milliseconds. What is in memory is read at each start. The log
 * begins anew after some thousand messages.
 */
export const journalLimits: JournalLimits = {
  lines: 1_000,
  bytes: 256 * 1024,
  tails: 1024 * 1024,
  log: 1024 * 1024,
}

/** What a write keeps (perhaps nothing), and what it answers. */
interface Decision<Answer> {
  readonly entries: readonly StoreEntry[]
  readonly answer: Answer
}

export interface JournalOptions {
  /** What the log holds, in order. */
  readonly kept: readonly Buffer[]
  readonly log: EntryLog
  readonly pages: PageStore
  /** Of the log, named in the error. */
  readonly path: string
  readonly limits?: JournalLimits
}

export class Journal {
  readonly #store: MessageStore
  readonly #log: EntryLog
  readonly #pages: PageStore
  readonly #limits: JournalLimits
  /** Bytes that came since the log was written anew, and with how many it is written anew. */
  #grown = 0
  #due: number
  #isBeginning = false
  #last: Promise<unknown> = Promise.resolve()

  /** @throws PeerError CORRUPT_FILE */
  constructor({ kept, log, pages, path, limits = journalLimits }: JournalOptions) {
    this.#store = new MessageStore((page) => pages.read(page))
    this.#log = log
    this.#pages = pages
    this.#limits = limits
    let base = 0
    for (const bytes of kept) {
      const entry = decode(bytes, path)
      if (isOfCheckpoint(entry)) base += bytes.length
      else this.#grown += bytes.length
      this.#store.apply(entry)
    }
    this.#due = Math.max(limits.log, base)
  }

  /** As it is on disk. */
  get store(): ReadableStore {
    return this.#store
  }

  /** Which pages there are. */
  get pages(): Page[] {
    return this.#store.friends.flatMap((friend) => this.#store.of(friend).lines.pages)
  }

  /**
   * @param decide reads the store and tells what to keep; it may throw to refuse. It must do nothing else.
   * @returns its answer, once the entries are on disk.
   * @throws what `decide` throws, and PeerError FILE_FAILED; nothing was kept then.
   */
  write<Answer>(decide: (store: ReadableStore) => Decision<Answer>): Promise<Answer> {
    return this.#inTurn(async () => {
      const { entries, answer } = decide(this.#store)
      if (entries.length > 0) {
        const bytes = entries.map(encode)
        await this.#log.append(bytes)
        for (const one of bytes) this.#grown += one.length
      }
      for (const entry of entries) this.#store.apply(entry)
      if (this.#grown > this.#due) this.#beginAnew()
      return answer
    })
  }

  /**
   * Deletes what was said in a time for good, from memory and disk, see clearing.ts.
   * @param agree is told how many lines that is; it may throw to refuse.
   * @throws what `agree` throws, and PeerError FILE_FAILED: nothing is deleted.
   */
  clear(clearing: Clearing, agree: (count: number) => void): Promise<void> {
    return this.#inTurn(async () => {
      const { friend } = clearing
      const { layout, gone } = clearingOf(this.#store.of(friend), clearing)
      agree(gone.length)
      if (gone.length === 0) return
      const noted: StoreEntry = { kind: 'cleared', friend, places: placesOf(gone) }
      await this.#log.append([encode(noted)])
      this.#store.apply(noted)
      await this.#layOut(new Map([[friend, layout]]))
    })
  }

  /** Waits for the writes under way and closes the log. */
  async close(): Promise<void> {
    await this.#last
    await this.#log.close()
  }

  #inTurn<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    const done = this.#last.then(work)
    this.#last = done.catch(() => {})
    return done
  }

  #beginAnew(): void {
    if (this.#isBeginning) return
    this.#isBeginning = true
    void this.#inTurn(() => this.#layOut(layoutsOf(this.#store, this.#limits)))
      .catch((error) => {
        // The log goes on as it is; once more when it has grown again.
        if (!(error instanceof PeerError)) throw error
        this.#due = this.#grown + this.#limits.log
      })
      .finally(() => {
        this.#isBeginning = false
      })
  }

  /** Puts these lines into pages, and a log that begins with the store as it is in the place of the one there is. */
  async #layOut(layouts: ReadonlyMap<string, PastLayout>): Promise<void> {
    const before = this.pages
    const written = new Map<DraftPage, Page>()
    try {
      for (const { pages } of layouts.values())
        for (const draft of pages)
          if ('lines' in draft)
            written.set(draft, pageOf(draft.lines, await this.#pages.write(encodePage(draft.lines))))
    } catch (error) {
      // A disk that is full is not made fuller by each try.
      this.#pages.remove([...written.values()])
      throw error
    }
    const pasts = new Map(
      [...layouts].map(([friend, layout]) => [friend, this.#store.of(friend).lines.laidOut(layout, written)]),
    )
    const entries = this.#store.checkpoint(pasts).map(encode)
    await this.#log.replace(entries)
    this.#store.adopt(pasts)
    this.#grown = 0
    this.#due = Math.max(
      this.#limits.log,
      entries.reduce((sum, { length }) => sum + length, 0),
    )
    const used = new Set(this.pages)
    this.#pages.remove(before.filter((page) => !used.has(page)))
  }
}

/** @returns how the lines of all friends are to lie, so that few are in memory. */
function layoutsOf(store: ReadableStore, limits: JournalLimits): Map<string, PastLayout> {
  const layouts = new Map(
    store.friends.map((friend) => [friend, store.of(friend).lines.arranged(limits, false)]),
  )
  const largestFirst = [...layouts].sort(([, one], [, other]) => other.size - one.size)
  let left = largestFirst.reduce((sum, [, { size }]) => sum + size, 0)
  for (const [friend, { size }] of largestFirst) {
    if (left <= limits.tails) break
    layouts.set(friend, store.of(friend).lines.arranged(limits, true))
    left -= size
  }
  return layouts
}

function isOfCheckpoint({ kind }: StoreEntry): boolean {
  return kind === 'page' || kind === 'line' || kind === 'standing' || kind === 'transfer'
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
      t`${path} holds an entry that does not parse: restore it from a backup.`,
      {
        path,
      },
    )
  }
}
