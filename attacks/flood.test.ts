/** Floods against a real peer: who has a fixed number of places, or believes any length, and who does not. */

import { once } from 'node:events'
import { createServer } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import test, { type ExecutionContext } from 'ava'
import { playedIn } from '../lab/suite/extent-testing'
import { secure } from '../peers/protocol/secure'
import { listener, startFriends, type TestOptions } from '../peers/session/peer-testing'
import { fixedPlaces } from '../peers/weakened/fixed-places'
import { trustingAnyLength } from '../peers/weakened/trust-any-length'
import type { Attack } from './attack'
import { dial } from './dial'
import { handshakeFlood } from './handshake-flood'
import { Means } from './mallory'
import { oversize } from './oversize'
import { slowloris } from './slowloris'

const MIB = 2 ** 20

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** @returns Alice, and Bob under an attack that is at full strength. */
async function underAttack(t: ExecutionContext, attack: Attack, options: Partial<TestOptions> = {}) {
  const { alice, bob } = await startFriends(t, { bob: options })
  const port = await listener(t, (socket) => void socket.resume())
  const hosts = { 'bob:25000': `127.0.0.1:${bob.port}`, 'directory:8440': `127.0.0.1:${port}` }
  const events: { readonly event: string }[] = []
  const means = new Means(
    (name) => dial(hosts, name),
    (event) => events.push(event),
  )
  means.setUp('00', true)
  t.teardown(() => means.halt())
  // What earlier tests of this process left would be missing afterwards.
  collect()
  const before = process.memoryUsage().arrayBuffers
  await attack.launch!(means.mallory)
  const taken = process.memoryUsage().arrayBuffers - before
  return { alice, bob, means, taken, of: (name: string) => events.filter(({ event }) => event === name) }
}

// Where she can't call from an address of her own she shares Alice's, and its budget.
const onLinux = process.platform === 'linux' ? test.serial : test.serial.skip

for (const attack of [slowloris, handshakeFlood]) {
  test.serial(
    `${attack.name}: a fixed number of places is taken, and Alice gets none until it is over`,
    async (t) => {
      const { alice, means, of } = await underAttack(t, attack, { admission: fixedPlaces() })
      t.is(of('acted').length, 1)
      t.true(of('called').length >= 300)
      for (let call = 0; call < 5; call++) {
        await t.throwsAsync(alice.peer.connect('bob'), { code: 'INCOMPLETE_HANDSHAKE' })
      }
      await means.halt()
      // Bob hears of the end of hers one after the other.
      const connects = (): Promise<boolean> =>
        alice.peer.connect('bob').then(
          () => true,
          () => false,
        )
      while (!(await connects()));
    },
  )

  onLinux(`${attack.name}: the hardened Bob takes each of Alice’s calls`, async (t) => {
    const { alice, bob, of } = await underAttack(t, attack)
    t.true(of('called').length >= 300)
    for (let call = 1; call <= 5; call++) {
      await alice.peer.connect('bob')
      await bob.until('connected', call)
      alice.peer.send('bob', `call ${call}`)
      await bob.until('delivered', call)
      alice.peer.close('bob')
      await alice.until('closed', call)
    }
  })
}

// That the attack wins where nothing holds it is shown by its scenario, too: in a sample by turns.
const byTurns = playedIn(test.serial, 2, 5)
byTurns('oversize: who believes any length keeps room for all of it', async (t) => {
  const profile = secure('trust-any-length', trustingAnyLength)
  const { alice, bob, taken } = await underAttack(t, oversize, { profile })
  t.true(taken > 6 * 255 * MIB, `${taken}`)
  t.deepEqual(bob.of('alarm'), [])
  await t.notThrowsAsync(alice.peer.connect('bob'))
})

test.serial('oversize: the hardened Bob hangs up on each, and keeps nothing', async (t) => {
  const { alice, bob, taken } = await underAttack(t, oversize)
  await bob.until('closed', 6)
  t.deepEqual(
    bob.of('alarm').map(({ code }) => code),
    Array(6).fill('FRAME_TOO_LARGE'),
  )
  t.true(taken < 100 * MIB, `${taken}`)
  await t.notThrowsAsync(alice.peer.connect('bob'))
})

test.serial('who is being called when the phase ends has been told of', async (t) => {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const called: string[] = []
  const accepted = new Set<string>()
  server.on('connection', (socket) => {
    accepted.add(`${socket.remoteAddress}:${socket.remotePort}`)
    socket.resume().on('error', () => {})
  })
  const means = new Means(
    (name) => dial({ 'bob:25000': `127.0.0.1:${port}` }, name),
    (event) => called.push(String(event.local)),
  )
  const calls = Array.from({ length: 20 }, () => means.mallory.call('bob'))
  const over = means.halt()
  for (const result of await Promise.allSettled(calls)) t.is(result.status, 'rejected')
  await over
  t.is(called.length, 20)
  t.true([...accepted].every((from) => called.includes(from)))
})
