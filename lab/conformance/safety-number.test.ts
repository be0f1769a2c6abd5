/** What the messenger displays for people to compare is what its names and keys give, and each careless change shows. */

import test from 'ava'
import type { NamedIdentity } from '../../peers/protocol/safety-number'
import type { HistoryEvent } from '../history/events'
import { departures } from './conformance'
import { type Change, changedModule } from './planted-testing'
import { people, played } from './played-testing'

const SOURCE = "export { safetyNumber } from './peers/protocol/safety-number'"

/** @returns the rules that are named where both display the number of a program with this change in it. */
async function named(change: Change | null): Promise<string[]> {
  const { safetyNumber } = await changedModule<typeof import('../../peers/protocol/safety-number')>(
    SOURCE,
    change,
  )
  const act = await played({ sessions: 1 })
  const number = safetyNumber(...(people as [NamedIdentity, NamedIdentity]))
  const displayed = act.flatMap((event): HistoryEvent[] =>
    event.event === 'connected'
      ? [event, { ...stamp(event), event: 'displayed', session: event.session, own: number, peer: number }]
      : [event],
  )
  return departures(displayed).map(({ rule }) => rule)
}

function stamp({ number, at, act, phase, node }: HistoryEvent) {
  return { number, at, act, phase, node }
}

test('the number of an honest program is that of the two', async (t) => {
  t.deepEqual(await named(null), [])
})

const file = 'peers/protocol/safety-number.ts'
const faults: readonly (readonly [what: string, rule: string, from: string, to: string])[] = [
  ['one iteration less', '3-6', 'ITERATIONS = 5200', 'ITERATIONS = 5199'],
  ['another version', '3-6', 'VERSION = 0', 'VERSION = 1'],
  ['without names', '3-6', "Buffer.from(name, 'utf8')", "Buffer.from('')"],
  [
    'over one key of two',
    '3-6',
    'Buffer.concat([identity.signing, identity.wrapping])',
    'Buffer.from(identity.signing)',
  ],
  [
    'halves as they come',
    '3-7',
    '[half(one), half(other)].sort()',
    '[half(one), half(other)].sort().reverse()',
  ],
  ['one half alone', '3-5', '[half(one), half(other)].sort()', '[half(one)]'],
  ['groups of four', '3-5', '/\\d{5}/g', '/\\d{4}/g'],
]

for (const [what, rule, from, to] of faults)
  test(what, async (t) => {
    t.true((await named([file, from, to])).includes(rule))
  })
