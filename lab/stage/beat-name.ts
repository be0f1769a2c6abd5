/** What a beat is called where it can be jumped to: the sentence that stands below its picture. */

import { t, type Words } from '../../peers/language/sentence'
import { verdictWords } from '../judge/verdict-words'
import { plainOutcome } from '../narration/plain-outcome'
import { captionOf } from './caption'
import type { DashboardState } from './dashboard-state'

/** @returns the words of what stands on the stage. */
export function beatName(state: DashboardState): Words {
  const { card, ended, outline, act, phase, verdicts, now } = state
  if (card) return card.title
  if (ended) return outline.lesson || outline.title
  const verdict = phase === null ? verdicts[act] : null
  if (verdict)
    return t`${outline.acts[act]!.name}: ${verdictWords[verdict.verdict]}. ${plainOutcome(verdict)}`
  return captionOf(state)?.words ?? now?.words ?? outline.title
}
