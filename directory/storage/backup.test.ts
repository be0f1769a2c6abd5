import { execFile, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import test from 'ava'
import { playedIn } from '../../lab/suite/extent-testing'
import { bundleOf, withSources } from '../../lab/suite/programs-testing'
import { dataKey, temporaryFolder } from '../directory-testing'
import { StartFailure } from '../refusal'
import { backup, restore } from './backup'
import { openDataFolder } from './data-folder'
import { Database } from './database'
import type { Store } from './store'

function place(t: { teardown(remove: () => void): void }) {
  const { folder, remove } = temporaryFolder()
  t.teardown(remove)
  const data = join(folder, 'data')
  const open = (journalLimit = 1 << 20, from = data) => openDataFolder(from, dataKey, journalLimit, () => {})
  return { folder, data, open, at: (name: string) => join(folder, name) }
}

const ask = (store: Store, name: string) =>
  store.write(() => ({ changes: [['ask', 'ann', name]], answer: undefined }))

const asks = (store: Store) =>
  store.reader
    .all<{ asked: string }>('SELECT asked FROM friendships ORDER BY asked')
    .map(({ asked }) => asked)

const sqlite3 = (() => {
  try {
    return execFileSync('sqlite3', ['--version'], { encoding: 'utf8' })
  } catch {
    return null
  }
})()

test('a backup of a directory that runs has every write it acknowledged, and restores elsewhere', async (t) => {
  const { data, open, at } = place(t)
  const store = await open()
  await ask(store, 'bob')
  t.regex(await backup(data, dataKey, at('1'), false), /^Saved 0 users in \S+, sealed with the same key\.\n$/)
  await ask(store, 'eve')
  await backup(data, dataKey, at('2'), false)
  await store.close()
  await backup(data, dataKey, at('3'), false)
  for (const [file, expected] of [
    ['1', ['bob']],
    ['2', ['bob', 'eve']],
    ['3', ['bob', 'eve']],
  ] as const) {
    t.regex(await restore(at(file), at(`restored-${file}`), dataKey), /^Restored 0 users from/)
    const restored = await open(1, at(`restored-${file}`))
    t.deepEqual(asks(restored), [...expected])
    await ask(restored, 'zoe')
    await restored.close()
  }
})

test('while snapshots replace each other no backup misses what was acknowledged before it began', async (t) => {
  const { data, open, at } = place(t)
  // Each write makes a snapshot and empties the journal.
  const store = await open(1)
  const state = { acknowledged: 0, writing: true }
  const writer = (async () => {
    for (let serial = 1; state.writing; serial++) {
      await ask(store, `friend-${serial}`)
      state.acknowledged = serial
    }
  })()
  // In a process of its own: in this one nothing could happen between two reads.
  const program = at('backup.ts')
  writeFileSync(
    program,
    `const { backup } = require(${JSON.stringify(join(__dirname, 'backup'))})
    require('node:readline').createInterface(process.stdin).on('line', async (file) =>
      console.log(await backup(${JSON.stringify(data)}, Buffer.from('${dataKey.toString('hex')}', 'hex'), file, true)))`,
  )
  const child = spawn(process.execPath, [...withSources, program], {
    cwd: join(__dirname, '..', '..'),
  })
  t.teardown(() => child.kill('SIGKILL'))
  const lines = createInterface(child.stdout)
  for (let round = 0; round < 15 || state.acknowledged < 15; round++) {
    const before = state.acknowledged
    child.stdin.write(`${at(`backup-${round}`)}\n`)
    await once(lines, 'line')
    const database = await Database.load(readFileSync(at(`backup-${round}`)), { check: true })
    const { count } = database.get<{ count: number }>('SELECT count(*) AS count FROM friendships')!
    t.is(database.sequence, count)
    t.true(count >= before, `${count} of ${before}`)
    database.close()
  }
  child.stdin.end()
  state.writing = false
  await writer
  await store.close()
  t.log(`${state.acknowledged} snapshots`)
})

test('it overwrites nothing, and leaves nothing where it fails', async (t) => {
  const { folder, data, open, at } = place(t)
  await (await open()).close()
  writeFileSync(at('mine'), 'precious')
  await t.throwsAsync(backup(data, dataKey, at('mine'), false), { message: /There is a file .* already/ })
  t.is(readFileSync(at('mine'), 'utf8'), 'precious')
  await t.throwsAsync(backup(data, dataKey, at('none/file'), false), { instanceOf: StartFailure })
  await t.throwsAsync(backup(at('none'), dataKey, at('new'), false), {
    message: /There is no sealed data in/,
  })
  const other = Buffer.alloc(32, 8)
  await t.throwsAsync(backup(data, other, at('new'), false), { message: /sealed with another key/ })
  writeFileSync(join(data, 'directory.journal'), 'junk\n')
  await t.throwsAsync(backup(data, dataKey, at('new'), false), { message: /line 1 is damaged/ })
  t.deepEqual(readdirSync(folder).sort(), ['data', 'mine'])
})

test('restore needs an empty folder and an undamaged backup', async (t) => {
  const { data, open, at } = place(t)
  const store = await open()
  await ask(store, 'bob')
  await backup(data, dataKey, at('good'), false)
  await t.throwsAsync(restore(at('good'), data, dataKey), { message: /Another directory uses/ })
  await store.close()
  await t.throwsAsync(restore(at('good'), data, dataKey), { message: /There is data in/ })
  await t.throwsAsync(restore(at('none'), at('x'), dataKey), { message: /there is no such file/ })
  await t.throwsAsync(restore(at('good'), at('x'), Buffer.alloc(32, 8)), {
    message: /sealed with another key/,
  })
  const bytes = readFileSync(at('good'))
  bytes[bytes.length >> 1]! ^= 1
  writeFileSync(at('bad'), bytes)
  await t.throwsAsync(restore(at('bad'), at('x'), dataKey), { message: /it is damaged/ })
  t.false(existsSync(at('x')))
  mkdirSync(at('empty'))
  await restore(at('good'), at('empty'), dataKey)
  const restored = await open(1, at('empty'))
  t.deepEqual(asks(restored), ['bob'])
  await restored.close()
})

test('restore refuses a plain SQLite file of an earlier version, and makes nothing of it', async (t) => {
  const { data, open, at } = place(t)
  await (await open()).close()
  await backup(data, dataKey, at('now'), true)
  for (const version of [1, 2, 3]) {
    // user_version (SQLite file format §1.3).
    writeFileSync(at('earlier'), readFileSync(at('now')).fill(version, 63, 64))
    await t.throwsAsync(restore(at('earlier'), at('x'), dataKey), {
      instanceOf: StartFailure,
      message: new RegExp(`another version \\(schema ${version}, this one knows 4\\)`),
    })
    t.false(existsSync(at('x')))
  }
})

// In a sample by turns with kills of the program.
const byTurns = playedIn(test, 1, 2)
byTurns('the program backs up a directory, with the key that the directory uses', async (t) => {
  const { folder, data, open, at } = place(t)
  const store = await open()
  await ask(store, 'bob')
  const env = { PATH: process.env.PATH, HOME: folder, DIRECTORY_KEY: dataKey.toString('hex') }
  const program = bundleOf('directory/cli/main.ts')
  const run = (...args: string[]) => promisify(execFile)(process.execPath, [program, ...args], { env })
  const { stdout, stderr } = await run('backup', at('a'), '--data', data)
  t.is(stderr, '')
  t.regex(stdout, /^Saved 0 users in /)
  if (process.platform !== 'win32') t.is(statSync(at('a')).mode & 0o777, 0o600)
  const again = await t.throwsAsync(run('backup', at('a'), '--data', data))
  t.like(again, { code: 70, stderr: `There is a file ${at('a')} already: choose another name.\n` })
  writeFileSync(join(data, 'tls.pem'), 'a certificate')
  t.regex(
    (await run('backup', at('c'), '--data', data)).stdout,
    /\nKeep a copy of \S+tls\.pem too: it is not in it/,
  )
  env.DIRECTORY_KEY = ''
  const nothing = await t.throwsAsync(run('backup', at('b'), '--data', at('nowhere')))
  t.like(nothing, {
    code: 70,
    stderr: `There is no sealed data in ${at('nowhere')}: name its folder with --data.\n`,
  })
  const keyless = await t.throwsAsync(run('backup', at('b'), '--data', data))
  t.regex((keyless as unknown as { stderr: string }).stderr, /its key is not in \S+directory\.key: give/)
  await store.close()
})

const withShell = sqlite3 ? test : test.skip
withShell('a decrypted backup opens in the sqlite3 shell', async (t) => {
  const { data, open, at } = place(t)
  const store = await open()
  await ask(store, 'bob')
  t.regex(await backup(data, dataKey, at('plain.sqlite'), true), /whoever has it can read it/)
  const shell = (sql: string) =>
    execFileSync('sqlite3', [at('plain.sqlite'), sql], { encoding: 'utf8' }).trim()
  t.is(shell('PRAGMA integrity_check'), 'ok')
  t.is(shell('SELECT asker, asked FROM friendships'), 'ann|bob')
  t.is(shell('SELECT sequence FROM position'), '1')
  await restore(at('plain.sqlite'), at('from-plain'), dataKey)
  await store.close()
})
