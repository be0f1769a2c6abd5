import { once } from 'node:events'
import { connect } from 'node:net'
import test from 'ava'
import { contactsInMemory } from '../home/contacts-file'
import type { Setup } from '../protocol/conversation'
import { fingerprint, publicIdentity } from '../protocol/identity'
import { hardenedProfile } from '../protocol/secure'
import {
  fakeDirectory,
  HandDriven,
  identityOf,
  newPeer,
  password,
  startFriends,
  startPeer,
  stranger,
} from './peer-testing'

const MAX_TEXT_BYTES = 16 * 1024 - 3

test('two friends talk both ways, compare, and close cleanly', async (t) => {
  const { alice, bob } = await startFriends(t)
  await alice.peer.connect('bob')
  await bob.until('connected')
  const [ofAlice, ofBob] = await Promise.all(
    ['alice', 'bob'].map(async (name) => fingerprint(publicIdentity(await identityOf(name)))),
  )
  t.like(alice.of('connected')[0], { friend: 'bob', proven: true, fingerprint: ofBob, own: ofAlice })
  t.like(bob.of('connected')[0], { friend: 'alice', proven: true, fingerprint: ofAlice, own: ofBob })
  const [alices, bobs] = [alice.of('opened')[0], bob.of('opened')[0]]
  t.like(alices, { session: 'session-1', role: 'initiator', friend: 'bob', proven: false })
  t.like(bobs, { session: 'session-1', role: 'responder', friend: null, proven: false })
  // Both name the same two ends.
  t.true(alices?.event === 'opened' && bobs?.event === 'opened')
  if (alices?.event === 'opened' && bobs?.event === 'opened')
    t.deepEqual([alices.local, alices.remote], [bobs.remote, bobs.local])

  alice.peer.send('bob', 'hello')
  alice.peer.send('bob', 'are you there?')
  await bob.until('delivered', 2)
  bob.peer.send('alice', 'yes: \u2028 \u{1f600}')
  await alice.until('delivered')
  t.deepEqual(
    bob.of('delivered').map(({ friend, text }) => [friend, text]),
    [
      ['alice', 'hello'],
      ['alice', 'are you there?'],
    ],
  )
  const ofAlices = {
    session: 'session-1',
    role: 'initiator',
    friend: 'bob',
    proven: true,
    way: 'direct',
  } as const
  const ofBobs = {
    session: 'session-1',
    role: 'responder',
    friend: 'alice',
    proven: true,
    way: 'direct',
  } as const
  t.deepEqual(alice.of('delivered'), [{ ...ofAlices, event: 'delivered', text: 'yes: \u2028 \u{1f600}' }])
  t.deepEqual(bob.of('sent'), [{ ...ofBobs, event: 'sent', to: 'alice', text: 'yes: \u2028 \u{1f600}' }])

  const [shown, shownToBob] = [alice.peer.compare('bob'), bob.peer.compare('alice')]
  t.is(shown.own, shownToBob.peer)
  t.is(shown.peer, shownToBob.own)
  t.is(shown.session, 'session-1')

  alice.peer.close('bob')
  await Promise.all([alice.until('closed'), bob.until('closed')])
  t.deepEqual(alice.of('closed'), [{ ...ofAlices, event: 'closed', clean: true }])
  t.deepEqual(bob.of('closed'), [{ ...ofBobs, event: 'closed', clean: true }])
  for (const each of [alice, bob]) t.deepEqual(each.of('alarm'), [])
  t.throws(() => alice.peer.send('bob', 'too late'), { code: 'NOT_CONNECTED' })
  t.throws(() => bob.peer.send('alice', 'too late'), { code: 'NOT_CONNECTED' })

  // And once more, called by the other one.
  await bob.peer.connect('alice')
  t.is(bob.of('connected')[1]?.session, 'session-2')
})

