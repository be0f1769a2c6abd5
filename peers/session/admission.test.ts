/** Whom a peer answers: a budget for each address, and a fair choice of who has to go. */

import test from 'ava'
import fc from 'fast-check'
import { networkOf } from '../system/ip-address'
import { BURST, FairAdmission, INTERVAL, MOST_UNFINISHED } from './admission'

const MALLORY = '203.0.113.66'
const noWay = () => {}

/** Lets `address` call once and finish at once. */
function calls(admission: FairAdmission, address: string, now: number): boolean {
  const leave = admission.admit(address, now, noWay)
  leave?.()
  return leave !== null
}

test('an address may call so many times at once, and gets one back after each interval', (t) => {
  const admission = new FairAdmission()
  for (let call = 0; call < BURST; call++) t.true(calls(admission, MALLORY, 1000))
  t.false(calls(admission, MALLORY, 1000))
  t.false(calls(admission, MALLORY, 1000 + INTERVAL - 1))
  t.true(calls(admission, MALLORY, 1000 + INTERVAL))
  t.false(calls(admission, MALLORY, 1000 + INTERVAL))
  t.true(calls(admission, '203.0.113.7', 1000), 'another one is not concerned')
})

test('a class of thirty behind one address may call twice over', (t) => {
  const admission = new FairAdmission()
  for (let call = 0; call < 60; call++) t.true(calls(admission, MALLORY, 1000))
})

test('over any time, no address begins more than its budget has', (t) => {
  const waits = fc.array(fc.nat({ max: 3 * INTERVAL }), { maxLength: 400 })
  t.notThrows(() =>
    fc.assert(
      fc.property(waits, (pauses) => {
        const admission = new FairAdmission()
        let now = 1000
        let admitted = 0
        for (const pause of pauses) {
          now += pause
          if (calls(admission, MALLORY, now)) admitted += 1
        }
        return admitted <= BURST + (now - 1000) / INTERVAL
      }),
    ),
  )
})

test('a clock that was set back shuts nobody out for longer than the budget takes', (t) => {
  const admission = new FairAdmission()
  for (let call = 0; call < BURST; call++) calls(admission, MALLORY, 1_000_000)
  t.false(calls(admission, MALLORY, 5000))
  t.true(calls(admission, MALLORY, 5000 + INTERVAL))
})

test('who is among too many has to give way to the next: the oldest of the address that has most', (t) => {
  const admission = new FairAdmission()
  const gone: string[] = []
  const comes = (address: string, name: string) => admission.admit(address, 1000, () => gone.push(name))
  comes('198.51.100.1', 'alice')
  for (let count = 2; count <= 24; count++) comes('203.0.113.67', `trudy ${count}`)
  for (let count = 25; count <= MOST_UNFINISHED; count++) comes(MALLORY, `mallory ${count}`)
  t.deepEqual(gone, [])
  comes(MALLORY, 'mallory')
  comes('198.51.100.2', 'carol')
  t.deepEqual(gone, ['mallory 25', 'mallory 26'])
})

test('who has finished takes no place', (t) => {
  const admission = new FairAdmission()
  const gone: string[] = []
  for (let count = 0; count < 3 * (MOST_UNFINISHED - 1); count++) {
    const address = `198.51.100.${count}`
    const leave = admission.admit(address, 1000, () => gone.push(address))
    if (count % 3 > 0) leave?.()
  }
  t.deepEqual(gone, [])
})

test('an address that has one call unfinished keeps it, whatever others do that have more', (t) => {
  const others = fc.array(fc.nat({ max: 5 }), { minLength: 2 * MOST_UNFINISHED, maxLength: 300 })
  t.notThrows(() =>
    fc.assert(
      fc.property(others, (addresses) => {
        const admission = new FairAdmission()
        let alice = 'waits'
        admission.admit('198.51.100.1', 1000, () => {
          alice = 'gone'
        })
        for (const last of addresses) admission.admit(`203.0.113.${last}`, 1000, noWay)
        return alice === 'waits'
      }),
    ),
  )
})

test('nobody is sent away twice, and no more wait than there is room for', (t) => {
  const steps = fc.array(fc.record({ from: fc.nat({ max: 40 }), finish: fc.boolean() }), { maxLength: 400 })
  t.notThrows(() =>
    fc.assert(
      fc.property(steps, (visits) => {
        const admission = new FairAdmission()
        const waiting = new Set<object>()
        for (const { from, finish } of visits) {
          const visit = {}
          const leave = admission.admit(`198.51.100.${from}`, 1000, () => {
            if (!waiting.delete(visit)) throw new Error('sent away, and was not there')
          })
          if (!leave) continue
          waiting.add(visit)
          if (finish) {
            leave()
            waiting.delete(visit)
          }
          // The one who came may push another out before it is noted here.
          if (waiting.size > MOST_UNFINISHED) return false
        }
        return true
      }),
    ),
  )
})

test('what is remembered is bounded: those who called longest ago are forgotten', (t) => {
  const admission = new FairAdmission()
  for (let call = 0; call < BURST; call++) calls(admission, MALLORY, 1000)
  t.false(calls(admission, MALLORY, 1000))
  for (let other = 0; other < 5000; other++)
    calls(admission, `10.0.${Math.floor(other / 250)}.${other % 250}`, 1000)
  t.true(calls(admission, MALLORY, 1000))
})

for (const [address, network] of [
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::6', '2001:db8:1:2::/64'],
  ['2001:0db8:0001:0002::', '2001:db8:1:2::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['64:ff9b::203.0.113.7', '64:ff9b:0:0::/64'],
  ['', ''],
] as const) {
  test(`${address || 'nothing'} counts as ${network || 'nothing'}`, (t) => t.is(networkOf(address), network))
}
