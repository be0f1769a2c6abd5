/**
 * No program of a user's can tell which phase it is in by what the lab asks of it: over the whole catalogue, with nodes
 * that write down what they are told.
 */

import test from 'ava'
import { scenarios } from '../../scenarios/catalogue'
import { impatientRecorder, type Script, scriptedRuntime } from '../runtime/scripted-runtime-testing'
import type { Act, Scenario } from '../scenario/scenario'
import { ATTACKER } from '../scenario/scenario'
import { isPlayed } from '../suite/extent-testing'
import { runAct } from './act'
import { drawsOf } from './draw'
import { withoutPause } from './pause-points'

const SEED = '00112233445566778899aabbccddeeff'

/** What a peer was asked, as it tells phases if anything does: what is made up anew each time is left out. */
interface Asked {
  readonly phase: string
  readonly what: string
}

/** Plays an act with an attack that prevents nothing. @returns what each peer was asked, in order. */
async function askedIn(story: Scenario, act: Act): Promise<Map<string, Asked[]>> {
  const recorder = impatientRecorder()
  const asked = new Map<string, Asked[]>(story.peers.map((peer) => [peer, []]))
  const peer =
    (own: string, other: string): Script =>
    (command, say) => {
      const data = {
        ...(command.do === 'enrol' && { secret: 'JBSWY3DPEHPK3PXP' }),
        ...(command.do === 'confirm-enrolment' && { recovery: ['0123'] }),
        ...(command.do === 'surrender' && { signing: 'AA==', wrapping: 'AA==', token: 'AA==' }),
      }
      asked.get(own)!.push({ phase: `${recorder.phase}`, what: familiar(command) })
      if (command.do === 'compare')
        say({ event: 'displayed', session: 's', own: `${own}-key`, peer: `${other}-key` })
      say({ event: 'done', id: command.id, data })
    }
  const [first, second] = story.peers
  const listening = ['alice', 'bob', 'directory'].map((service, place) => ({
    ...{ event: 'listening', service, host: '127.0.0.1', port: 2000 + place },
  }))
  const runtime = scriptedRuntime(
    { [first]: peer(first, second), [second]: peer(second, first) },
    { [ATTACKER]: [{ event: 'ready' }, ...listening] },
  )
  const choose = <T>(_: string, [one]: readonly T[]) => one!
  const drawn = { ...drawsOf(SEED, story.name), choose, conversations: () => 2 }
  const attack = act.attack ?? story.attack
  const about = { scenario: story, act, attack, runtime, recorder }
  await runAct(
    { ...about, ...drawn, seed: '00', quick: true, pace: withoutPause },
    new AbortController().signal,
  )
  return asked
}

/** What is random in a command, by what says where it ends. */
function familiar(command: object): string {
  return JSON.stringify(command, (key, value) => {
    // Numbers of commands are looked at apart.
    if (key === 'id') return undefined
    if (typeof value !== 'string') return value
    return value
      .replace(/Meet me at the [a-z ]+ at \d\d:\d\d\. The code is [0-9a-f]{16}\./g, 'CANARY')
      .replace(/(?<=^friend-)[0-9a-f]{16}$/, 'HEX')
      .replace(/(?<=^(notes|film)-)[0-9a-f]{8}(?=\.txt$)/, 'HEX')
      .replace(/^\d{6}$/, 'CODE')
  })
}

/** @returns in what a peer could tell the attack; undefined where in nothing. */
async function tellTale(story: Scenario, played: Act): Promise<string | undefined> {
  // A probe tells what it is by being sent.
  const act = { ...played, steps: played.steps.filter((step) => step.do !== 'probe') }
  for (const [peer, asked] of await askedIn(story, act)) {
    const of = (phase: string) => asked.filter((one) => one.phase === phase).map(({ what }) => what)
    const attack = of('attack')
    // Each control has two conversations here, the attack one.
    for (const control of [of('before'), of('after')])
      if (JSON.stringify(control) !== JSON.stringify([...attack, ...attack]))
        return `${story.name}, ${act.name}: ${peer} is asked ${attack.find((what) => !control.includes(what)) ?? 'something else'}`
  }
  return undefined
}

/** In a sample each so-many-th scenario. */
const EVERY = 4

test('what a user’s program is asked is the same in each conversation, whatever the phase', async (t) => {
  for (const [step, story] of scenarios.entries()) {
    if (!isPlayed(step, EVERY)) continue
    // Profiles are the programs' own affair: acts with the same steps are told alike.
    const told = new Map(story.acts.map((act) => [JSON.stringify([act.beforehand, act.steps]), act]))
    if (story.attack !== null) for (const act of told.values()) t.is(await tellTale(story, act), undefined)
  }
})

test('commands are counted for each node by itself, so no gap tells of what others are asked', async (t) => {
  const story = scenarios.find(({ name }) => name === 'history-theft')!
  const numbers: Record<string, number[]> = {}
  const note =
    (node: string): Script =>
    (command, say) => {
      numbers[node] = [...(numbers[node] ?? []), command.id]
      say({ event: 'done', id: command.id, data: { signing: 'AA==', wrapping: 'AA==' } })
    }
  const nodes = [...story.peers, ATTACKER]
  const runtime = scriptedRuntime(Object.fromEntries(nodes.map((node) => [node, note(node)])))
  const drawn = drawsOf(SEED, story.name)
  const setting = { scenario: story, act: story.acts[0]!, attack: story.attack, runtime, ...drawn }
  await runAct(
    {
      ...{ ...setting, recorder: impatientRecorder(), conversations: () => 1 },
      ...{ seed: '00', quick: true, pace: withoutPause },
    },
    new AbortController().signal,
  )
  for (const node of nodes)
    t.deepEqual(
      numbers[node],
      [...numbers[node]!.keys()].map((n) => n + 1),
      node,
    )
  t.true(numbers.alice!.length > 10)
})

test('no control is a single conversation for sure: the attack would be the second one', (t) => {
  for (const { name, attack, acts } of scenarios)
    if (attack !== null) for (const act of acts) t.true(act.controls >= 2, `${name}, ${act.name}`)
})
