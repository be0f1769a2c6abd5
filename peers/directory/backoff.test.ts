import test from 'ava'
import fc from 'fast-check'
import { waitBefore } from './backoff'

const pace = { first: 1_000, most: 60_000 }

test('twice as long each time, up to the limit', (t) => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 8, 100].map((failures) => waitBefore(pace, failures, 0.5))
  t.deepEqual(waits, [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000])
})

test('a quarter more or less, by chance, so that two who began together do not go on in step', (t) => {
  t.is(waitBefore(pace, 1, 0), 750)
  t.is(waitBefore(pace, 1, 0.999), 1_250)
  t.is(waitBefore(pace, 1_000, 0), 45_000)
})

test('whatever comes, it is a whole number of milliseconds, within bounds, and never shorter after more failures', (t) => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e6 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (n, random) => {
        const wait = waitBefore(pace, n, random)
        t.true(Number.isInteger(wait) && wait >= 750 && wait <= 75_000)
        t.true(waitBefore(pace, n + 1, random) >= wait)
      },
    ),
  )
})
