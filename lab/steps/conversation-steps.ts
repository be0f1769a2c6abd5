/** What users do with each other: they call, compare, say, send, and hang up. */

import { createHash } from 'node:crypto'
import { and } from '../../peers/language/joining'
import { type Sentence, t } from '../../peers/language/sentence'
import { MOST_TEXT } from '../conformance/record-content'
import type { HistoryEvent } from '../history/events'
import { type EventOf, eventsOf, sayStepsOf } from '../history/selectors'
import type { Step } from '../history/step'
import { ATTACKER, DIRECTORY } from '../scenario/scenario'
import { both, person, whoIs } from '../text/format-names'
import { printable } from '../text/printable'
import { toldText } from '../text/told-text'
import type { Draws } from './draws'
import type { Ongoing, StepKinds } from './step-kind'

export function lasting(minutes: number): Sentence {
  return minutes >= 120 && minutes % 60 === 0 ? t`${minutes / 60} hours` : t`${minutes} minutes`
}

export const conversationSteps = {
  connect: {
    pace: 'held',
    people: ({ from, to }) => [from, to],
    async play({ from, to }, on) {
      const { testbed, recorder, patience } = on
      // A call after a goodbye is a new one only when the goodbye is over.
      await recorder.waitFor((since) => callsAreOver(since, from), on.mark, patience)
      recorder.note('lab', { event: 'step', do: 'connect', from, to })
      const before = recorder.mark
      const answer = await testbed.tryCommand(from, { do: 'connect', to })
      on.connected = answer.event === 'done'
      // The other side may learn of it later, or never.
      if (on.connected) await recorder.waitFor((since) => hears(since, to, 'connected'), before, patience)
      const waiting = on.waiting.get(to)
      on.waiting.delete(to)
      if (on.connected && waiting)
        await recorder.waitFor((since) => hears(since, to, 'delivered', waiting), before, patience)
    },
    by: ({ from }) => [from],
    describe: ({ from, to }) => t`${person(from)} calls ${person(to)}.`,
    pane: ({ to }) => ({ kind: 'note', words: t`Calling ${person(to)} …` }),
  },
  compare: {
    pace: 'held',
    people: ({ between }) => between,
    async play({ between }, on) {
      const { testbed, recorder } = on
      recorder.note('lab', { event: 'step', do: 'compare', between: [...between] })
      const match = await compare(between, on)
      recorder.note('lab', { event: 'compared', between: [...between], match })
      if (match) return
      on.hungUp = true
      await testbed.tryCommand(between[0], { do: 'close', to: between[1] })
    },
    by: ({ between }) => between,
    // It is told when it is known what came of it.
    describe: () => null,
    pane: () => null,
  },
  say: {
    pace: 'held',
    people: ({ from, to }) => [from, to],
    async play(step, on, label) {
      if (on.hungUp) return
      const { from, to, oneOf, ahead } = step
      const { testbed, recorder, mark, patience } = on
      // While the goodbye is not over yet nobody is away.
      if (ahead)
        await recorder.waitFor((since) => areClosed(since, eventsOf(since, 'opened')), mark, patience)
      const before = recorder.mark
      let taken = 0
      for (const text of textsOf(step, on, label)) {
        const among = oneOf && { among: oneOf.length }
        recorder.note('lab', { event: 'step', do: 'say', from, to, text, ...among, ...(ahead && { ahead }) })
        if (ahead) {
          await testbed.command(from, { do: 'write', to, text })
          on.waiting.set(to, (on.waiting.get(to) ?? 0) + 1)
          continue
        }
        const answer = await testbed.tryCommand(from, { do: 'send', to, text })
        if (answer.event === 'done') taken += 1
      }
      if (taken === 0) return
      await recorder.waitFor((since) => hears(since, to, 'delivered', taken), before, patience)
    },
    by: ({ from }) => [from],
    describe(step, phase) {
      if (step.ahead)
        return t`${person(step.from)} writes “${toldText(step.text).story}”, and ${person(step.to)} is away.`
      if (step.among === undefined) return t`${person(step.from)} writes “${toldText(step.text).story}”`
      const first = sayStepsOf(phase).find(({ from, among }) => from === step.from && among === step.among)
      return first === step
        ? t`${person(step.from)} writes one message after the other, each one of ${step.among} that everybody knows.`
        : null
    },
    pane: ({ from, text }) => ({ kind: 'said', who: person(from), text: printable(text) }),
  },
  'say-amiss': {
    pace: 'held',
    people: ({ from, to }) => [from, to],
    async play({ from, to, what }, { testbed, recorder }) {
      recorder.note('lab', { event: 'step', do: 'say-amiss', from, to, what })
      await testbed.tryCommand(from, { do: 'send', to, text: unsayableTexts[what] })
    },
    by: ({ from }) => [from],
    describe: ({ from, what }) =>
      what === 'too-long'
        ? t`${person(from)} wants to write more than a message carries.`
        : t`${person(from)} wants to write half of a character.`,
    pane: () => null,
  },
  'pass-time': {
    pace: 'held',
    people: usersOf,
    async play({ for: people, minutes }, { testbed, recorder }) {
      recorder.note('lab', { event: 'step', do: 'pass-time', for: [...people], minutes })
      await Promise.all(people.map((peer) => testbed.command(peer, { do: 'pass-time', minutes })))
    },
    by: usersOf,
    describe: (step) => t`${lasting(step.minutes)} go by for ${and(step.for.map(whoIs))}.`,
    pane: ({ minutes }) => ({ kind: 'note', words: t`${lasting(minutes)} later …` }),
  },
  'send-file': {
    pace: 'held',
    people: ({ from, to }) => [from, to],
    async play({ from, to }, { testbed, recorder, canary, hungUp }, label) {
      if (hungUp) return
      const { text, name, sha256 } = notes(label, { canary })
      recorder.note('lab', { event: 'step', do: 'send-file', from, to, name, sha256 })
      await testbed.tryCommand(from, { do: 'send-file', to, name, text })
    },
    by: ({ from }) => [from],
    describe: ({ from, to, name }) => t`${person(from)} sends ${person(to)} the file ${printable(name)}.`,
    pane: ({ name }) => ({ kind: 'note', words: t`Sends the file ${printable(name)}` }),
  },
  'offer-file': {
    pace: 'held',
    people: ({ from }) => [from],
    async play({ from, bytes }, { testbed, recorder, canary }, label) {
      const { text, name, sha256 } = film(bytes, label, { canary })
      recorder.note('lab', { event: 'step', do: 'offer-file', from, name, bytes, sha256 })
      await testbed.command(from, { do: 'offer-file', to: ATTACKER, name, text, bytes })
    },
    by: ({ from }) => [from],
    describe: ({ from, name, bytes }) =>
      t`${person(from)} offers Mallory the file ${printable(name)} of ${bytes} bytes.`,
    pane: ({ name }) => ({ kind: 'note', words: t`Offers Mallory the file ${printable(name)}` }),
  },
  'write-letters': {
    pace: 'held',
    people: ({ from }) => [from],
    async play({ from, letters, bytes }, { testbed, recorder }) {
      recorder.note('lab', { event: 'step', do: 'write-letters', from, letters, bytes })
      await testbed.command(from, { do: 'write-letters', to: ATTACKER, letters, bytes })
    },
    by: ({ from }) => [from],
    describe: ({ from, letters, bytes }) =>
      t`${person(from)} writes to Mallory: ${letters} texts of ${bytes} bytes each.`,
    pane: ({ letters }) => ({ kind: 'note', words: t`Writes ${letters} texts to Mallory` }),
  },
  close: {
    pace: 'held',
    people: ({ by, to }) => [by, to],
    async play({ by, to }, { testbed, recorder, connected, hungUp }) {
      if (hungUp || !connected) return
      recorder.note('lab', { event: 'step', do: 'close', by, to })
      await testbed.tryCommand(by, { do: 'close', to })
    },
    by: ({ by }) => [by],
    describe: ({ by }) => t`${person(by)} says goodbye.`,
    pane: () => ({ kind: 'note', words: t`Says goodbye.` }),
  },
  /** Both forget each other, and become friends as if for the first time. */
  befriend: {
    pace: 'held',
    people: ({ between }) => between,
    async play({ between }, { testbed, recorder }) {
      recorder.note('lab', { event: 'step', do: 'befriend', between: [...between] })
      const [one, other] = between
      await testbed.command(one, { do: 'forget', name: other })
      await testbed.command(other, { do: 'forget', name: one })
      await testbed.command(one, { do: 'add-friend', name: other })
      await testbed.command(other, { do: 'add-friend', name: one })
      await testbed.command(one, { do: 'friends' })
      await testbed.command(other, { do: 'friends' })
    },
    by: ({ between }) => between,
    describe: ({ between }) => t`${both(between)} become friends anew.`,
    pane: () => null,
  },
} satisfies Partial<StepKinds>

