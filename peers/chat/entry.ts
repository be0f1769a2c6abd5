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

import { printable } from '../text/printable'
import { breakRow, widthOf } from '../text/text-width'

export interface ChatEntry {
  /**
   * `plain`: the answer to a command, each row a line of its own. `manual`: the same in the program's own words only.
   * `picture`: rows that are printed as they are. The others begin with a head.
   */
  readonly tone: 'said' | 'quiet' | 'alert' | 'plain' | 'manual' | 'picture'
  readonly head: string
  readonly rows: readonly string[]
}

const GOES_ON = '      | '
const NARROWEST = 24
/** Of a text behind a head. */
const LEAST = 10
/** Of a text that is read: longer lines are tiring. */
const WIDEST = 100

/** @returns the lines of an entry, none wider than `columns` - 1: a full row makes some terminals add one. */
export function layOut({ head, rows }: ChatEntry, columns: number): string[] {
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
export function render(entry: ChatEntry, { columns, colour }: { columns: number; colour: boolean }): string {
  if (entry.tone === 'picture') return entry.rows.join('\n')
  if (entry.tone === 'manual') return entry.rows.flatMap((row) => layOutManual(row, columns)).join('\n')
  if (entry.tone === 'plain')
    return entry.rows.flatMap((row) => layOut({ ...entry, rows: [row] }, columns)).join('\n')
  const lines = layOut(entry, columns)
  if (!colour) return lines.join('\n')
  if (entry.tone !== 'said') return lines.map(ink[entry.tone]).join('\n')
  const [first = '', ...others] = lines
  return [ink.strong(entry.head) + first.slice(entry.head.length), ...others].join('\n')
}

/** @param rows of a long text take a while to make, and many may wait to be drawn: they are made when they are. */
export function said(head: string, rows: () => readonly string[]): ChatEntry {
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
  { head, text, friend, at }: { head: string; text: string; friend: string; at: number },
  rows: (text: string) => readonly string[],
  isWhole = false,
): ChatEntry[] {
  const lines = text.split('\n')
  const left = lines.length - MOST_ROWS
  if (isWhole || left <= 0) return [said(head, () => rows(text))]
  const how = `/history ${shownName(friend)} whole`
  return [
    said(head, () => rows(lines.slice(0, MOST_ROWS).join('\n'))),
    quiet(at, `${left} more ${left === 1 ? 'row' : 'rows'} of this message: ${how} shows them`),
  ]
}

/** A name as it is shown: names of users hold nothing that needs it, but a directory may say anything. */
export function shownName(name: string): string {
  return printable(name, 32)
}

export function plain(...rows: string[]): ChatEntry {
  return { tone: 'plain', head: '', rows }
}

export function manual(...rows: string[]): ChatEntry {
  return { tone: 'manual', head: '', rows }
}

export function quiet(at: number, ...rows: string[]): ChatEntry {
  return { tone: 'quiet', head: `${clock(at)} -- `, rows }
}

export function alert(at: number, ...rows: string[]): ChatEntry {
  return { tone: 'alert', head: `${clock(at)} -!- `, rows }
}

/** @param at milliseconds since 1970. @returns `14:02`, local time. */
export function clock(at: number): string {
  const date = new Date(at)
  return [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':')
}

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
]

/** @returns `Sunday, 22 November 2026`, local time. */
export function day(at: number): string {
  const date = new Date(at)
  return `${DAYS[date.getDay()]}, ${date.getDate()} ${MONTHS[date.getMonth()]} ${date.getFullYear()}`
}

/** @returns the line that tells a new day. */
export function dateLine(at: number): ChatEntry {
  return { tone: 'quiet', head: '-- ', rows: [day(at)] }
}

/**
 * A message waits where nobody is there to take it, and shows then when it was written.
 * @param at when it was written to disk here. @param written by the sender's clock, which may say anything.
 * @returns empty where both are within two minutes; else `, written 09:15`, with the date if it is another day.
 */
export function writtenNote(at: number, written: number): string {
  if (Math.abs(at - written) < 120_000) return ''
  if (day(at) === day(written)) return `, written ${clock(written)}`
  return Number.isNaN(new Date(written).getTime())
    ? ', written at an impossible time'
    : `, written ${dateAndTime(written)}`
}

/** @param at by anybody's clock. @returns `2026-11-22 09:15`, local time. */
export function dateAndTime(at: number): string {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return 'an impossible time'
  const numbers = [date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0'))
  return `${[date.getFullYear(), ...numbers].join('-')} ${clock(at)}`
}
