/**
 * What stands on the chat's screen, as a value: a head that only the program writes (time and name), and rows.
 *
 *   14:02 <bob> hello
 *         | and a second line of the same message
 *   14:03 -- bob is away
 *   14:03 -!- The key of bob has CHANGED.
 *
 * A row that goes on is indented and marked, whether its text had a line end or the screen did, so nothing that
 * others write ever begins a line. Heads and rows are printable already, see printable.ts.
 */

import { english, type Say, type Sentence, t } from '../language/sentence'
import { printable } from '../text/printable'
import { breakRow, widthOf } from '../text/text-width'

/** What a row says: a sentence, in the language of whoever reads it, or data as it is. */
export type RowText = string | Sentence

export interface ChatEntry {
  /**
   * `plain`: the answer to a command, each row a line of its own. `manual`: the same in the program's own words only.
   * `picture`: rows that are printed as they are. The others begin with a head.
   */
  readonly tone: 'said' | 'quiet' | 'alert' | 'plain' | 'manual' | 'picture'
  readonly head: RowText
  readonly rows: readonly RowText[]
}

const GOES_ON = '      | '
const NARROWEST = 24
/** Of a text behind a head. */
const LEAST = 10
/** Of a text that is read: longer lines are tiring. */
const WIDEST = 100

/** @returns the lines of an entry, none wider than `columns` - 1: a full row makes some terminals add one. */
export function layOut(entry: Pick<ChatEntry, 'head' | 'rows'>, columns: number): string[] {
  const [head = '', ...rows] = [entry.head, ...entry.rows].map((row) => asText(row, english))
  const limit = Math.max(NARROWEST, columns - 1)
  const next = limit - GOES_ON.length
  const first = limit - widthOf(head)
  // On a narrow screen a head may take a line for itself.
  const all = first < LEAST ? ['', ...rows] : rows
  return all
    .flatMap((row, index) => breakRow(row, index === 0 ? first : next, next))
    .map((piece, index) => (index === 0 ? head + piece : GOES_ON + piece))
}

/** @returns the lines of a row: what goes on stands under its beginning, in tables under the last column. */
function layOutManual(row: string, columns: number): string[] {
  const limit = Math.max(NARROWEST, Math.min(columns, WIDEST) - 1)
  const [lead = ''] = /^ *(?:\S+(?: \S+)* {2,})?/.exec(row) ?? []
  const indent = ' '.repeat(lead.length > limit / 2 ? 4 : lead.length)
  return breakRow(row, limit, limit - indent.length).map((piece, index) =>
    (index === 0 ? piece : indent + piece).trimEnd(),
  )
}

/** Colour codes; they add to what the words say and never say it alone. */
export const ink = {
  quiet: (text: string) => `\u001b[2m${text}\u001b[0m`,
  alert: (text: string) => `\u001b[1;31m${text}\u001b[0m`,
  good: (text: string) => `\u001b[32m${text}\u001b[0m`,
  strong: (text: string) => `\u001b[1m${text}\u001b[0m`,
}

/** @returns one text to print, lines joined by line feeds. */
export function render(
  entry: ChatEntry,
  { columns, colour }: { columns: number; colour: boolean },
  say: Say = english,
): string {
  const [head = '', ...rows] = [entry.head, ...entry.rows].map((row) => asText(row, say))
  if (entry.tone === 'picture') return rows.join('\n')
  if (entry.tone === 'manual') return rows.flatMap((row) => layOutManual(row, columns)).join('\n')
  if (entry.tone === 'plain') return rows.flatMap((row) => layOut({ head, rows: [row] }, columns)).join('\n')
  const lines = layOut({ head, rows }, columns)
  if (!colour) return lines.join('\n')
  if (entry.tone !== 'said') return lines.map(ink[entry.tone]).join('\n')
  const [first = '', ...others] = lines
  return [ink.strong(head) + first.slice(head.length), ...others].join('\n')
}

/** What others wrote is never taken for a sentence of this program's. */
export function asText(row: RowText, say: Say): string {
  return typeof row === 'string' ? row : say(row)
}

