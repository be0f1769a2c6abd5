import { execFileSync, spawnSync } from 'node:child_process'
import { createPrivateKey, createPublicKey } from 'node:crypto'
import fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { isWhole, oneOf } from '../../lab/suite/extent-testing'
import { fingerprint, publicIdentity } from '../protocol/identity'
import { testEntropy as entropy } from '../protocol/test-keys-testing'
import { newIdentity } from './identity-file'
import { Passphrase } from './passphrase'
import { writePem } from './pem'

const PASSPHRASE = 'two words, é'
const passphrase = new Passphrase(PASSPHRASE)
const identity = newIdentity(entropy)
const names = ['signing.pem', 'wrapping.pem', 'signing.pub.pem', 'wrapping.pub.pem']

function folder(t: ExecutionContext): string {
  const path = fs.mkdtempSync(join(tmpdir(), 'pem-'))
  t.teardown(() => fs.rmSync(path, { recursive: true }))
  return path
}

test('four files, private to their owner, that Node reads too', async (t) => {
  const to = join(folder(t), 'new')
  const own = await identity
  t.deepEqual(
    await writePem(to, own, passphrase, entropy),
    names.map((name) => join(to, name)),
  )
  t.deepEqual(fs.readdirSync(to).sort(), [...names].sort())
  for (const name of names) t.is(fs.statSync(join(to, name)).mode & 0o777, 0o600)
  const read = (name: string) => fs.readFileSync(join(to, name), 'utf8')
  t.true(createPrivateKey({ key: read('signing.pem'), passphrase: PASSPHRASE }).equals(own.signing))
  t.true(createPrivateKey({ key: read('wrapping.pem'), passphrase: PASSPHRASE }).equals(own.wrapping))
  t.true(createPublicKey(read('signing.pub.pem')).equals(createPublicKey(own.signing)))
  t.throws(() => createPrivateKey({ key: read('signing.pem'), passphrase: 'wrong' }))
  t.throws(() => createPrivateKey({ key: read('signing.pem') }))
})

test('nothing is overwritten, and nothing is half new', async (t) => {
  for (const name of isWhole ? names : [oneOf(names)]) {
    const to = folder(t)
    fs.writeFileSync(join(to, name), 'of mine')
    await t.throwsAsync(writePem(to, await identity, passphrase, entropy), {
      code: 'FILE_FAILED',
      message: `${join(to, name)} is there already and was left as it is: choose another folder.`,
    })
    t.deepEqual(fs.readdirSync(to), [name])
    t.is(fs.readFileSync(join(to, name), 'utf8'), 'of mine')
  }
})

const withOpenssl = spawnSync('openssl', ['version']).status === 0 ? test : test.skip

const fromPublic = `( openssl pkey -pubin -in signing.pub.pem -outform DER &&
    openssl pkey -pubin -in wrapping.pub.pem -outform DER ) | openssl dgst -sha256`
const fromPrivate = `( openssl pkey -in signing.pem -passin env:P -pubout -outform DER &&
    openssl pkey -in wrapping.pem -passin env:P -pubout -outform DER ) | openssl dgst -sha256`

withOpenssl('openssl computes the same fingerprint, and takes the keys for good', async (t) => {
  const to = folder(t)
  const own = await identity
  await writePem(to, own, passphrase, entropy)
  const run = (command: string, secret = PASSPHRASE) =>
    spawnSync('sh', ['-c', command], { cwd: to, env: { ...process.env, P: secret }, encoding: 'utf8' })
  for (const command of [fromPublic, fromPrivate]) {
    const { stdout, stderr } = run(command)
    t.is(stdout.trim().split(/\s+/).at(-1), fingerprint(publicIdentity(own)), stderr)
  }
  // Each opening takes five times 16 MiB: both keys were opened above, and are written by the same function.
  t.is(run('openssl pkey -in signing.pem -passin env:P -check -noout').status, 0)
  t.not(run('openssl pkey -in wrapping.pem -passin env:P -noout', 'wrong').status, 0)
  const structure = execFileSync('openssl', ['asn1parse', '-in', 'signing.pem'], {
    cwd: to,
    encoding: 'utf8',
  })
  t.regex(structure, /:PBES2.*:scrypt.*INTEGER +:4000.*:aes-256-cbc/s)
})
