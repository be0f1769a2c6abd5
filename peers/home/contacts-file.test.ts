import fs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { markVerified, noteAddress, noteIdentity, stateOf } from '../contacts/contacts'
import { takenAddress } from '../contacts/contacts-testing'
import { field, uint } from '../protocol/fields'
import type { Identity } from '../protocol/identity'
import { exportSpki } from '../protocol/rsa'
import { testEntropy as entropy } from '../protocol/test-keys-testing'
import { contactsInMemory, openContacts } from './contacts-file'
import { type Cost, Passphrase } from './passphrase'
import { newFileKey, sealFile } from './private-file'

const cheap: Cost = { logN: 4, r: 8, p: 1 }
const secret = new Passphrase('secret')
const wrong = new Passphrase('wrong')
const key = entropy.rsa().then(exportSpki)
const other = entropy.rsa().then(exportSpki)

async function folder(t: ExecutionContext): Promise<string> {
  const path = await fs.mkdtemp(join(tmpdir(), 'contacts-file-'))
  t.teardown(() => fs.rm(path, { recursive: true }))
  return path
}

const identity = async (): Promise<Identity> => ({ signing: await key, wrapping: await other })
const another = async (): Promise<Identity> => ({ signing: await other, wrapping: await key })

test('contacts come back in every state', async (t) => {
  const home = join(await folder(t), 'new')
  const store = await openContacts(home, secret, entropy, cheap)
  t.is(store.contacts.size, 0)
  const [one, two] = [await identity(), await another()]
  await store.update((contacts) => noteIdentity(contacts, 'bob', one))
  await store.update((contacts) => markVerified(noteIdentity(contacts, 'carol', one), 'carol', one))
  await store.update((contacts) => noteIdentity(noteIdentity(contacts, 'dave', one), 'dave', two))
  await store.update((contacts) =>
    noteIdentity(noteIdentity(noteIdentity(contacts, 'constructor', two), 'carol', two), 'bob', one),
  )
  await store.update((contacts) =>
    noteAddress(
      noteAddress(contacts, 'carol', takenAddress('carol', 2 ** 53 - 1)),
      'dave',
      takenAddress('dave', 7, '192.0.2.7', '[2001:db8::7]:25000'),
    ),
  )

  const { contacts } = await openContacts(home, secret, entropy, cheap)
  t.deepEqual(contacts, store.contacts)
  const states = ['bob', 'carol', 'dave', 'constructor', 'eve'].map((name) => stateOf(contacts, name))
  t.deepEqual(states, ['pinned', 'changed', 'changed', 'pinned', 'unknown'])
  t.true(contacts.get('carol')?.verified)
  const counters = ['bob', 'carol', 'dave'].map((name) => contacts.get(name)?.addressCounter)
  t.deepEqual(counters, [0, 2 ** 53 - 1, 7])
  t.deepEqual(await fs.readdir(home), ['contacts'])
  t.is((await fs.stat(join(home, 'contacts'))).mode & 0o777, 0o600)
})

test('who is muted stays so, and where nobody is, the file is as it was', async (t) => {
  const home = await fs.mkdtemp(join(tmpdir(), 'contacts-'))
  t.teardown(() => fs.rm(home, { recursive: true }))
  const store = await openContacts(home, secret, entropy, cheap)
  await store.mute('bob', true)
  await store.mute('carol', true)
  await store.mute('bob', false)
  t.deepEqual([...(await openContacts(home, secret, entropy, cheap)).muted], ['carol'])
  await store.mute('carol', false)
  t.deepEqual([...(await openContacts(home, secret, entropy, cheap)).muted], [])
  await store.close()
  await t.throwsAsync(store.mute('dave', true), { code: 'FILE_FAILED' })
})

test('a nickname stays, of a contact alone, and ends with it', async (t) => {
  const home = await folder(t)
  const store = await openContacts(home, secret, entropy, cheap)
  const one = await identity()
  await store.update((contacts) => noteIdentity(noteIdentity(contacts, 'bob', one), 'carol', one))
  const bare = (await fs.stat(join(home, 'contacts'))).size
  await store.rename('bob', ' Bobby  ', 'alice')
  await store.rename('carol', 'Élodie', 'alice')
  await t.throwsAsync(store.rename('zoe', 'Zoe', 'alice'), { code: 'UNKNOWN_PEER' })
  for (const taken of ['bobby', 'BOB', 'Alice']) {
    await t.throwsAsync(store.rename('carol', taken, 'alice'), { code: 'BAD_COMMAND' })
  }
  const again = await openContacts(home, secret, entropy, cheap)
  t.deepEqual(
    [...again.nicknames],
    [
      ['bob', 'Bobby'],
      ['carol', 'Élodie'],
    ],
  )
  await again.rename('carol', null, 'alice')
  await again.withdraw('bob')
  t.deepEqual([...again.nicknames], [])
  await again.update((contacts) => noteIdentity(contacts, 'bob', one))
  t.is((await fs.stat(join(home, 'contacts'))).size, bare)
})

