/** A long diagram, folded: of what happens again and again, the first and the last stand for all. Pure. */

import type { Diagram } from './diagram'
import type { DiagramRow, Fold } from './diagram-row'

/** As many rows are drawn in any case. */
const ENOUGH = 32
/** To say that so many are left out takes no less room than to draw them. */
const FEW = 2
/** Of each sort of rows. */
const FIRST = 3
const LAST = 1

/** @returns the diagram with no more rows than people look at; what is left out is counted. */
export function folded(whole: Diagram): Diagram {
  const rows = whole.rows.filter((row): row is DiagramRow => row.row !== 'fold')
  if (rows.length <= ENOUGH) return whole
  const some = withFolds(rows, examples(rows))
  if (some.length <= ENOUGH) return { ...whole, rows: some }
  // Also what is rare may be a lot.
  const kept = some.filter((row): row is DiagramRow => row.row !== 'fold')
  const half = Math.floor(ENOUGH / 2)
  const ends = new Set([...kept.slice(0, half), ...kept.slice(-half)])
  return { ...whole, rows: withFolds(rows, ends) }
}

/** @returns the first few and the last of each sort. */
function examples(rows: readonly DiagramRow[]): ReadonlySet<DiagramRow> {
  const sorts = new Map<string, DiagramRow[]>()
  for (const row of rows) {
    const alike = sorts.get(row.sort)
    if (alike) alike.push(row)
    else sorts.set(row.sort, [row])
  }
  return new Set([...sorts.values()].flatMap((alike) => [...alike.slice(0, FIRST), ...alike.slice(-LAST)]))
}

function withFolds(rows: readonly DiagramRow[], kept: ReadonlySet<DiagramRow>): (DiagramRow | Fold)[] {
  const drawn: (DiagramRow | Fold)[] = []
  let left: DiagramRow[] = []
  for (const row of rows) {
    if (!kept.has(row)) left.push(row)
    else {
      drawn.push(...asFold(left), row)
      left = []
    }
  }
  return [...drawn, ...asFold(left)]
}

function asFold(left: readonly DiagramRow[]): (DiagramRow | Fold)[] {
  const [first, last] = [left[0], left.at(-1)]
  if (!first || !last || left.length <= FEW) return [...left]
  const frames = left.filter((row) => row.row === 'message' && row.isFrame).length
  return [{ row: 'fold', count: left.length, frames, first: first.number, last: last.number }]
}
