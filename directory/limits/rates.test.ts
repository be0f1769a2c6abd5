import test from 'ava'
import fc from 'fast-check'
import { Budget, Delays, Familiar } from './rates'

test('a budget is spent at once or as it comes back, and each key has its own', (t) => {
  const budget = new Budget({ burst: 3, interval: 100 })
  t.deepEqual(
    [1, 2, 3, 4].map(() => budget.take('a', 1000)),
    [0, 0, 0, 100],
  )
  t.is(budget.take('b', 1000), 0)
  t.is(budget.take('a', 1099), 1)
  t.is(budget.take('a', 1100), 0)
  t.is(budget.take('a', 1100), 100)
  // It never grows beyond the burst.
  t.deepEqual(
    [1, 2, 3, 4].map(() => budget.take('a', 9_000_000)),
    [0, 0, 0, 100],
  )
})

test('in no stretch of time is more spent than the burst and what came back', (t) => {
  const steps = fc.array(fc.nat({ max: 250 }), { maxLength: 200 })
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 10 }), (steps, burst) => {
      const budget = new Budget({ burst, interval: 100 })
      let now = 1000
      const spent: number[] = []
      for (const step of steps) {
        now += step
        const wait = budget.take('a', now)
        if (wait === 0) spent.push(now)
        // What it says is true: not a millisecond earlier, and then it is granted.
        else if (wait > 1) t.true(budget.take('a', now + wait - 1) > 0)
      }
      for (const [from, start] of spent.entries()) {
        for (const [to, end] of spent.entries()) {
          if (to >= from) t.true(to - from + 1 <= burst + (end - start) / 100)
        }
      }
    }),
  )
})

const settings = { free: 2, first: 1000, factor: 2, longest: 5000 }

test('delays begin after the free failures, grow, and stay bounded', (t) => {
  const delays = new Delays(settings)
  let now = 1_000_000
  const waits = Array.from({ length: 7 }, () => {
    delays.fail('a', now)
    const wait = delays.wait('a', now)
    now += wait
    return wait
  })
  t.deepEqual(waits, [0, 0, 1000, 2000, 4000, 5000, 5000])
  t.is(delays.wait('b', now), 0)
  delays.forget('a')
  delays.fail('a', now)
  t.is(delays.wait('a', now), 0)
})

test('an hour without a failure makes up for those before', (t) => {
  const delays = new Delays(settings)
  for (let failure = 0; failure < 9; failure++) delays.fail('a', 0)
  t.is(delays.wait('a', 0), 5000)
  delays.fail('a', 5000 + 3_599_999)
  t.is(delays.wait('a', 5000 + 3_599_999), 5000)
  const late = 5000 + 3_599_999 + 5000 + 3_600_000
  delays.fail('a', late)
  t.is(delays.wait('a', late), 0)
})

test('a failure that was none is taken back with its delay, and no other one', (t) => {
  const delays = new Delays(settings)
  for (let failure = 0; failure < 2; failure++) delays.fail('a', 0)
  const takeBack = delays.fail('a', 0)
  t.is(delays.wait('a', 0), 1000)
  takeBack()
  t.is(delays.wait('a', 0), 0)

  const first = delays.fail('a', 0)
  delays.fail('a', 0)
  first()
  t.is(delays.wait('a', 0), 2000)
  delays.fail('a', 2000)
  t.is(delays.wait('a', 2000), 2000)
})

test('a clock that was set back holds nobody up for longer', (t) => {
  const budget = new Budget({ burst: 3, interval: 100 })
  const delays = new Delays(settings)
  const day = 24 * 60 * 60 * 1000
  for (let n = 0; n < 3; n++) {
    budget.take('a', 2 * day)
    delays.fail('a', 2 * day)
  }
  t.is(budget.take('a', day), 100)
  t.is(delays.wait('a', day), 1000)
  // And it goes on from there.
  t.deepEqual([budget.take('a', day + 99), budget.take('a', day + 100)], [1, 0])
  t.deepEqual([delays.wait('a', day + 999), delays.wait('a', day + 1000)], [1, 0])
  delays.forget('a')
  delays.fail('a', 2 * day)
  t.is(delays.wait('a', day), 0)
})

test('memory is bounded: what was counted longest ago is forgotten first', (t) => {
  const budget = new Budget({ burst: 1, interval: 1e9 })
  const delays = new Delays({ ...settings, free: 0 })
  const familiar = new Familiar()
  const count = (key: string) => {
    budget.take(key, 0)
    delays.fail(key, 0)
    familiar.add(key)
  }
  count('first')
  count('again')
  for (let key = 0; key < 49_998; key++) count(`key ${key}`)
  t.true(delays.wait('first', 0) > 0 && familiar.has('first'))
  delays.fail('again', 0)
  familiar.add('again')
  count('one more')
  t.is(delays.wait('first', 0), 0)
  t.false(familiar.has('first'))
  t.is(budget.take('first', 0), 0)
  t.true(delays.wait('again', 0) > 0 && familiar.has('again'))
})