const unsayableTexts = {
  'too-long': 'x'.repeat(MOST_TEXT + 1),
  'half-a-character': 'half \ud83d',
} as const

/** Those of whom time goes by who are users. */
function usersOf({ for: programs }: Extract<Step, { do: 'pass-time' }>): string[] {
  return programs.filter((name) => name !== DIRECTORY)
}

/** Canaries, or texts of the list that is known, each with a number so that none comes twice. */
export function textsOf(
  { times = 1, oneOf }: Extract<Step, { do: 'say' }>,
  { canary, choose }: Pick<Draws, 'canary' | 'choose'>,
  label: string,
): string[] {
  return Array.from({ length: times }, (_, place) => {
    const name = times > 1 ? `${label} ${place}` : label
    return oneOf ? `${choose(name, oneOf)} #${String(place + 1).padStart(4, '0')}` : canary(name)
  })
}

/** A name that says nothing of the phase: the program that sends the file sees it. */
function fileName(what: string, sha256: string): string {
  return `${what}-${sha256.slice(0, 8)}.txt`
}

/** @returns the file that is sent: its content is a canary. */
export function notes(label: string, { canary }: Pick<Draws, 'canary'>) {
  const text = canary(label)
  const sha256 = hashOf(text)
  return { text, name: fileName('notes', sha256), sha256 }
}

