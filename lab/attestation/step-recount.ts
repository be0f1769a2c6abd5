/** What each step leaves in the history, told from the scenario and the seed alone. The compiler asks for each kind here. */

import type { LabEvent, Phase } from '../history/events'
import type { Step } from '../history/step'
import type { Act } from '../scenario/scenario'
import { conversationOf, markOf, placeAmong, textOfProbe } from '../steps/attacker-steps'
import { film, notes, textsOf } from '../steps/conversation-steps'
import { invitedName, recordedDeed } from '../steps/directory-steps'
import type { Draws } from '../steps/draws'

/** Something that the lab must have noted. */
export interface Due {
  /** All of its fields, but for those that only the run could tell. */
  readonly event: Partial<LabEvent> & Pick<LabEvent, 'event'>
  readonly open?: readonly string[]
  /** Whether it stands there only if the run went so. */
  readonly mayBeMissing?: true
}

/** Says what is due next, and is told what stands there. */
export type Recount = Generator<Due, void, LabEvent | null>

/** A conversation, as it is told again. */
export interface Retold {
  readonly act: Act
  readonly draws: Draws
  readonly phase: Phase | null
  readonly isAttacked: boolean
  /** Whether the users have hung up. */
  hungUp: boolean
}

type StepRecounts = {
  readonly [Do in Step['do']]: (step: Extract<Step, { do: Do }>, on: Retold, label: string) => Recount
}

const step = 'step' as const

function* nothing(): Recount {}

const recounts: StepRecounts = {
  *connect({ from, to }) {
    yield { event: { event: step, do: 'connect', from, to } }
  },
  *compare({ between: [one, other] }, on) {
    const between: [string, string] = [one, other]
    yield { event: { event: step, do: 'compare', between } }
    const compared = yield { event: { event: 'compared', between }, open: ['match'] }
    if (compared?.event === 'compared' && !compared.match) on.hungUp = true
  },
  *say(said, { hungUp, draws }, label) {
    if (hungUp) return
    const { from, to, oneOf, ahead } = said
    const more = { ...(oneOf && { among: oneOf.length }), ...(ahead && { ahead }) }
    for (const text of textsOf(said, draws, label))
      yield { event: { event: step, do: 'say', from, to, text, ...more } }
  },
  *'say-amiss'({ from, to, what }) {
    yield { event: { event: step, do: 'say-amiss', from, to, what } }
  },
  *'send-file'({ from, to }, { hungUp, draws }, label) {
    if (hungUp) return
    const { name, sha256 } = notes(label, draws)
    yield { event: { event: step, do: 'send-file', from, to, name, sha256 } }
  },
  *'offer-file'({ from, bytes }, { draws }, label) {
    const { name, sha256 } = film(bytes, label, draws)
    yield { event: { event: step, do: 'offer-file', from, name, bytes, sha256 } }
  },
  *'write-letters'({ from, letters, bytes }) {
    yield { event: { event: step, do: 'write-letters', from, letters, bytes } }
  },
  *close({ by, to }, { hungUp }) {
    // Where the call was not answered there is nobody to say goodbye to.
    if (!hungUp) yield { event: { event: step, do: 'close', by, to }, mayBeMissing: true }
  },
  *befriend({ between: [one, other] }) {
    yield { event: { event: step, do: 'befriend', between: [one, other] } }
  },
  *launch({ background = false }, { isAttacked }) {
    if (isAttacked) yield { event: { event: step, do: 'launch', background } }
  },
  await: nothing,
  halt: nothing,
  *steal({ what, from }, { phase }) {
    if (phase === 'attack') yield { event: { event: step, do: 'steal', what, from } }
  },
  *leak({ what, of, among = 1 }, { phase, draws }, label) {
    if (phase !== 'attack') return
    yield { event: { event: step, do: 'leak', what, of, among, place: placeAmong(among, label, draws) } }
  },
  *tell({ topic, facts }, { phase }) {
    if (phase === 'attack') yield { event: { event: step, do: 'tell', topic, facts: [...facts] } }
  },
  *probe({ do: kind, probe, rules, of, as, ...due }, on, label) {
    const { phase, draws } = on
    if (phase !== 'attack') return
    const text = textOfProbe({ of, ...due }, label, draws)
    yield { event: { event: step, do: kind, probe, rules: [...rules], of, as, ...due, text } }
    for (const [place, said] of conversationOf(due).entries())
      yield* recountStep(said, on, `${label} ${place}`)
  },
  *mark(_, { phase, draws }, label) {
    if (phase === 'attack') yield { event: { event: 'marked', text: markOf(label, draws) } }
  },
  *measure({ of, what = 'memory' }) {
    yield { event: { event: 'measured', of, what }, open: ['amount'] }
  },
  *'pass-time'({ for: people, minutes }) {
    yield { event: { event: step, do: 'pass-time', for: [...people], minutes } }
  },
  'rehearse-start': nothing,
  *account(deed, { draws }, label) {
    yield { event: recordedDeed(deed) }
    if (deed.what !== 'invite') return
    yield { event: { event: 'secret', what: 'open request', text: invitedName(label, draws) } }
  },
}

/** @returns what a step leaves. @param label as it was played with. */
export function recountStep<Do extends Step['do']>(
  told: Extract<Step, { do: Do }>,
  on: Retold,
  label: string,
): Recount {
  const recount: (told: Extract<Step, { do: Do }>, on: Retold, label: string) => Recount =
    recounts[told.do as Do]
  return recount(told, on, label)
}
