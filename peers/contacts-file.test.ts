import fs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { type Contacts, markVerified, pin, stateOf } from './contacts'
import { contactsInMemory, openContacts } from './contacts-file'
import { systemEntropy as entropy } from './entropy'
import { type Cost, newFileKey, sealFile } from './private-file'
import { field, uint } from './protocol/fields'
import type { Identity } from './protocol/identity'
import { exportSpki } from './protocol/rsa'

const cheap: Cost = { logN: 4, r: 8, p: 1 }
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
  const store = await openContacts(home, 'secret', entropy, cheap)
  t.is(store.contacts.size, 0)
  const [one, two] = [await identity(), await another()]
  await store.update((contacts) => pin(contacts, 'bob', one))
  await store.update((contacts) => markVerified(pin(contacts, 'carol', one), 'carol', one))
  await store.update((contacts) => pin(pin(contacts, 'dave', one), 'dave', two))
  await store.update((contacts) => pin(pin(pin(contacts, 'constructor', two), 'carol', two), 'bob', one))

  const { contacts } = await openContacts(home, 'secret', entropy, cheap)
  t.deepEqual(contacts, store.contacts)
  const states = ['bob', 'carol', 'dave', 'constructor', 'eve'].map((name) => stateOf(contacts, name))
  t.deepEqual(states, ['pinned', 'changed', 'changed', 'pinned', 'unknown'])
  t.true(contacts.get('carol')?.verified)
  t.deepEqual(await fs.readdir(home), ['contacts'])
  t.is((await fs.stat(join(home, 'contacts'))).mode & 0o777, 0o600)
})

test('changes made at once are all saved, in order', async (t) => {
  const home = await folder(t)
  const store = await openContacts(home, 'secret', entropy, cheap)
  const one = await identity()
  const names = Array.from({ length: 10 }, (_, index) => `friend${index}`)
  await Promise.all(names.map((name) => store.update((contacts) => pin(contacts, name, one))))
  t.deepEqual([...store.contacts.keys()], names)
  t.deepEqual((await openContacts(home, 'secret', entropy, cheap)).contacts, store.contacts)
})

test('a change that cannot be saved does not take effect, and does not stop the next one', async (t) => {
  const home = join(await folder(t), 'home')
  const store = await openContacts(home, 'secret', entropy, cheap)
  const one = await identity()
  await fs.writeFile(home, 'a file in the way')
  await t.throwsAsync(
    store.update((contacts) => pin(contacts, 'bob', one)),
    { code: 'FILE_FAILED' },
  )
  t.is(stateOf(store.contacts, 'bob'), 'unknown')
  await fs.rm(home)
  await t.throwsAsync(
    store.update((contacts) => markVerified(contacts, 'bob', one)),
    { code: 'UNKNOWN_PEER' },
  )
  await store.update((contacts) => pin(contacts, 'bob', one))
  t.is(stateOf((await openContacts(home, 'secret', entropy, cheap)).contacts, 'bob'), 'pinned')
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
  const store = await openContacts(home, 'secret', counting, cheap)
  const one = await identity()
  await store.update((contacts) => pin(contacts, 'bob', one))
  const first = await fs.readFile(path)
  await store.update((contacts) => pin(contacts, 'bob', one))
  t.deepEqual(await fs.readFile(path), first)
  await store.update((contacts) => pin(contacts, 'carol', one))
  t.is(salts.length, 1)
})

test('without a home the contacts are kept in memory', async (t) => {
  const store = contactsInMemory()
  const one = await identity()
  await store.update((contacts) => pin(contacts, 'bob', one))
  t.is(stateOf(store.contacts, 'bob'), 'pinned')
})

test('a file that does not open, or holds something else, is refused and left as it is', async (t) => {
  const home = await folder(t)
  const path = join(home, 'contacts')
  const one = await identity()
  const keys = Buffer.concat([field(one.signing), field(one.wrapping)])
  const bob = Buffer.concat([field('bob'), uint(0, 1), keys, uint(0, 1)])
  const contents = {
    duplicate: [uint(2, 4), bob, bob],
    tooFew: [uint(2, 4), bob],
    tooMany: [uint(0, 4), bob],
    badName: [uint(1, 4), field('Bob'), uint(0, 1), keys, uint(0, 1)],
    badFlag: [uint(1, 4), field('bob'), uint(2, 1), keys, uint(0, 1)],
    badKey: [uint(1, 4), field('bob'), uint(0, 1), field('x'), field('y'), uint(0, 1)],
  }
  const fileKey = await newFileKey('secret', entropy, cheap)
  const open = () => openContacts(home, 'secret', entropy, cheap)
  for (const [what, content] of Object.entries(contents)) {
    const file = sealFile('contacts', fileKey, Buffer.concat(content), entropy)
    await fs.writeFile(path, file)
    await t.throwsAsync(open, { code: 'CORRUPT_FILE' }, what)
    t.deepEqual(await fs.readFile(path), file)
  }
  await fs.writeFile(path, sealFile('contacts', fileKey, Buffer.concat([uint(1, 4), bob]), entropy))
  const contacts: Contacts = (await open()).contacts
  t.deepEqual([...contacts.keys()], ['bob'])
  await t.throwsAsync(openContacts(home, 'wrong', entropy, cheap), { code: 'WRONG_PASSPHRASE' })
})
