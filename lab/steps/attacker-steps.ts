/** What the attacker does of her own accord, and what the lab gives her and notes of it. */

import { literal, type Sentence, t } from '../../peers/language/sentence'
import { type EventOf, type Events, eventsOf, wireBytes } from '../history/selectors'
import { type Probe, type Step, unsayable } from '../history/step'
import { newPassword } from '../runtime/testbed'
import { ATTACKER } from '../scenario/scenario'
import { person } from '../text/format-names'
import { printable } from '../text/printable'
import { areClosed, conversationSteps } from './conversation-steps'
import type { Draws } from './draws'
import type { StepKinds } from './step-kind'

/** Milliseconds that an attacker may take for what she does of her own accord. */
export const ATTACKERS_TIME = 600_000

/** Milliseconds after which a probe has had its answer, or has none. */
const PROBES_TIME = 15_000
/** The same where the attacker is at one end, and tells herself when it is over: some of it takes long. */
const LONG_PROBES_TIME = 180_000

/** So many passwords of a leaked list are wrong for sure: nobody is safe from whoever guesses right at once. */
const WRONG_AT_FIRST = 20

/** @returns what tells the answer on the connection that a probe was sent over. */
function isAnswerTo(since: Events) {
  const lines = new Set(eventsOf(since, 'probed').map(({ local }) => local))
  return ({ remote }: EventOf<'answered'>) => lines.has(remote)
}

/** What a directory of hers gives from then on, by the word that the scenario tells her. */
const ANSWERS = 'answers to give'
const answers: Readonly<Record<string, Sentence>> = {
  first: t`From now on Mallory’s directory gives the first address that it was ever told.`,
  last: t`From now on Mallory’s directory gives the last address that it knew before this.`,
  'one before': t`From now on Mallory’s directory gives the last address but one.`,
  moved: t`From now on Mallory’s directory gives another port than the one that was signed.`,
  'what there is': t`From now on Mallory’s directory gives what is right.`,
  'key in the list': t`From now on Mallory’s directory names her key in the list of friends.`,
}

export const attackerSteps = {
  launch: {
    pace: 'at-once',
    people: () => [],
    async play({ background = false }, on) {
      if (!on.attack) return
      on.recorder.note('lab', { event: 'step', do: 'launch', background })
      const launch = on.testbed.command(ATTACKER, { do: 'launch' }, ATTACKERS_TIME)
      if (background) on.background.push(launch)
      else await launch
    },
    by: () => [ATTACKER],
    // What comes of it is told.
    describe: () => null,
    pane: () => null,
  },
  await: {
    pace: 'at-once',
    people: () => [],
    play: async (_, { background }) => void (await Promise.all(background)),
  },
  halt: {
    pace: 'at-once',
    people: () => [],
    async play(_, { testbed, attack }) {
      if (attack) await testbed.command(ATTACKER, { do: 'halt' }, ATTACKERS_TIME)
    },
  },
  steal: {
    pace: 'at-once',
    people: ({ from }) => [from],
    async play({ what, from }, { testbed, recorder, phase }) {
      // Asked in every phase: a program that is asked in one alone would know that this is the attack.
      const stolen = await testbed.command(from, { do: 'surrender', what })
      if (phase !== 'attack') return
      recorder.note('lab', { event: 'step', do: 'steal', what, from })
      await testbed.command(ATTACKER, { do: `take-${what}`, of: from, ...stolen })
    },
    by: () => [ATTACKER],
    describe: ({ what, from }) =>
      what === 'identity'
        ? t`Mallory gets hold of ${person(from)}’s private keys.`
        : t`Mallory gets hold of ${person(from)}’s token.`,
    pane: () => null,
  },
  leak: {
    pace: 'timed',
    people: ({ of }) => [of],
    async play({ what, of, among = 1 }, { testbed, recorder, phase, factors, below }, label) {
      if (phase !== 'attack') return
      const password = testbed.passwordOf(of)
      const passwords = Array.from({ length: among }, newPassword)
      const place = placeAmong(among, label, { below })
      passwords[place] = password
      recorder.note('lab', { event: 'step', do: 'leak', what, of, among, place })
      const facts = what === 'login' ? [password, factors.get(of)?.typed ?? ''] : passwords
      await testbed.command(ATTACKER, { do: 'tell', topic: `${what} of ${of}`, facts })
    },
    by: () => [ATTACKER],
    describe: ({ what, of, among, place }) =>
      what === 'login'
        ? t`Mallory has watched ${person(of)} type: she knows the password and the one-time code.`
        : t`Mallory finds ${among} passwords in a leak; that of ${person(of)} is number ${place + 1}.`,
    pane: () => null,
  },
  tell: {
    pace: 'at-once',
    people: () => [],
    async play({ topic, facts }, { testbed, recorder, phase }) {
      if (phase !== 'attack') return
      recorder.note('lab', { event: 'step', do: 'tell', topic, facts: [...facts] })
      await testbed.command(ATTACKER, { do: 'tell', topic, facts })
    },
    by: () => [ATTACKER],
    describe({ topic, facts }) {
      const what = literal(printable(topic))
      const intent = topic === ANSWERS ? answers[facts[0] ?? ''] : undefined
      if (intent) return intent
      return facts.length > 3
        ? t`Mallory knows ${facts.length} ${what}.`
        : t`Mallory knows of ${what}: ${printable(facts.join(', '))}.`
    },
    pane: () => null,
  },
  probe: {
    pace: 'timed',
    people: ({ of, as, caller = of, callee = of }) =>
      as === 'client' ? [] : [...new Set([of, caller, callee])],
    async play({ do: kind, probe, rules, of, as, ...due }, on, label) {
      const { testbed, recorder, phase, canary } = on
      if (phase !== 'attack') return
      const text = textOfProbe({ of, ...due }, label, { canary })
      const { mark } = recorder
      recorder.note('lab', { event: 'step', do: kind, probe, rules: [...rules], of, as, ...due, text })
      const patience = as === 'path' ? PROBES_TIME : LONG_PROBES_TIME
      await testbed.command(ATTACKER, { do: 'probe', probe, of, as, text }, patience)
      for (const [place, step] of conversationOf(due).entries()) {
        // Who says goodbye answers to no rekey any more: it has come to its end before.
        if (step.do === 'close' && due.talk === 'renewing')
          await recorder.waitFor((since) => areKeysRenewed(since, step.by), mark, PROBES_TIME)
        await conversationSteps[step.do].play(step as never, on, `${label} ${place}`)
      }
      if (as === 'called') await testbed.tryCommand(of, { do: 'connect', to: ATTACKER })
      await recorder.waitFor((since) => eventsOf(since, 'probed').length > 0, mark, patience)
      if (as === 'client') {
        await recorder.waitFor(
          (since) => eventsOf(since, 'answered').some(isAnswerTo(since)),
          mark,
          PROBES_TIME,
        )
        return
      }
      // Nobody can tell events of two nodes apart by when they come: what the program did is known behind its answer.
      await testbed.command(of, { do: 'ping' })
      const sessions = (since: Events) => eventsOf(since, 'opened').filter(({ node }) => node === of)
      await recorder.waitFor((since) => areClosed(since, sessions(since)), mark, PROBES_TIME)
    },
    by: () => [ATTACKER],
    // They are told together (lab/narration/probes.ts).
    describe: () => null,
    pane: () => null,
  },
  mark: {
    pace: 'at-once',
    people: () => [],
    async play(_, { testbed, recorder, phase, word }, label) {
      if (phase !== 'attack') return
      const text = markOf(label, { word })
      recorder.note('lab', { event: 'marked', text })
      await testbed.command(ATTACKER, { do: 'tell', topic: 'mark', facts: [text] })
    },
  },
  measure: {
    pace: 'timed',
    people: () => [],
    async play({ of, what = 'memory' }, { testbed, recorder }) {
      recorder.note('lab', { event: 'measured', of, what, amount: await testbed.measure(of, what) })
    },
  },
  'rehearse-start': {
    pace: 'timed',
    people: ({ of }) => [of],
    play: async ({ of }, { testbed }) => void (await testbed.command(of, { do: 'rehearse-start' })),
  },
} satisfies Partial<StepKinds>

