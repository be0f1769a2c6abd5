/** What a user believes of a directory that lies, and what it remembers of it across restarts. */

import fs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { type Contacts, stateOf } from '../contacts/contacts'
import { type ContactStore, contactsInMemory, openContacts } from '../home/contacts-file'
import { Passphrase } from '../home/passphrase'
import { MOST_FRIENDS } from '../protocol/directory-api'
import { PeerError } from '../protocol/errors'
import { fingerprint, publicIdentity, sameIdentity } from '../protocol/identity'
import type { SignedAddressRecord } from '../protocol/statements'
import { testEntropy } from '../protocol/test-keys-testing'
import {
  addressOf,
  fakeDirectory,
  identityJson,
  identityOf,
  listener,
  newPeer,
  password,
  startFriends,
  startPeer,
  type TestOptions,
} from '../session/peer-testing'
import { believeDirectory } from '../weakened/believe-directory'
import { unsignedAddress } from '../weakened/unsigned-address'

/** Contacts on disk, opened again at each call, as at each start of the program. */
async function onDisk(t: ExecutionContext): Promise<() => Promise<ContactStore>> {
  const home = await fs.mkdtemp(join(tmpdir(), 'directory-account-'))
  t.teardown(() => fs.rm(home, { recursive: true }))
  return () => openContacts(home, new Passphrase('secret'), testEntropy, { logN: 4, r: 8, p: 1 })
}

/** Contacts on a disk that may be full and counts what is written. */
class Fillable implements ContactStore {
  readonly #store = contactsInMemory()
  full = false
  writes = 0

  get ownCounter() {
    return this.#store.ownCounter
  }

  get contacts() {
    return this.#store.contacts
  }

  get asked() {
    return this.#store.asked
  }

  get muted() {
    return this.#store.muted
  }

  mute(name: string, isMuted: boolean) {
    return this.#store.mute(name, isMuted)
  }

  get nicknames() {
    return this.#store.nicknames
  }

  rename(name: string, nickname: string | null, own: string) {
    return this.#store.rename(name, nickname, own)
  }

  get blocked() {
    return this.#store.blocked
  }

  close() {
    return this.#store.close()
  }

  block(name: string) {
    return this.#store.block(name)
  }

  unblock(name: string) {
    return this.#store.unblock(name)
  }

  async ask(names: Iterable<string>) {
    if (this.full) throw new PeerError('FILE_FAILED')
    await this.#store.ask(names)
    this.writes += 1
  }

  withdraw(name: string) {
    return this.#store.withdraw(name)
  }

  update(change: (contacts: Contacts, asked: ReadonlySet<string>) => Contacts) {
    return this.#store.update((known, asked) => {
      const next = change(known, asked)
      if (this.full && next !== known) throw new PeerError('FILE_FAILED')
      if (next !== known) this.writes += 1
      return next
    })
  }

  async nextAddressCounter(now: number) {
    if (this.full) throw new PeerError('FILE_FAILED')
    return this.#store.nextAddressCounter(now)
  }
}

test('a friend’s changed key at the directory is an alarm, once, and the friend is not called any more', async (t) => {
  const contacts = contactsInMemory()
  const { directory, alice } = await startFriends(t, { alice: { contacts } })
  const mallory = publicIdentity(await identityOf('mallory'))
  directory.entries.get('bob')!.identity = identityJson(mallory)
  await Promise.all([alice.account.friends(), alice.account.friends(), alice.account.friends()])
  await alice.account.friends()
  t.deepEqual(JSON.parse(JSON.stringify(alice.of('alarm'))), [
    {
      event: 'alarm',
      session: null,
      code: 'FINGERPRINT_MISMATCH',
      message: 'The directory names another key for bob.',
      evidence: {
        name: 'bob',
        expected: fingerprint(publicIdentity(await identityOf('bob'))),
        seen: fingerprint(mallory),
      },
    },
  ])
  t.is(stateOf(contacts.contacts, 'bob'), 'changed')
  directory.asked.length = 0
  await t.throwsAsync(alice.peer.connect('bob'), { code: 'FINGERPRINT_MISMATCH' })
  t.deepEqual(directory.asked, [])
  t.deepEqual(alice.of('opened'), [])
})

