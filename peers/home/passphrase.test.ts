import { scryptSync } from 'node:crypto'
import fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import test from 'ava'
import { testEntropy as entropy } from '../protocol/test-keys-testing'
import { saveAccount } from './account-file'
import { encodeKept, openContacts } from './contacts-file'
import { loadOrCreateIdentity } from './identity-file'
import { openLog } from './log-file'
import { type Cost, Passphrase } from './passphrase'
import { newFileKey, sealFile } from './private-file'

const cheap: Cost = { logN: 4, r: 8, p: 1 }

test('is scrypt of RFC 7914, its own test vectors', async (t) => {
  const vectors = [
    ['', '', { logN: 4, r: 1, p: 1 }, '77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442'],
    [
      'password',
      'NaCl',
      { logN: 10, r: 8, p: 16 },
      'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162',
    ],
    [
      'pleaseletmein',
      'SodiumChloride',
      { logN: 14, r: 8, p: 1 },
      '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2',
    ],
  ] as const
  for (const [text, salt, cost, key] of vectors) {
    t.is((await new Passphrase(text).key(Buffer.from(salt), cost)).toString('hex'), key)
  }
})

test('what was derived once is remembered, for each salt and cost', async (t) => {
  const passphrase = new Passphrase('secret')
  const [salt, other] = [Buffer.alloc(16, 1), Buffer.alloc(16, 2)]
  const key = await passphrase.key(salt, cheap)
  t.is(await passphrase.key(Buffer.from(salt), { ...cheap }), key)
  t.notDeepEqual(await passphrase.key(other, cheap), key)
  t.notDeepEqual(await passphrase.key(salt, { ...cheap, logN: 5 }), key)
  t.notDeepEqual(await new Passphrase('Secret').key(salt, cheap), key)
  t.deepEqual(key, scryptSync('secret', salt, 32, { N: 16, r: 8, p: 1 }))
})

test('is not shown by whatever prints it', (t) => {
  const passphrase = new Passphrase('correct horse')
  t.notRegex(`${passphrase} ${inspect(passphrase)} ${JSON.stringify(passphrase)}`, /horse/)
})

/** Of whom it was asked, with which salt. */
class Counted extends Passphrase {
  readonly salts = new Set<string>()

  override key(salt: Uint8Array, cost: Cost): Promise<Buffer> {
    this.salts.add(Buffer.from(salt).toString('hex'))
    return super.key(salt, cost)
  }
}

async function start(home: string): Promise<Counted> {
  const passphrase = new Counted('secret')
  await loadOrCreateIdentity(home, passphrase, entropy, cheap)
  const [contacts, { log }] = await Promise.all([
    openContacts(home, passphrase, entropy, cheap),
    openLog(join(home, 'journal'), 'journal', passphrase, entropy, cheap),
  ])
  await contacts.nextAddressCounter(5)
  await saveAccount(home, { name: 'alice', directory: 'http://localhost' }, passphrase, entropy, cheap)
  await log.close()
  return passphrase
}

test('a start derives one key, the first one and each later one', async (t) => {
  const home = fs.mkdtempSync(join(tmpdir(), 'passphrase-'))
  t.teardown(() => fs.rmSync(home, { recursive: true }))
  const first = await start(home)
  t.is(first.salts.size, 1)
  t.deepEqual((await start(home)).salts, first.salts)
})

test('a file with a salt of its own, which came from another home, still opens', async (t) => {
  const home = fs.mkdtempSync(join(tmpdir(), 'passphrase-'))
  t.teardown(() => fs.rmSync(home, { recursive: true }))
  const own = await newFileKey(new Passphrase('secret'), entropy, cheap)
  fs.writeFileSync(
    join(home, 'contacts'),
    sealFile(
      'contacts',
      own,
      encodeKept({
        contacts: new Map(),
        ownCounter: 0,
        asked: new Set(),
        blocked: new Set(),
        muted: new Set(),
        nicknames: new Map(),
      }),
      entropy,
    ),
  )
  t.is((await start(home)).salts.size, 2)
  t.is((await start(home)).salts.size, 2)
})

test('an identity file that was made to look cheap does not make others cheap', async (t) => {
  const home = fs.mkdtempSync(join(tmpdir(), 'passphrase-'))
  t.teardown(() => fs.rmSync(home, { recursive: true }))
  const costly: Cost = { logN: 6, r: 8, p: 1 }
  await loadOrCreateIdentity(home, new Passphrase('secret'), entropy, cheap)
  const contacts = await openContacts(home, new Passphrase('secret'), entropy, costly)
  await contacts.nextAddressCounter(5)
  const file = fs.readFileSync(join(home, 'contacts'))
  t.is(file[file.indexOf('\n') + 1], 6)
})
