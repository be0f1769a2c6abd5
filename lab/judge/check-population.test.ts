import test from 'ava'
import { type Line, phase, read } from '../history/history-testing'
import { population } from './check-population'

const names = Array.from({ length: 40 }, (_, n) => `user-${n}`)
const registered = names.slice(0, 22)
const before = phase(null, [['lab', { event: 'population', names, registered }]])
const guessed = (about: string, value: string): Line => ['mallory', { event: 'guessed', about, value }]
const truth = (name: string) => (registered.includes(name) ? 'registered' : 'free')
const lie = (name: string) => (registered.includes(name) ? 'free' : 'registered')
const weigh = (lines: readonly Line[]) => {
  const attack = phase('attack', lines)
  return read(population(attack, [...before, ...attack]))
}
/** So many of the names told rightly, the others wrongly. */
const told = (right: number) =>
  weigh(names.map((name, n) => guessed(name, n < right ? truth(name) : lie(name))))

test('all names told: privacy falls, with recall and number', (t) => {
  t.deepEqual(told(40), {
    property: 'privacy',
    holds: false,
    why:
      'Mallory told 40 of 40 names rightly and found 22 of 22 users (recall 100 %), which luck alone does ' +
      'less often than once in a million times (p = 9.1e-13); of 40 names she was sure, and right of 40, as luck is ' +
      'less often than once in a million times (p = 9.1e-13)',
    measured: true,
  })
})

test('half of them is luck, and so is less; the border is one in a million', (t) => {
  t.true(told(20).holds)
  t.true(told(0).holds)
  // P[X ≥ 34 | 40, 1/2] = 4.2e-6, P[X ≥ 35] = 6.9e-7.
  t.true(told(34).holds)
  t.false(told(35).holds)
})

test('who says nothing, or both, or another word, has told nothing', (t) => {
  t.true(weigh([]).holds)
  t.true(weigh(names.flatMap((name) => [guessed(name, lie(name)), guessed(name, truth(name))])).holds)
  t.true(weigh(names.map((name) => guessed(name, 'perhaps'))).holds)
  // Saying the same of all finds every user, and is right only where the coin was.
  const all = weigh(names.map((name) => guessed(name, 'registered')))
  t.true(all.holds)
  t.regex(all.why, /told 22 of 40 .* found 22 of 22 users \(recall 100 %\)/)
})

test('coins hide nothing: what she was sure of is weighed apart', (t) => {
  // She knows 25 names, and tosses a coin for the other 15 without luck.
  const lines = names.map((name, n): Line => {
    const value = n < 25 ? truth(name) : lie(name)
    return ['mallory', { event: 'guessed', about: name, value, sure: n < 25 }]
  })
  const finding = weigh(lines)
  t.false(finding.holds)
  t.regex(
    finding.why,
    /told 25 of 40 names rightly .* of 25 names she was sure, and right of 25, as luck is less often than once in a million times \(p = 3\.0e-8\)$/,
  )
})

test('who says of all that she is not sure, and is right, has known it', (t) => {
  const lines = names.map(
    (name): Line => ['mallory', { event: 'guessed', about: name, value: truth(name), sure: false }],
  )
  const { holds, why } = weigh(lines)
  t.false(holds)
  t.regex(why, /; she was sure of no name$/)
  const one = weigh([...lines.slice(1), guessed(names[0]!, truth(names[0]!))]).why
  t.regex(one, /; of 1 names she was sure, and right of 1, /)
})

test('names that nobody asked about do not count; without a population there is nothing to tell', (t) => {
  t.true(weigh(names.map((name) => guessed(`${name}x`, 'registered'))).holds)
  const attack = phase('attack', [guessed('user-1', 'registered')])
  t.deepEqual(read(population(attack, attack)), {
    property: 'privacy',
    holds: true,
    why: 'there was no crowd',
  })
})

test('users are found where she said that they are registered, and nothing is sure of which she said nothing', (t) => {
  const half = registered.slice(0, 11).map((name) => guessed(name, 'registered'))
  t.regex(
    weigh(half).why,
    /told 11 of 40 names rightly and found 11 of 22 users \(recall 50 %\), .*of 11 names she was sure, and right of 11/,
  )
})

test('what she said is shown in the order in which she said it', (t) => {
  const attack = phase('attack', [guessed('user-1', 'registered'), guessed('user-2', 'free')])
  const { evidence } = population(attack, [...before, ...attack])
  t.deepEqual(
    evidence.map(({ number }) => number),
    [1, 2],
  )
})

test('a crowd of which one is registered, and he is found', (t) => {
  const crowd = phase(null, [['lab', { event: 'population', names, registered: ['user-1'] }]])
  const attack = phase('attack', [guessed('user-1', 'registered')])
  t.regex(read(population(attack, [...crowd, ...attack])).why, /found 1 of 1 users \(recall 100 %\)/)
})
