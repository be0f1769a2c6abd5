import test from 'ava'
import { type Act, type Scenario, scenario } from './scenario'

const empty = scenario({ name: 'empty', acts: [{}] })

test('where nothing is given nobody attacks, nothing is done, and that is no success of an attacker', (t) => {
  t.like(empty, { attack: null, position: 'nowhere', account: 'none' })
  t.like(empty.acts[0], { profile: 'hardened', directory: 'hardened', expected: 'PASSED' })
  t.deepEqual([empty.acts[0]?.steps, empty.acts[0]?.breaks, empty.acts[0]?.alarms], [[], [], []])
})

const otherScenario: Omit<Scenario, 'name' | 'acts'> = {
  title: 'Something happens',
  about: 'What happens.',
  lesson: 'A lesson.',
  source: 'A paper',
  position: 'path',
  has: ['an account'],
  account: 'own',
  pseudonyms: true,
  hiddenHosts: true,
  attack: 'tap',
  program: 'messenger',
  callsAttacker: true,
  takesCalls: true,
  bystander: true,
  peers: ['carol', 'dave'],
}

const otherAct: Required<Act> = {
  name: 'something',
  title: 'Something happens',
  profile: 'prototype',
  directory: 'no-limits',
  attack: 'noop',
  beforehand: [{ do: 'launch' }],
  steps: [{ do: 'launch' }],
  expected: 'BROKEN',
  breaks: ['secrecy'],
  controls: 1,
  population: 8,
  patience: 1,
  alarms: ['BAD_RECORD'],
  notices: ['held'],
  counterpart: 'nothing',
  program: 'messenger',
  position: 'path',
  pseudonyms: true,
}

test('each thing that is given stands, and changes nothing else', (t) => {
  for (const [key, value] of Object.entries(otherScenario)) {
    t.notDeepEqual(empty[key as keyof Scenario], value, key)
    t.deepEqual(scenario({ name: 'empty', acts: [{}], [key]: value }), { ...empty, [key]: value })
  }
  for (const [key, value] of Object.entries(otherAct)) {
    const [quiet] = empty.acts
    t.notDeepEqual(quiet?.[key as keyof Act], value, key)
    t.deepEqual(scenario({ name: 'empty', acts: [{}, { [key]: value }] }).acts, [
      quiet,
      { ...quiet, [key]: value },
    ])
  }
})

test('what is given stands, of the scenario and of each act', (t) => {
  const given = scenario({
    name: 'given',
    attack: 'tap',
    position: 'path',
    acts: [{ name: 'one', expected: 'BROKEN', breaks: ['secrecy'] }, { name: 'two' }],
  })
  t.is(given.attack, 'tap')
  t.deepEqual(
    given.acts.map(({ name, expected, breaks }) => [name, expected, breaks]),
    [
      ['one', 'BROKEN', ['secrecy']],
      ['two', 'PASSED', []],
    ],
  )
})