/** An account at a directory that says whatever is put in its entries, and how often its contacts were written. */
async function askingAlone(t: ExecutionContext, options: Partial<TestOptions> = {}) {
  const directory = await fakeDirectory(t)
  const contacts = new Fillable()
  const alice = await newPeer(t, 'alice', { ...options, contacts })
  await alice.account.register(directory.url, 'alice', password)
  const identity = identityJson(publicIdentity(await identityOf('bob')))
  const name = (count: number) => {
    for (let each = 0; each < count; each++)
      directory.entries.set(`nobody${each}`, { identity, record: null })
  }
  return { directory, contacts, alice, identity, name }
}

test('friends whom nobody asked are neither kept nor called, by whatever number', async (t) => {
  const { directory, contacts, alice, identity, name } = await askingAlone(t)
  name(MOST_FRIENDS - 1)
  directory.entries.set('bob', { identity, record: null })
  const before = await alice.account.friends()
  t.deepEqual([before.friends, before.unasked.length], [[], MOST_FRIENDS])
  t.deepEqual([contacts.contacts.size, contacts.writes], [0, 0])
  directory.asked.length = 0
  await t.throwsAsync(alice.peer.connect('nobody7'), { code: 'UNKNOWN_PEER' })
  t.deepEqual(directory.asked, [])

  await alice.account.addFriend('bob')
  const after = await alice.account.friends()
  t.deepEqual(
    after.friends.map((friend) => friend.name),
    ['bob'],
  )
  t.deepEqual([[...contacts.contacts.keys()], after.unasked.length], [['bob'], MOST_FRIENDS - 1])
  // Whoever was a friend and is not wanted any more comes back by no word of the directory.
  await alice.account.forget('bob')
  t.deepEqual((await alice.account.friends()).friends, [])
})

test('an answer is one write, however many friends it names, and none where it says nothing new', async (t) => {
  const { contacts, alice, name } = await askingAlone(t)
  name(300)
  await contacts.ask(Array.from({ length: 300 }, (_, each) => `nobody${each}`))
  contacts.writes = 0
  t.is((await alice.account.friends()).friends.length, 300)
  t.deepEqual([contacts.contacts.size, contacts.writes], [300, 1])
  await alice.account.friends()
  t.is(contacts.writes, 1)
})

test('an answer with more friends or requests than anybody may have is refused in one sentence, and nothing of it taken', async (t) => {
  const { directory, contacts, alice, identity, name } = await askingAlone(t)
  await contacts.ask(['bob'])
  contacts.writes = 0
  directory.entries.set('bob', { identity, record: null })
  name(MOST_FRIENDS)
  await t.throwsAsync(alice.account.friends(), {
    code: 'BAD_DIRECTORY_ANSWER',
    message: /because it names more than 1000 friends: check/,
  })
  t.deepEqual([contacts.contacts.size, contacts.writes], [0, 0])
  for (const side of ['incoming', 'outgoing'] as const) {
    directory.entries.clear()
    directory.requests[side] = Array.from({ length: 25_000 }, (_, each) => `stranger${each}`)
    await t.throwsAsync(alice.account.friends(), {
      code: 'BAD_DIRECTORY_ANSWER',
      message: /because it names more than 500 requests/,
    })
    directory.requests[side] = []
  }
})

test('that somebody was asked is on disk before the directory hears of it', async (t) => {
  const { directory, contacts, alice } = await askingAlone(t)
  contacts.full = true
  directory.asked.length = 0
  await t.throwsAsync(alice.account.addFriend('bob'), { code: 'FILE_FAILED' })
  t.deepEqual(directory.asked, [])
})

test('the decision is a value: without it everybody whom the directory calls a friend is kept', async (t) => {
  const { contacts, alice, name } = await askingAlone(t, { isWanted: () => true })
  name(200)
  t.is((await alice.account.friends()).unasked.length, 0)
  t.is(contacts.contacts.size, 200)
})

test('the alarm does not depend on the disk', async (t) => {
  const contacts = new Fillable()
  const { directory, alice } = await startFriends(t, { alice: { contacts } })
  directory.entries.get('bob')!.identity = identityJson(publicIdentity(await identityOf('mallory')))
  contacts.full = true
  await t.throwsAsync(alice.account.friends(), { code: 'FILE_FAILED' })
  t.is(alice.of('alarm')[0]?.code, 'FINGERPRINT_MISMATCH')
})

