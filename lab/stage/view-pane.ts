/** A pane: a frame with a title around rows. */

import type { Row } from './cells'
import type { Pen } from './pen'
import { block, span, toWidth, widthOf } from './rows'

/** @returns exactly `height` rows of `width` columns. The pane that keys go to has a sign before its title. */
export function pane(
  title: Row,
  rows: readonly Row[],
  width: number,
  height: number,
  chosen: boolean,
  { signs }: Pen,
): Row[] {
  if (height < 3 || width < 6) return block(rows, width, height, signs.cut)
  const { corners, horizontal, vertical, cut } = signs
  const inner = width - 4
  const label = fitted(chosen ? [span(`${signs.running} `, 'bold'), ...title] : title, inner - 2, cut)
  const bar = horizontal.repeat(Math.max(0, width - 5 - widthOf(label)))
  return [
    [span(`${corners[0]}${horizontal} `, 'line'), ...label, span(` ${bar}${corners[1]}`, 'line')],
    ...block(rows, inner, height - 2, cut).map((row) => [
      span(`${vertical} `, 'line'),
      ...row,
      span(` ${vertical}`, 'line'),
    ]),
    [span(`${corners[3]}${horizontal.repeat(width - 2)}${corners[2]}`, 'line')],
  ]
}

/** Cut, but not filled up. */
function fitted(row: Row, width: number, cut: string): Row {
  return widthOf(row) > width ? toWidth(row, width, cut) : row
}

/**
 * @returns the part of the rows that is seen when they are scrolled up from their end by `scroll`, as many as there is
 * room for.
 */
export function tail(rows: readonly Row[], height: number, scroll: number): Row[] {
  const end = Math.max(Math.min(rows.length, height), rows.length - scroll)
  return rows.slice(Math.max(0, end - height), end)
}

/** @returns the same for rows that are scrolled down from their beginning. */
export function head(rows: readonly Row[], height: number, scroll: number): Row[] {
  const start = Math.max(0, Math.min(scroll, rows.length - height))
  return rows.slice(start, start + height)
}
