/**
 * The scenarios of the catalogue on real parts, and with an attacker that does nothing: all, or a sample of them. The nodes
 * are the bundles that users' runs start. Most are started in this process, which takes half of the time; those that
 * measure a node as processes. Where there is an engine, all are played in containers (`catalogue-containers.test.ts`): on
 * loopback one of each kind is left to show that everybody is found there without a network's names.
 */

import test from 'ava'
import { profiles as directoryProfiles } from '../../directory/weakened/catalogue'
import { profiles } from '../../peers/weakened/catalogue'
import { scenarios } from '../../scenarios/catalogue'
import type { Scenario } from '../scenario/scenario'
import { isWhole, oneOf } from '../suite/extent-testing'
import { allAsExpected, isMeasured, kinds, play, sample, sampleOf } from './catalogue-testing'

const campaign = isWhole ? test.serial : test.serial.skip
const inContainers = process.env.LAB_CONTAINERS === '1'
const isEvery = isWhole && !inContainers
const onLoopback = isEvery ? scenarios : sample

test.serial(
  `on loopback ${isEvery ? 'every scenario' : 'one scenario of each kind'} is as expected`,
  async (t) => {
    t.timeout(20 * 60_000)
    const here = onLoopback.filter((one) => !isMeasured(one))
    const apart = (isWhole ? scenarios : onLoopback).filter(isMeasured)
    t.true(apart.length > 0)
    allAsExpected(t, await play('this process', here), here)
    allAsExpected(t, await play('processes', apart), apart)
  },
)

test('a sample has a scenario of each kind that measures no node, and one that does', (t) => {
  for (const [kind, alike] of kinds) {
    const stands = alike.filter((one) => sample.includes(one))
    if (kind.includes('measure')) t.true(alike.every(isMeasured), kind)
    else t.is(stands.length, 1, kind)
  }
  t.is(sample.filter(isMeasured).length, 1)
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

test.serial(
  `an attacker that does nothing is INCONCLUSIVE in the last act of ${isWhole ? 'each kind' : 'one scenario for each place and program'}`,
  async (t) => {
    t.timeout(10 * 60_000)
    const ofKinds = [...kinds.values()]
      .map((alike) => alike.filter((one) => attacked.includes(one)))
      .filter((alike) => alike.length > 0)
    const byPlace = new Map<string, Scenario[]>()
    for (const one of attacked) {
      const place = `${one.position} ${one.program}`
      byPlace.set(place, [...(byPlace.get(place) ?? []), one])
    }
    const played = isWhole ? ofKinds.map(oneOf) : sampleOf(byPlace.values())
    const results = await idle(played)
    t.is(results.length, isWhole ? ofKinds.length : byPlace.size)
    t.true(results.length >= (isWhole ? 19 : 6))
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
