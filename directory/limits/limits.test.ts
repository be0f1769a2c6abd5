import test from 'ava'
import fc from 'fast-check'
import { playedIn } from '../../lab/suite/extent-testing'
import { networkOf } from '../../peers/system/ip-address'
import { Refusal } from '../refusal'
import { RateLimits } from './limits'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** The seconds that a refusal says to wait, 0 where nothing was refused. */
function waits(attempt: () => void): number {
  try {
    attempt()
    return 0
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.code !== 'TOO_MANY') throw refusal
    return refusal.retryAfter ?? Number.NaN
  }
}

/** The n-th of many addresses. */
function address(n: number): string {
  return `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`
}

test('guesses from one address wait longer and longer, and the sentence says how long', (t) => {
  const limits = new RateLimits()
  let now = 0
  const waited: number[] = []
  for (let guess = 0; guess < 20; guess++) {
    const wait = waits(() => limits.login('ann', '10.0.0.1', now))
    if (wait === 0) continue
    waited.push(wait)
    const words = wait === 1 ? '1 second ' : `${wait} seconds `
    t.throws(() => limits.login('ann', '10.0.0.1', now), { message: new RegExp(`wait ${words}`) })
    now += wait * 1000
    limits.login('ann', '10.0.0.1', now)
  }
  t.deepEqual(waited.slice(0, 4), [2, 4, 8, 16])
  t.is(Math.max(...waited), 300)
})

test('guesses made all at once count before any of them is answered', (t) => {
  const limits = new RateLimits()
  const passed = Array.from({ length: 100 }, () => waits(() => limits.login('ann', '10.0.0.1', 0)))
  t.is(passed.filter((wait) => wait === 0).length, 6)
})

playedIn(
  test,
  0,
  2,
)('in a day little is guessed, of one name or from one address', (t) => {
  const guesses = (name: (n: number) => string, from: (n: number) => string) => {
    const limits = new RateLimits()
    let made = 0
    for (let now = 0; now < 24 * HOUR; now += 1000) {
      if (waits(() => limits.login(name(made), from(made), now)) === 0) made++
    }
    return made
  }
  t.true(
    guesses(
      () => 'ann',
      () => '10.0.0.1',
    ) < 310,
  )
  t.true(guesses(() => 'ann', address) < 1_500)
  t.true(
    guesses(
      (n) => `user${n}`,
      () => '10.0.0.1',
    ) < 400,
  )
})

test('whoever knows the password gets in within a minute, however many others guess', (t) => {
  const limits = new RateLimits()
  let now = 0
  // They guess whenever they are let, each time from somewhere else.
  for (let guess = 0; guess < 1_000; guess++) {
    now += 1000 * waits(() => limits.login('ann', address(guess), now))
  }
  // The last guess may have been refused, or have begun a new wait.
  const enter = () => limits.login('ann', '192.0.2.1', now).succeeded()
  const wait = waits(enter)
  t.true(wait <= 60)
  now += wait * 1000
  if (wait > 0) enter()
  // From there they are not held up any more.
  for (let guess = 0; guess < 100; guess++) {
    waits(() => limits.login('ann', address(guess), now))
    enter()
  }
})

test('a right password makes up for typing errors, but not for guesses at other names', (t) => {
  const limits = new RateLimits()
  for (let day = 0; day < 10; day++) {
    for (let slip = 0; slip < 4; slip++) limits.login('ann', '10.0.0.1', day)
    limits.login('ann', '10.0.0.1', day).succeeded()
  }
  let made = 0
  for (let guess = 0; guess < 200; guess++) {
    if (waits(() => limits.login(`user${guess}`, '10.0.0.2', 0)) === 0) made++
    limits.login('mallory', '10.0.0.2', 0).succeeded()
  }
  t.true(made < 60)
})

test('a missing code costs nothing, and makes up for nothing', (t) => {
  const limits = new RateLimits()
  for (let login = 0; login < 1_000; login++) limits.login('ann', '10.0.0.1', 0).undecided()
  for (let guess = 0; guess < 6; guess++) {
    limits.login('ann', '10.0.0.1', 0)
    if (guess < 5) limits.login('ann', '10.0.0.1', 0).undecided()
  }
  t.is(
    waits(() => limits.login('ann', '10.0.0.1', 0)),
    2,
  )
})

test('codes are not guessed either, from wherever a user is logged in', (t) => {
  const limits = new RateLimits()
  let made = 0
  for (let now = 0; now < 24 * HOUR; now += 1000) if (waits(() => limits.code('ann', now)) === 0) made++
  t.true(made < 310)
  limits.code('bob', 0).succeeded()
})

test('dozens of peers enter at once from one address, thousands do not', (t) => {
  const limits = new RateLimits()
  const crowd = (n: number) => {
    limits.request('10.0.0.1', 0)
    limits.registration('10.0.0.1', 0)
    limits.login(`peer${n}`, '10.0.0.1', 0).succeeded()
    limits.keyLogin('10.0.0.1', 0)
    limits.keyLogin('10.0.0.1', 0)
    limits.friendRequest(`peer${n}`, 0)
  }
  for (let n = 0; n < 80; n++)
    t.is(
      waits(() => crowd(n)),
      0,
    )
  const many = (act: (n: number) => void) =>
    Array.from({ length: 10_000 }, (_, n) => waits(() => act(n))).filter((wait) => wait === 0).length
  t.is(
    many(() => limits.registration('10.0.0.2', 0)),
    100,
  )
  t.is(
    many(() => limits.keyLogin('10.0.0.2', 0)),
    300,
  )
  t.is(
    many(() => limits.request('10.0.0.2', 0)),
    2_000,
  )
  t.is(
    many(() => limits.friendRequest('eve', 0)),
    100,
  )
  // Nobody else feels it, and programs on this machine are not counted.
  t.is(
    waits(() => crowd(0)),
    0,
  )
  for (const here of ['127.0.0.1', '127.3.2.1', '::1'])
    t.is(
      many(() => limits.request(here, 0)),
      10_000,
    )
})

test('an IPv6 customer counts as one: by the first 64 bits, however they are written', (t) => {
  const same = [
    [
      '2001:db8:0:1::',
      '2001:db8:0:1:ffff:ffff:ffff:ffff',
      '2001:0DB8:0000:0001::7',
      '2001:db8::1:0:0:192.0.2.1',
    ],
    ['::1', '::', '0:0:0:0:1:2:3:4', '::192.0.2.1'],
    ['fe80::1', 'fe80::2%eth0'],
  ]
  for (const addresses of same) t.is(new Set(addresses.map(networkOf)).size, 1, addresses.join(' '))
  t.not(networkOf('2001:db8:0:1::1'), networkOf('2001:db8:0:2::1'))
  t.is(networkOf('192.0.2.1'), '192.0.2.1')
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      // Node's own reading of an address.
      const host = new URL(`http://[${address}]/`).hostname.slice(1, -1)
      t.is(networkOf(address), networkOf(host))
      t.regex(networkOf(address), /^([0-9a-f]{1,4}:){4}:\/64$/)
    }),
  )
})
