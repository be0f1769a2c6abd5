/**
 * Where the prompt and the line being typed stand on the screen. Pure.
 *
 * Rows are broken here and not by the terminal, one column before its edge: so no row is ever wrapped, what was
 * drawn is as many rows high after the window was resized as before, and a terminal that draws a character
 * wider or narrower than expected disturbs nothing but its own row.
 */

import { stripVTControlCharacters } from 'node:util'
import { breakRow, widthOf } from '../text/text-width'
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
 */
export function inputRows(
  prompt: string,
  line: string,
  cursor: number,
  columns: number,
  most: number,
): InputRows {
  const width = Math.max(3, columns - 1)
  // A prompt that is wider than the screen must leave room to type.
  const start = cutToWidth(prompt, width - Math.min(8, Math.floor(width / 2)))
  const first = Math.max(2, width - widthOf(stripVTControlCharacters(start)))
  const pieces = (text: string) =>
    shownLines(text).flatMap((shown, index) => breakRow(shown, index === 0 ? first : width, width))
  const all = pieces(line)
  const rows = [start + (all[0] ?? ''), ...all.slice(1)]
  // Breaks go by words: where the cursor stands is told by the whole line, not by what is before it.
  let left = shownLines(line.slice(0, cursor)).join('').length
  let row = 0
  while (row < all.length - 1 && left >= all[row]!.length) {
    left -= all[row]!.length
    row++
  }
  const before = (row === 0 ? start : '') + all[row]!.slice(0, left)
  const from = Math.max(0, row - Math.max(1, most) + 1)
  return {
    rows: rows.slice(from, from + Math.max(1, most)),
    row: row - from,
    before,
    atEnd: row === rows.length - 1 && left === all[row]!.length,
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
