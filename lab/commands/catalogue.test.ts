/**
 * Every scenario of the catalogue on real parts, and with an attacker that does nothing. The nodes are the bundles that
 * users' runs start. Most are started in this process, which takes half of the time; some of either program as processes.
 * Where there is an engine, all are played in containers (`catalogue-containers.test.ts`): on loopback, one of each kind is
 * left to show that everybody is found there without a network's names.
 */

import test from 'ava'
import { profiles as directoryProfiles } from '../../directory/weakened/catalogue'
import { profiles } from '../../peers/weakened/catalogue'
import { scenarios } from '../../scenarios/catalogue'
import type { Act, Scenario } from '../scenario/scenario'
import { allAsExpected, isMeasured, play } from './catalogue-testing'

/** What decides how an act is judged: where she stands, what peers run, what she has, and what is special in its steps. */
function kindOf({ position, program, account }: Scenario, { steps, population }: Act): string {
  const special = steps.flatMap((step) =>
    step.do === 'say' ? (step.oneOf ? ['oneOf'] : []) : told.includes(step.do) ? [step.do] : [],
  )
  const all = new Set([...special, ...(population > 0 ? ['population'] : [])])
  return [position, program, account, ...[...all].sort()].join(' ')
}

/** Steps after which it is measured, or she knows or holds more than what she hears. */
const told: readonly string[] = ['measure', 'leak', 'tell', 'steal']

/** The first scenario of each kind that an attacked one ends with. */
const kinds = new Map<string, Scenario>()
for (const scenario of scenarios) {
  const kind = kindOf(scenario, scenario.acts.at(-1)!)
  if (scenario.attack !== null && !kinds.has(kind)) kinds.set(kind, scenario)
}

const inContainers = process.env.LAB_CONTAINERS === '1'
const onLoopback = inContainers ? scenarios.filter((one) => [...kinds.values()].includes(one)) : scenarios

test.serial(
  `${inContainers ? 'on loopback one scenario of each kind' : 'every scenario'} is as expected`,
  async (t) => {
    t.timeout(20 * 60_000)
    const [apart, here] = [scenarios.filter(isMeasured), onLoopback.filter((one) => !isMeasured(one))]
    t.true(apart.length > 0)
    allAsExpected(t, await play('this process', here), here)
    allAsExpected(t, await play('processes', apart), apart)
  },
)

test.serial(
  'of each program one scenario is as expected when its controls are two conversations',
  async (t) => {
    t.timeout(10 * 60_000)
    const played = scenarios.filter(({ name }) => name === 'stuffing' || name === 'path-traversal')
    t.deepEqual(played.map(({ program }) => program).sort(), ['messenger', 'peer'])
    allAsExpected(t, await play('processes', played, { conversations: 2 }), played)
  },
)

test.serial(
  'an attacker that does nothing is INCONCLUSIVE in the last act of each kind that a scenario ends with',
  async (t) => {
    t.timeout(10 * 60_000)
    const played = [...kinds.values()].map((scenario) => ({ ...scenario, acts: scenario.acts.slice(-1) }))
    const here = played.filter((one) => !isMeasured(one))
    const results = [
      ...(await play('this process', here, { attack: 'noop' })).scenarios,
      ...(await play('processes', played.filter(isMeasured), { attack: 'noop' })).scenarios,
    ]
    t.is(results.length, kinds.size)
    t.true(kinds.size >= 14)
    for (const special of ['measure', 'population', 'oneOf', 'leak', 'tell', 'steal'])
      t.true(
        [...kinds.keys()].some((kind) => kind.split(' ').includes(special)),
        special,
      )
    for (const { scenario, acts } of results)
      t.deepEqual(
        acts.map(({ verdict }) => verdict),
        ['INCONCLUSIVE'],
        `${scenario}: ${acts[0]?.why}`,
      )
  },
)

test('what the first scenarios are expected to come to', (t) => {
  const expected = (name: string) =>
    scenarios.find((one) => one.name === name)?.acts.map((act) => `${act.name} ${act.expected}`)
  t.deepEqual(expected('eavesdrop'), ['plaintext BROKEN', 'prototype RESISTED', 'hardened RESISTED'])
  t.deepEqual(expected('honest'), ['hardened PASSED', 'prototype PASSED'])
})

test('every attack of the issue has both sides: an act that is BROKEN, and one that holds', (t) => {
  for (const { name, attack, acts } of scenarios) {
    if (attack === null) continue
    t.true(
      acts.some(({ expected }) => expected === 'BROKEN'),
      name,
    )
    t.true(
      acts.some(({ expected }) => expected === 'DETECTED' || expected === 'RESISTED'),
      name,
    )
  }
})

test('acts name profiles that exist, and no name comes twice', (t) => {
  const peers = new Set(profiles.map(({ name }) => name))
  for (const { name, acts } of scenarios) {
    t.is(new Set(acts.map((act) => act.name)).size, acts.length, name)
    for (const act of acts) {
      t.true(peers.has(act.profile), `${name}: ${act.profile}`)
      t.true(directoryProfiles.has(act.directory), `${name}: ${act.directory}`)
    }
  }
  t.is(new Set(scenarios.map(({ name }) => name)).size, scenarios.length)
})
