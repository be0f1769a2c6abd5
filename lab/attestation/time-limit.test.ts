import test from 'ava'
import { withinTime } from './time-limit'

test('work that ends in time is as if there were no limit', (t) => {
  const value = { a: [1] }
  t.is(
    withinTime(60_000, () => value),
    value,
  )
  t.throws(() => withinTime(60_000, () => JSON.parse('x')), { instanceOf: SyntaxError })
})

test('work that never ends is given up, also in the middle of a search', (t) => {
  const endless = () => {
    for (;;);
  }
  t.is(withinTime(20, endless), null)
  t.is(
    withinTime(20, () => /^(a+)+$/.test(`${'a'.repeat(40)}b`)),
    null,
  )
})
