import fs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { field } from '../protocol/fields'
import { testEntropy as entropy } from '../protocol/test-keys-testing'
import { loadAccount, saveAccount } from './account-file'
import { type Cost, Passphrase } from './passphrase'
import { newFileKey, sealFile } from './private-file'

const cheap: Cost = { logN: 4, r: 8, p: 1 }
const secret = new Passphrase('secret')
const directory = 'https://directory.example:8440/'

async function newHome(t: ExecutionContext): Promise<string> {
  const path = await fs.mkdtemp(join(tmpdir(), 'account-file-'))
  t.teardown(() => fs.rm(path, { recursive: true }))
  return path
}

test('an account comes back, with a certificate or without', async (t) => {
  const home = join(await newHome(t), 'new')
  t.is(await loadAccount(home, secret), null)
  const accounts = [
    { name: 'alice', directory, certificate: 'ab'.repeat(32) },
    { name: 'alice', directory: 'http://127.0.0.1:8440' },
  ]
  for (const account of accounts) {
    await saveAccount(home, account, secret, entropy, cheap)
    t.deepEqual(await loadAccount(home, secret), account)
  }
  const path = join(home, 'account')
  t.is((await fs.stat(path)).mode & 0o777, 0o600)
  t.false((await fs.readFile(path)).includes('alice'))
})

const badAccounts = [
  { name: 'Alice', directory },
  { name: '', directory },
  { name: 'alice', directory: 'directory.example' },
  { name: 'alice', directory: 'ftp://directory.example' },
  { name: 'alice', directory: '' },
  { name: 'alice', directory, certificate: 'ab'.repeat(31) },
  { name: 'alice', directory, certificate: 'AB'.repeat(32) },
  { name: 'alice', directory, certificate: `${'ab'.repeat(32)}\n` },
]

test('what is no account is not kept', async (t) => {
  const home = await newHome(t)
  const good = { name: 'alice', directory }
  await saveAccount(home, good, secret, entropy, cheap)
  for (const account of badAccounts) {
    await t.throwsAsync(saveAccount(home, account, secret, entropy, cheap), { code: 'MALFORMED' })
    t.deepEqual(await loadAccount(home, secret), good)
  }
})

test('a file that does not open, or holds something else, is one sentence and stays', async (t) => {
  const home = await newHome(t)
  const path = join(home, 'account')
  const key = await newFileKey(secret, entropy, cheap)
  const contents = [
    ...badAccounts.map(({ name, directory: url, certificate = '' }) =>
      Buffer.concat([field(name), field(url), field(certificate)]),
    ),
    Buffer.concat([field('alice'), field(directory), field(''), field('more')]),
    Buffer.concat([field('alice'), field(directory)]),
  ]
  const files = [
    ...contents.map((content) => sealFile('account', key, content, entropy)),
    Buffer.from('notes'),
  ]
  for (const file of files) {
    await fs.writeFile(path, file)
    await t.throwsAsync(loadAccount(home, secret), {
      code: 'CORRUPT_FILE',
      message: new RegExp(`^${path} is damaged, or no account file of this version, and was left as it is`),
    })
    t.deepEqual(await fs.readFile(path), file)
  }
  await saveAccount(home, { name: 'alice', directory }, secret, entropy, cheap)
  await t.throwsAsync(loadAccount(home, new Passphrase('wrong')), { code: 'WRONG_PASSPHRASE' })
  await fs.rm(path)
  await fs.mkdir(path)
  await t.throwsAsync(loadAccount(home, secret), { code: 'FILE_FAILED', message: /it is not a file/ })
  const over = saveAccount(home, { name: 'alice', directory }, secret, entropy, cheap)
  await t.throwsAsync(over, { code: 'FILE_FAILED', message: /it is a folder: move it away/ })
})
