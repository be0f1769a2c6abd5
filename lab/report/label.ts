/** What stands at the rows of a diagram besides their sentences; marks are words, for colours are not for everybody. */

import { type Sentence, t } from '../../peers/language/sentence'
import type { DiagramRow, Fold, MessageRow } from './diagram-row'

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

/** @returns the words of one arrow of a row; the last one has what the attacker did to it. */
export function legWords({ legs, deed }: MessageRow, place: number): Sentence {
  const { words } = legs[place]!
  return deed && place === legs.length - 1 ? t`${words} (Mallory: ${deed})` : words
}

/** @returns the same behind the row's mark, where there is no other place for it. */
export function legLabel(row: MessageRow, place: number): Sentence {
  const words = legWords(row, place)
  return row.mark !== 'plain' && place === 0 ? t`[${tags[row.mark]}] ${words}` : words
}
