import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { fingerprintOf } from './envelope'
import { keyFile, signingKey } from './signing-key'

function place(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'signing-key-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  return join(folder, 'a', 'b', 'signing-key.pem')
}

test('it is where each system keeps what belongs to a user', (t) => {
  const at = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv) => keyFile(platform, env, '/home/ann')
  t.is(at('linux', { XDG_DATA_HOME: '/data' }), '/data/secure-p2p/lab/signing-key.pem')
  for (const XDG_DATA_HOME of ['', 'data', './data'])
    t.is(at('linux', { XDG_DATA_HOME }), '/home/ann/.local/share/secure-p2p/lab/signing-key.pem')
  t.is(at('darwin', {}), '/home/ann/Library/Application Support/secure-p2p/lab/signing-key.pem')
  t.is(at('win32', { APPDATA: 'C:\\data' }), 'C:\\data\\secure-p2p\\lab\\signing-key.pem')
})

test('it is made once, for its user only, and stays', async (t) => {
  const path = place(t)
  const first = await signingKey(path)
  t.true(first.isNew)
  t.is(statSync(path).mode & 0o777, 0o600)
  t.is(statSync(dirname(path)).mode & 0o777, 0o700)
  const again = await signingKey(path)
  t.false(again.isNew)
  t.is(fingerprintOf(again.key), fingerprintOf(first.key))
  t.deepEqual(readdirSync(dirname(path)), ['signing-key.pem'])
})

test('of two programs that make it at once both have the same', async (t) => {
  const path = place(t)
  const both = await Promise.all([signingKey(path), signingKey(path)])
  t.is(fingerprintOf(both[0].key), fingerprintOf(both[1].key))
})

const withModes = process.platform === 'win32' ? test.skip : test
withModes('a key that others may read is not used', async (t) => {
  const path = place(t)
  await signingKey(path)
  for (const mode of [0o640, 0o604, 0o620]) {
    chmodSync(path, mode)
    await t.throwsAsync(signingKey(path), { name: 'LabError', message: /^Others may read .*chmod 600 .*\.$/ })
  }
})

test('what is no such key is neither used nor replaced', async (t) => {
  const path = place(t)
  await signingKey(path)
  writeFileSync(path, 'no key')
  await t.throwsAsync(signingKey(path), { name: 'LabError', message: /holds no Ed25519 key/ })
  t.is(readFileSync(path, 'utf8'), 'no key')
})

test('where no key can be kept, one sentence says so', async (t) => {
  const path = place(t)
  await signingKey(path)
  const below = join(path, 'signing-key.pem')
  await t.throwsAsync(signingKey(below), {
    name: 'LabError',
    message: /^The signing key .* cannot be made: [^\n]+\.$/,
  })
  t.false(existsSync(below))
})
