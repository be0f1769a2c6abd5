/** Rows of spans: made, measured, cut to a width, and put beside each other. Every character is one column wide. */

import { linesOf, piecesOf } from '../text/layout'
import type { Row, Span, Style } from './cells'

export function span(text: string, style: Style = 'plain'): Span {
  return { text, style }
}

export function row(text: string, style: Style = 'plain'): Row {
  return [{ text, style }]
}

export function widthOf(spans: Row): number {
  return spans.reduce((sum, { text }) => sum + text.length, 0)
}

/** @returns the row in exactly `width` columns: cut, or filled up with spaces. */
export function toWidth(spans: Row, width: number, cut: string): Row {
  const missing = width - widthOf(spans)
  if (missing >= 0) return missing === 0 ? spans : [...spans, span(' '.repeat(missing))]
  const kept: Span[] = []
  let room = Math.max(0, width - cut.length)
  for (const { text, style } of spans) {
    if (room > 0) kept.push(span(text.slice(0, room), style))
    room -= Math.min(room, text.length)
  }
  const style = kept.at(-1)?.style ?? 'plain'
  return width > 0 ? [...kept, span(cut.slice(0, width), style)] : []
}

/** @returns the row in exactly `width` columns, in their middle. */
export function centred(spans: Row, width: number, cut: string): Row {
  const margin = Math.max(0, Math.floor((width - widthOf(spans)) / 2))
  return toWidth([span(' '.repeat(margin)), ...spans], width, cut)
}

/** @returns one text at the left end and one at the right; the left one is cut where both have no room. */
export function ends(left: Row, right: Row, width: number, cut: string): Row {
  const room = width - widthOf(right) - 1
  return room < 8 ? toWidth(left, width, cut) : [...toWidth(left, room, cut), span(' '), ...right]
}

/** @returns exactly `height` rows of `width` columns, empty ones below. */
export function block(rows: readonly Row[], width: number, height: number, cut: string): Row[] {
  return Array.from({ length: Math.max(0, height) }, (_, place) => toWidth(rows[place] ?? [], width, cut))
}

/** Where a line may end: not behind a number, which would stand without what it is a number of, and not before a unit. */
const BETWEEN_WORDS = /(?<!(?<![^\s(])\d[\d,.]*) +(?!%)/

/**
 * @returns the words of a text in lines of at most `width` columns, with one space between them; longer words are broken.
 * Never empty.
 */
export function wrapped(text: string, width: number): string[] {
  const fits = (line: string) => line.length <= width
  return linesOf(
    text.split(BETWEEN_WORDS).flatMap((word) => piecesOf(word, fits)),
    fits,
  )
}

/** @returns the same after a sign, the lines below the first one indented as far, or further. */
export function hanging(sign: string, text: string, width: number, style: Style, further = 0): Row[] {
  const indent = ' '.repeat(sign.length + further)
  return wrapped(text, Math.max(1, width - indent.length)).map((line, place) =>
    row((place === 0 ? sign : indent) + line, style),
  )
}

/** @returns at most `most` lines; of a longer text the last one ends with the sign of a cut. */
export function atMost(lines: readonly string[], most: number, width: number, cut: string): string[] {
  if (lines.length <= most) return [...lines]
  const last = (lines[most - 1] ?? '').slice(0, Math.max(0, width - cut.length))
  // What ends with such a sign by itself has one.
  return most <= 0
    ? []
    : [...lines.slice(0, most - 1), (last.endsWith(cut) ? last.slice(0, -cut.length) : last) + cut]
}
