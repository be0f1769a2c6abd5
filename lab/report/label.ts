/** What stands at the rows of a diagram besides their sentences; marks are words, for colours are not for everybody. */

import { type Sentence, t } from '../language/sentence'
import type { DiagramRow, Fold } from './diagram'

export const tags = { attack: t`ATTACK`, alarm: t`ALARM` } as const

export function foldLabel({ count, frames, first, last }: Fold): Sentence {
  return frames > 0
    ? t`… ${count} more, ${frames} of them frames: events ${first} to ${last} …`
    : t`… ${count} more: events ${first} to ${last} …`
}

/** @returns the row's sentence behind its mark, where there is no other place for it. */
export function labelOf(row: DiagramRow | Fold): Sentence {
  if (row.row === 'fold') return foldLabel(row)
  return row.mark === 'plain' ? row.words : t`[${tags[row.mark]}] ${row.words}`
}
