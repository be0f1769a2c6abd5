import test from 'ava'
import fc from 'fast-check'
import { english } from '../language/typed'
import { binomialTail, likelihood, SIGNIFICANCE } from './statistics'

const near = (value: number, known: number): boolean => Math.abs(value - known) <= 1e-9 * known

test('known values', (t) => {
  // Counted by hand: of 2¹⁰ throws, C(10,8) + C(10,9) + C(10,10) = 56 have eight heads or more.
  t.true(near(binomialTail(8, 10, 0.5), 56 / 1024))
  t.true(near(binomialTail(1, 3, 1 / 6), 1 - (5 / 6) ** 3))
  t.true(near(binomialTail(20, 20, 0.25), 0.25 ** 20))
  t.true(near(binomialTail(2, 3, 0.1), 3 * 0.01 * 0.9 + 0.001))
})

test('the edges: nothing asked for, more than there are, certain and impossible', (t) => {
  t.is(binomialTail(0, 10, 0.3), 1)
  t.is(binomialTail(-4, 10, 0.3), 1)
  t.is(binomialTail(0, 0, 0.3), 1)
  t.is(binomialTail(1, 0, 0.3), 0)
  t.is(binomialTail(11, 10, 0.3), 0)
  t.is(binomialTail(10, 10, 1), 1)
  t.is(binomialTail(1, 10, 0), 0)
  // Also who can never be right has not fewer than no right guesses, and nobody more than guesses.
  t.is(binomialTail(0, 10, 0), 1)
  t.is(binomialTail(11, 10, 1), 0)
})

test('what is no whole number, no number of trials, or no probability, is refused', (t) => {
  for (const [k, n, p, message] of [
    [1.5, 10, 0.5, '1.5 is no whole number of right guesses'],
    [1, -1, 0.5, '-1 is no number of guesses'],
    [1, Number.POSITIVE_INFINITY, 0.5, 'Infinity is no number of guesses'],
    [1, 10, 1.1, '1.1 is no probability'],
    [1, 10, -0.1, '-0.1 is no probability'],
    [1, 10, Number.NaN, 'NaN is no probability'],
  ] as const) {
    t.throws(() => binomialTail(k, n, p), { instanceOf: RangeError, message })
  }
})

/** The same in whole numbers: p is a fraction, and the tail is a quotient of two integers. */
function inWholeNumbers(k: number, n: number, numerator: number, denominator: number): number {
  const [a, b] = [BigInt(numerator), BigInt(denominator - numerator)]
  let choose = 1n
  let sum = 0n
  for (let i = 0; i <= n; i++) {
    if (i >= k) sum += choose * a ** BigInt(i) * b ** BigInt(n - i)
    choose = (choose * BigInt(n - i)) / BigInt(i + 1)
  }
  const scale = 10n ** 40n
  return Number((sum * scale) / BigInt(denominator) ** BigInt(n)) / 1e40
}

const draws = fc.record({ n: fc.integer({ min: 1, max: 300 }), p: fc.integer({ min: 1, max: 99 }) })

test('it is what whole numbers say', (t) => {
  fc.assert(
    fc.property(draws, fc.nat(300), ({ n, p }, k) => {
      const known = inWholeNumbers(k, n, p, 100)
      // Below 1e-25 the whole numbers above have no digits left to compare.
      const value = binomialTail(k, n, p / 100)
      t.true(known < 1e-25 ? value < 1.1e-25 : near(value, known), `${k} of ${n} at ${p} %: ${value}`)
    }),
  )
})

test('more right guesses are never more likely, and a better chance never makes them less so', (t) => {
  fc.assert(
    fc.property(draws, fc.nat(300), ({ n, p }, k) => {
      const value = binomialTail(k, n, p / 100)
      t.true(value >= 0 && value <= 1)
      t.true(binomialTail(k + 1, n, p / 100) <= value + 1e-12)
      t.true(binomialTail(k, n, (p + 1) / 100) >= value - 1e-12)
    }),
  )
})

test('how often luck does it is said so that one can picture it', (t) => {
  const words = [0.5, 0.01, 0.009_9, 0.005, SIGNIFICANCE, SIGNIFICANCE / 2].map((luck) =>
    english(likelihood(luck)),
  )
  t.deepEqual(words, [
    '50 times in a hundred (p = 0.50)',
    '1 times in a hundred (p = 0.010)',
    'once in 101 times (p = 0.0099)',
    'once in 200 times (p = 0.0050)',
    'once in 1,000,000 times (p = 0.0000010)',
    'less often than once in a million times (p = 5.0e-7)',
  ])
})
