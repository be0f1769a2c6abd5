/** The talk plays what there is, in an order that can be told. */

import test from 'ava'
import { played } from '../lab/scenario/tour'
import { scenarios } from './catalogue'
import { tour } from './tour'

/** What is played; made by each test that asks, so that a talk that names nothing fails where it should. */
const parts = () => tour.parts.map((part) => played(part, scenarios))

test('every scenario and every act that the talk names is in the catalogue', (t) => {
  for (const part of tour.parts) t.notThrows(() => played(part, scenarios), part.scenario)
  t.throws(() => played({ ...tour.parts[0]!, scenario: 'nowhere' }, scenarios), { message: /nowhere/ })
  t.throws(() => played({ ...tour.parts[0]!, acts: ['never'] }, scenarios), { message: /never/ })
})

test('acts are played in the order of their scenario, each once', (t) => {
  for (const { name, acts } of parts()) {
    const all = scenarios.find((one) => one.name === name)!.acts.map((act) => act.name)
    const places = acts.map((act) => all.indexOf(act.name))
    t.deepEqual(
      places,
      [...new Set(places)].sort((a, b) => a - b),
      name,
    )
  }
  t.is(new Set(tour.parts.map(({ scenario }) => scenario)).size, tour.parts.length)
})

test('it begins with the prototype that works, and ends with the hardened messenger that resists', (t) => {
  const acts = parts().flatMap((scenario) => scenario.acts)
  t.deepEqual([acts[0]!.profile, acts[0]!.expected], ['prototype', 'PASSED'])
  t.deepEqual([acts.at(-1)!.profile, acts.at(-1)!.expected], ['hardened', 'RESISTED'])
  const [fall, stand] = [
    acts.findIndex(({ profile, expected }) => profile === 'prototype' && expected === 'BROKEN'),
    acts.findIndex(({ profile, expected }) => profile === 'hardened' && expected === 'DETECTED'),
  ]
  t.true(0 < fall && fall < stand)
  // What it does not withstand is told as well.
  t.true(acts.some(({ profile, expected }) => profile === 'hardened' && expected === 'BROKEN'))
})

test('it fits a talk of fifteen minutes: twelve acts at least, and not more than eighteen', (t) => {
  const acts = parts().reduce((sum, scenario) => sum + scenario.acts.length, 0)
  t.true(acts >= 12 && acts <= 18, `${acts} acts`)
})

test('what resists is seen after what it is held against', (t) => {
  for (const { name, acts } of parts())
    for (const [place, { counterpart }] of acts.entries())
      if (counterpart !== null)
        t.true(
          acts.slice(0, place).some((act) => act.name === counterpart),
          `${name}: ${counterpart}`,
        )
})
