/** Whoever may be at the other end of a connection: strangers, silent ones, ones who cut it, ones who send noise. */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import test from 'ava'
import fc from 'fast-check'
import { encodeFrame, FrameType } from '../protocol/frames'
import { fingerprint, publicIdentity } from '../protocol/identity'
import { BURST, MOST_UNFINISHED } from './admission'
import {
  addressOf,
  fakeDirectory,
  HandDriven,
  identityOf,
  listener,
  startFriends,
  startPeer,
  stranger,
  type TestPeer,
} from './peer-testing'
import { defaultDeadlines } from './session'

/** Publishes that Bob is at `port`. */
async function moveBob(entries: Map<string, { record: unknown }>, port: number): Promise<void> {
  const record = addressOf(await identityOf('bob'), { name: 'bob', port, counter: Date.now() + 5 })
  entries.get('bob')!.record = record
}

function ends(peer: TestPeer): string[] {
  return peer.events.flatMap((event) => {
    if (event.event === 'alarm') return [event.code]
    return event.event === 'closed' ? [event.clean ? 'clean' : 'not clean'] : []
  })
}

test('a stranger is refused, and what Bob showed is all that it learns', async (t) => {
  const { directory, bob } = await startFriends(t)
  const mallory = await startPeer(t, 'mallory', directory)
  await mallory.account.friends()
  await t.throwsAsync(mallory.peer.connect('bob'), { code: 'INCOMPLETE_HANDSHAKE' })
  await bob.until('closed')
  t.deepEqual(ends(bob), ['UNKNOWN_PEER', 'not clean'])
  t.deepEqual(bob.of('alarm')[0]?.evidence, {
    seen: fingerprint(publicIdentity(await identityOf('mallory'))),
  })
  t.deepEqual(bob.of('connected'), [])
  t.throws(() => bob.peer.send('mallory', 'hello'), { code: 'NOT_CONNECTED' })
})

test('nobody listens: one sentence', async (t) => {
  const { directory, alice } = await startFriends(t)
  const gone = await startPeer(t, 'carol', directory)
  await gone.peer.stop()
  await moveBob(directory.entries, gone.port)
  await t.throwsAsync(alice.peer.connect('bob'), {
    code: 'CONNECTION_FAILED',
    message: `Nobody answers at 127.0.0.1:${gone.port}: is your friend online?`,
  })
  t.deepEqual(alice.events, [])
})

const onLinux = process.platform === 'linux' ? test : test.skip
onLinux('the one who is called does not even accept: the call ends in time', async (t) => {
  t.timeout(9_000, 'the default deadlines are longer')
  // A program that stands still: its queue of connections is soon full, and then the system answers nobody.
  const program = `require('net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 },
    function () { console.log(this.address().port) })`
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  t.teardown(() => child.kill('SIGKILL'))
  const [line] = await once(child.stdout, 'data')
  child.kill('SIGSTOP')
  const port = Number(line)
  await Promise.all([stranger(t, port), stranger(t, port)])

  const { directory, alice } = await startFriends(t, {
    alice: { deadlines: { ...defaultDeadlines, dial: 30 } },
  })
  await moveBob(directory.entries, port)
  await t.throwsAsync(alice.peer.connect('bob'), { code: 'CONNECTION_FAILED' })
  t.deepEqual(alice.events, [])
})

test('the one who is called accepts and says nothing: the call ends in time', async (t) => {
  t.timeout(9_000, 'the default deadlines are longer')
  const { directory, alice } = await startFriends(t, {
    alice: { deadlines: { ...defaultDeadlines, handshake: 30 } },
  })
  let accepted: Socket | undefined
  await moveBob(directory.entries, await listener(t, (socket) => (accepted = socket.resume())))
  await t.throwsAsync(alice.peer.connect('bob'), { code: 'TIMEOUT' })
  t.deepEqual(ends(alice), ['TIMEOUT', 'not clean'])
  if (!accepted?.closed) await once(accepted!, 'close')
  t.throws(() => alice.peer.send('bob', 'hello'), { code: 'NOT_CONNECTED' })
})

test('the one who calls says nothing: the connection ends in time', async (t) => {
  t.timeout(9_000, 'the default deadlines are longer')
  const { bob } = await startFriends(t, { bob: { deadlines: { ...defaultDeadlines, handshake: 30 } } })
  const silent = await stranger(t, bob.port)
  await once(silent, 'close')
  t.deepEqual(ends(bob), ['TIMEOUT', 'not clean'])
})

test('the admission may wait for callers for as long as it likes', async (t) => {
  t.timeout(9_000, 'the default deadlines are longer')
  const { alice } = await startFriends(t, { alice: { admission: { patience: 1, admit: () => () => {} } } })
  await once(await stranger(t, alice.port), 'close')
  t.deepEqual(ends(alice), ['TIMEOUT', 'not clean'])
  // Whom a peer calls itself is no caller.
  await t.notThrowsAsync(alice.peer.connect('bob'))
})

