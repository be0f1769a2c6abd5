/**
 * All lines that were said with one friend, the oldest first: pages on the disk, then the tail in memory. A line of a
 * page that waits, or has changed since the page was written, is in memory as well (`amended`) and stands for the one in
 * the page.
 */

import { keptBytes } from './friend-budget'
import { decodePage, decodeWith, type Page, timeOf } from './page'
import type { SentItem, StoredItem } from './stored-item'

/** @returns the content of a page, which is used and dropped. */
export type ReadPage = (page: Page) => Buffer

interface PlacedLine {
  readonly line: StoredItem
  /** Null: of the tail. */
  readonly page: Page | null
}

/** Lines that are to become a page. */
export interface DraftPage {
  readonly lines: readonly StoredItem[]
}

/** How the lines are to lie from now on. */
export interface PastLayout {
  readonly pages: readonly (Page | DraftPage)[]
  readonly tail: readonly StoredItem[]
}

/** A layout, and how many bytes of JSON are left in memory by it. */
interface ArrangedLayout extends PastLayout {
  readonly size: number
}

export interface PageLimits {
  /** Lines of a page at most, and bytes of JSON, as the budget counts them, unless one line has more. */
  readonly lines: number
  readonly bytes: number
  /** Bytes of JSON in memory, of all friends together. */
  readonly tails: number
}

export class Past {
  readonly #read: ReadPage
  readonly #pages = new Map<string, Page>()
  readonly #tail: StoredItem[] = []
  readonly #amended = new Map<Page, Map<string, SentItem>>()

  constructor(read: ReadPage) {
    this.#read = read
  }

