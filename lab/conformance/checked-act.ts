/** An act's sessions, computed once for all who ask: that takes most of the time of a verdict. */

import type { Events } from '../history/selectors'
import { type CheckedEnd, checkEnds } from './check-end'
import { Knowledge } from './knowledge'
import { type SessionEnd, sessionEnds } from './session-end'

export interface CheckedAct {
  readonly knowledge: Knowledge
  readonly ends: readonly SessionEnd[]
  readonly checked: readonly CheckedEnd[]
}

const known = new WeakMap<Events, CheckedAct>()

/** @param act the events of one act, to which none are added any more. */
export function checkedAct(act: Events): CheckedAct {
  const before = known.get(act)
  if (before) return before
  const knowledge = new Knowledge(act)
  const ends = sessionEnds(act)
  const made = { knowledge, ends, checked: checkEnds(ends, knowledge) }
  known.set(act, made)
  return made
}
