/** What stands on a screen, as the bytes that put it on a terminal. Pure. */

import type { Row, Size, Style } from './cells'
import { paints } from './paint'

/** What was drawn. */
export interface DrawnScreen {
  readonly rows: readonly Row[]
  readonly size: Size
}

/** Nothing stands on the terminal, no cursor blinks on it, and what is written into its corner moves nothing. */
const CLEARED = '\x1b[?25l\x1b[?7l\x1b[0m\x1b[2J'

/** @returns what a terminal is to be told on which `before` stands: of the rows that are others now, the whole of each. */
export function ansi(before: DrawnScreen | null, { rows, size }: DrawnScreen): string {
  const isSameSize = before?.size.columns === size.columns && before.size.rows === size.rows
  const known = isSameSize ? before.rows : []
  const changed = rows.map((row, place) => {
    const told = rowAnsi(row)
    const old = known[place]
    return old && rowAnsi(old) === told ? '' : `\x1b[${place + 1};1H${told}`
  })
  return (isSameSize ? '' : CLEARED) + changed.join('')
}

function rowAnsi(row: Row): string {
  return row.map(({ text, style }) => (text === '' ? '' : `${told[style]}${text}`)).join('')
}

/** Each style by itself, whatever stands before it. */
const told = Object.fromEntries(
  Object.entries(paints).map(([style, { bold, reverse, colour }]) => {
    const codes = [0, ...(bold ? [1] : []), ...(reverse ? [7] : []), ...(colour ? [30 + colour] : [])]
    return [style, `\x1b[${codes.join(';')}m`]
  }),
) as Readonly<Record<Style, string>>
