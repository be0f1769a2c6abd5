/**
 * One conversation of a phase: the users' steps, one after the other. Each waits until what it set off has
 * happened or can no longer happen; at the end all wait until every connection has come to its own.
 */

import type { Phase } from '../history/events'
import { eventsOf } from '../history/selectors'
import { PATIENCE, type Testbed } from '../runtime/testbed'
import { ATTACKER } from '../scenario/scenario'
import { ATTACKERS_TIME } from '../steps/attacker-steps'
import { areClosed } from '../steps/conversation-steps'
import type { Draws } from '../steps/draws'
import { played } from '../steps/every-step'
import type { Ongoing } from '../steps/step-kind'
import { observeFiles, observeScreens } from './observe'
import { mayHold, type PauseHook } from './pause-points'

export interface PhaseSetting extends Pick<Ongoing, 'act' | 'attack' | 'recorder' | keyof Draws> {
  /** Lets people look before the next step. */
  readonly pace: PauseHook
}

/** Plays one conversation of a phase, the `number`th. @throws ActFailed if a node does not answer. */
export async function playConversation(
  testbed: Testbed,
  setting: PhaseSetting,
  phase: Phase,
  number: number,
): Promise<void> {
  const { act, recorder, pace } = setting
  const on = ongoing(testbed, setting, phase)
  // Between two conversations nothing happens.
  if (number === 1) await observeFiles(testbed, recorder)
  for (const [place, step] of act.steps.entries()) {
    if (mayHold(act, phase, step)) await pace({ what: 'step', act: act.name, phase, step })
    await played(step.do).play(step, on, `${act.name} ${phase} ${number} ${place}`)
  }
  await settle(on)
  await observeFiles(testbed, recorder)
  await observeScreens(testbed, recorder, on.mark)
}

/** Plays what users do once before the first phase. @throws ActFailed if a node does not answer. */
export async function playBeforehand(testbed: Testbed, setting: PhaseSetting): Promise<void> {
  const { act } = setting
  const on = ongoing(testbed, setting, null)
  for (const [place, step] of act.beforehand.entries())
    await played(step.do).play(step, on, `${act.name} beforehand ${place}`)
}

function ongoing(
  testbed: Testbed,
  { act, attack, recorder, canary, choose, word, below }: PhaseSetting,
  phase: Phase | null,
): Ongoing {
  return {
    ...{ testbed, recorder, act, attack, canary, choose, word, below, phase, mark: recorder.mark },
    // Nobody prevents anything in the other phases.
    patience: phase === 'attack' ? act.patience : PATIENCE,
    background: [],
    factors: new Map(),
    waiting: new Map(),
    connected: false,
    hungUp: false,
  }
}

/** What one phase leaves open must not spill into the next. */
async function settle({ testbed, recorder, act, attack, mark, background }: Ongoing): Promise<void> {
  // An answer comes after all that a node had to tell, so whatever was opened is known by then.
  if (attack) await testbed.command(ATTACKER, { do: 'halt' }, ATTACKERS_TIME)
  await Promise.all(background)
  await recorder.waitFor(
    (since) => eventsOf(since, 'unlinked').length === eventsOf(since, 'linked').length,
    mark,
    PATIENCE,
  )
  const peers = new Set(act.steps.flatMap((step) => played(step.do).people(step)))
  await Promise.all([...peers].map((peer) => testbed.command(peer, { do: 'ping' })))
  await recorder.waitFor((since) => areClosed(since, eventsOf(since, 'opened')), mark, PATIENCE)
}
