/** Every scenario of the catalogue on real parts, as processes; and with an attacker that does nothing. */

import test from 'ava'
import { profiles as directoryProfiles } from '../../directory/weakened/catalogue'
import { profiles } from '../../peers/weakened/catalogue'
import { scenarios } from '../../scenarios/catalogue'
import { allAsExpected, play } from './catalogue-testing'

test.serial('every scenario in processes is as expected', async (t) => {
  t.timeout(20 * 60_000)
  allAsExpected(t, await play('processes', scenarios))
})

test.serial(
  'an attacker that does nothing makes the hardened act of each scenario INCONCLUSIVE',
  async (t) => {
    t.timeout(10 * 60_000)
    const attacked = scenarios
      .filter(({ attack }) => attack !== null)
      .map((scenario) => ({ ...scenario, acts: scenario.acts.slice(-1) }))
    const { scenarios: results } = await play('processes', attacked, 'noop')
    t.is(results.length, attacked.length)
    for (const { scenario, acts } of results)
      t.deepEqual(
        acts.map(({ verdict }) => verdict),
        ['INCONCLUSIVE'],
        `${scenario}: ${acts[0]?.why}`,
      )
  },
)

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
