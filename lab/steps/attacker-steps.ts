/** What the attacker does of her own accord, and what the lab gives her and notes of it. */

import { type EventOf, type Events, eventsOf } from '../history/selectors'
import { literal, t } from '../language/sentence'
import { newPassword } from '../runtime/testbed'
import { ATTACKER } from '../scenario/scenario'
import { person } from '../text/format-names'
import { printable } from '../text/printable'
import { areClosed } from './conversation-steps'
import type { Draws } from './draws'
import type { StepKinds } from './step-kind'

/** Milliseconds that an attacker may take for what she does of her own accord. */
export const ATTACKERS_TIME = 600_000

/** Milliseconds after which a probe has had its answer, or has none. */
const PROBES_TIME = 15_000

/** So many passwords of a leaked list are wrong for sure: nobody is safe from whoever guesses right at once. */
const WRONG_AT_FIRST = 20

/** @returns what tells the answer on the connection that a probe was sent over. */
function isAnswerTo(since: Events) {
  const lines = new Set(eventsOf(since, 'probed').map(({ local }) => local))
  return ({ remote }: EventOf<'answered'>) => lines.has(remote)
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
      return facts.length > 3
        ? t`Mallory knows ${facts.length} ${what}.`
        : t`Mallory knows of ${what}: ${printable(facts.join(', '))}.`
    },
    pane: () => null,
  },
  probe: {
    pace: 'timed',
    people: ({ of, as }) => (as === 'client' ? [] : [of]),
    async play({ do: kind, probe, rules, of, as, ...due }, { testbed, recorder, phase, canary }, label) {
      if (phase !== 'attack') return
      const text = canary(label)
      const { mark } = recorder
      recorder.note('lab', { event: 'step', do: kind, probe, rules: [...rules], of, as, ...due, text })
      await testbed.command(ATTACKER, { do: 'probe', probe, of, as, text })
      if (as === 'called') await testbed.tryCommand(of, { do: 'connect', to: ATTACKER })
      await recorder.waitFor((since) => eventsOf(since, 'probed').length > 0, mark, PROBES_TIME)
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

/** @returns where the right password stands in a list of so many. */
export function placeAmong(among: number, label: string, { below }: Pick<Draws, 'below'>): number {
  return among === 1 ? 0 : WRONG_AT_FIRST + below(label, among - WRONG_AT_FIRST)
}

/** @returns the word that only the attacker is told. */
export function markOf(label: string, { word }: Pick<Draws, 'word'>): string {
  return word(label, 4)
}
