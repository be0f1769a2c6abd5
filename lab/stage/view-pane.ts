/** A pane: a frame with a title around rows. */

import type { Row, Size } from './cells'
import type { RenderContext } from './render-context'
import { block, span, toWidth, widthOf } from './rows'

/** With less, a frame would take more room than what stands in it. */
const LEAST = 6

/** @returns how many rows and columns a pane of this size has for what stands in it. */
export function insideOf({ columns, rows }: Size): Size {
  return rows < LEAST ? { columns, rows: rows - 1 } : { columns: columns - 4, rows: rows - 2 }
}

/** @returns exactly `height` rows of `width` columns. The pane that keys go to has a sign before its title. */
export function pane(
  title: Row,
  rows: readonly Row[],
  width: number,
  height: number,
  chosen: boolean,
  { signs }: RenderContext,
): Row[] {
  const { corners, horizontal, vertical, cut } = signs
  const sign = chosen ? [span(`${signs.running} `, 'bold')] : []
  if (height < LEAST) return block([[...sign, ...title], ...rows], width, height, signs.cut)
  const inner = width - 4
  const label = cutTo([...sign, ...title], inner - 2, cut)
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
function cutTo(row: Row, width: number, cut: string): Row {
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
  const start = startOf(rows, height, scroll)
  return rows.slice(start, start + height)
}

/** @returns where in all rows these are, to stand beside a title; nothing where all are seen. */
export function whereabouts(rows: readonly Row[], height: number, scroll: number): Row {
  if (rows.length <= height) return []
  const start = startOf(rows, height, scroll)
  return [span(`  ${start + 1}-${Math.min(rows.length, start + height)}/${rows.length}`)]
}

function startOf(rows: readonly Row[], height: number, scroll: number): number {
  return Math.max(0, Math.min(scroll, rows.length - height))
}