/** @returns the file that is offered: so many bytes of one line, over and over. */
export function film(bytes: number, label: string, { canary }: Pick<Draws, 'canary'>) {
  const text = `${canary(label)}\n`
  const sha256 = hashOf(Buffer.alloc(bytes, text))
  return { text, name: fileName('film', sha256), sha256 }
}

function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

/** Has both users' programs display what can be compared. @returns whether each shows what the other one has. */
async function compare(
  [one, other]: readonly [string, string],
  { testbed, recorder }: Ongoing,
): Promise<boolean> {
  const { mark } = recorder
  await Promise.all([
    testbed.tryCommand(one, { do: 'compare', with: other }),
    testbed.tryCommand(other, { do: 'compare', with: one }),
  ])
  const displays = eventsOf(recorder.events.slice(mark), 'displayed')
  const ones = displays.find(({ node }) => node === one)
  const others = displays.find(({ node }) => node === other)
  return ones !== undefined && others !== undefined && ones.own === others.peer && ones.peer === others.own
}

/** Whether `peer` has got what is waited for, so many times, or can't get it any more. */
function hears(
  since: readonly HistoryEvent[],
  peer: string,
  event: 'connected' | 'delivered',
  times = 1,
): boolean {
  const own = since.filter(({ node }) => node === peer)
  return (
    eventsOf(own, event).length >= times ||
    eventsOf(own, 'alarm').length > 0 ||
    eventsOf(own, 'closed').length > 0
  )
}

/** Whether nobody whom `peer` has called is still there. */
function callsAreOver(since: readonly HistoryEvent[], peer: string): boolean {
  const calls = eventsOf(since, 'opened').filter(({ node, role }) => node === peer && role === 'initiator')
  return areClosed(since, calls)
}

export function areClosed(since: readonly HistoryEvent[], opened: readonly EventOf<'opened'>[]): boolean {
  const closed = new Set(eventsOf(since, 'closed').map(({ node, session }) => `${node} ${session}`))
  return opened.every(({ node, session }) => closed.has(`${node} ${session}`))
}
