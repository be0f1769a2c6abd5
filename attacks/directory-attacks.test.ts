/** The attacks on the directory's users, against the real directory: hardened, and with one defence taken away. */

import test, { type ExecutionContext } from 'ava'
import { address, enter, newIdentity, password, send, startDirectory } from '../directory/directory-testing'
import type { DirectoryDefences } from '../directory/users/defences'
import { hardenedDirectory } from '../directory/users/defences'
import { profiles } from '../directory/weakened/catalogue'
import { oneTimeCode } from '../lab/conformance/one-time-code'
import { playedIn } from '../lab/suite/extent-testing'
import { answers } from '../peers/protocol/directory-api'
import { addressHijack } from './address-hijack'
import { dial } from './dial'
import { enumeration } from './enumeration'
import { Means } from './mallory'
import { reuseCode } from './reuse-code'
import { stalker } from './stalker'
import { stuffing } from './stuffing'
import { takenNames } from './taken-names'

/** Each attacks two directories, one of which holds: a sample has them by turns. */
const inTurn = (turn: number) => playedIn(test, turn, 2)
const [alices, bobs] = [newIdentity(), newIdentity()]

interface Told {
  readonly event: string
  readonly text?: string
  readonly about?: string
  readonly value?: string
}

/** A directory with Alice and Bob, who are friends, and Mallory with an account of her own. */
async function world(t: ExecutionContext, defences: DirectoryDefences) {
  const { base, port, stop, clock } = await startDirectory(undefined, defences)
  t.teardown(stop)
  const [alice, bob] = [await enter(base, 'alice', alices), await enter(base, 'bob', bobs)]
  await send(base, 'POST', '/add_friend', { token: alice, body: { name: 'bob' } })
  await send(base, 'POST', '/add_friend', { token: bob, body: { name: 'alice' } })
  await send(base, 'PUT', '/address', {
    token: bob,
    body: address(bobs, { name: 'bob', host: 'hidden-host' }),
  })
  const told: Told[] = []
  const means = new Means(
    (name) => dial({ 'directory:8440': `127.0.0.1:${port}` }, name),
    (event) => told.push(event),
  )
  means.setUp('a seed', true)
  means.tell('people', ['bob', 'alice'])
  await means.register('mallory')
  const of = (event: string) => told.filter((each) => each.event === event)
  return {
    base,
    clock,
    alice,
    bob,
    means,
    mallory: means.mallory,
    of,
    loot: () => of('loot').map(({ text }) => text),
  }
}

const without = (name: string) => profiles.get(name)!

inTurn(0)('stalker: an address before there is an answer', async (t) => {
  for (const [defences, won] of [
    [hardenedDirectory, false],
    [without('address-for-anybody'), true],
  ] as const) {
    const { base, bob, mallory, loot, of } = await world(t, defences)
    await stalker.launch!(mallory)
    t.deepEqual(loot().length > 0, won)
    t.is(loot()[0]?.includes('bob is at hidden-host:25000'), won ? true : undefined)
    t.is(of('acted').length, 2)
    // No request is left open, which Bob could accept.
    t.deepEqual(
      answers.friends.parse((await send(base, 'GET', '/friends', { token: bob })).body).incoming,
      [],
    )
  }
})

inTurn(1)('address-hijack: where a friend is sent who looks Bob up', async (t) => {
  for (const [defences, host] of [
    [hardenedDirectory, 'hidden-host'],
    [without('unsigned-addresses'), '127.0.0.66'],
  ] as const) {
    const { base, alice, bob, means, mallory } = await world(t, defences)
    means.takeToken('bob', bob)
    means.tell('listens as bob', ['127.0.0.66:4242'])
    await addressHijack.launch!(mallory)
    const found = await send(base, 'GET', '/get_ip?name=bob', { token: alice })
    t.is(answers.getIp.parse(found.body).record.host, host)
  }
})

inTurn(2)('stuffing: the right password in a list', async (t) => {
  const list = [...Array.from({ length: 20 }, (_, n) => `a wrong password ${n}`), password, 'another']
  for (const [defences, won] of [
    [hardenedDirectory, false],
    [without('no-limits'), true],
  ] as const) {
    const { base, bob, means, mallory, loot } = await world(t, defences)
    await send(base, 'POST', '/add_friend', { token: bob, body: { name: 'only-bob-knows' } })
    means.tell('passwords of bob', list)
    await stuffing.launch!(mallory)
    t.is(
      loot().some((text) => text?.includes('only-bob-knows')),
      won,
    )
  }
})

inTurn(3)('reuse-code: a code that was just used', async (t) => {
  for (const [defences, won] of [
    [hardenedDirectory, false],
    [without('reusable-codes'), true],
  ] as const) {
    const { base, bob, means, mallory, loot } = await world(t, defences)
    const { secret } = answers.totp.parse((await send(base, 'POST', '/totp', { token: bob })).body)
    const now = Date.now()
    const confirmed = await send(base, 'POST', '/totp/confirm', {
      token: bob,
      body: { code: oneTimeCode(secret, now) },
    })
    t.is(confirmed.status, 200)
    const code = oneTimeCode(secret, now, 1)
    t.is((await send(base, 'POST', '/login', { body: { name: 'bob', password, code } })).status, 200)
    await send(base, 'POST', '/add_friend', { token: bob, body: { name: 'only-bob-knows' } })
    means.tell('login of bob', [password, code])
    await reuseCode.launch!(mallory)
    t.is(
      loot().some((text) => text?.includes('only-bob-knows')),
      won,
    )
  }
})

/** Names of which every other one is registered. */
async function population(base: string, size: number): Promise<string[]> {
  const names = Array.from({ length: size }, (_, n) => `${n % 2 ? 'is' : 'not'}-registered-${n}`)
  for (const name of names.filter((each) => each.startsWith('is-'))) await enter(base, name, alices)
  return names
}

const right = (guesses: readonly Told[]) =>
  guesses.filter(({ about, value }) => about!.startsWith('is-') === (value === 'registered')).length

inTurn(4)(
  'enumeration: all names where replies tell, no more than luck gives where they do not',
  async (t) => {
    for (const [defences, least, most] of [
      [without('telling-replies'), 60, 60],
      // 50 of 60 or more are right by luck once in ten million runs; and the coin is tossed with a seed.
      [hardenedDirectory, 0, 50],
    ] as const) {
      const { base, means, mallory, of } = await world(t, defences)
      const names = await population(base, 60)
      means.tell('candidates', names)
      await enumeration.launch!(mallory)
      const guesses = of('guessed')
      t.deepEqual(
        guesses.map(({ about }) => about),
        names,
      )
      t.true(right(guesses) >= least && right(guesses) <= most, `${right(guesses)} of 60`)
    }
  },
)

inTurn(5)('taken-names: registering tells of each name, within the budget of one address', async (t) => {
  const { base, means, mallory, of, clock } = await world(t, hardenedDirectory)
  const names = await population(base, 40)
  means.tell('candidates', [...names, ...Array.from({ length: 80 }, (_, n) => `not-registered-${40 + n}`)])
  await takenNames.launch!(mallory)
  const guesses = of('guessed')
  t.is(right(guesses), guesses.length)
  // A hundred at once for her address, her own account among them where she has one address with all others.
  t.true(guesses.length >= 70 && guesses.length <= 100, `${guesses.length} guesses`)
  t.is(clock.ahead, 0)
})
