import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { dataKey, temporaryFolder } from '../directory-testing'
import { StartFailure } from '../refusal'
import { openDataFolder } from './data-folder'
import { Database } from './database'
import { Seal } from './sealed'
import { decodeSnapshot, encodeSnapshot } from './snapshot'
import type { Store } from './store'

function place(t: { teardown(remove: () => void): void }) {
  const { folder, remove } = temporaryFolder()
  t.teardown(remove)
  return {
    folder,
    snapshot: join(folder, 'directory.snapshot'),
    journal: join(folder, 'directory.journal'),
    open: () => openDataFolder(folder, dataKey, 1 << 20, () => t),
  }
}

const ask = (store: Store, name: string) =>
  store.write(() => ({ changes: [['ask', 'ann', name]], answer: undefined }))

const asks = (store: Store) =>
  store.reader
    .all<{ asked: string }>('SELECT asked FROM friendships ORDER BY asked')
    .map(({ asked }) => asked)

/** The folder's files as a crash would leave them: taken before the store that made them is closed. */
function photograph(folder: string): () => void {
  const names = readdirSync(folder).filter((name) => !name.startsWith('lock.'))
  const files = names.map((name) => [join(folder, name), readFileSync(join(folder, name))] as const)
  return () => {
    for (const name of readdirSync(folder)) rmSync(join(folder, name))
    for (const [path, bytes] of files) writeFileSync(path, bytes)
  }
}

test('what was written is there after a restart, from the snapshot and from the journal', async (t) => {
  const { folder, snapshot, journal, open } = place(t)
  const first = await open()
  await ask(first, 'bob')
  await first.close()
  t.is(statSync(journal).size, 0)
  t.true(existsSync(snapshot))

  const second = await open()
  await ask(second, 'eve')
  const crash = photograph(folder)
  await second.close()
  crash()
  t.true(statSync(journal).size > 0)

  // What a kill leaves half-written does not pile up.
  writeFileSync(`${snapshot}.0123456789ab.tmp`, 'half')
  const third = await open()
  t.deepEqual(asks(third), ['bob', 'eve'])
  await third.close()
  t.deepEqual(readdirSync(folder).sort(), ['directory.journal', 'directory.snapshot'])
})

test('a crash between a new snapshot and the start of a new journal applies nothing twice', async (t) => {
  const { journal, open } = place(t)
  const first = await open()
  await ask(first, 'bob')
  await ask(first, 'eve')
  const old = readFileSync(journal)
  await first.close()
  writeFileSync(journal, old)

  // To insert the same rows again would be refused by their key: the start would fail.
  const second = await open()
  t.deepEqual(asks(second), ['bob', 'eve'])
  await ask(second, 'zoe')
  await second.close()
  const third = await open()
  t.deepEqual(asks(third), ['bob', 'eve', 'zoe'])
  await third.close()
})

test('a torn last line is dropped, in every form it can have, and the next one stands in its place', async (t) => {
  const { folder, journal, open } = place(t)
  const first = await open()
  await ask(first, 'bob')
  const whole = statSync(journal).size
  // Longer than the next line will be, which therefore does not simply cover it.
  await ask(first, 'eve-of-the-long-name')
  const crash = photograph(folder)
  await first.close()
  crash()
  const full = readFileSync(journal)
  const torn = [Buffer.from(full).fill(0, whole + 20, whole + 40)]
  for (let size = whole; size < full.length; size += 7) torn.push(full.subarray(0, size))
  for (const content of torn) {
    crash()
    writeFileSync(journal, content)
    const store = await open()
    t.deepEqual(asks(store), ['bob'], `${content.length} bytes`)
    await ask(store, 'zoe')
    const crashAgain = photograph(folder)
    await store.close()
    crashAgain()
    const again = await open()
    t.deepEqual(asks(again), ['bob', 'zoe'])
    await again.close()
  }
})

test('damage to a line that was saved stops the start in a sentence, and destroys nothing', async (t) => {
  const { folder, journal, open } = place(t)
  const first = await open()
  for (const name of ['bob', 'eve', 'zoe']) await ask(first, name)
  const crash = photograph(folder)
  await first.close()
  crash()
  const damaged = readFileSync(journal)
  damaged[damaged.indexOf('\n2 ') + 20]! ^= 1
  writeFileSync(journal, damaged)
  const error = await t.throwsAsync(open(), { instanceOf: StartFailure })
  t.is(error.exitStatus, 70)
  t.regex(error.message, /directory\.journal cannot be repeated \(line 2 is damaged\)/)
  t.deepEqual(readFileSync(journal), damaged)
  t.deepEqual(readdirSync(folder).sort(), ['directory.journal', 'directory.snapshot'])
})

