/**
 * Every kind of step. One that lab/history/step.ts has and nobody describes does not compile, and what is missing of it
 * is named.
 */

import type { RecordedStep, Step } from '../history/step'
import { attackerSteps } from './attacker-steps'
import { conversationSteps } from './conversation-steps'
import { directorySteps } from './directory-steps'
import type { Described, Played, StepKinds } from './step-kind'

const everyStep: StepKinds = { ...conversationSteps, ...directorySteps, ...attackerSteps }

/** @returns how a step is played. */
export function played(kind: Step['do']): Played<Step> {
  return everyStep[kind]
}

/** @returns what is told of a step that stands in the history. */
export function described(kind: RecordedStep['do']): Described<RecordedStep> {
  return everyStep[kind]
}