test('without a session nothing can be sent, compared or closed, and without a key nobody called', async (t) => {
  const directory = await fakeDirectory(t)
  const alice = await startPeer(t, 'alice', directory)
  t.throws(() => alice.peer.send('bob', 'hello'), { code: 'NOT_CONNECTED' })
  t.throws(() => alice.peer.compare('bob'), { code: 'NOT_CONNECTED' })
  t.throws(() => alice.peer.close('bob'), { code: 'NOT_CONNECTED' })
  await t.throwsAsync(alice.peer.connect('bob'), { code: 'UNKNOWN_PEER' })
  await t.throwsAsync(alice.account.verified('bob'), { code: 'UNKNOWN_PEER' })
  t.deepEqual(alice.events, [])
})

test('before the login nothing works, and whoever connects is dropped', async (t) => {
  const alice = await newPeer(t, 'alice')
  await t.throwsAsync(alice.account.publish('auto', 25000), { code: 'NOT_LOGGED_IN' })
  await t.throwsAsync(async () => alice.account.addFriend('bob'), { code: 'NOT_LOGGED_IN' })
  await t.throwsAsync(alice.account.friends(), { code: 'NOT_LOGGED_IN' })
  await t.throwsAsync(alice.peer.connect('bob'), { code: 'NOT_LOGGED_IN' })
  const socket = await stranger(t, alice.port)
  await once(socket, 'close')
  t.deepEqual(alice.events, [])

  const directory = await fakeDirectory(t)
  await alice.account.login(directory.url, 'alice', password)
  t.is(await alice.account.addFriend('bob'), 'accepted')
  t.deepEqual(await alice.account.friends(), { friends: [], incoming: ['zoe'], outgoing: [], unasked: [] })
})

test('a friend is called once at a time', async (t) => {
  const { alice, bob } = await startFriends(t)
  const calls = await Promise.allSettled([1, 2, 3].map(() => alice.peer.connect('bob')))
  t.deepEqual(
    calls.map((call) => (call.status === 'rejected' ? call.reason.code : 'connected')),
    ['connected', 'ALREADY_CONNECTED', 'ALREADY_CONNECTED'],
  )
  await t.throwsAsync(alice.peer.connect('bob'), { code: 'ALREADY_CONNECTED' })
  await bob.until('connected')
  await t.throwsAsync(bob.peer.connect('alice'), { code: 'ALREADY_CONNECTED' })
  t.is(alice.of('opened').length + bob.of('opened').length, 2)

  alice.peer.close('bob')
  await alice.until('closed')
  await t.notThrowsAsync(alice.peer.connect('bob'))
})

test('a call that failed may be tried again', async (t) => {
  const { directory, alice, bob } = await startFriends(t)
  const { record } = directory.entries.get('bob')!
  directory.entries.get('bob')!.record = null
  await t.throwsAsync(alice.peer.connect('bob'), { code: 'DIRECTORY_REFUSED' })
  directory.entries.get('bob')!.record = record
  await alice.peer.connect('bob')
  await bob.until('connected')
  t.pass()
})

test('a message that cannot be sent is refused, not told as sent, and the session goes on', async (t) => {
  const { alice, bob } = await startFriends(t)
  await alice.peer.connect('bob')
  const longest = 'é'.repeat((MAX_TEXT_BYTES - 1) / 2)
  t.throws(() => alice.peer.send('bob', `${longest}xx`), { code: 'MESSAGE_TOO_LONG' })
  t.throws(() => alice.peer.send('bob', 'half a character: \ud800'), { code: 'BAD_TEXT' })
  alice.peer.send('bob', `${longest}x`)
  t.is((await bob.until('delivered')).text, `${longest}x`)
  t.is(alice.of('sent').length, 1)
})

test('comparing settles a contact as verified', async (t) => {
  const contacts = contactsInMemory()
  const { alice } = await startFriends(t, { alice: { contacts } })
  t.false(contacts.contacts.get('bob')?.verified)
  await alice.account.verified('bob')
  t.true(contacts.contacts.get('bob')?.verified)
})