test('the other side never says goodbye: the session ends in time, not cleanly', async (t) => {
  t.timeout(9_000, 'the default deadlines are longer')
  const { directory, alice } = await startFriends(t, {
    alice: { deadlines: { ...defaultDeadlines, goodbye: 30 } },
  })
  const bobs: Promise<HandDriven>[] = []
  const port = await listener(t, (socket) => bobs.push(HandDriven.start(socket, 'bob', null, 'alice')))
  await moveBob(directory.entries, port)
  await alice.peer.connect('bob')
  const bob = await bobs[0]!
  bob.mute = true
  alice.peer.close('bob')
  await alice.until('closed')
  t.deepEqual(ends(alice), ['TIMEOUT', 'not clean'])
  if (!bob.socket.closed) await once(bob.socket, 'close')
  await t.notThrowsAsync(alice.peer.connect('bob'))
})

for (const cut of ['destroy', 'resetAndDestroy', 'end'] as const) {
  test(`the connection is cut in the middle of a session (${cut})`, async (t) => {
    const { alice } = await startFriends(t)
    const bob = await HandDriven.start(connect(alice.port, '127.0.0.1'), 'bob', 'alice', 'alice')
    await Promise.all([alice.until('connected'), bob.until('connected')])
    bob.perform(bob.conversation.send('one more th'))
    await alice.until('delivered')
    bob.socket[cut]()
    await alice.until('closed')
    t.deepEqual(ends(alice), ['TRUNCATED', 'not clean'])
    t.throws(() => alice.peer.send('bob', 'hello'), { code: 'NOT_CONNECTED' })
  })
}

test('the connection is cut in the middle of the handshake', async (t) => {
  const { directory, alice } = await startFriends(t)
  await moveBob(directory.entries, await listener(t, (socket) => socket.once('data', () => socket.end())))
  await t.throwsAsync(alice.peer.connect('bob'), { code: 'INCOMPLETE_HANDSHAKE' })
  t.deepEqual(ends(alice), ['INCOMPLETE_HANDSHAKE', 'not clean'])
})

// Another address than the friends': on Linux all of 127.0.0.0/8 is this machine.
onLinux('two hundred who say nothing keep no friend out, and end no session', async (t) => {
  const time = Date.now()
  const { alice, bob } = await startFriends(t, { bob: { now: () => time } })
  await alice.peer.connect('bob')
  await bob.until('connected')
  const silent: Socket[] = []
  for (const from of ['127.0.0.66', '127.0.0.67'])
    for (let count = 0; count < 100; count++) silent.push(await stranger(t, bob.port, from))
  // Beyond the budget of their address nobody is listened to, and of the others some had to go; nobody had to wait
  // for a deadline.
  await bob.until('closed', 2 * BURST - MOST_UNFINISHED)
  t.is(bob.of('opened').length, 1 + 2 * BURST)
  const refused = [...silent.slice(BURST, 100), ...silent.slice(100 + BURST)]
  await Promise.all(refused.map((socket) => socket.closed || once(socket, 'close')))

  alice.peer.send('bob', 'still here')
  t.is((await bob.until('delivered')).text, 'still here')
  bob.peer.close('alice')
  await alice.until('closed')
  await alice.peer.connect('bob')
  t.is((await bob.until('connected', 2)).friend, 'alice')
  t.false(silent[BURST - 1]!.destroyed)
})

test('whom the admission refuses hears nothing, and nothing is told of it', async (t) => {
  const { alice, bob } = await startFriends(t, { bob: { admission: { admit: () => null } } })
  await t.throwsAsync(alice.peer.connect('bob'), { code: 'INCOMPLETE_HANDSHAKE' })
  t.deepEqual(bob.events, [])
})

test('noise on the port ends a connection with one alarm, and nothing else', async (t) => {
  const { alice, bob } = await startFriends(t)
  const hello = encodeFrame(FrameType.HELLO, Buffer.from([1, 1, 1, 9, ...Array<number>(31).fill(0)]))
  const chunk = fc.oneof(
    fc.uint8Array({ maxLength: 3000 }),
    fc.constant(hello),
    fc
      .tuple(fc.nat(6), fc.uint8Array({ maxLength: 300 }))
      .map(([type, payload]) => encodeFrame(type, payload)),
  )
  let connections = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(chunk, { maxLength: 5 }),
      fc.constantFrom('end' as const, 'destroySoon' as const, 'resetAndDestroy' as const),
      async (chunks, ending) => {
        const socket = await stranger(t, bob.port)
        for (const bytes of chunks) socket.write(bytes)
        socket[ending]()
        connections += 1
        await bob.until('closed', connections)
      },
    ),
    { numRuns: 40 },
  )
  t.is(bob.of('alarm').length, connections)
  t.true(bob.of('closed').every(({ clean }) => !clean))
  t.deepEqual(bob.of('delivered'), [])
  await t.notThrowsAsync(alice.peer.connect('bob'))
})

test('a connection that comes while the peer stops does not outlive it', async (t) => {
  const directory = await fakeDirectory(t)
  const events: string[] = []
  let stopped: Promise<void> | null = null
  const alice: TestPeer = await startPeer(t, 'alice', directory, {
    onEvent: ({ event }) => {
      events.push(event)
      if (event === 'opened') stopped = alice.peer.stop()
    },
  })
  const socket = await stranger(t, alice.port)
  await once(socket, 'close')
  await stopped
  t.deepEqual(events, ['opened', 'closed'])
})
