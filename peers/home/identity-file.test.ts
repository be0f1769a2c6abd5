import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import fs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import type { Entropy } from '../protocol/conversation'
import { field } from '../protocol/fields'
import { fingerprint, publicIdentity } from '../protocol/identity'
import { signRegistration, verifyRegistration } from '../protocol/statements'
import { testEntropy } from '../protocol/test-keys-testing'
import { createIdentity, loadIdentity, loadOrCreateIdentity } from './identity-file'
import { type Cost, Passphrase } from './passphrase'
import { newFileKey, sealFile } from './private-file'

const cheap: Cost = { logN: 4, r: 8, p: 1 }
const secret = new Passphrase('secret')
const wrong = new Passphrase('wrong')
const keys = Promise.all([1, 2, 3, 4].map(() => testEntropy.rsa()))

/** Hands out keys that were made before, in order. */
async function prepared(from = 0): Promise<Entropy & { handedOut: () => number }> {
  const left = (await keys).slice(from)
  const all = left.length
  return {
    ...testEntropy,
    rsa: async () => left.shift() ?? Promise.reject(new Error('no more keys')),
    handedOut: () => all - left.length,
  }
}

async function folder(t: ExecutionContext): Promise<string> {
  const path = await fs.mkdtemp(join(tmpdir(), 'identity-file-'))
  t.teardown(() => fs.rm(path, { recursive: true }))
  return path
}

test('the first start makes an identity, and every later one finds it', async (t) => {
  const home = join(await folder(t), 'new')
  const entropy = await prepared()
  const made = await loadOrCreateIdentity(home, secret, entropy, cheap)
  t.is(entropy.handedOut(), 2)
  t.false(made.signing.equals(made.wrapping))

  const found = await loadOrCreateIdentity(home, secret, entropy, cheap)
  t.is(entropy.handedOut(), 2)
  t.true(found.signing.equals(made.signing))
  t.true(found.wrapping.equals(made.wrapping))
  const identity = publicIdentity(made)
  t.true(verifyRegistration('alice', identity, signRegistration(found.signing, 'alice', identity)))

  const path = join(home, 'identity')
  t.is((await fs.stat(path)).mode & 0o777, 0o600)
  t.is((await fs.stat(home)).mode & 0o777, 0o700)
  const file = await fs.readFile(path)
  t.false(file.includes(made.signing.export({ format: 'der', type: 'pkcs8' }).subarray(40, 60)))
})

test('two starts at once end with one identity', async (t) => {
  const home = await folder(t)
  const starts = await Promise.all([
    loadOrCreateIdentity(home, secret, await prepared(0), cheap),
    loadOrCreateIdentity(home, secret, await prepared(2), cheap),
  ])
  const [one, other] = starts.map((identity) => fingerprint(publicIdentity(identity)))
  t.is(one, other)
  const kept = await loadIdentity(join(home, 'identity'), secret)
  t.is(fingerprint(publicIdentity(kept!)), one!)
  t.deepEqual(await fs.readdir(home), ['identity'])
})

test('a file that does not open is left as it is', async (t) => {
  const home = await folder(t)
  const path = join(home, 'identity')
  const entropy = await prepared()
  await createIdentity(path, secret, entropy, cheap)
  const whole = await fs.readFile(path)
  const changed = Buffer.from(whole)
  changed[changed.length - 1]! ^= 1
  const cases = [
    { bytes: whole, passphrase: wrong, code: 'WRONG_PASSPHRASE' },
    { bytes: changed, passphrase: secret, code: 'WRONG_PASSPHRASE' },
    { bytes: whole.subarray(0, -1), passphrase: secret, code: 'CORRUPT_FILE' },
    { bytes: Buffer.alloc(0), passphrase: secret, code: 'CORRUPT_FILE' },
    { bytes: Buffer.from('notes of mine'), passphrase: secret, code: 'CORRUPT_FILE' },
  ]
  for (const { bytes, passphrase, code } of cases) {
    await fs.writeFile(path, bytes)
    const error = await t.throwsAsync(loadOrCreateIdentity(home, passphrase, entropy, cheap), { code })
    t.true(error?.message.includes(path))
    t.deepEqual(await fs.readFile(path), bytes)
  }
  t.is(entropy.handedOut(), 2)
})

test('an identity is not made twice', async (t) => {
  const path = join(await folder(t), 'identity')
  t.truthy(await createIdentity(path, secret, await prepared(0), cheap))
  const before = await fs.readFile(path)
  t.is(await createIdentity(path, secret, await prepared(2), cheap), null)
  t.deepEqual(await fs.readFile(path), before)
})

test('there is nothing to load before the first start', async (t) => {
  t.is(await loadIdentity(join(await folder(t), 'identity'), secret), null)
})

test('only two RSA-2048 keys make an identity', async (t) => {
  const path = join(await folder(t), 'identity')
  const der = (key: KeyObject) => field(key.export({ format: 'der', type: 'pkcs8' }))
  const rsa = der((await keys)[0]!)
  const elliptic = der(generateKeyPairSync('ed25519').privateKey)
  const small = der(generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey)
  const contents = [[rsa], [rsa, elliptic], [rsa, small], [rsa, rsa, rsa], [rsa, field('no key')], []]
  for (const content of contents) {
    const key = await newFileKey(secret, testEntropy, cheap)
    await fs.writeFile(path, sealFile('identity', key, Buffer.concat(content), testEntropy))
    await t.throwsAsync(loadIdentity(path, secret), { code: 'CORRUPT_FILE' })
  }
})

test('a home that cannot be written to is said plainly', async (t) => {
  const home = join(await folder(t), 'file')
  await fs.writeFile(home, '')
  const start = loadOrCreateIdentity(join(home, 'child'), secret, await prepared(), cheap)
  await t.throwsAsync(start, { code: 'FILE_FAILED', message: /a part of its path is not a folder/ })
})
