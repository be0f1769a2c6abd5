/**
 * The scenarios of the catalogue on real parts, and with an attacker that does nothing: all, or a sample of them. The nodes
 * are the bundles that users' runs start. Most are started in this process, which takes half of the time; those that
 * measure a node as processes. Where there is an engine, the whole suite plays all in containers
 * (`catalogue-containers.test.ts`): on loopback one of each kind is left to show that everybody is found there without a
 * network's names.
 */

import test from 'ava'
import { profiles as directoryProfiles } from '../../directory/weakened/catalogue'
import { profiles } from '../../peers/weakened/catalogue'
import { scenarios } from '../../scenarios/catalogue'
import type { Scenario } from '../scenario/scenario'
import { isPlayed, isWhole, oneOf, playedIn } from '../suite/extent-testing'
import { allAsExpected, isMeasured, kinds, ofKinds, play, sample } from './catalogue-testing'

const campaign = isWhole ? test.serial : test.serial.skip
const inContainers = process.env.LAB_CONTAINERS === '1'
const isEvery = isWhole && !inContainers
const [which, onLoopback] = isEvery
  ? ['every scenario', scenarios]
  : isWhole
    ? ['one scenario of each kind', ofKinds]
    : [
        'one scenario for four of the places and programs, in brief',
        sample.filter((_, n) => [0, 1, 3, 5].some((shift) => isPlayed(n + shift, sample.length))),
      ]

test.serial(`on loopback ${which} is as expected`, async (t) => {
  t.timeout(20 * 60_000)
  const here = onLoopback.filter((one) => !isMeasured(one))
  allAsExpected(t, await play('this process', here), here)
  if (!isWhole) return
  const apart = scenarios.filter(isMeasured)
  t.true(apart.length > 0)
  allAsExpected(t, await play('processes', apart), apart)
})

test('of each kind there is a scenario that measures no node, and one that does; a sample has each place and program', (t) => {
  for (const [kind, alike] of kinds) {
    const stands = alike.filter((one) => ofKinds.includes(one))
    if (kind.includes('measure')) t.true(alike.every(isMeasured), kind)
    else t.is(stands.length, 1, kind)
  }
  t.is(ofKinds.filter(isMeasured).length, 1)
  for (const one of scenarios.filter((each) => !isMeasured(each)))
    t.is(
      sample.filter(({ position, program }) => position === one.position && program === one.program).length,
      1,
    )
})

campaign('of each program one scenario is as expected when its controls are two conversations', async (t) => {
  t.timeout(10 * 60_000)
  const played = scenarios.filter(({ name }) => name === 'stuffing' || name === 'path-traversal')
  t.deepEqual(played.map(({ program }) => program).sort(), ['messenger', 'peer'])
  allAsExpected(t, await play('processes', played, { conversations: 2 }), played)
})

/** @param played each in its last act alone */
async function idle(played: readonly Scenario[]) {
  const last = played.map((scenario) => ({ ...scenario, acts: scenario.acts.slice(-1) }))
  const here = last.filter((one) => !isMeasured(one))
  const apart = last.filter(isMeasured)
  return [
    ...(await play('this process', here, { attack: 'noop' })).scenarios,
    ...(apart.length > 0 ? (await play('processes', apart, { attack: 'noop' })).scenarios : []),
  ]
}

const attacked = scenarios.filter(({ attack }) => attack !== null)

// By turns with the attacker that only says that she acted (act-sayer.test.ts).
playedIn(
  test.serial,
  1,
  2,
)(
  `an attacker that does nothing is INCONCLUSIVE in the last act of ${isWhole ? 'each kind' : 'a scenario'}`,
  async (t) => {
    t.timeout(10 * 60_000)
    const alike = [...kinds.values()].map((all) => all.filter((one) => attacked.includes(one)))
    const inTurn = alike.filter((all) => all.length > 0).map(oneOf)
    t.true(inTurn.length >= 19)
    const played = isWhole ? inTurn : [oneOf(sample.filter(({ attack }) => attack !== null))]
    const results = await idle(played)
    t.is(results.length, played.length)
    for (const { scenario, acts } of results)
      t.deepEqual(
        acts.map(({ verdict }) => verdict),
        ['INCONCLUSIVE'],
        `${scenario}: ${acts[0]?.why}`,
      )
  },
)

test('the kinds tell apart all that is special in steps', (t) => {
  const words = new Set([...kinds.keys()].flatMap((kind) => kind.split(' ')))
  for (const special of ['measure', 'population', 'oneOf', 'leak', 'tell', 'steal'])
    t.true(words.has(special), special)
})

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

test('what resists names an earlier act, in which the same attack wins in the same steps', (t) => {
  for (const { name, attack, acts } of scenarios)
    for (const [place, act] of acts.entries()) {
      t.is(act.counterpart === null, act.expected !== 'RESISTED', `${name}, ${act.name}`)
      if (act.counterpart === null) continue
      const other = acts.slice(0, place).find((one) => one.name === act.counterpart)
      t.is(other?.expected, 'BROKEN', `${name}, ${act.name}`)
      t.is(other?.attack ?? attack, act.attack ?? attack, `${name}, ${act.name}`)
      for (const same of ['beforehand', 'steps', 'population'] as const)
        t.deepEqual(other?.[same], act[same], `${name}, ${act.name}: ${same}`)
      t.notDeepEqual([other?.profile, other?.directory], [act.profile, act.directory], `${name}, ${act.name}`)
    }
})
