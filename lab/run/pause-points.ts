/**
 * Where a run may be held while people look: before the next thing that users do, never within it. The nodes stay as they
 * are meanwhile, real and running; what an attacker does at once after a user's step is not torn from it.
 */

import type { Phase } from '../history/events'
import type { Step } from '../history/step'
import type { Act } from '../scenario/scenario'
import { played } from '../steps/every-step'

/** What is about to happen. */
export type PausePoint =
  /** Nodes are about to start. */
  | { readonly what: 'act'; readonly act: string }
  | { readonly what: 'phase'; readonly act: string; readonly phase: Phase }
  | { readonly what: 'step'; readonly act: string; readonly phase: Phase; readonly step: Step }

/** Settles when the run may go on. */
export type PauseHook = (moment: PausePoint) => Promise<void>

export const withoutPause: PauseHook = async () => {}

/**
 * @returns whether the run may be held here. Where time is measured, and where a secret is good for seconds only, it goes
 * on; the steps of a control are not held, for its phase has been (act.ts).
 */
export function mayHold(act: Act, phase: Phase, step: Step): boolean {
  if (phase === 'before' || phase === 'after') return false
  if (act.steps.some((one) => played(one.do).pace === 'timed')) return false
  return played(step.do).pace === 'held'
}