test('words go to the latest session with a friend, and close ends all of them', async (t) => {
  const { alice, bob } = await startFriends(t)
  // Bob's machine stops without a word: its session stays open here.
  const first = await HandDriven.start(connect(alice.port, '127.0.0.1'), 'bob', 'alice', 'alice')
  t.teardown(() => first.socket.destroy())
  await Promise.all([alice.until('connected'), first.until('connected')])
  first.mute = true
  await bob.peer.connect('alice')
  await alice.until('connected', 2)

  alice.peer.send('bob', 'are you back?')
  t.is((await bob.until('delivered')).text, 'are you back?')
  first.mute = false
  alice.peer.close('bob')
  await alice.until('closed', 2)
  t.true(alice.of('closed').every(({ clean }) => clean))
  t.deepEqual(first.of('delivered'), [])
})

test('what still comes in a session that was turned away is not handed on', async (t) => {
  const heard: number[] = []
  const onData = (_: string, __: string, content: Buffer) => void heard.push(...content)
  const { alice, bob } = await startFriends(t, { alice: { onData }, bob: { onData } })
  await alice.peer.connect('bob')
  await bob.until('connected')
  const say = (byte: number) => bob.peer.sessions.newest('alice')!.handle.sendData(Buffer.of(byte))
  say(1)
  while (heard.length === 0) await new Promise(setImmediate)
  alice.peer.sessions.turnAway('session-1')
  say(2)
  t.like(await alice.until('closed'), { friend: 'bob', proven: true, clean: true })
  t.deepEqual(heard, [1])
})

test('a peer that stops says goodbye, and nobody reaches it any more', async (t) => {
  const { alice, bob } = await startFriends(t)
  await alice.peer.connect('bob')
  await bob.until('connected')
  const silent = await stranger(t, alice.port)
  await alice.until('opened', 2)
  await alice.peer.stop()
  t.deepEqual(
    alice
      .of('closed')
      .map(({ session, clean }) => [session, clean])
      .sort(),
    [
      ['session-1', true],
      ['session-2', false],
    ],
  )
  t.like(await bob.until('closed'), { clean: true })
  t.deepEqual(bob.of('alarm'), [])
  if (!silent.closed) await once(silent, 'close')
  await t.throwsAsync(bob.peer.connect('alice'), {
    code: 'CONNECTION_FAILED',
    message: new RegExp(`Nobody answers at 127\\.0\\.0\\.1:${alice.port}: is your friend online\\?`),
  })
})

test('a session that cannot begin comes to its end, and holds up none', async (t) => {
  const failure = new Error('no keys')
  const fail = () => {
    throw failure
  }
  const open = async (setup: Setup) => Object.assign(await hardenedProfile.converse(setup), { open: fail })
  for (const converse of [async () => fail(), open]) {
    const { alice, bob } = await startFriends(t, { alice: { profile: { ...hardenedProfile, converse } } })
    await t.throwsAsync(alice.peer.connect('bob'), { is: failure })
    t.like(alice.of('closed'), [{ session: 'session-1', friend: 'bob', clean: false }])
    // It hangs up, also on who calls.
    await bob.until('closed')
    await t.throwsAsync(bob.peer.connect('alice'), { code: 'INCOMPLETE_HANDSHAKE' })
    t.is((await alice.until('closed', 2)).session, 'session-2')
    t.true(alice.peer.sessions.isEmpty)
    await alice.peer.stop()
    t.is(alice.of('closed').length, 2)
  }
})

test('a taken port and an impossible address are told, and a later error of the server ends nothing', async (t) => {
  const alice = await newPeer(t, 'alice')
  const other = await newPeer(t, 'bob')
  await t.throwsAsync(other.peer.listen('127.0.0.1', alice.port), {
    code: 'PORT_TAKEN',
    message: `Port ${alice.port} on 127.0.0.1 is taken: choose another with --listen HOST:PORT.`,
  })
  // TEST-NET-1 (RFC 5737): no address of ours.
  await t.throwsAsync(other.peer.listen('192.0.2.1', 0), {
    code: 'CONNECTION_FAILED',
    message: 'Cannot listen on 192.0.2.1:0: EADDRNOTAVAIL.',
  })
  for (const code of ['EMFILE', 'ENOBUFS'])
    t.true(alice.server.emit('error', Object.assign(new Error(code), { code })))
})
