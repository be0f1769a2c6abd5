/** An attacker that does nothing and says that it acted: no act is RESISTED or DETECTED, or anything but INCONCLUSIVE. */

import test from 'ava'
import { scenarios } from '../../scenarios/catalogue'
import type { Scenario } from '../scenario/scenario'
import { isWhole, oneOf, playedIn } from '../suite/extent-testing'
import { inBrief, isMeasured, play, sampleOf } from './catalogue-testing'

const ATTACKER = 'attacks/act-sayer-testing.ts'

// What is sent in conformance the lab names, one thing after the other, and waits for: who sends nothing has failed.
const attacked = scenarios.filter(({ attack, name }) => attack !== null && name !== 'conformance')
const byPosition = new Map<string, Scenario[]>()
for (const one of attacked) byPosition.set(one.position, [...(byPosition.get(one.position) ?? []), one])
/** All of them take seven minutes: `LAB_EVERY_ATTACK=1 npx ava lab/commands/act-sayer.test.ts`. */
const isEvery = process.env.LAB_EVERY_ATTACK === '1'
const ofPlaces = sampleOf(byPosition.values())
const [which, played] = isEvery
  ? ['every scenario', attacked]
  : isWhole
    ? ['one scenario for each place', ofPlaces]
    : ['a scenario', [inBrief(oneOf(ofPlaces))]]

playedIn(
  test.serial,
  0,
  2,
)(`who only says that she acted is INCONCLUSIVE in each act of ${which}`, async (t) => {
  t.timeout(20 * 60_000)
  t.is(byPosition.size, 5)
  const [here, apart] = [played.filter((one) => !isMeasured(one)), played.filter(isMeasured)]
  const results = [
    ...(await play('this process', here, { attacker: ATTACKER })).scenarios,
    ...(apart.length > 0 ? (await play('processes', apart, { attacker: ATTACKER })).scenarios : []),
  ]
  t.is(results.length, played.length)
  for (const { scenario, acts, ...result } of results) {
    t.false('failure' in result, scenario)
    for (const { name, verdict, why, acted } of acts) {
      t.is(verdict, 'INCONCLUSIVE', `${scenario}, ${name}: ${why}`)
      // She is not taken for one that kept still.
      t.true(acted || why.startsWith('A check failed'), `${scenario}, ${name}: ${why}`)
    }
  }
})