test('an address that is not the friend’s own and latest is refused, and nobody is dialled', async (t) => {
  const { directory, alice } = await startFriends(t)
  const [own, mallory] = [await identityOf('bob'), await identityOf('mallory')]
  let dialled = 0
  const port = await listener(t, () => dialled++)
  const honest = directory.entries.get('bob')!
  const good = addressOf(own, { name: 'bob', port, counter: Date.now() + 5 })
  const lies: Record<string, [string, Partial<typeof honest>]> = {
    'signed by another': ['BAD_ADDRESS_RECORD', { record: addressOf(mallory, { name: 'bob', port }) }],
    'a port put in': ['BAD_ADDRESS_RECORD', { record: { ...honest.record!, port } }],
    'a counter put in': ['BAD_ADDRESS_RECORD', { record: { ...good, counter: good.counter + 1 } }],
    'no signature': ['BAD_ADDRESS_RECORD', { record: { ...good, signature: '' } }],
    'of somebody else': ['BAD_ADDRESS_RECORD', { record: addressOf(own, { name: 'carol', port }) }],
    expired: [
      'BAD_ADDRESS_RECORD',
      { record: addressOf(own, { name: 'bob', port, expires: Date.now() - 1 }) },
    ],
    'no host': [
      'BAD_ADDRESS_RECORD',
      { record: addressOf(own, { name: 'bob', port, host: 'evil\u001b[2J' }) },
    ],
    'no keys': ['BAD_DIRECTORY_ANSWER', { identity: { signing: 'AAAA', wrapping: 'AAAA' } }],
    'no port': ['BAD_DIRECTORY_ANSWER', { record: { ...good, port: 0 } }],
  }
  for (const [what, [code, lie]] of Object.entries(lies)) {
    directory.entries.set('bob', { ...honest, ...lie })
    const error = await t.throwsAsync(alice.peer.connect('bob'), { code }, what)
    t.false(error?.message.includes('\u001b'), what)
  }
  t.is(dialled, 0)
  t.deepEqual(alice.of('opened'), [])
  // None of the refused records counts as seen.
  directory.entries.set('bob', honest)
  await t.notThrowsAsync(alice.peer.connect('bob'))
})

test('a lookup that names another key is an alarm, and the key stays changed until the user settles it', async (t) => {
  const { directory, alice } = await startFriends(t)
  const mallory = await identityOf('mallory')
  let dialled = 0
  const port = await listener(t, () => dialled++)
  const honest = directory.entries.get('bob')!
  const identity = identityJson(publicIdentity(mallory))
  for (const record of [honest.record, addressOf(mallory, { name: 'bob', port })]) {
    directory.entries.set('bob', { identity, record })
    await t.throwsAsync(alice.peer.connect('bob'), { code: 'FINGERPRINT_MISMATCH' })
  }
  t.is(alice.of('alarm').length, 1)
  t.is(alice.of('alarm')[0]?.evidence.seen, fingerprint(publicIdentity(mallory)))
  t.is(dialled, 0)
  directory.entries.set('bob', honest)
  await t.throwsAsync(alice.peer.connect('bob'), { code: 'FINGERPRINT_MISMATCH' })
})

test('an old address cannot be played back, also not after a restart', async (t) => {
  const open = await onDisk(t)
  const { directory, alice, bob } = await startFriends(t, { alice: { contacts: await open() } })
  const entry = directory.entries.get('bob')!
  const old: SignedAddressRecord = entry.record!
  await bob.account.publish('127.0.0.1', bob.port)
  const latest = entry.record!
  t.true(latest.counter > old.counter)
  await alice.peer.connect('bob')
  alice.peer.close('bob')
  await alice.until('closed')
  entry.record = old
  await t.throwsAsync(alice.peer.connect('bob'), {
    code: 'BAD_ADDRESS_RECORD',
    message: /older than one seen before/,
  })

  const restarted = await startPeer(t, 'alice', directory, { contacts: await open() })
  await t.throwsAsync(restarted.peer.connect('bob'), { code: 'BAD_ADDRESS_RECORD' })
  // The same record once more is no replay: the friend is still there.
  entry.record = latest
  await t.notThrowsAsync(restarted.peer.connect('bob'))
})

