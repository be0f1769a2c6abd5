/**
 * One conversation of a phase: the users' steps, one after the other. Each waits until what it set off has
 * happened or can no longer happen; at the end all wait until every connection has come to its own.
 */

import { type Cast, PATIENCE } from './cast'
import { type EventOf, only } from './checks'
import type { HistoryEvent, Phase } from './events'
import type { Recorder } from './recorder'
import type { Act, Step } from './scenario'
import { ATTACKER } from './topology'

/** Milliseconds to wait for what an attacker may prevent. Nobody prevents anything in the other phases. */
const QUIET = 5_000

export interface PhaseSetting {
  readonly act: Act
  /** The attack to run: the scenario's own, or another one in its place. */
  readonly attack: string | null
  readonly recorder: Recorder
  /** Makes up a message text; a label never comes twice in a run. */
  readonly canary: (label: string) => string
}

/** Plays one conversation of a phase, the `number`th. @throws ActFailed if a node does not answer. */
export async function conduct(
  cast: Cast,
  { act, attack, recorder, canary }: PhaseSetting,
  phase: Phase,
  number: number,
): Promise<void> {
  const { mark } = recorder
  const patience = phase === 'attack' ? QUIET : PATIENCE
  let connected = false
  let hungUp = false

  const play = async (step: Step, label: string): Promise<void> => {
    switch (step.do) {
      case 'connect': {
        recorder.note('lab', { event: 'step', do: 'connect', from: step.from, to: step.to })
        const before = recorder.mark
        const answer = await cast.ask(step.from, { do: 'connect', to: step.to })
        connected = answer.event === 'done'
        // The other side may learn of it later, or never.
        if (connected) await recorder.waitFor((since) => hears(since, step.to, 'connected'), before, patience)
        return
      }
      case 'compare': {
        recorder.note('lab', { event: 'step', do: 'compare', between: [...step.between] })
        const match = await compare(cast, recorder, step.between)
        recorder.note('lab', { event: 'compared', between: [...step.between], match })
        if (!match) {
          hungUp = true
          await cast.ask(step.between[0], { do: 'close', to: step.between[1] })
        }
        return
      }
      case 'say': {
        if (hungUp) return
        const text = canary(`${act.name} ${label}`)
        recorder.note('lab', { event: 'step', do: 'say', from: step.from, to: step.to, text })
        const before = recorder.mark
        const answer = await cast.ask(step.from, { do: 'send', to: step.to, text })
        if (answer.event === 'done')
          await recorder.waitFor((since) => hears(since, step.to, 'delivered'), before, patience)
        return
      }
      case 'close':
        if (hungUp || !connected) return
        recorder.note('lab', { event: 'step', do: 'close', by: step.by, to: step.to })
        await cast.ask(step.by, { do: 'close', to: step.to })
    }
  }

  for (const [place, step] of act.steps.entries()) await play(step, `${phase} ${number} ${place}`)
  await settle()

  /** What one phase leaves open must not spill into the next. */
  async function settle(): Promise<void> {
    // An answer comes after all that a node had to tell, so whatever was opened is known by then.
    if (attack) await cast.demand(ATTACKER, { do: 'ping' })
    await recorder.waitFor(
      (since) => only(since, 'unlinked').length === only(since, 'linked').length,
      mark,
      PATIENCE,
    )
    const peers = new Set(act.steps.flatMap(peopleIn))
    await Promise.all([...peers].map((peer) => cast.demand(peer, { do: 'ping' })))
    await recorder.waitFor(
      (since) => only(since, 'opened').every((opened) => isClosed(since, opened)),
      mark,
      PATIENCE,
    )
  }
}

/** Has both users' programs display what can be compared. @returns whether each shows what the other one has. */
async function compare(
  cast: Cast,
  recorder: Recorder,
  [one, other]: readonly [string, string],
): Promise<boolean> {
  const { mark } = recorder
  await Promise.all([
    cast.ask(one, { do: 'compare', with: other }),
    cast.ask(other, { do: 'compare', with: one }),
  ])
  const displays = only(recorder.events.slice(mark), 'displayed')
  const ones = displays.find(({ node }) => node === one)
  const others = displays.find(({ node }) => node === other)
  return ones !== undefined && others !== undefined && ones.own === others.peer && ones.peer === others.own
}

/** Whether `peer` has got what is waited for, or can't get it any more. */
function hears(since: readonly HistoryEvent[], peer: string, event: 'connected' | 'delivered'): boolean {
  return since.some(
    (e) => e.node === peer && (e.event === event || e.event === 'alarm' || e.event === 'closed'),
  )
}

function isClosed(since: readonly HistoryEvent[], { node, session }: EventOf<'opened'>): boolean {
  return only(since, 'closed').some((closed) => closed.node === node && closed.session === session)
}

function peopleIn(step: Step): readonly string[] {
  if (step.do === 'compare') return step.between
  return step.do === 'close' ? [step.by, step.to] : [step.from, step.to]
}