test('a snapshot that is damaged, foreign, of another version or missing stops the start', async (t) => {
  const { snapshot, open } = place(t)
  const first = await open()
  for (let i = 0; i < 300; i++) await ask(first, `friend-of-some-length-${i}`)
  await first.close()
  const good = readFileSync(snapshot)
  const flipped = (at: number) => {
    const bytes = Buffer.from(good)
    bytes[at]! ^= 1
    return bytes
  }
  const { seal, sqlite } = decodeSnapshot(dataKey, good)
  const sealed = (bytes: Buffer) => encodeSnapshot(seal, bytes)
  for (const [bytes, reason] of [
    [Buffer.from('not a snapshot'.repeat(100)), /not a snapshot of this directory/],
    [Buffer.alloc(0), /not a snapshot of this directory/],
    [good.subarray(0, good.length - 4096), /it is damaged/],
    [good.subarray(0, 40), /it is damaged/],
    [flipped(8), /it is damaged/],
    [flipped(12), /it is damaged/],
    [flipped(30), /it is damaged/],
    [flipped(good.length >> 1), /it is damaged/],
    [flipped(good.length - 1), /it is damaged/],
    [encodeSnapshot(Seal.fresh(Buffer.alloc(32, 8)), sqlite), /sealed with another key: give the one/],
    [sealed(Buffer.from(sqlite).fill(0, 68, 72)), /not a database of this directory/],
    [sealed(Buffer.from(sqlite).fill(9, 60, 64)), /another version \(schema 151587081, this one knows 4\)/],
    [sealed(Buffer.from(sqlite).fill(0, 60, 64)), /another version \(schema 0, this one knows 4\)/],
    [sealed(Buffer.from(sqlite).fill(1, 63, 64)), /another version \(schema 1, this one knows 4\)/],
    [sealed(Buffer.from(sqlite).fill(2, 63, 64)), /another version \(schema 2, this one knows 4\)/],
  ] as const) {
    writeFileSync(snapshot, bytes)
    const error = await t.throwsAsync(open(), { instanceOf: StartFailure })
    t.regex(error.message, reason)
    t.regex(error.message, /cannot be loaded/)
    t.deepEqual(readFileSync(snapshot), Buffer.from(bytes))
  }
  writeFileSync(snapshot, good)
  const again = await open()
  await ask(again, 'bob')
  // As a crash: the journal goes on from a snapshot that is then taken away.
  rmSync(snapshot)
  const lost = photograph(join(snapshot, '..'))
  await again.close()
  lost()
  await t.throwsAsync(open(), { message: /snapshot it belongs to is missing/ })
})

test('every number that a change can carry survives a snapshot', async (t) => {
  const database = await Database.create()
  const numbers = [0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 40 + 1, Number.MAX_SAFE_INTEGER]
  database.apply(
    1,
    numbers.map((n) => ['addToken', `${n}`, 'ann', n]),
  )
  const loaded = await Database.load(database.export(), { check: true })
  const rows = loaded.all<{ hash: string; expires: number }>('SELECT hash, expires FROM tokens')
  t.is(rows.length, numbers.length)
  for (const { hash, expires } of rows) t.is(hash, `${expires}`)
  // The export leaves the database in use.
  database.apply(2, [['dropTokensUntil', 2 ** 31]])
  t.is(database.all('SELECT * FROM tokens').length, 2)
})

const onPosix = process.platform === 'win32' ? test.skip : test
onPosix('a snapshot takes the place of the old one, which stays whole until then', async (t) => {
  const { folder, snapshot, open } = place(t)
  const first = await open()
  await ask(first, 'bob')
  await first.close()
  const old = readFileSync(snapshot)
  // Whoever opened the old one goes on seeing it: nothing was ever written into it.
  const reader = openSync(snapshot, 'r')
  t.teardown(() => closeSync(reader))
  const second = await open()
  await ask(second, 'eve')
  await second.close()
  t.notDeepEqual(readFileSync(snapshot), old)
  t.deepEqual(readFileSync(reader), old)
  t.deepEqual(readdirSync(folder).sort(), ['directory.journal', 'directory.snapshot'])
})

onPosix('everything is for its owner only', async (t) => {
  const { folder } = place(t)
  const inner = join(folder, 'a', 'b')
  const store = await openDataFolder(inner, dataKey, 1, () => {})
  await ask(store, 'bob')
  t.is(statSync(join(folder, 'a')).mode & 0o777, 0o700)
  t.is(statSync(inner).mode & 0o777, 0o700)
  for (const name of readdirSync(inner)) t.is(statSync(join(inner, name)).mode & 0o777, 0o600, name)
  await store.close()
  t.is(statSync(join(inner, 'directory.snapshot')).mode & 0o777, 0o600)
})

test('nothing on the disk is readable without the key', async (t) => {
  const { folder, open } = place(t)
  const first = await open()
  await ask(first, 'bob-of-the-long-name')
  await first.close()
  const second = await open()
  await ask(second, 'eve-of-the-long-name')
  for (const name of readdirSync(folder)) {
    const bytes = readFileSync(join(folder, name))
    for (const word of ['long-name', 'SQLite', 'ann', 'friendships'])
      t.false(bytes.includes(word), `${name}: ${word}`)
  }
  await second.close()
})