test('the own counter rises with each address, also after a restart with a clock that was put back', async (t) => {
  const open = await onDisk(t)
  const directory = await fakeDirectory(t)
  const counter = () => directory.entries.get('alice')!.record!.counter
  const first = await startPeer(t, 'alice', directory, { contacts: await open(), now: () => 9000 })
  t.is(counter(), 9000)
  await first.account.publish('127.0.0.1', first.port)
  t.is(counter(), 9001)
  await startPeer(t, 'alice', directory, { contacts: await open(), now: () => 50 })
  t.is(counter(), 9002)
  await startPeer(t, 'alice', directory, { contacts: await open(), now: () => 10_000 })
  t.is(counter(), 10_000)
})

test('what cannot be remembered is not done: no address is published, nobody is dialled', async (t) => {
  const contacts = new Fillable()
  const { directory, alice, bob } = await startFriends(t, { alice: { contacts } })
  contacts.full = true
  directory.asked.length = 0
  await t.throwsAsync(alice.account.publish('127.0.0.1', 1), { code: 'FILE_FAILED' })
  t.deepEqual(directory.asked, [])
  await t.throwsAsync(alice.peer.connect('bob'), { code: 'FILE_FAILED' })
  t.deepEqual(bob.of('opened'), [])
  contacts.full = false
  await t.notThrowsAsync(alice.peer.connect('bob'))
})

test('stand-ins: an address that nobody signed is dialled, a key that the directory names is the friend’s', async (t) => {
  const { directory, alice } = await startFriends(t, { alice: { isSigned: unsignedAddress } })
  const mallory = await identityOf('mallory')
  let dialled = 0
  const port = await listener(t, (socket) => {
    dialled++
    socket.destroy()
  })
  const honest = directory.entries.get('bob')!
  directory.entries.set('bob', { ...honest, record: addressOf(mallory, { name: 'bob', port }) })
  await t.throwsAsync(alice.peer.connect('bob'), { code: 'INCOMPLETE_HANDSHAKE' })
  t.is(dialled, 1)
  // The key is still the friend's.
  directory.entries.get('bob')!.identity = identityJson(publicIdentity(mallory))
  await t.throwsAsync(alice.peer.connect('bob'), { code: 'FINGERPRINT_MISMATCH' })

  const contacts = contactsInMemory()
  const believing = await startFriends(t, { alice: { contacts, pin: believeDirectory } })
  believing.directory.entries.get('bob')!.identity = identityJson(publicIdentity(mallory))
  await believing.alice.account.friends()
  t.deepEqual(believing.alice.of('alarm'), [])
  t.true(sameIdentity(contacts.contacts.get('bob')!.identity, publicIdentity(mallory)))
})

test('whoever keeps the key that is known reaches the friend again', async (t) => {
  const { directory, alice } = await startFriends(t)
  const honest = directory.entries.get('bob')!.identity
  directory.entries.get('bob')!.identity = identityJson(publicIdentity(await identityOf('mallory')))
  await alice.account.friends()
  directory.entries.get('bob')!.identity = honest
  await t.throwsAsync(alice.peer.connect('bob'), { code: 'FINGERPRINT_MISMATCH' })
  await alice.account.keep('bob')
  await t.notThrowsAsync(alice.peer.connect('bob'))
})

test('a record of this name that this home has not made is another computer’s, if the own key signed it', async (t) => {
  const { directory, alice } = await startFriends(t)
  const mallory = await identityOf('mallory')
  const own = await identityOf('alice')
  const entry = directory.entries.get('alice')!
  t.is(await alice.account.recordOfAnother(), null, 'the one that was published here')
  const later = { name: 'alice', counter: entry.record!.counter + 1 }
  entry.record = addressOf(mallory, later)
  t.is(await alice.account.recordOfAnother(), null, 'made up')
  entry.record = addressOf(own, { ...later, name: 'bob' })
  t.is(await alice.account.recordOfAnother(), null, 'of another name')
  entry.record = addressOf(own, later)
  t.deepEqual(await alice.account.recordOfAnother(), entry.record)
  entry.record = null
  t.is(await alice.account.recordOfAnother(), null, 'nothing is published')
})
