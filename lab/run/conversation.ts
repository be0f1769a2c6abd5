/**
 * One conversation of a phase: the users' steps, one after the other. Each waits until what it set off has
 * happened or can no longer happen; at the end all wait until every connection has come to its own.
 */

import { createHash, randomBytes } from 'node:crypto'
import type { HistoryEvent, Phase } from '../history/events'
import type { Recorder } from '../history/recorder'
import { type EventOf, eventsOf } from '../history/selectors'
import type { Act, Step } from '../scenario/scenario'
import { ATTACKER } from '../scenario/scenario'
import { DirectorySteps } from './directory-steps'
import { lookAtFiles, lookAtScreens } from './look'
import { mayHold, type Pace } from './pace'
import { PATIENCE, type Testbed } from './testbed'

/** Milliseconds that an attacker may take for what she does of her own accord. */
const LONG = 600_000

export interface PhaseSetting {
  readonly act: Act
  /** The attack to run: the scenario's own, or another one in its place. */
  readonly attack: string | null
  readonly recorder: Recorder
  /** Makes up a message text; a label never comes twice in a run. */
  readonly canary: (label: string) => string
  /** Draws one of several things, the same in each run with the same seed. */
  readonly choose: <T>(label: string, things: readonly T[]) => T
  /** Lets people look before the next step. */
  readonly pace: Pace
}

/** Plays one conversation of a phase, the `number`th. @throws ActFailed if a node does not answer. */
export async function playConversation(
  testbed: Testbed,
  { act, attack, recorder, canary, choose, pace }: PhaseSetting,
  phase: Phase,
  number: number,
): Promise<void> {
  const { mark } = recorder
  // Nobody prevents anything in the other phases.
  const patience = phase === 'attack' ? act.patience : PATIENCE
  const background: Promise<unknown>[] = []
  const accounts = new DirectorySteps(testbed, recorder)
  let connected = false
  let hungUp = false
  // Between two conversations nothing happens.
  if (number === 1) await lookAtFiles(testbed, recorder)

  const play = async (step: Step, label: string): Promise<void> => {
    switch (step.do) {
      case 'connect': {
        // A call after a goodbye is a new one only when the goodbye is over.
        await recorder.waitFor((since) => callsAreOver(since, step.from), mark, patience)
        recorder.note('lab', { event: 'step', do: 'connect', from: step.from, to: step.to })
        const before = recorder.mark
        const answer = await testbed.tryCommand(step.from, { do: 'connect', to: step.to })
        connected = answer.event === 'done'
        // The other side may learn of it later, or never.
        if (connected) await recorder.waitFor((since) => hears(since, step.to, 'connected'), before, patience)
        return
      }
      case 'compare': {
        recorder.note('lab', { event: 'step', do: 'compare', between: [...step.between] })
        const match = await compare(testbed, recorder, step.between)
        recorder.note('lab', { event: 'compared', between: [...step.between], match })
        if (!match) {
          hungUp = true
          await testbed.tryCommand(step.between[0], { do: 'close', to: step.between[1] })
        }
        return
      }
      case 'say': {
        if (hungUp) return
        const before = recorder.mark
        let taken = 0
        for (const text of textsOf(step, label)) {
          const among = step.oneOf && { among: step.oneOf.length }
          recorder.note('lab', { event: 'step', do: 'say', from: step.from, to: step.to, text, ...among })
          const answer = await testbed.tryCommand(step.from, { do: 'send', to: step.to, text })
          if (answer.event === 'done') taken += 1
        }
        if (taken > 0)
          await recorder.waitFor((since) => hears(since, step.to, 'delivered', taken), before, patience)
        return
      }
      case 'send-file': {
        if (hungUp) return
        const { from, to } = step
        const text = canary(`${act.name} ${label}`)
        const name = `notes-${phase}-${number}.txt`
        const sha256 = createHash('sha256').update(text).digest('hex')
        recorder.note('lab', { event: 'step', do: 'send-file', from, to, name, sha256 })
        await testbed.tryCommand(from, { do: 'send-file', to, name, text })
        return
      }
      case 'befriend':
        recorder.note('lab', { event: 'step', do: 'befriend', between: [...step.between] })
        await befriend(testbed, step.between)
        return
      case 'launch': {
        if (!attack) return
        const isBackground = step.background ?? false
        recorder.note('lab', { event: 'step', do: 'launch', background: isBackground })
        const launch = testbed.command(ATTACKER, { do: 'launch' }, LONG)
        if (isBackground) background.push(launch)
        else await launch
        return
      }
      case 'steal': {
        if (phase !== 'attack') return
        recorder.note('lab', { event: 'step', do: 'steal', what: step.what, from: step.from })
        const stolen = await testbed.command(step.from, { do: 'surrender', what: step.what })
        await testbed.command(ATTACKER, { do: `take-${step.what}`, of: step.from, ...stolen })
        return
      }
      case 'tell':
        if (phase !== 'attack') return
        recorder.note('lab', { event: 'step', do: 'tell', topic: step.topic, facts: [...step.facts] })
        await testbed.command(ATTACKER, { do: 'tell', topic: step.topic, facts: step.facts })
        return
      case 'mark': {
        if (phase !== 'attack') return
        const text = randomBytes(4).toString('hex')
        recorder.note('lab', { event: 'marked', text })
        await testbed.command(ATTACKER, { do: 'tell', topic: 'mark', facts: [text] })
        return
      }
      case 'halt':
        if (attack) await testbed.command(ATTACKER, { do: 'halt' }, LONG)
        return
      case 'measure':
        recorder.note('lab', { event: 'measured', of: step.of, peak: await testbed.peakMemory(step.of) })
        return
      case 'account':
      case 'leak':
        await accounts.play(step, phase)
        return
      case 'close':
        if (hungUp || !connected) return
        recorder.note('lab', { event: 'step', do: 'close', by: step.by, to: step.to })
        await testbed.tryCommand(step.by, { do: 'close', to: step.to })
    }
  }

  /** Canaries, or texts of the list that is known, each with a number so that none comes twice. */
  const textsOf = ({ times = 1, oneOf }: Extract<Step, { do: 'say' }>, label: string): string[] =>
    Array.from({ length: times }, (_, place) => {
      const name = `${act.name} ${label}${times > 1 ? ` ${place}` : ''}`
      return oneOf ? `${choose(name, oneOf)} #${String(place + 1).padStart(4, '0')}` : canary(name)
    })

  for (const [place, step] of act.steps.entries()) {
    if (mayHold(act, phase, step)) await pace({ what: 'step', act: act.name, phase, step })
    await play(step, `${phase} ${number} ${place}`)
  }
  await settle()
  await lookAtFiles(testbed, recorder)
  await lookAtScreens(testbed, recorder, mark)

  /** What one phase leaves open must not spill into the next. */
  async function settle(): Promise<void> {
    // An answer comes after all that a node had to tell, so whatever was opened is known by then.
    if (attack) await testbed.command(ATTACKER, { do: 'halt' }, LONG)
    await Promise.all(background)
    await recorder.waitFor(
      (since) => eventsOf(since, 'unlinked').length === eventsOf(since, 'linked').length,
      mark,
      PATIENCE,
    )
    const peers = new Set(act.steps.flatMap(peopleIn))
    await Promise.all([...peers].map((peer) => testbed.command(peer, { do: 'ping' })))
    await recorder.waitFor((since) => areClosed(since, eventsOf(since, 'opened')), mark, PATIENCE)
  }
}

