import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { noteIdentity } from '../contacts/contacts'
import { english } from '../language/sentence'
import { fingerprint, publicIdentity } from '../protocol/identity'
import {
  addressOf,
  type FakeDirectory,
  fakeDirectory,
  identityJson,
  identityOf,
} from '../session/peer-testing'
import { Disk, heardFrom, newUser, type Running, start, startTwo } from './messenger-testing'
import { RightOfWay } from './right-of-way'

function folder(t: ExecutionContext): string {
  const path = mkdtempSync(join(tmpdir(), 'messenger-'))
  t.teardown(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** Settles when the friend has confirmed `id`. */
function delivered(who: Running, id: string) {
  return who.seen(() => who.of('delivered').find((event) => event.id === id))
}

test('a message is sent, delivered and confirmed, and both histories have it', async (t) => {
  const { alice, bob } = await startTwo(t, folder(t))
  const id = await alice.messenger.send('bob', 'hello ☕')
  const message = await bob.until('message')
  t.is(message.text, 'hello ☕')
  await delivered(alice, id)
  t.deepEqual(
    alice.messenger.history('bob', 10).map(({ status, content }) => [status, content]),
    [['delivered', { type: 'text', text: 'hello ☕' }]],
  )
  t.deepEqual(heardFrom(bob, 'alice'), ['hello ☕'])
})

test('files rest while words go to the disk, this user’s and those of a friend', async (t) => {
  const directory = await fakeDirectory(t)
  const rightOfWay = new RightOfWay(Date.now)
  const user = newUser('alice', folder(t))
  const resting: [string, boolean][] = []
  const append = user.disk.append.bind(user.disk)
  user.disk.append = async (entries) => {
    const [kind] = entries.map((entry) => JSON.parse(Buffer.from(entry).toString()).kind)
    resting.push([kind, rightOfWay.isOn])
    await append(entries)
  }
  const alice = await start(t, user, directory, Date.now, { rightOfWay })
  const bob = await start(t, newUser('bob', user.folder), directory)
  await Promise.all([alice.until('online'), bob.until('online')])
  await delivered(alice, await alice.messenger.send('bob', 'hello'))
  await delivered(bob, await bob.messenger.send('alice', 'hello'))
  const during = (what: string) => resting.find(([kind]) => kind === what)?.[1]
  t.deepEqual([during('out'), during('in')], [true, true])
  t.false(rightOfWay.isOn)
})

test('what is said to a friend who is away waits, also over restarts, and comes in order, once', async (t) => {
  const { directory, alice, bob } = await startTwo(t, folder(t))
  await bob.messenger.close()
  await alice.until('offline')
  const texts = ['one', 'two', 'three']
  for (const text of texts) await alice.messenger.send('bob', text)
  t.is(alice.messenger.friends()[0]?.waiting, 3)
  await alice.messenger.close()
  const again = await start(t, alice.user, directory)
  t.deepEqual(
    again.messenger.history('bob', 10).map(({ status }) => status),
    ['waiting', 'waiting', 'waiting'],
  )
  const back = await start(t, bob.user, directory)
  await back.until('message', 3)
  t.deepEqual(heardFrom(back, 'alice'), texts)
  await again.until('delivered', 3)
  t.is(again.messenger.friends()[0]?.waiting, 0)
})

test('two friends who call each other at the same moment end with one session', async (t) => {
  const directory = await fakeDirectory(t)
  const place = folder(t)
  const [first, second] = await Promise.all([
    start(t, newUser('alice', place), directory),
    start(t, newUser('bob', place), directory),
  ])
  await Promise.all([first.until('online'), second.until('online')])
  for (let round = 1; round <= 20; round++) {
    const id = await first.messenger.send('bob', `round ${round}`)
    await second.messenger.send('alice', `round ${round}`)
    await delivered(first, id)
    await first.until('message', round)
  }
  t.deepEqual(heardFrom(first, 'bob'), heardFrom(second, 'alice'))
  t.is(heardFrom(first, 'bob').length, 20)
})

test('a changed key: shown at once, nothing is sent until the user agrees', async (t) => {
  const { directory, alice, bob } = await startTwo(t, folder(t))
  const honest = directory.entries.get('bob')!
  const mallory = publicIdentity(await identityOf('mallory'))
  directory.entries.set('bob', { ...honest, identity: identityJson(mallory) })
  const change = await alice.until('key-changed')
  t.is(change.seen, fingerprint(mallory))
  t.is(alice.messenger.friends()[0]?.trust, 'changed')
  await alice.until('offline')
  await t.throwsAsync(alice.messenger.send('bob', 'secret'), { code: 'FINGERPRINT_MISMATCH' })
  t.is(typeof alice.messenger.compare('bob').changed, 'string')
  directory.entries.set('bob', honest)
  await alice.messenger.refresh()
  await alice.messenger.trust('bob', 'old')
  await alice.until('online', 2)
  await alice.messenger.send('bob', 'all is well')
  await bob.until('message')
  t.deepEqual(heardFrom(bob, 'alice'), ['all is well'])
})

test('a changed key of a verified friend is not taken without comparing anew', async (t) => {
  const { directory, alice, bob } = await startTwo(t, folder(t))
  const { number } = bob.messenger.compare('alice')
  t.is(await alice.messenger.verify('bob', number.replaceAll(' ', '')), 'match')
  t.is(alice.messenger.friends()[0]?.trust, 'verified')
  const wrong = `${number[0] === '1' ? '2' : '1'}${number.slice(1)}`
  t.is(await alice.messenger.verify('bob', wrong), 'mismatch')
  await t.throwsAsync(alice.messenger.verify('bob', '12345'), { code: 'BAD_COMMAND' })
  const mallory = publicIdentity(await identityOf('mallory'))
  directory.entries.set('bob', { ...directory.entries.get('bob')!, identity: identityJson(mallory) })
  await alice.until('key-changed')
  await t.throwsAsync(alice.messenger.trust('bob', 'new'), { code: 'FINGERPRINT_MISMATCH' })
  await t.throwsAsync(alice.messenger.send('bob', 'secret'), { message: /verify/ })
  const { changed } = alice.messenger.compare('bob')
  t.is(await alice.messenger.verify('bob', changed!), 'match')
  t.is(alice.messenger.friends()[0]?.trust, 'verified')
})

test('what is being said in the moment in which the key changes is not sent, though the session is still open', async (t) => {
  const { alice, bob } = await startTwo(t, folder(t))
  const { contacts, disk } = alice.user
  const append = disk.append.bind(disk)
  const mallory = publicIdentity(await identityOf('mallory'))
  // After the text was allowed, and before it is on disk.
  disk.append = async (entries) => {
    await contacts.update((known) => noteIdentity(known, 'bob', mallory))
    return append(entries)
  }
  await alice.messenger.send('bob', 'secret')
  disk.append = append
  t.is(alice.messenger.friends()[0]?.trust, 'changed')
  t.true(alice.messenger.friends()[0]?.online)
  t.deepEqual(alice.of('sent'), [])
  await alice.messenger.trust('bob', 'old')
  await alice.messenger.send('bob', 'all is well')
  await bob.until('message', 2)
  t.deepEqual(heardFrom(bob, 'alice'), ['secret', 'all is well'])
})

test('what waited when a key changed goes to the old key only if the user keeps it', async (t) => {
  const { directory, alice, bob } = await startTwo(t, folder(t))
  await bob.messenger.close()
  await alice.until('offline')
  await alice.messenger.send('bob', 'waits')
  const honest = directory.entries.get('bob')!
  const mallory = publicIdentity(await identityOf('mallory'))
  directory.entries.set('bob', { ...honest, identity: identityJson(mallory) })
  await alice.until('key-changed')
  const back = await start(t, bob.user, { ...directory, entries: new Map(directory.entries) })
  t.deepEqual(back.of('message'), [])
  directory.entries.set('bob', { ...directory.entries.get('bob')!, identity: honest.identity })
  await alice.messenger.refresh()
  await alice.messenger.trust('bob', 'old')
  await back.until('message')
  t.deepEqual(heardFrom(back, 'alice'), ['waits'])
})

test('while the directory is away, a friend who has not moved is found by the record that was kept', async (t) => {
  const place = folder(t)
  const directory = await fakeDirectory(t)
  const bob = await start(t, newUser('bob', place), directory, Date.now, { callsByItself: () => false })
  const alice = await start(t, newUser('alice', place), directory)
  await alice.until('online')
  await alice.messenger.close()
  await bob.until('offline')
  directory.isAway = true
  const again = await start(t, alice.user, directory)
  t.is((await again.until('notice')).code, 'DIRECTORY_UNREACHABLE')
  const { directoryTrouble, troubleWords } = again.messenger.status()
  t.is(troubleWords && english(troubleWords()), directoryTrouble ?? 'none')
  await again.until('online')
  await again.messenger.send('bob', 'no directory is needed')
  await bob.until('message')
  await again.messenger.close()
  const late = () => Date.now() + 25 * 60 * 60 * 1000
  const tomorrow = await start(t, alice.user, directory, late, { callsByItself: () => false })
  await t.throwsAsync(tomorrow.messenger.call('bob'), { code: 'DIRECTORY_UNREACHABLE' })
  t.deepEqual([tomorrow.of('online'), tomorrow.of('alarm')], [[], []])
})

test('of one identity on two computers the older one says so and stops, and the newer one has the messages', async (t) => {
  const place = folder(t)
  const directory = await fakeDirectory(t)
  const user = newUser('bob', place)
  const older = await start(t, user, directory)
  const counter = user.contacts.ownCounter
  const copy = { ...newUser('bob', `${place}/other`), disk: new Disk() }
  await copy.contacts.nextAddressCounter(counter - 1)
  const newer = await start(t, copy, directory, Date.now)
  t.like(await newer.until('alarm'), { code: 'USED_ELSEWHERE', friend: null })
  t.regex((await older.until('alarm')).message, /was started on another computer/)
  const [host = '', port] = older.messenger.status().listening.split(':')
  await t.throwsAsync(once(connect(Number(port), host), 'connect'), { code: 'ECONNREFUSED' })
  const alice = await start(t, newUser('alice', place), directory)
  await alice.messenger.send('bob', 'to the newer one')
  t.is((await newer.until('message')).text, 'to the newer one')
  t.deepEqual([older.of('message'), older.of('alarm').length, newer.of('alarm').length], [[], 1, 1])
})

test('a message that waited for the directory goes as soon as it is back', async (t) => {
  const place = folder(t)
  const directory = await fakeDirectory(t)
  const slow = { first: 60_000, most: 60_000 }
  // Bob knows of Alice from the start, and asks nothing meanwhile: who is turned away is Alice.
  const known = identityJson(publicIdentity(await identityOf('alice')))
  directory.entries.set('alice', { identity: known, record: null })
  const bob = await start(t, newUser('bob', place), directory, Date.now, {
    callsByItself: () => false,
    pollSchedule: { poll: 60_000, publish: 60_000, retry: slow },
  })
  const { record } = directory.entries.get('bob')!
  directory.entries.get('bob')!.record = null
  const backoffPolicy = { waiting: slow, idle: slow }
  const alice = await start(t, newUser('alice', place), directory, Date.now, { backoffPolicy })
  directory.isAway = true
  const called = new Promise<void>((resolve) => {
    directory.onTurnedAway = (url) => {
      if (url.includes('name=bob')) resolve()
    }
  })
  await alice.messenger.send('bob', 'waits')
  // The call has failed; the next one would come in a minute.
  await Promise.all([called, alice.until('notice')])
  directory.entries.get('bob')!.record = record
  directory.isAway = false
  t.is((await bob.until('message')).text, 'waits')
})

test('a full disk: nothing is confirmed and nothing lost; it comes once there is space', async (t) => {
  const place = folder(t)
  const directory = await fakeDirectory(t)
  const bob = await start(t, newUser('bob', place), directory, Date.now, { callsByItself: () => false })
  const alice = await start(t, newUser('alice', place), directory)
  await Promise.all([alice.until('online'), bob.until('online')])
  bob.user.disk.full = true
  await alice.messenger.send('bob', 'one')
  const alarm = await bob.until('alarm')
  t.is(alarm.code, 'FILE_FAILED')
  t.like(await alice.until('notice'), { code: 'FRIEND_DISK_FULL' })
  await alice.messenger.send('bob', 'two')
  t.deepEqual(heardFrom(bob, 'alice'), [])
  bob.user.disk.full = false
  await bob.until('message', 2)
  t.deepEqual(heardFrom(bob, 'alice'), ['one', 'two'])
  t.like(await alice.until('notice', 2), { code: 'FRIEND_DISK_BACK' })
  t.deepEqual(
    [bob, alice].map((each) => each.of('offline').length + each.of('online').length),
    [1, 1],
  )
  t.deepEqual([bob.of('alarm').length, alice.of('alarm').length], [1, 0])
  alice.user.disk.full = true
  await t.throwsAsync(alice.messenger.send('bob', 'three'), { code: 'FILE_FAILED' })
  alice.user.disk.full = false
  await alice.messenger.send('bob', 'four')
  await bob.until('message', 3)
  t.deepEqual(heardFrom(bob, 'alice'), ['one', 'two', 'four'])
})

test('a home brought back from a backup loses nothing that was said afterwards', async (t) => {
  const { directory, alice, bob } = await startTwo(t, folder(t))
  await delivered(alice, await alice.messenger.send('bob', 'before'))
  const backup = [...alice.user.disk.kept]
  await delivered(alice, await alice.messenger.send('bob', 'after one'))
  await delivered(alice, await alice.messenger.send('bob', 'after two'))
  await bob.messenger.close()
  await alice.messenger.close()
  alice.user.disk.kept = backup
  const restored = await start(t, alice.user, directory)
  for (const text of ['new one', 'new two', 'new three']) await restored.messenger.send('bob', text)
  const back = await start(t, bob.user, directory)
  await back.until('message', 3)
  t.deepEqual(heardFrom(back, 'alice'), [
    'before',
    'after one',
    'after two',
    'new one',
    'new two',
    'new three',
  ])
  await restored.until('delivered', 3)
})

test('a friend brought back from a backup gets again what it lacks when the user agrees, also after a restart, and is told so', async (t) => {
  const { directory, alice, bob } = await startTwo(t, folder(t))
  await delivered(alice, await alice.messenger.send('bob', 'one'))
  const backup = [...bob.user.disk.kept]
  await delivered(alice, await alice.messenger.send('bob', 'two'))
  await bob.messenger.close()
  bob.user.disk.kept = backup
  const back = await start(t, bob.user, directory)
  const { count, since } = await alice.until('lacks')
  t.is(count, 1)
  await delivered(alice, await alice.messenger.send('bob', 'three'))
  t.deepEqual(heardFrom(back, 'alice'), ['one', 'three'])
  t.like(await back.until('lost'), { from: 2, to: 2 })
  await alice.messenger.close()
  const later = await start(t, alice.user, directory)
  await later.until('online')
  await delivered(later, await later.messenger.send('bob', 'four'))
  t.deepEqual(later.of('lacks'), [], 'told before')
  t.deepEqual(later.messenger.resendable('bob'), { lacks: { count, since }, held: null })
  await later.messenger.resend('bob', 1)
  t.like(await back.until('again'), { friend: 'alice', count: 1, since })
  await back.until('message', 3)
  t.deepEqual(heardFrom(back, 'alice'), ['one', 'three', 'four', 'two'])
  t.like(back.messenger.history('alice', 2)[0], { content: { type: 'again', count: 1, since } })
})

/** A messenger of somebody else under Bob's name, and a directory that says so. */
async function startHeir(t: ExecutionContext, place: string, directory: FakeDirectory): Promise<Running> {
  const identity = await identityOf('mallory')
  const known = directory.entries.get('bob')!
  const heir = await start(t, { ...newUser('bob', place), folder: `${place}/heir` }, directory, Date.now, {
    identity,
  })
  const { record } = directory.entries.get('bob')!
  directory.entries.set('bob', { ...known, identity: identityJson(publicIdentity(identity)), record })
  return heir
}

test('a new key gets nothing that was said for the old one, until the user agrees to just that', async (t) => {
  const place = folder(t)
  const { directory, alice, bob } = await startTwo(t, place)
  await delivered(alice, await alice.messenger.send('bob', 'delivered'))
  await bob.messenger.close()
  await alice.until('offline')
  await alice.messenger.send('bob', 'for the old key')
  const heir = await startHeir(t, place, directory)
  await alice.until('key-changed')
  await alice.messenger.trust('bob', 'new')
  t.like(await alice.until('held'), { friend: 'bob', count: 1 })
  t.like(alice.messenger.friends()[0], { waiting: 0, held: 1 })
  await delivered(alice, await alice.messenger.send('bob', 'for the new key'))
  t.deepEqual(heardFrom(heir, 'alice'), ['for the new key'])
  await t.throwsAsync(alice.messenger.resend('bob', 2), { code: 'BAD_COMMAND' })
  await alice.messenger.resend('bob', 1)
  await heir.until('message', 2)
  t.deepEqual(heardFrom(heir, 'alice'), ['for the new key', 'for the old key'])
  t.is(alice.of('held').length, 1)
  t.deepEqual(alice.of('lacks'), [])
})

test('files end with the key that they were offered to', async (t) => {
  const place = folder(t)
  const { directory, alice, bob } = await startTwo(t, place)
  await bob.messenger.close()
  await alice.until('offline')
  const path = join(place, 'plans.txt')
  writeFileSync(path, 'for the old key')
  await alice.messenger.offer('bob', path)
  const heir = await startHeir(t, place, directory)
  await alice.until('key-changed')
  await alice.messenger.trust('bob', 'new')
  t.regex((await alice.until('file-ended')).message, /key that your friend had before/)
  await delivered(alice, await alice.messenger.send('bob', 'welcome'))
  t.deepEqual([heir.of('file-offered'), heardFrom(heir, 'alice')], [[], ['welcome']])
})

test('a kill between the new key and the end of files for the old one leaves none of them to the new key', async (t) => {
  const place = folder(t)
  const { directory, alice, bob } = await startTwo(t, place)
  await bob.messenger.close()
  await alice.until('offline')
  const path = join(place, 'plans.txt')
  writeFileSync(path, 'for the old key')
  const { id } = await alice.messenger.offer('bob', path)
  await startHeir(t, place, directory)
  await alice.until('key-changed')
  const { contacts, disk } = alice.user
  const update = contacts.update.bind(contacts)
  let endedBefore = false
  contacts.update = (change) => {
    endedBefore ||= disk.entries.some(
      (each) => each.kind === 'file' && each.id === id && each.step === 'ended',
    )
    return update(change)
  }
  // Of a directory that names the key again nothing changes.
  await alice.messenger.refresh()
  t.false(endedBefore)
  await alice.messenger.trust('bob', 'new')
  t.true(endedBefore)
})

test('who is removed and comes again with another key gets nothing of before', async (t) => {
  const place = folder(t)
  const { directory, alice, bob } = await startTwo(t, place)
  await delivered(alice, await alice.messenger.send('bob', 'delivered'))
  await bob.messenger.close()
  await alice.until('offline')
  await alice.messenger.send('bob', 'waits')
  const heir = await startHeir(t, place, directory)
  await alice.until('key-changed')
  await alice.messenger.remove('bob')
  await alice.messenger.add('bob')
  await alice.until('online', 2)
  await delivered(alice, await alice.messenger.send('bob', 'welcome'))
  t.deepEqual(heardFrom(heir, 'alice'), ['welcome'])
  t.deepEqual(alice.messenger.resendable('bob'), { lacks: null, held: null })
  t.deepEqual(
    alice.messenger.history('bob', 3).map(({ status }) => status),
    ['delivered', 'dropped', 'delivered'],
  )
})

test('what nobody was shown is there at the next start', async (t) => {
  const { directory, alice, bob } = await startTwo(t, folder(t))
  await delivered(alice, await alice.messenger.send('bob', 'seen'))
  bob.messenger.seen('alice')
  await bob.messenger.close()
  const again = await start(t, bob.user, directory)
  t.deepEqual([...again.messenger.unseen()], [])
  await alice.messenger.send('bob', 'unseen')
  await again.until('message')
  t.deepEqual([...again.messenger.unseen()], [], 'what came since the start is told by its event alone')
  await again.messenger.close()
  const back = await start(t, bob.user, directory)
  t.deepEqual(
    [...back.messenger.unseen()].map(({ content }) => content),
    [{ type: 'text', text: 'unseen' }],
  )
})

test('who is no friend is not written to, and a text that cannot be sent is not kept', async (t) => {
  const { alice } = await startTwo(t, folder(t))
  await t.throwsAsync(alice.messenger.send('nobody', 'hello'), { code: 'UNKNOWN_PEER' })
  await t.throwsAsync(alice.messenger.send('bob', 'x'.repeat(16_001)), { code: 'MESSAGE_TOO_LONG' })
  await t.throwsAsync(alice.messenger.send('bob', 'half \ud83d'), { code: 'BAD_TEXT' })
  t.deepEqual(alice.user.disk.kept, [])
})

test.serial('a text is encoded once on its way out', async (t) => {
  const place = folder(t)
  const directory = await fakeDirectory(t)
  const alice = await start(t, newUser('alice', place), directory)
  // Only Alice calls: what is not confirmed when another session takes the first one's place goes again.
  const bob = await start(t, newUser('bob', place), directory, Date.now, { callsByItself: () => false })
  await Promise.all([alice.until('online'), bob.until('online')])
  const text = 'encoded once ☕'
  const encode = Buffer.from
  let times = 0
  t.teardown(() => Object.assign(Buffer, { from: encode }))
  Object.assign(Buffer, {
    from: (...given: unknown[]) => {
      if (given[0] === text) times += 1
      return Reflect.apply(encode, Buffer, given)
    },
  })
  await delivered(alice, await alice.messenger.send('bob', text))
  t.deepEqual(heardFrom(bob, 'alice'), [text])
  t.is(times, 1)
})

test('a clock that is wrong by a day: one sentence that names it, and messages go once the other side calls', async (t) => {
  const directory = await fakeDirectory(t)
  const place = folder(t)
  const ahead = () => Date.now() + 26 * 60 * 60 * 1000
  // Bob's address has expired by Alice's clock; hers has not by his.
  const bob = await start(t, newUser('bob', place), directory)
  const { contacts } = bob.user
  // A higher counter would be another computer's.
  const record = { name: 'bob', port: 1, counter: contacts.ownCounter }
  directory.entries.get('bob')!.record = addressOf(await identityOf('bob'), record)
  const alice = await start(t, newUser('alice', place), directory, ahead)
  const alarm = await alice.until('alarm')
  t.is(alarm.code, 'BAD_ADDRESS_RECORD')
  t.regex(alarm.message, /clock/)
  await alice.until('online')
  await alice.messenger.send('bob', 'what time is it?')
  await bob.messenger.send('alice', 'yesterday')
  await Promise.all([alice.until('message'), bob.until('message')])
})
