/** What was delivered to a friend and is not there any more, as the friend says. Pure. */

import type { Correspondence, Outbox } from './correspondence'
import { isDeliveredText, type Page } from './page'
import type { Past } from './past'
import type { Backlog, SentItem, StoredItem, StreamPlace } from './stored-item'

/** What is lacking: after one place, up to another. */
export interface Lack extends Backlog {
  /** Null: from the beginning. */
  readonly after: StreamPlace | null
  readonly until: StreamPlace
}

/**
 * @returns the texts that count as delivered to `to` now, after one place and up to the other; null where there are
 * none. A page is read only where a part of it counts: a friend may ask again and again.
 */
export function deliveredBetween(
  known: Pick<Correspondence, 'lines' | 'outboxes'>,
  to: string,
  after: StreamPlace | null,
  until: StreamPlace,
): Lack | null {
  const outbox = known.outboxes.get(to)
  if (!outbox) return null
  const { lines } = known
  const span = new Span(outbox, to, after, until)
  let count = 0
  let since: number | null = null
  const add = (texts: number, written: number | null) => {
    count += texts
    since ??= written
  }
  for (const page of lines.pages) {
    const part = span.part(page, lines)
    if (part === 'all') {
      for (const range of page.outgoing) if (range.to === to) add(range.texts, range.since)
    } else if (part === 'some') {
      for (const line of lines.linesOf(page)) if (span.has(line)) add(1, line.written)
    }
  }
  for (const line of lines.tail) if (span.has(line)) add(1, line.written)
  return since === null ? null : { count, since, after, until }
}

/** @returns what is kept that this identity lacks, without what was sent again or cleared since; null: nothing. */
export function keptLackOf(known: Pick<Correspondence, 'lines' | 'outboxes'>, to: string): Lack | null {
  const kept = known.outboxes.get(to)?.lack
  return kept ? deliveredBetween(known, to, kept.after, kept.until) : null
}

/** @returns the lines that {@link deliveredBetween} counts, the oldest first, and where each lies. */
export function* lackingLines(
  { lines, outboxes }: Pick<Correspondence, 'lines' | 'outboxes'>,
  to: string,
  after: StreamPlace | null,
  until: StreamPlace,
): Generator<{ readonly line: SentItem; readonly page: Page | null }> {
  const outbox = outboxes.get(to)
  if (!outbox) return
  const span = new Span(outbox, to, after, until)
  for (const { line, page } of lines.forwards((one) => span.part(one, lines) !== 'none'))
    if (span.has(line)) yield { line, page }
}

/** What was said to one identity after one place and up to another. */
class Span {
  readonly #to: string
  readonly #order: ReadonlyMap<string, number>
  readonly #after: StreamPlace | null
  readonly #until: StreamPlace

  constructor({ streams }: Outbox, to: string, after: StreamPlace | null, until: StreamPlace) {
    this.#to = to
    this.#order = new Map(streams.map((stream, index) => [stream, index]))
    this.#after = after
    this.#until = until
  }

  /** Whether this line is a text that was delivered there. */
  has(line: StoredItem): line is SentItem {
    return line.direction === 'out' && line.to === this.#to && isDeliveredText(line) && this.#holds(line)
  }

  /** How much of what a page says to this identity lies there, as far as the summary tells. */
  part(page: Page, lines: Past): 'all' | 'some' | 'none' {
    if (lines.amendedOf(page).length > 0) return 'some'
    const ends = page.outgoing
      .filter(({ to }) => to === this.#to)
      .flatMap(({ stream, first, last }) => [first, last].map((number) => ({ stream, number })))
    if (ends.every((end) => this.#isBefore(end)) || ends.every((end) => this.#isBehind(end))) return 'none'
    return ends.every((end) => this.#holds(end)) ? 'all' : 'some'
  }

  #holds(place: StreamPlace): boolean {
    return !this.#isBefore(place) && !this.#isBehind(place)
  }

  #isBefore(place: StreamPlace): boolean {
    return this.#after !== null && this.#compare(place, this.#after) <= 0
  }

  #isBehind(place: StreamPlace): boolean {
    return this.#compare(place, this.#until) > 0
  }

  #compare(one: StreamPlace, other: StreamPlace): number {
    return this.#order.get(one.stream)! - this.#order.get(other.stream)! || one.number - other.number
  }
}
