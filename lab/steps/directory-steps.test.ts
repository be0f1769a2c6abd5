/** What the nodes are told when users do something with their accounts, and what the history says of it. */

import test from 'ava'
import { oneTimeCode } from '../conformance/one-time-code'
import type { Phase } from '../history/events'
import type { Step } from '../history/step'
import { drawsOf, populationOf } from '../run/draw'
import { registerPopulation } from '../run/population'
import type { NodeSpec } from '../runtime/runtime'
import { type Command, impatientRecorder, scriptedRuntime } from '../runtime/scripted-runtime-testing'
import { Testbed } from '../runtime/testbed'
import { scenario } from '../scenario/scenario'
import { played } from './every-step'
import type { Ongoing } from './step-kind'

const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const act = scenario({ name: 'x', acts: [{}] }).acts[0]!
const specs: NodeSpec[] = [
  { name: 'alice', program: 'peer', args: [], networks: [] },
  { name: 'bob', program: 'peer', args: [], networks: [] },
  { name: 'mallory', program: 'attacker', args: [], networks: [] },
]

/** @returns what each node was told, in order, and the lab's own words. */
async function play(steps: readonly Step[], phase: Phase = 'attack', label = '') {
  const told: Record<string, Command[]> = { alice: [], bob: [], mallory: [] }
  const data: Record<string, object> = {
    enrol: { secret },
    'confirm-enrolment': { recovery: ['r-1', 'r-2'] },
  }
  const scripts = Object.fromEntries(
    specs.map(({ name }) => [
      name,
      (command: Command, say: (event: object) => void) => {
        told[name]!.push(command)
        say({ event: 'done', id: command.id, ...(data[command.do] && { data: data[command.do] }) })
      },
    ]),
  )
  const recorder = impatientRecorder()
  const testbed = new Testbed(specs, recorder, new Map(), new Map([['bob', 'hidden-host']]))
  await testbed.start(scriptedRuntime(scripts))
  const on: Ongoing = {
    ...{ testbed, recorder, act, phase },
    ...{
      attack: 'tap',
      number: 1,
      mark: 0,
      patience: 0,
      background: [],
      factors: new Map(),
      waiting: new Map(),
    },
    ...{
      ...drawsOf('0123456789abcdef', 'x'),
      connected: false,
      hungUp: false,
    },
  }
  for (const [place, step] of steps.entries()) await played(step.do).play(step, on, `${label} ${place}`)
  const said = recorder.events.filter(({ node }) => node === 'lab')
  return { told, said, testbed, recorder }
}

type AccountStep = Extract<Step, { do: 'account' }>
type OfOne = Extract<AccountStep, { friend: string }>['what']

const bob = (what: Exclude<AccountStep['what'], OfOne>): Step => ({ do: 'account', by: 'bob', what })

test('an address is published under the host that the lab made up', async (t) => {
  const { told, said } = await play([bob('publish')])
  t.like(told.bob![0], { do: 'publish', host: 'hidden-host', port: 25000 })
  t.like(said[0], { event: 'step', do: 'account', by: 'bob', what: 'publish' })
})

test('what a user decides of a friend is done with the friend who is meant', async (t) => {
  for (const what of ['block', 'unblock', 'resend'] as const) {
    const { told, said } = await play([{ do: 'account', by: 'bob', what, friend: 'carol' }])
    t.like(told.bob![0], { do: what, name: 'carol' })
    t.like(said.at(-1), { event: 'step', do: 'account', by: 'bob', what, friend: 'carol' })
  }
})

test('a key that has changed is kept or taken, of the friend who is meant', async (t) => {
  const settle = (what: 'keep' | 'take'): Step => ({ do: 'account', by: 'bob', what, friend: 'carol' })
  const { told, said } = await play([settle('keep'), settle('take')])
  t.like(told.bob![0], { do: 'keep', name: 'carol' })
  t.like(told.bob![1], { do: 'take', name: 'carol' })
  t.like(said.at(-1), { event: 'step', do: 'account', by: 'bob', what: 'take' })
})

test('whoever is invited has a name that is a secret of the run, another one each time', async (t) => {
  const { told, said } = await play([bob('invite'), bob('invite')])
  const secrets = said.flatMap((event) => (event.event === 'secret' ? [event.text] : []))
  t.deepEqual(
    told.bob!.map((command) => command.name),
    secrets,
  )
  t.is(new Set(secrets).size, 2)
})

test('a second factor: each code is another one, and what leaks is what was typed', async (t) => {
  const { told, testbed } = await play([
    bob('enrol'),
    bob('log-in'),
    { do: 'leak', what: 'login', of: 'bob' },
    bob('unenrol'),
  ])
  const [enrol, confirm, login, unenrol] = told.bob!
  const now = Date.now()
  const codes = [-1, 0, 1, 2].map((ahead) => oneTimeCode(secret, now, ahead))
  t.is(enrol!.do, 'enrol')
  t.true(codes.slice(0, 2).includes(String(confirm!.code)))
  t.true(codes.slice(1).includes(String(login!.code)))
  t.like(login, { do: 'login', name: 'bob', password: testbed.passwordOf('bob') })
  t.not(confirm!.code, login!.code)
  t.like(unenrol, { do: 'unenrol', code: 'r-1' })
  t.deepEqual(told.mallory![0]!.facts, [testbed.passwordOf('bob'), login!.code])
})

test('a leaked list holds the right password once, where the history says, never among the first twenty', async (t) => {
  for (let time = 0; time < 20; time++) {
    const leak: Step = { do: 'leak', what: 'passwords', of: 'bob', among: 30 }
    const { told, said, testbed } = await play([leak], 'attack', `${time}`)
    const facts = told.mallory![0]!.facts as string[]
    const place = facts.indexOf(testbed.passwordOf('bob'))
    t.true(place >= 20 && facts.length === 30 && new Set(facts).size === 30)
    t.like(said[0], { do: 'leak', among: 30, place })
  }
})

test('nothing leaks in a control', async (t) => {
  const { told, said } = await play([{ do: 'leak', what: 'passwords', of: 'bob', among: 30 }], 'before')
  t.deepEqual(told.mallory, [])
  t.deepEqual(said, [])
})

test('a population: all names are told, those of the coin are registered, and only the lab knows which', async (t) => {
  const { told, testbed, recorder } = await play([])
  const drawn = populationOf({ ...act, population: 200 }, drawsOf('0123456789abcdef', 'x'))
  await registerPopulation(testbed, recorder, 'alice', drawn)
  const facts = told.mallory![0]!.facts as string[]
  const registered = told.alice![0]!.names as string[]
  t.is(new Set(facts).size, 200)
  t.true(registered.every((name) => facts.includes(name)))
  // Outside of these bounds once in a billion times.
  t.true(registered.length > 56 && registered.length < 144)
  const noted = recorder.events.find((event) => event.event === 'population')
  t.like(noted, { names: facts, registered })
})