test('who is blocked stays so, with or without a key; on a full disk until the program ends', async (t) => {
  const home = join(await folder(t), 'home')
  const store = await openContacts(home, secret, entropy, cheap)
  const one = await identity()
  await store.update((contacts) => noteIdentity(contacts, 'bob', one))
  await Promise.all([store.block('bob'), store.block('zoe'), store.block('zoe'), store.ask(['dave'])])
  await store.withdraw('bob')
  await store.unblock('dave')
  await t.throwsAsync(store.block('No Name'), { code: 'MALFORMED' })
  const again = await openContacts(home, secret, entropy, cheap)
  t.deepEqual([...again.blocked], ['bob', 'zoe'])
  t.deepEqual([...again.asked], ['dave'])
  await again.unblock('zoe')
  t.deepEqual([...(await openContacts(home, secret, entropy, cheap)).blocked], ['bob'])

  await fs.rename(home, `${home}-aside`)
  await fs.writeFile(home, 'a file in the way')
  await t.throwsAsync(again.block('eve'), {
    code: 'FILE_FAILED',
    message: /^eve is blocked only until this program ends: /,
  })
  t.deepEqual([...again.blocked], ['bob', 'eve'])
  await fs.rm(home)
  await fs.rename(`${home}-aside`, home)
  await again.block('eve')
  t.deepEqual([...(await openContacts(home, secret, entropy, cheap)).blocked], ['bob', 'eve'])
})

test('changes made at once are all saved, in order', async (t) => {
  const home = await folder(t)
  const store = await openContacts(home, secret, entropy, cheap)
  const one = await identity()
  const names = Array.from({ length: 10 }, (_, index) => `friend${index}`)
  await Promise.all(names.map((name) => store.update((contacts) => noteIdentity(contacts, name, one))))
  t.deepEqual([...store.contacts.keys()], names)
  t.deepEqual((await openContacts(home, secret, entropy, cheap)).contacts, store.contacts)
})

test('the own address counter rises for ever, across restarts and when the clock was put back', async (t) => {
  const home = await folder(t)
  const store = await openContacts(home, secret, entropy, cheap)
  t.is(await store.nextAddressCounter(5000), 5000)
  t.deepEqual(await Promise.all([store.nextAddressCounter(5000), store.nextAddressCounter(10)]), [5001, 5002])
  const one = await identity()
  await store.update((contacts) => noteIdentity(contacts, 'bob', one))

  const again = await openContacts(home, secret, entropy, cheap)
  t.is(await again.nextAddressCounter(10), 5003)
  t.deepEqual([...again.contacts.keys()], ['bob'])
  t.is(await (await openContacts(home, secret, entropy, cheap)).nextAddressCounter(9000), 9000)
})

test('a counter that cannot be saved is not given out', async (t) => {
  const home = join(await folder(t), 'home')
  const store = await openContacts(home, secret, entropy, cheap)
  await fs.writeFile(home, 'a file in the way')
  await t.throwsAsync(store.nextAddressCounter(1), { code: 'FILE_FAILED' })
  await fs.rm(home)
  t.is(await store.nextAddressCounter(1), 1)
})

test('a change that cannot be saved does not take effect, and does not stop the next one', async (t) => {
  const home = join(await folder(t), 'home')
  const store = await openContacts(home, secret, entropy, cheap)
  const one = await identity()
  await fs.writeFile(home, 'a file in the way')
  await t.throwsAsync(
    store.update((contacts) => noteIdentity(contacts, 'bob', one)),
    { code: 'FILE_FAILED' },
  )
  t.is(stateOf(store.contacts, 'bob'), 'unknown')
  await fs.rm(home)
  await t.throwsAsync(
    store.update((contacts) => markVerified(contacts, 'bob', one)),
    { code: 'UNKNOWN_PEER' },
  )
  await store.update((contacts) => noteIdentity(contacts, 'bob', one))
  t.is(stateOf((await openContacts(home, secret, entropy, cheap)).contacts, 'bob'), 'pinned')
})

test('the file key is derived once, and a change that changes nothing writes nothing', async (t) => {
  const home = await folder(t)
  const path = join(home, 'contacts')
  // At the default cost each derivation takes a third of a second and asks for a salt.
  const salts: number[] = []
  const counting = {
    ...entropy,
    bytes: (size: number) => {
      if (size === 16) salts.push(size)
      return entropy.bytes(size)
    },
  }
  const store = await openContacts(home, secret, counting, cheap)
  const one = await identity()
  await store.update((contacts) => noteIdentity(contacts, 'bob', one))
  const first = await fs.readFile(path)
  await store.update((contacts) => noteIdentity(contacts, 'bob', one))
  t.deepEqual(await fs.readFile(path), first)
  await store.update((contacts) => noteIdentity(contacts, 'carol', one))
  t.is(salts.length, 1)
})

