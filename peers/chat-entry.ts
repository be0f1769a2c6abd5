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

import { printable } from './printable'
import { breakRow, widthOf } from './text-width'

export interface Entry {
  /** `plain`: the answer to a command. The others begin with a head. */
  readonly tone: 'said' | 'quiet' | 'alert' | 'plain'
  readonly head: string
  readonly rows: readonly string[]
}

const GOES_ON = '      | '
const NARROWEST = 24

/** @returns the lines of an entry, none wider than `columns` - 1: a full row makes some terminals add one. */
export function layOut({ head, rows }: Entry, columns: number): string[] {
  const limit = Math.max(NARROWEST, columns - 1)
  const next = limit - GOES_ON.length
  return rows
    .flatMap((row, index) => {
      // A head is short, but a name may be 32 characters on a narrow screen.
      const first = index === 0 ? Math.max(2, limit - widthOf(head)) : next
      return breakRow(row, first, next)
    })
    .map((piece, index) => (index === 0 ? head + piece : GOES_ON + piece))
}

/** @returns the lines of what the program itself says in a table or a text: they begin at the edge. */
export function layOutPlain(rows: readonly string[], columns: number): string[] {
  return rows.flatMap((row) => layOut({ tone: 'plain', head: '', rows: [row] }, columns))
}

/** Colour codes; they add to what the words say and never say it alone. */
export const ink = {
  quiet: (text: string) => `\u001b[2m${text}\u001b[0m`,
  alert: (text: string) => `\u001b[1;31m${text}\u001b[0m`,
  good: (text: string) => `\u001b[32m${text}\u001b[0m`,
  strong: (text: string) => `\u001b[1m${text}\u001b[0m`,
}

/** @returns one text to print, lines joined by line feeds. */
export function render(entry: Entry, { columns, colour }: { columns: number; colour: boolean }): string {
  if (entry.tone === 'plain') return layOutPlain(entry.rows, columns).join('\n')
  const lines = layOut(entry, columns)
  if (!colour) return lines.join('\n')
  if (entry.tone !== 'said') return lines.map(ink[entry.tone]).join('\n')
  const [first = '', ...others] = lines
  return [ink.strong(entry.head) + first.slice(entry.head.length), ...others].join('\n')
}

/** A name as it is shown: names of users hold nothing that needs it, but a directory may say anything. */
export function shownName(name: string): string {
  return printable(name, 32)
}

export function plain(...rows: string[]): Entry {
  return { tone: 'plain', head: '', rows }
}

export function quiet(at: number, ...rows: string[]): Entry {
  return { tone: 'quiet', head: `${clock(at)} -- `, rows }
}

export function alert(at: number, ...rows: string[]): Entry {
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
export function dateLine(at: number): Entry {
  return { tone: 'quiet', head: '-- ', rows: [day(at)] }
}

/**
 * A message waits where nobody is there to take it, and shows then when it was written.
 * @param at when it was written to disk here. @param written by the sender's clock, which may say anything.
 * @returns empty where both are within two minutes; else `, written 09:15`, with the date if it is another day.
 */
export function writtenNote(at: number, written: number): string {
  if (Math.abs(at - written) < 120_000) return ''
  const date = new Date(written)
  if (Number.isNaN(date.getTime())) return ', written at an impossible time'
  if (day(at) === day(written)) return `, written ${clock(written)}`
  const numbers = [date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0'))
  return `, written ${[date.getFullYear(), ...numbers].join('-')} ${clock(written)}`
}
