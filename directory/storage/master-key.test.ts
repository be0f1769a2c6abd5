import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { dataKey, temporaryFolder } from '../directory-testing'
import { StartFailure } from '../refusal'
import { findKey } from './master-key'

function place(t: { teardown(remove: () => void): void }) {
  const { folder, remove } = temporaryFolder()
  t.teardown(remove)
  const said: string[] = []
  const own = join(folder, 'config', 'directory.key')
  const find = (sources: { file?: string; variable?: string; mayMake?: boolean } = {}) =>
    findKey({
      file: undefined,
      variable: undefined,
      own,
      mayMake: true,
      ...sources,
      report: (s) => said.push(s),
    })
  return { folder, own, said, find, at: (name: string) => join(folder, name) }
}

test('hexadecimal and base64 are taken, from a file and from the environment, the file first', async (t) => {
  const { find, at, said, own } = place(t)
  const forms = [dataKey.toString('hex'), dataKey.toString('hex').toUpperCase(), dataKey.toString('base64')]
  for (const form of [...forms, forms[2]!.replace('=', ''), ` ${forms[0]}\r\n`]) {
    writeFileSync(at('key'), form, { mode: 0o600 })
    t.deepEqual(await find({ file: at('key') }), dataKey)
    t.deepEqual(await find({ file: at('key'), variable: 'ff'.repeat(32) }), dataKey)
    t.deepEqual(await find({ variable: form }), dataKey)
  }
  t.deepEqual(said, [])
  t.false(existsSync(own))
})

test('what is no key is said so', async (t) => {
  const { find, at } = place(t)
  for (const text of [
    '',
    'secret',
    'ab'.repeat(31),
    'ab'.repeat(33),
    'zz'.repeat(32),
    dataKey.toString('latin1'),
  ]) {
    writeFileSync(at('key'), text, { mode: 0o600 })
    const message = /holds no key: it takes 32 random bytes/
    await t.throwsAsync(find({ file: at('key') }), { instanceOf: StartFailure, message })
    if (text) await t.throwsAsync(find({ variable: text }), { instanceOf: StartFailure, message })
  }
  await t.throwsAsync(find({ file: at('none') }), {
    instanceOf: StartFailure,
    message: /There is no key file/,
  })
  await t.throwsAsync(find({ file: at('.') }), { instanceOf: StartFailure, message: /there is a folder/ })
})

test('with neither one is made, once, and where it is is said', async (t) => {
  const { find, own, said } = place(t)
  const key = await find()
  t.is(key.length, 32)
  t.is(said.length, 1)
  t.true(said[0]!.includes(own))
  t.deepEqual(await find(), key)
  t.deepEqual(await find({ mayMake: false }), key)
  t.is(said.length, 1)
  t.is(readFileSync(own, 'utf8'), `${key.toString('hex')}\n`)
  if (process.platform === 'win32') return
  t.is(statSync(own).mode & 0o777, 0o600)
  chmodSync(own, 0o640)
  t.deepEqual(await find(), key)
  t.regex(said[1]!, /Others than its owner may read/)
})

test('two that start at once agree on one key', async (t) => {
  const { find } = place(t)
  const keys = await Promise.all(Array.from({ length: 8 }, () => find()))
  for (const key of keys) t.deepEqual(key, keys[0])
})

test('for data that is sealed already none is made', async (t) => {
  const { find, own } = place(t)
  await t.throwsAsync(find({ mayMake: false }), { instanceOf: StartFailure, message: /The data is sealed/ })
  t.false(existsSync(own))
})
