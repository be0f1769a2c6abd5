import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { FolderInUse, lockFolder } from './lock-file'

function folder(t: ExecutionContext): string {
  const path = fs.mkdtempSync(join(tmpdir(), 'lock-file-'))
  t.teardown(() => fs.rmSync(path, { recursive: true }))
  return path
}

const own = `lock.${process.pid}`

test('a folder is locked once, until it is given free, also under another name', async (t) => {
  const place = folder(t)
  const alias = join(folder(t), 'alias')
  fs.symlinkSync(place, alias)
  const release = await lockFolder(place)
  for (const name of [place, alias]) {
    const error = await t.throwsAsync(lockFolder(name), { instanceOf: FolderInUse })
    t.like(error, { pid: process.pid, file: join(name, own) })
  }
  t.deepEqual(fs.readdirSync(place), [own])
  t.is(fs.statSync(join(place, own)).mode & 0o777, 0o600)
  release()
  t.deepEqual(fs.readdirSync(place), [])
  ;(await lockFolder(alias))()
})

test('of two claims at once one wins', async (t) => {
  const place = folder(t)
  const claims = await Promise.allSettled([lockFolder(place), lockFolder(place)])
  t.deepEqual(claims.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
})

test('the lock of a living process holds, whatever it says of itself, and is left as it is', async (t) => {
  const place = folder(t)
  const other = join(place, `lock.${process.ppid}`)
  // Nothing where no start was seen; a word of another version may be of a program that runs.
  for (const content of ['', 'another word', `${randomUUID()} 1234`]) {
    fs.writeFileSync(other, content)
    const error = await t.throwsAsync(lockFolder(place), { instanceOf: FolderInUse }, content)
    t.like(error, { pid: process.ppid, file: other })
    t.deepEqual(fs.readdirSync(place), [`lock.${process.ppid}`])
  }
})

test('the lock of a dead process does not hold, and what is no lock stays', async (t) => {
  const place = folder(t)
  // Beyond the largest number that any of our systems gives a process (proc(5), pid_max).
  const names = ['lock.2147483647', 'lock.0', 'lock.01', 'lock.1.tmp', 'lock', 'identity']
  for (const name of names) fs.writeFileSync(join(place, name), '1')
  const release = await lockFolder(place)
  t.deepEqual(fs.readdirSync(place).sort(), [...names.slice(1), own].sort())
  release()
})

test('locks that were never finished go with their processes, and hold nobody up', async (t) => {
  const place = folder(t)
  const living = `lock.${process.ppid}.0123456789ab.tmp`
  for (const name of [living, 'lock.2147483647.0123456789ab.tmp']) fs.writeFileSync(join(place, name), '')
  const release = await lockFolder(place)
  t.deepEqual(fs.readdirSync(place).sort(), [own, living].sort())
  release()
})

test('a lock with our own number is of an earlier process that had it', async (t) => {
  const place = folder(t)
  fs.writeFileSync(join(place, own), '1')
  ;(await lockFolder(place))()
  t.deepEqual(fs.readdirSync(place), [])
})

const onLinux = process.platform === 'linux' ? test : test.skip
onLinux('the lock of a dead process whose number is in use again does not hold', async (t) => {
  const place = folder(t)
  fs.writeFileSync(join(place, `lock.${process.ppid}`), '01234567.1')
  const release = await lockFolder(place)
  t.deepEqual(fs.readdirSync(place), [own])
  release()
})
