/** Every scenario of the catalogue on real parts, as processes; and with an attacker that does nothing. */

import test from 'ava'
import { profiles as directoryProfiles } from '../../directory/weakened/catalogue'
import { profiles } from '../../peers/weakened/catalogue'
import { scenarios } from '../../scenarios/catalogue'
import type { Scenario } from '../scenario/scenario'
import { allAsExpected, play } from './catalogue-testing'

test.serial('every scenario in processes is as expected', async (t) => {
  t.timeout(20 * 60_000)
  allAsExpected(t, await play('processes', scenarios))
})

test.serial(
  'an attacker that does nothing is INCONCLUSIVE, wherever she stands and whatever the peers run',
  async (t) => {
    t.timeout(10 * 60_000)
    // The verdict does not depend on the scenario, only on what she can reach: one for each place and program.
    const places = new Map<string, Scenario>()
    for (const scenario of scenarios) {
      const place = `${scenario.position} ${scenario.program}`
      if (scenario.attack !== null && !places.has(place))
        places.set(place, { ...scenario, acts: scenario.acts.slice(-1) })
    }
    const { scenarios: results } = await play('processes', [...places.values()], 'noop')
    t.is(results.length, places.size)
    t.true(places.size >= 5)
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