/** Has both users' programs display what can be compared. @returns whether each shows what the other one has. */
async function compare(
  testbed: Testbed,
  recorder: Recorder,
  [one, other]: readonly [string, string],
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

/** Both forget each other, and become friends as if for the first time. */
async function befriend(testbed: Testbed, [one, other]: readonly [string, string]): Promise<void> {
  await testbed.command(one, { do: 'forget', name: other })
  await testbed.command(other, { do: 'forget', name: one })
  await testbed.command(one, { do: 'add-friend', name: other })
  await testbed.command(other, { do: 'add-friend', name: one })
  await testbed.command(one, { do: 'friends' })
  await testbed.command(other, { do: 'friends' })
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

function areClosed(since: readonly HistoryEvent[], opened: readonly EventOf<'opened'>[]): boolean {
  const closed = new Set(eventsOf(since, 'closed').map(({ node, session }) => `${node} ${session}`))
  return opened.every(({ node, session }) => closed.has(`${node} ${session}`))
}

function peopleIn(step: Step): readonly string[] {
  switch (step.do) {
    case 'compare':
    case 'befriend':
      return step.between
    case 'close':
      return [step.by, step.to]
    case 'steal':
      return [step.from]
    case 'account':
      return [step.by]
    case 'leak':
      return [step.of]
    case 'launch':
    case 'tell':
    case 'halt':
    case 'measure':
    case 'mark':
      return []
    default:
      return [step.from, step.to]
  }
}
