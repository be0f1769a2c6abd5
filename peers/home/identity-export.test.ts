import fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { type Contacts, markVerified, noteAddress, noteIdentity, stateOf } from '../contacts/contacts'
import { takenAddress } from '../contacts/contacts-testing'
import { uint } from '../protocol/fields'
import { fingerprint, type PrivateIdentity, publicIdentity } from '../protocol/identity'
import { testEntropy as entropy } from '../protocol/test-keys-testing'
import { loadAccount, saveAccount } from './account-file'
import { openContacts } from './contacts-file'
import { type Exported, exportIdentity, importInto, readExport } from './identity-export'
import { loadIdentity, loadOrCreateIdentity, newIdentity } from './identity-file'
import { openLog } from './log-file'
import { type Cost, Passphrase } from './passphrase'
import { newFileKey, sealFile } from './private-file'

const cheap: Cost = { logN: 4, r: 8, p: 1 }
const secret = new Passphrase('secret')
const travel = new Passphrase('for the journey')
const identity = newIdentity(entropy)
const other = newIdentity(entropy)
const printOf = (own: PrivateIdentity | null) => own && fingerprint(publicIdentity(own))

function folder(t: ExecutionContext): string {
  const path = fs.mkdtempSync(join(tmpdir(), 'identity-export-'))
  t.teardown(() => fs.rmSync(path, { recursive: true }))
  return path
}

async function someone(): Promise<Exported> {
  const [one, two] = [publicIdentity(await other), publicIdentity(await identity)]
  let contacts: Contacts = noteIdentity(new Map(), 'bob', one)
  contacts = markVerified(noteIdentity(contacts, 'carol', one), 'carol', one)
  contacts = noteAddress(
    noteIdentity(noteIdentity(contacts, 'dave', one), 'dave', two),
    'dave',
    takenAddress('dave', 9),
  )
  const account = { name: 'alice', directory: 'https://localhost:8440', certificate: 'ab'.repeat(32) }
  return {
    identity: await identity,
    contacts,
    ownCounter: 17,
    asked: new Set(['erin']),
    blocked: new Set(['frank']),
    muted: new Set(['grace']),
    nicknames: new Map([['bob', 'Bobby']]),
    account,
  }
}

async function homeOf(home: string): Promise<Omit<Exported, 'identity'> & { print: string | null }> {
  const { contacts, ownCounter, asked, blocked, muted, nicknames } = await openContacts(
    home,
    secret,
    entropy,
    cheap,
  )
  const print = printOf(await loadIdentity(join(home, 'identity'), secret))
  return {
    print,
    contacts,
    ownCounter,
    asked,
    blocked,
    muted,
    nicknames,
    account: await loadAccount(home, secret),
  }
}

test('an identity goes from one home to another with pins and what was verified', async (t) => {
  const path = join(folder(t), 'alice.export')
  const { identity: own, ...rest } = await someone()
  await exportIdentity(path, travel, { identity: own, ...rest }, entropy, cheap)
  t.is(fs.statSync(path).mode & 0o777, 0o600)
  t.false(fs.readFileSync(path).includes('alice'))

  const home = join(folder(t), 'new', 'home')
  await importInto(home, await readExport(path, travel), secret, entropy, cheap)
  const found = await homeOf(home)
  t.deepEqual(found, { print: printOf(own), ...rest })
  const states = ['bob', 'carol', 'dave'].map((name) => stateOf(found.contacts, name))
  t.deepEqual(states, ['pinned', 'verified', 'changed'])
  t.deepEqual(fs.readdirSync(home), ['account', 'contacts', 'identity'])
  // All under one salt: a start costs one scrypt.
  const salts = fs.readdirSync(home).map((name) => {
    const file = fs.readFileSync(join(home, name))
    return file.subarray(file.indexOf('\n') + 4).toString('hex', 0, 16)
  })
  t.is(new Set(salts).size, 1)
})