/** @param rows of a long text take a while to make, and many may wait to be drawn: they are made when they are. */
export function said(head: RowText, rows: () => readonly string[]): ChatEntry {
  return {
    tone: 'said',
    head,
    get rows() {
      return rows()
    },
  }
}

/** Rows of one text that are shown: one of 16,000 letters has no more on a screen of 80 columns. */
export const MOST_ROWS = 200

/**
 * The entries of a text: it and, where it has more line ends than anybody reads, how much of it is not shown.
 * @param isWhole shows all of it. @param rows what makes a text's rows printable.
 */
export function textEntries(
  { head, text, friend, at }: { head: RowText; text: string; friend: string; at: number },
  rows: (text: string) => readonly string[],
  isWhole = false,
): ChatEntry[] {
  const lines = text.split('\n')
  const left = lines.length - MOST_ROWS
  if (isWhole || left <= 0) return [said(head, () => rows(text))]
  return [
    said(head, () => rows(lines.slice(0, MOST_ROWS).join('\n'))),
    quiet(
      at,
      left === 1
        ? t`1 more row of this message: /history ${shownName(friend)} whole shows it`
        : t`${left} more rows of this message: /history ${shownName(friend)} whole shows them`,
    ),
  ]
}

/** A name as it is shown: names of users hold nothing that needs it, but a directory may say anything. */
export function shownName(name: string): string {
  return printable(name, 32)
}

export function plain(...rows: RowText[]): ChatEntry {
  return { tone: 'plain', head: '', rows }
}

export function manual(...rows: RowText[]): ChatEntry {
  return { tone: 'manual', head: '', rows }
}

export function quiet(at: number, ...rows: RowText[]): ChatEntry {
  return { tone: 'quiet', head: `${clock(at)} -- `, rows }
}

export function alert(at: number, ...rows: RowText[]): ChatEntry {
  return { tone: 'alert', head: `${clock(at)} -!- `, rows }
}

/** @param at milliseconds since 1970. @returns `14:02`, local time. */
export function clock(at: number): string {
  const date = new Date(at)
  return [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':')
}

const DAYS = [t`Sunday`, t`Monday`, t`Tuesday`, t`Wednesday`, t`Thursday`, t`Friday`, t`Saturday`]
const MONTHS = [
  ...[t`January`, t`February`, t`March`, t`April`, t`May`, t`June`, t`July`],
  ...[t`August`, t`September`, t`October`, t`November`, t`December`],
]

/** @returns which day it is, local time, to be compared: `Sun Nov 22 2026`. */
export function day(at: number): string {
  return new Date(at).toDateString()
}

/** @returns the line that tells a new day, such as `Sunday, 22 November 2026`, local time. */
export function dateLine(at: number): ChatEntry {
  const date = new Date(at)
  const [weekday, month] = [DAYS[date.getDay()]!, MONTHS[date.getMonth()]!]
  return {
    tone: 'quiet',
    head: '-- ',
    rows: [t`${weekday}, ${date.getDate()} ${month} ${String(date.getFullYear())}`],
  }
}

/**
 * A message waits where nobody is there to take it, and shows then when it was written.
 * @param at when it was written to disk here. @param written by the sender's clock, which may say anything.
 * @returns empty where both are within two minutes; else `, written 09:15`, with the date if it is another day.
 */
export function writtenNote(at: number, written: number): RowText {
  if (Math.abs(at - written) < 120_000) return ''
  if (day(at) === day(written)) return t`, written ${clock(written)}`
  return isTime(written) ? t`, written ${dateAndTime(written)}` : t`, written at an impossible time`
}

function isTime(at: number): boolean {
  return !Number.isNaN(new Date(at).getTime())
}

/** @param at by anybody's clock. @returns `2026-11-22 09:15`, local time. */
export function dateAndTime(at: number): Sentence {
  if (!isTime(at)) return t`an impossible time`
  const date = new Date(at)
  const [month = '', dayOfMonth = ''] = [date.getMonth() + 1, date.getDate()].map((part) =>
    String(part).padStart(2, '0'),
  )
  return t`${String(date.getFullYear())}-${month}-${dayOfMonth} ${clock(at)}`
}
