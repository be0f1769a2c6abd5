import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { enter, send, startDirectory } from '../../directory/directory-testing'
import { TrustedProxies } from '../../directory/limits/client-address'
import { type RelayBounds, relayBounds } from '../../directory/relay/relay'
import { hardenedDirectory } from '../../directory/users/defences'
import { identityOf } from '../session/peer-testing'
import type { MessengerOptions } from './messenger-parts'
import { heardFrom, newUser, type Running, start } from './messenger-testing'

/** A port of this computer at which nobody answers. */
async function closedPort(): Promise<number> {
  const server: Server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return address && typeof address === 'object' ? address.port : 0
}

/** Alice and Bob, friends at a real directory with a relay, who publish addresses at which nobody answers. */
async function two(
  t: ExecutionContext,
  options: Partial<MessengerOptions> = { relay: { headStart: 20 } },
  bounds: RelayBounds | null = relayBounds,
) {
  const folder = mkdtempSync(join(tmpdir(), 'relayed-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const directory = await startDirectory(new TrustedProxies([]), hardenedDirectory, bounds)
  t.teardown(directory.stop)
  const tokens = new Map<string, string>()
  for (const name of ['alice', 'bob'])
    tokens.set(name, await enter(directory.base, name, await identityOf(name)))
  for (const [who, other] of [
    ['alice', 'bob'],
    ['bob', 'alice'],
  ] as const)
    await send(directory.base, 'POST', '/add_friend', { token: tokens.get(who)!, body: { name: other } })
  const at = { url: directory.base, entries: new Map() }
  const published = { host: '127.0.0.1', port: await closedPort() }
  const come = (
    name: string,
    more: Partial<MessengerOptions> = {},
    where = published,
    listenAt?: string,
  ): Promise<Running> =>
    start(t, newUser(name, folder), at, Date.now, { ...options, ...more }, where, listenAt)
  return { directory, come }
}

test('two who do not reach each other talk through the relay, and both are told so', async (t) => {
  const { directory, come } = await two(t)
  const [alice, bob] = await Promise.all([come('alice'), come('bob')])
  const [online] = await Promise.all([alice.until('online'), bob.until('online')])
  t.is(online.way, 'relayed')
  t.is(alice.messenger.friends()[0]?.way, 'relayed')
  t.like(bob.messenger.status(), { relay: true, ways: [{ friend: 'alice', way: 'relayed' }] })
  await alice.messenger.send('bob', 'hello through it')
  t.is((await bob.until('message')).text, 'hello through it')
  await bob.messenger.send('alice', 'and back')
  await alice.until('message')
  t.deepEqual(heardFrom(alice, 'bob'), ['and back'])
  t.deepEqual([...alice.of('alarm'), ...bob.of('alarm')], [])
  await alice.messenger.close()
  await bob.until('offline')
  t.like(directory.relay?.load, { lines: 1 })
})

test('whom the user calls is reached through the relay as well, where nothing else leads there', async (t) => {
  const { come } = await two(t)
  /** Calls nobody by itself, and says when it can be called. */
  const quiet = async (name: string) => {
    let onUp = () => {}
    const isUp = new Promise<void>((resolve) => {
      onUp = resolve
    })
    const running = await come(name, { callsByItself: () => false, relay: { headStart: 20, onUp } })
    await isUp
    return running
  }
  const [alice, bob] = await Promise.all([quiet('alice'), quiet('bob')])
  await alice.messenger.call('bob')
  t.is(alice.messenger.friends()[0]?.way, 'relayed')
  t.is((await bob.until('online')).way, 'relayed')
})

test('who reaches the friend directly does not use the relay', async (t) => {
  const { directory, come } = await two(t, { relay: { headStart: 5_000 } })
  const there = { host: '127.0.0.1', port: 0 }
  const [alice, bob] = await Promise.all([come('alice', {}, there), come('bob', {}, there)])
  t.is((await alice.until('online')).way, 'direct')
  await bob.until('online')
  t.like(directory.relay?.load, { pairs: 0, calls: 0 })
})

/** Where there is no IPv6 it is skipped. */
const withIpv6 = networkInterfaces().lo?.some(({ address }) => address === '::1') === false ? test.skip : test

withIpv6('who cannot be reached at the address that the directory saw is reached by IPv6', async (t) => {
  const { directory, come } = await two(t, { relay: { headStart: 60_000 } })
  const ownIpv6 = async () => '::1'
  const auto = { host: 'auto', port: await closedPort() }
  const [alice, bob] = await Promise.all([come('alice'), come('bob', { ownIpv6 }, auto, '::')])
  t.is((await alice.until('online')).way, 'direct')
  t.is((await bob.until('online')).way, 'direct')
  t.like(directory.relay?.load, { pairs: 0, calls: 0 })
  const { address, also, listening } = bob.messenger.status()
  t.is(address, `127.0.0.1:${auto.port}`)
  t.is(also, listening.replace('[::]', '[::1]'))
  t.is(alice.messenger.status().also, null)
})

withIpv6(
  'no IPv6 address is told by who says where friends dial, or takes calls at fewer addresses',
  async (t) => {
    const { come } = await two(t)
    const ownIpv6 = async () => '::1'
    const said = await come('alice', { ownIpv6 }, { host: '127.0.0.1', port: 0 }, '::')
    const ipv4 = await come('bob', { ownIpv6 }, { host: 'auto', port: 0 }, '0.0.0.0')
    for (const { messenger } of [said, ipv4]) {
      t.not(messenger.status().address, null)
      t.is(messenger.status().also, null)
    }
  },
)

test('while two are relayed, direct is tried again, and takes over without a word lost', async (t) => {
  const { come } = await two(t, {
    relay: { headStart: 20 },
    betterWayBackoff: { first: 100, most: 100 },
    pollSchedule: { poll: 50, publish: 0, retry: { first: 20, most: 100 } },
  })
  // Bob can be reached, but so slowly at first that the relay is quicker.
  let isOpen = false
  const [alice, bob] = await Promise.all([
    come('alice', { mayDial: () => isOpen }),
    come('bob', { mayDial: () => false }, { host: '127.0.0.1', port: 0 }),
  ])
  t.is((await alice.until('online')).way, 'relayed')
  await bob.until('online')
  isOpen = true
  const texts = Array.from({ length: 40 }, (_, number) => `text ${number}`)
  for (const text of texts) await alice.messenger.send('bob', text)
  t.is((await alice.until('way')).way, 'direct')
  t.is((await bob.until('way')).way, 'direct')
  await bob.until('message', texts.length)
  t.deepEqual(heardFrom(bob, 'alice'), texts)
  // Before, two calls that crossed may have ended each other.
  for (const { events } of [alice, bob]) {
    const after = events.slice(events.findIndex(({ event }) => event === 'way'))
    t.false(after.some(({ event }) => event === 'offline'))
  }
})

test('who uses no relay is neither called nor found there, and waits for nobody', async (t) => {
  const { directory, come } = await two(t, {})
  const [alice, bob] = await Promise.all([come('alice'), come('bob', { relay: { headStart: 20 } })])
  await alice.messenger.send('bob', 'hello')
  await bob.messenger.refresh()
  t.false(alice.messenger.status().relay)
  t.is(alice.messenger.friends().find(({ name }) => name === 'bob')?.way ?? null, null)
  t.like(directory.relay?.load, { pairs: 0 })
})

test('a relay that comes and goes is dialled again, and what waits is delivered then', async (t) => {
  const { directory, come } = await two(t)
  const [alice, bob] = await Promise.all([come('alice'), come('bob')])
  await Promise.all([alice.until('online'), bob.until('online')])
  directory.relay?.stop()
  await Promise.all([alice.until('offline'), bob.until('offline')])
  await alice.messenger.send('bob', 'after it')
  t.is((await bob.until('message')).text, 'after it')
})