test('who never registered has no account to take along', async (t) => {
  const path = join(folder(t), 'export')
  await exportIdentity(path, travel, { ...(await someone()), account: null }, entropy, cheap)
  const home = folder(t)
  await importInto(home, await readExport(path, travel), secret, entropy, cheap)
  t.is((await homeOf(home)).account, null)
  t.deepEqual(fs.readdirSync(home), ['contacts', 'identity'])
})

test('an export overwrites nothing, and a missing or wrong one is one sentence', async (t) => {
  const path = join(folder(t), 'export')
  await t.throwsAsync(readExport(path, travel), {
    code: 'FILE_FAILED',
    message: `${path} could not be read: there is no such file.`,
  })
  const all = await someone()
  for (const bytes of ['', 'notes of mine']) {
    fs.writeFileSync(path, bytes)
    await t.throwsAsync(exportIdentity(path, travel, all, entropy, cheap), {
      code: 'FILE_FAILED',
      message: `${path} is there already and was left as it is: choose another name.`,
    })
    t.is(fs.readFileSync(path, 'utf8'), bytes)
    await t.throwsAsync(readExport(path, travel), { code: 'CORRUPT_FILE' })
  }
  const key = await newFileKey(travel, entropy, cheap)
  const empty = [Buffer.alloc(0), uint(0, 4), Buffer.alloc(100)]
  for (const content of empty) {
    fs.writeFileSync(path, sealFile('export', key, content, entropy))
    await t.throwsAsync(readExport(path, travel), { code: 'CORRUPT_FILE', message: /no export file/ })
  }
  fs.rmSync(path)
  await exportIdentity(path, travel, all, entropy, cheap)
  await t.throwsAsync(readExport(path, secret), {
    code: 'WRONG_PASSPHRASE',
    message: /does not open .*export/,
  })
  await t.throwsAsync(exportIdentity(folder(t), travel, all, entropy, cheap), {
    code: 'FILE_FAILED',
    message: /is there already and was left as it is/,
  })
})

test('a home that is used is refused, and stays as it is', async (t) => {
  const all = await someone()
  const makes: ((home: string) => Promise<unknown>)[] = [
    (home) =>
      loadOrCreateIdentity(home, secret, { ...entropy, rsa: async () => (await other).signing }, cheap),
    (home) => openContacts(home, secret, entropy, cheap).then((store) => store.nextAddressCounter(1)),
    (home) => saveAccount(home, { name: 'bob', directory: 'http://localhost' }, secret, entropy, cheap),
    (home) =>
      openLog(join(home, 'journal'), 'journal', secret, entropy, cheap).then(({ log }) => log.close()),
    async (home) => fs.writeFileSync(join(home, 'identity'), ''),
    async (home) => fs.mkdirSync(join(home, 'identity')),
  ]
  for (const make of makes) {
    const home = folder(t)
    await make(home)
    const [name] = fs.readdirSync(home)
    const before = fs.statSync(join(home, name!)).mtimeMs
    await t.throwsAsync(importInto(home, all, secret, entropy, cheap), {
      code: 'IDENTITY_EXISTS',
      message: `${home} has an identity already, or files of one (${name}): import into another folder with --home, or move them away first.`,
    })
    t.deepEqual(fs.readdirSync(home), [name])
    t.is(fs.statSync(join(home, name!)).mtimeMs, before)
  }
  const notes = folder(t)
  fs.writeFileSync(join(notes, 'notes'), 'of mine')
  await importInto(notes, all, secret, entropy, cheap)
  t.is(fs.readFileSync(join(notes, 'notes'), 'utf8'), 'of mine')
})

test('an import that fails leaves nothing behind', async (t) => {
  const home = folder(t)
  const all = await someone()
  // A folder where the account is to be.
  fs.mkdirSync(join(home, 'account'))
  await t.throwsAsync(importInto(home, all, secret, entropy, cheap), {
    code: 'FILE_FAILED',
    message: /account could not be written: it is a folder: move it away\.$/,
  })
  t.deepEqual(fs.readdirSync(home), ['account'])
})
