import test from 'ava'
import type { HistoryEvent } from '../history/events'
import { type Line, onTheWire, phase } from '../history/history-testing'
import { english } from '../language/typed'
import { privacy } from './check-privacy'

const NAME = 'name-77ac'
const ADDRESS = '10.9.8.7:6543'
const secrets: readonly Line[] = [
  ['lab', { event: 'secret', what: 'name', text: NAME }],
  ['lab', { event: 'secret', what: 'address', text: ADDRESS }],
]
const loot = (text: string): Line => [
  'mallory',
  { event: 'loot', link: null, how: 'read', text, from: null, to: null },
]
const wire = (text: string) => onTheWire('alice', 'directory', text)

function over(...lines: Line[]) {
  const history: readonly HistoryEvent[] = phase('attack', [...secrets, ...lines])
  const { why, evidence, ...found } = privacy(history, history)
  return { ...found, why: english(why), evidence: evidence.map(({ number, of }) => [number, of]) }
}

test('secrets that nobody learned are told by their number', (t) => {
  t.deepEqual(over(wire('x'), loot('y')), {
    property: 'privacy',
    holds: true,
    why: 'none of 2 secrets became known',
    evidence: [
      [1, undefined],
      [2, undefined],
    ],
  })
})

test('one in the loot is learned by the attacker’s doing, and comes first', (t) => {
  t.deepEqual(over(loot(`at ${ADDRESS}`)), {
    property: 'privacy',
    holds: false,
    why: 'Mallory learned 1 of 2 secrets: address',
    evidence: [
      [2, undefined],
      [3, 2],
      [1, undefined],
    ],
  })
})

test('what stands in the clear on the wire only is learned unaided', (t) => {
  t.deepEqual(over(wire(`to ${NAME}`)), {
    property: 'privacy',
    holds: false,
    why: 'Mallory learned 1 of 2 secrets: name',
    evidence: [
      [1, undefined],
      [3, 1],
      [2, undefined],
    ],
    unaided: true,
  })
  t.true(over(wire(NAME), wire(ADDRESS)).unaided)
  t.is(over(wire(NAME), loot(ADDRESS)).unaided, undefined)
  t.is(over(wire(NAME), loot(NAME)).unaided, undefined)
  t.is(over(wire(NAME), loot(NAME)).why, 'Mallory learned 1 of 2 secrets: name')
})

test('a single secret is one', (t) => {
  const history = phase('attack', [secrets[0]!, wire(NAME)])
  t.false(privacy(history, history).holds)
})
