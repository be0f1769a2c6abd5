/**
 * A page of the past: some thousand lines of one friend's that need not be in memory any more. Pure: page-files.ts keeps
 * pages on the disk. What is asked often, without reading the page, stands in its summary.
 */

import type { SealedPage } from '../home/page-files'
import { decodeText } from '../protocol/fields'
import { keptBytes } from './friend-budget'
import type { SentItem, StoredItem, StreamPlace } from './stored-item'

/** What a page holds of one stream to one identity. */
interface OutgoingRange {
  readonly to: string
  readonly stream: string
  /** Lowest and highest number. */
  readonly first: number
  readonly last: number
  /** How many texts were delivered, and when the first of them was written; null where none was. */
  readonly texts: number
  readonly since: number | null
}

interface PageSummary {
  readonly count: number
  /** How many of the lines are the friend's. */
  readonly incoming: number
  /** What these have, as the budget counts it. */
  readonly incomingBytes: number
  /** Earliest and latest time of a line, see {@link timeOf}. */
  readonly from: number
  readonly to: number
  readonly outgoing: readonly OutgoingRange[]
}

export type Page = SealedPage & PageSummary

/** @returns when a line came to this disk, by this computer's clock. */
export function timeOf(line: StoredItem): number {
  return line.direction === 'in' ? line.at : line.written
}

/** @param lines at least one. */
export function pageOf(lines: readonly StoredItem[], sealed: SealedPage): Page {
  let [incoming, incomingBytes] = [0, 0]
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  const outgoing = new Map<string, OutgoingRange>()
  for (const line of lines) {
    from = Math.min(from, timeOf(line))
    to = Math.max(to, timeOf(line))
    if (line.direction === 'in') {
      incoming += 1
      incomingBytes += keptBytes(line.item)
    } else {
      const key = `${line.to} ${line.stream}`
      outgoing.set(key, widened(outgoing.get(key), line))
    }
  }
  return {
    ...sealed,
    count: lines.length,
    incoming,
    incomingBytes,
    from,
    to,
    outgoing: [...outgoing.values()],
  }
}

function widened(range: OutgoingRange | undefined, line: SentItem): OutgoingRange {
  const { to, stream, number } = line
  const counts = isDeliveredText(line)
  return {
    to,
    stream,
    first: Math.min(range?.first ?? number, number),
    last: Math.max(range?.last ?? number, number),
    texts: (range?.texts ?? 0) + (counts ? 1 : 0),
    since: range?.since ?? (counts ? line.written : null),
  }
}

export function isDeliveredText({ state, item }: SentItem): boolean {
  return state === 'delivered' && item.type === 'text'
}

/** @returns whether the page may hold the item that has this number. */
export function mayHold({ outgoing }: Page, { stream, number }: StreamPlace): boolean {
  return outgoing.some((range) => range.stream === stream && range.first <= number && number <= range.last)
}

/** Bytes that become one string: those of large strings are got from the system each time, which takes forty times as long. */
const SLICE = 32 * 1024

export function encodePage(lines: readonly StoredItem[]): Buffer {
  return Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n'))
}

export function decodePage(content: Buffer): StoredItem[] {
  return decodeWith(content, '')
}

/**
 * @param words in lower case.
 * @returns the lines that have them, in whatever case, and some that do not: parsing takes ten times as long as looking.
 */
export function decodeWith(content: Buffer, words: string): StoredItem[] {
  const sought = JSON.stringify(words).slice(1, -1)
  const lines: StoredItem[] = []
  for (let from = 0; from < content.length; ) {
    const end = content.indexOf('\n', Math.min(from + SLICE, content.length))
    const to = end === -1 ? content.length : end
    const slice = decodeText(content.subarray(from, to))
    if (slice.toLowerCase().includes(sought))
      for (const line of JSON.parse(`[${slice.replaceAll('\n', ',')}]`) as StoredItem[]) lines.push(line)
    from = to + 1
  }
  return lines
}