/** Minutes after which keys are renewed, and some more: clocks are not looked at in the same moment. */
const AN_HOUR = 62
/** Minutes after which whoever minded the age of keys would. */
const LONG = 180

/**
 * What two do while the attacker stands between them: each says a text, and the caller says goodbye.
 * @returns their steps; the labels of texts are by their places.
 */
export function conversationOf({
  caller,
  callee,
  talk,
}: Pick<Probe, 'caller' | 'callee' | 'talk'>): TalkStep[] {
  if (caller === undefined || callee === undefined) return []
  const pass = (people: string[], minutes: number): TalkStep => ({ do: 'pass-time', for: people, minutes })
  const both = pass([caller, callee], AN_HOUR)
  const amiss = unsayable.flatMap((what): TalkStep[] => [
    { do: 'say-amiss', from: caller, to: callee, what },
    { do: 'say-amiss', from: callee, to: caller, what },
  ])
  return [
    { do: 'connect', from: caller, to: callee },
    ...(talk === 'unsayable' ? amiss : []),
    ...(talk === 'aging' ? [pass([callee], LONG)] : []),
    { do: 'say', from: caller, to: callee },
    ...(talk === 'renewing' ? [both] : []),
    { do: 'say', from: callee, to: caller },
    ...(talk === 'idle' ? [both] : []),
    { do: 'close', by: caller, to: callee },
    ...(talk === 'parting' ? [{ do: 'close', by: callee, to: caller } as const] : []),
  ]
}

type TalkStep = Extract<Step, { do: 'connect' | 'say' | 'say-amiss' | 'close' | 'pass-time' }>

/** Frames that a caller has written who has said one text and then renewed the keys. */
const RENEWED = 5

/** Whether the caller has done so, or can't any more, in the session that has begun since: of the one before the end may come late. */
export function areKeysRenewed(since: Events, caller: string): boolean {
  const begun = new Set(eventsOf(since, 'opened').map(({ session }) => session))
  const own = since.filter((one) => one.node === caller && 'session' in one && begun.has(one.session!))
  if (eventsOf(own, 'closed').length > 0) return true
  const written = wireBytes(own, 'out')
  let frames = 0
  for (let at = 0; at + 4 <= written.length; at += 4 + written.readUInt32BE(at)) frames += 1
  return frames >= RENEWED
}

/** @returns the text that the probed one has to hear: what the attacker says, or one of the two to the other. */
export function textOfProbe(
  { of, caller, callee, talk }: Pick<Probe, 'of' | 'caller' | 'callee' | 'talk'>,
  label: string,
  { canary }: Pick<Draws, 'canary'>,
): string {
  if (caller === undefined) return canary(label)
  const place = conversationOf({ caller, callee, talk }).findIndex(
    (step) => step.do === 'say' && step.to === of,
  )
  return canary(`${label} ${place}`)
}

/** @returns where the right password stands in a list of so many. */
export function placeAmong(among: number, label: string, { below }: Pick<Draws, 'below'>): number {
  return among === 1 ? 0 : WRONG_AT_FIRST + below(label, among - WRONG_AT_FIRST)
}

/** @returns the word that only the attacker is told. */
export function markOf(label: string, { word }: Pick<Draws, 'word'>): string {
  return word(label, 4)
}