test('who was asked is kept until the key is known, or the user takes it back', async (t) => {
  const home = await folder(t)
  const store = await openContacts(home, secret, entropy, cheap)
  const one = await identity()
  await store.ask(['bob', 'carol', 'dave'])
  await store.ask(['bob'])
  await t.throwsAsync(store.ask(['Erin']), { code: 'MALFORMED' })
  t.deepEqual([...(await openContacts(home, secret, entropy, cheap)).asked], ['bob', 'carol', 'dave'])
  await store.update((contacts, asked) => (asked.has('bob') ? noteIdentity(contacts, 'bob', one) : contacts))
  await store.withdraw('carol')
  await store.ask(['bob'])
  const again = await openContacts(home, secret, entropy, cheap)
  t.deepEqual([...again.asked], ['dave'])
  t.deepEqual([...again.contacts.keys()], ['bob'])
})

test('without a home the contacts are kept in memory', async (t) => {
  const store = contactsInMemory()
  const one = await identity()
  await store.update((contacts) => noteIdentity(contacts, 'bob', one))
  t.is(stateOf(store.contacts, 'bob'), 'pinned')
  t.is(await store.nextAddressCounter(7), 7)
  t.is(await store.nextAddressCounter(7), 8)
})

test('a file that does not open, or holds something else, is refused and left as it is', async (t) => {
  const home = await folder(t)
  const path = join(home, 'contacts')
  const one = await identity()
  const keys = Buffer.concat([field(one.signing), field(one.wrapping)])
  const zero = uint(0, 8)
  const bob = Buffer.concat([field('bob'), uint(0, 1), keys, zero, uint(0, 1), uint(0, 1)])
  const none = uint(0, 4)
  /** Neither asked nor blocked. */
  const nobody = Buffer.concat([none, none])
  const beyond = uint(2n ** 53n, 8)
  const contents = {
    duplicate: [zero, uint(2, 4), bob, bob, nobody],
    tooFew: [zero, uint(2, 4), bob, nobody],
    tooMany: [zero, uint(0, 4), bob, nobody],
    badName: [zero, uint(1, 4), field('Bob'), uint(0, 1), keys, zero, uint(0, 2), nobody],
    badFlag: [zero, uint(1, 4), field('bob'), uint(2, 1), keys, zero, uint(0, 2), nobody],
    badKey: [zero, uint(1, 4), field('bob'), uint(0, 1), field('x'), field('y'), zero, uint(0, 2), nobody],
    badCounter: [zero, uint(1, 4), field('bob'), uint(0, 1), keys, beyond, uint(0, 2), nobody],
    badAddressFlag: [zero, uint(1, 4), field('bob'), uint(0, 1), keys, zero, uint(2, 1), uint(0, 1), nobody],
    cutAddress: [
      zero,
      uint(1, 4),
      field('bob'),
      uint(0, 1),
      keys,
      zero,
      uint(1, 1),
      field('host'),
      uint(0, 1),
    ],
    badOwnCounter: [beyond, uint(1, 4), bob, nobody],
    nobodyAsked: [zero, uint(1, 4), bob],
    askedTwice: [zero, none, uint(2, 4), field('carol'), field('carol'), none],
    askedAndKnown: [zero, uint(1, 4), bob, uint(1, 4), field('bob'), none],
    badAsked: [zero, none, uint(1, 4), field('Carol'), none],
    nobodyBlocked: [zero, uint(1, 4), bob, none],
    blockedTwice: [zero, none, none, uint(2, 4), field('carol'), field('carol')],
    badBlocked: [zero, none, none, uint(1, 4), field('Carol')],
  }
  const fileKey = await newFileKey(secret, entropy, cheap)
  const open = () => openContacts(home, secret, entropy, cheap)
  for (const [what, content] of Object.entries(contents)) {
    const file = sealFile('contacts', fileKey, Buffer.concat(content), entropy)
    await fs.writeFile(path, file)
    await t.throwsAsync(open, { code: 'CORRUPT_FILE' }, what)
    t.deepEqual(await fs.readFile(path), file)
  }
  await fs.writeFile(
    path,
    sealFile(
      'contacts',
      fileKey,
      Buffer.concat([zero, uint(1, 4), bob, uint(1, 4), field('carol'), uint(1, 4), field('bob')]),
      entropy,
    ),
  )
  const { contacts, asked, blocked } = await open()
  t.deepEqual([[...contacts.keys()], [...asked], [...blocked]], [['bob'], ['carol'], ['bob']])
  await t.throwsAsync(openContacts(home, wrong, entropy, cheap), { code: 'WRONG_PASSPHRASE' })
})
