/** Where a made-up text stands: the place is told in bytes, so that whoever shows it marks the right ones. */

import test from 'ava'
import { type Line, onTheWire, phase } from '../history/history-testing'
import { inLoot, inStreams, inUnits, streamsOf, unitsOf } from './canary-search'

const TEXT = 'the old bridge'
const LENGTH = TEXT.length
const known = { ...phase(null, [['lab', { event: 'marked', text: TEXT }]])[0]!, number: 77, text: TEXT }

const loot = (text: string): Line => [
  'mallory',
  { event: 'loot', link: null, how: 'read', text, from: null, to: null },
]

test('in loot: the first place, counted in bytes and not in letters', (t) => {
  const history = phase('attack', [loot('nothing'), loot(`é… ${TEXT}, ${TEXT}`), loot(TEXT)])
  t.deepEqual(inLoot(known, history), [
    { number: 2, node: 'mallory', of: 77, bytes: { at: 6, length: LENGTH } },
    { number: 3, node: 'mallory', of: 77, bytes: { at: 0, length: LENGTH } },
  ])
})

test('in units: each in which the whole text stands, wherever it begins', (t) => {
  const history = phase('attack', [
    onTheWire('alice', 'bob', TEXT),
    onTheWire('alice', 'bob', `x${TEXT} ${TEXT}`),
    onTheWire('alice', 'bob', TEXT.slice(1)),
  ])
  t.deepEqual(inUnits(known, unitsOf(history)), [
    { number: 1, node: 'mallory', of: 77, bytes: { at: 0, length: LENGTH } },
    { number: 2, node: 'mallory', of: 77, bytes: { at: 1, length: LENGTH } },
  ])
})

test('in a stream: the unit in which the first half begins, also where that is at its first byte or goes on in the next', (t) => {
  const found = (...units: readonly string[]) =>
    inStreams(
      known,
      streamsOf(
        phase(
          'attack',
          units.map((bytes) => onTheWire('alice', 'bob', bytes)),
        ),
      ),
    )
  const half = LENGTH / 2
  const first = (number: number, at: number) => [
    { number, node: 'mallory', of: 77, bytes: { at, length: half } },
  ]
  t.deepEqual(found('xx', TEXT), first(2, 0))
  t.deepEqual(found('x', `xx${TEXT}`, TEXT), first(2, 2))
  t.deepEqual(found(`xxx${TEXT.slice(0, 2)}`, TEXT.slice(2)), first(1, 3))
  // Of a text without its first letter the second half is whole, and without its last one the first.
  t.deepEqual(found(TEXT.slice(1)), first(1, half - 1))
  t.deepEqual(found(TEXT.slice(0, -1)), first(1, 0))
  t.deepEqual(found(TEXT.slice(1, -1)), [])
})