  get pages(): readonly Page[] {
    return [...this.#pages.values()]
  }

  /** @returns the page in this file, or null. */
  page(file: string): Page | null {
    return this.#pages.get(file) ?? null
  }

  get tail(): readonly StoredItem[] {
    return this.#tail
  }

  add(line: StoredItem): void {
    this.#tail.push(line)
  }

  addPage(page: Page): void {
    this.#pages.set(page.file, page)
  }

  /** @returns the line to be changed, of which the page's own is a copy from now on. */
  amend({ line, page }: { readonly line: SentItem; readonly page: Page | null }): SentItem {
    if (!page) return line
    const amended = this.#amended.get(page) ?? new Map<string, SentItem>()
    this.#amended.set(page, amended)
    const known = amended.get(line.id)
    if (!known) amended.set(line.id, line)
    return known ?? line
  }

  /** @returns the lines of a page that are in memory. */
  amendedOf(page: Page): readonly SentItem[] {
    return [...(this.#amended.get(page)?.values() ?? [])]
  }

  /** @returns the lines of a page as they are now. */
  linesOf(page: Page): StoredItem[] {
    return this.#asTheyAre(page, decodePage(this.#read(page)))
  }

  /** @returns the lines of a page that have these words, and some that do not. @param words in lower case. */
  linesWith(page: Page, words: string): StoredItem[] {
    // What the user says instead does not stand in the page.
    if (this.#amended.has(page)) return this.linesOf(page)
    return this.#asTheyAre(page, decodeWith(this.#read(page), words))
  }

  #asTheyAre(page: Page, lines: StoredItem[]): StoredItem[] {
    const amended = this.#amended.get(page)
    // What came is never amended, and its id is the friend's choice.
    const asItIs = (line: StoredItem) => (line.direction === 'out' && amended?.get(line.id)) || line
    return amended ? lines.map(asItIs) : lines
  }

  /** The newest first; one page at a time is in memory. @param isWanted which pages are read. */
  *backwards(isWanted: (page: Page) => boolean = () => true): Generator<PlacedLine> {
    yield* this.#tailBackwards()
    for (const page of [...this.pages].reverse())
      if (isWanted(page)) for (const line of this.linesOf(page).reverse()) yield { line, page }
  }

  *#tailBackwards(): Generator<PlacedLine> {
    for (let at = this.#tail.length - 1; at >= 0; at--) yield { line: this.#tail[at]!, page: null }
  }

  /** The oldest first. @param isWanted which pages are read. */
  *forwards(isWanted: (page: Page) => boolean = () => true): Generator<PlacedLine> {
    for (const page of this.pages)
      if (isWanted(page)) for (const line of this.linesOf(page)) yield { line, page }
    for (const line of [...this.#tail]) yield { line, page: null }
  }

  /** @returns the last `count` lines, the oldest first. */
  last(count: number): StoredItem[] {
    return take(this.backwards(), count)
  }

  /** @returns of the last `count` lines of the friend's the oldest, as many as lie together: in a page, or in the tail. */
  oldestOfLastIncoming(count: number): StoredItem[] {
    const inTail = take(this.#tailBackwards(), count, isIncoming)
    let left = count - inTail.length
    if (left <= 0) return inTail
    let oldest: Page | null = null
    for (const page of [...this.pages].reverse()) {
      if (page.incoming === 0) continue
      oldest = page
      if (page.incoming >= left) break
      left -= page.incoming
    }
    return oldest ? this.linesOf(oldest).filter(isIncoming).slice(-left) : inTail
  }

  /**
   * @param bytesOf one of the friend's lines, as pages count it.
   * @returns how many bytes the last `count` lines of the friend's have, some together, the oldest first. No page is read:
   * of one that holds earlier ones too they are shared out evenly.
   */
  lastIncomingBytes(
    count: number,
    bytesOf: (line: StoredItem) => number,
  ): { items: number; bytes: number }[] {
    const found: { items: number; bytes: number }[] = []
    let left = count
    for (const line of [...this.#tail].reverse())
      if (line.direction === 'in' && left > 0) {
        found.push({ items: 1, bytes: bytesOf(line) })
        left -= 1
      }
    for (const { incoming, incomingBytes } of [...this.pages].reverse()) {
      const items = Math.min(incoming, left)
      if (items > 0) found.push({ items, bytes: Math.round((incomingBytes * items) / incoming) })
      left -= items
    }
    return found.reverse()
  }

  /** @returns the lines of a time, in milliseconds since 1970, without `to`; the oldest first. */
  between(from: number, to: number): StoredItem[] {
    const overlaps = (page: Page) => page.from < to && page.to >= from
    return [...this.forwards(overlaps)].map(({ line }) => line).filter(isWithin(from, to))
  }

  /** Everything that waits, in whatever order. */
  *waiting(): Generator<SentItem> {
    const lines = [...this.#tail, ...[...this.#amended.values()].flatMap((amended) => [...amended.values()])]
    for (const line of lines) if (isWaiting(line)) yield line
  }

  /**
   * How these lines could lie: full pages out of memory, pages anew of which nothing waits any more.
   * @param isAll no line is to stay in the tail.
   */
  arranged(limits: PageLimits, isAll: boolean): ArrangedLayout {
    const pages: (Page | DraftPage)[] = this.pages.map((page) =>
      this.#isStale(page) ? { lines: this.linesOf(page) } : page,
    )
    if (this.#tail.length === 0) return { pages, tail: [], size: 0 }
    const last = pages.at(-1)
    // A page that has room takes more: friends who say little would have a page for each line.
    const isOpen = last !== undefined && countOf(last) <= limits.lines / 2
    let rest: StoredItem[] = [...this.#tail]
    if (isOpen && (isAll || rest.length + countOf(last) >= limits.lines)) {
      pages.pop()
      rest = [...('lines' in last ? last.lines : this.linesOf(last)), ...rest]
    }
    const filled = inPages(rest, limits)
    if (isAll && filled.rest.length > 0) filled.full.push({ lines: filled.rest })
    const left = isAll ? { tail: [], size: 0 } : { tail: filled.rest, size: filled.size }
    return { pages: [...pages, ...filled.full], ...left }
  }

  /**
   * The same without what was said in a time and has come to its end: it waits for nothing, and the user has seen it.
   * @param unseen how many of the friend's last lines were not seen. @param isMeant which of that time.
   * @returns how the others lie, and what is gone, the oldest first.
   */
  without(
    from: number,
    to: number,
    unseen: number,
    isMeant: (line: StoredItem) => boolean = () => true,
  ): { readonly layout: PastLayout; readonly gone: StoredItem[] } {
    const isInTime = isWithin(from, to)
    const gone: StoredItem[] = []
    let left = unseen
    const keep = (lines: readonly StoredItem[]) => {
      const kept: StoredItem[] = []
      for (const line of [...lines].reverse()) {
        const isUnseen = line.direction === 'in' && left-- > 0
        if (isInTime(line) && isMeant(line) && !isUnseen && !isWaiting(line)) gone.push(line)
        else kept.push(line)
      }
      return kept.reverse()
    }
    const tail = keep(this.#tail)
    const pages: (Page | DraftPage)[] = []
    for (const page of [...this.pages].reverse()) {
      if (page.from >= to || page.to < from) {
        left -= page.incoming
        pages.push(page)
        continue
      }
      const lines = keep(this.linesOf(page))
      if (lines.length === page.count) pages.push(page)
      else if (lines.length > 0) pages.push({ lines })
    }
    return { layout: { pages: pages.reverse(), tail }, gone: gone.reverse() }
  }

  /** @returns the same lines, so laid out. @param written what was made of each draft. */
  laidOut({ pages, tail }: PastLayout, written: ReadonlyMap<DraftPage, Page>): Past {
    const past = new Past(this.#read)
    for (const one of pages) {
      const page = 'lines' in one ? written.get(one)! : one
      past.addPage(page)
      const lines = 'lines' in one ? one.lines.filter(isWaiting) : this.amendedOf(one)
      for (const line of lines) past.amend({ line, page })
    }
    for (const line of tail) past.add(line)
    return past
  }

  #isStale(page: Page): boolean {
    const amended = this.amendedOf(page)
    return amended.length > 0 && amended.every((line) => !isWaiting(line))
  }
}

function take(
  lines: Iterable<PlacedLine>,
  count: number,
  isWanted: (line: StoredItem) => boolean = () => true,
): StoredItem[] {
  const found: StoredItem[] = []
  if (count <= 0) return found
  for (const { line } of lines) if (isWanted(line) && found.push(line) >= count) break
  return found.reverse()
}

function isIncoming({ direction }: StoredItem): boolean {
  return direction === 'in'
}

function isWaiting(line: StoredItem): line is SentItem {
  return line.direction === 'out' && line.state === 'waiting'
}

function isWithin(from: number, to: number): (line: StoredItem) => boolean {
  return (line) => timeOf(line) >= from && timeOf(line) < to
}

function countOf(page: Page | DraftPage): number {
  return 'lines' in page ? page.lines.length : page.count
}

/** Lines in as many full pages as they fill, and those that are left. */
function inPages(lines: readonly StoredItem[], limits: PageLimits) {
  const full: DraftPage[] = []
  let rest: StoredItem[] = []
  let size = 0
  const close = () => {
    full.push({ lines: rest })
    rest = []
    size = 0
  }
  for (const line of lines) {
    const own = keptBytes(line.item)
    if (rest.length > 0 && size + own > limits.bytes) close()
    rest.push(line)
    size += own
    if (rest.length >= limits.lines) close()
  }
  return { full, rest, size }
}
