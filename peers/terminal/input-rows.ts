/**
 * Where the prompt and the line being typed stand on the screen. Pure.
 *
 * Rows are broken here and not by the terminal, one column before its edge: so no row is ever wrapped, what was
 * drawn is as many rows high after the window was resized as before, and a terminal that draws a character
 * wider or narrower than expected disturbs nothing but its own row.
 */

import { stripVTControlCharacters } from 'node:util'
import { widthOf } from '../text/text-width'
import { LineBreaks } from './line-breaks'
import { shownLines } from './typed-text'

/** A colour, or what takes it back: the only sequences that prompts and progress lines may hold (ECMA-48, SGR). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
const STYLE = /(\x1b\[[\d;]*m)/u

export interface InputRows {
  readonly rows: readonly string[]
  /** Index of the row with the cursor. */
  readonly row: number
  /** What stands in that row before the cursor. */
  readonly before: string
  /** Whether the cursor is behind everything. */
  readonly atEnd: boolean
}

/**
 * @param prompt may hold colours. @param line of the editor. @param cursor its index in `line`.
 * @param columns of the screen. @param most rows to be shown: those around the cursor.
 * @param breaks of what was drawn before: most rows are the same.
 */
export function inputRows(
  prompt: string,
  line: string,
  cursor: number,
  columns: number,
  most: number,
  breaks = new LineBreaks(),
): InputRows {
  const width = Math.max(3, columns - 1)
  // A prompt that is wider than the screen must leave room to type.
  const start = cutToWidth(prompt, width - Math.min(8, Math.floor(width / 2)))
  const first = Math.max(2, width - widthOf(stripVTControlCharacters(start)))
  const height = Math.max(1, most)
  const ends = breaks.of(line, cursor, { first, next: width }, height)
  // Breaks go by words: where the cursor stands is told by the whole line, not by what is before it.
  let row = ends.length - 1
  while (row > 0 && ends[row - 1]! > cursor) row--
  const from = Math.max(0, row - height + 1)
  const shown = (nth: number, end: number) =>
    (nth === 0 ? start : '') + shownLines(line.slice(ends[nth - 1] ?? 0, end)).join('')
  return {
    rows: ends.slice(from, from + height).map((end, index) => shown(from + index, end)),
    row: row - from,
    before: shown(row, cursor),
    atEnd: cursor === line.length,
  }
}

/** @returns `text`, which may hold colours, cut to at most `columns`, with `…` and colours taken back where it was cut. */
export function cutToWidth(text: string, columns: number): string {
  if (widthOf(stripVTControlCharacters(text)) <= columns) return text
  let left = columns - 1
  let cut = ''
  for (const [index, part] of text.split(STYLE).entries()) {
    if (index % 2 === 1) {
      cut += part
      continue
    }
    for (const character of part) {
      left -= widthOf(character)
      if (left < 0) return columns < 1 ? '' : `${cut}…${cut.includes('\x1b') ? '\x1b[0m' : ''}`
      cut += character
    }
  }
  return cut
}
