import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { temporaryFolder } from '../directory-testing'
import { StartFailure } from '../refusal'
import { lock } from './lock'

function folder(t: { teardown(remove: () => void): void }): string {
  const { folder, remove } = temporaryFolder()
  t.teardown(remove)
  return folder
}

test('a folder is locked once, until it is given free', (t) => {
  const place = folder(t)
  const release = lock(place)
  const error = t.throws(() => lock(place), { instanceOf: StartFailure })
  t.is(error.exitStatus, 70)
  t.regex(error.message, /Another directory uses/)
  release()
  t.deepEqual(readdirSync(place), [])
  lock(place)()
})

test('the lock of a living process holds, and is left as it is', (t) => {
  const place = folder(t)
  writeFileSync(join(place, `lock.${process.ppid}`), 'somebody ')
  t.throws(() => lock(place), { message: new RegExp(`lock\\.${process.ppid} if there is none`) })
  t.deepEqual(readdirSync(place), [`lock.${process.ppid}`])
})

test('the lock of a dead process does not hold', (t) => {
  const place = folder(t)
  // Beyond the largest number that any of our systems gives a process (proc(5), pid_max).
  writeFileSync(join(place, 'lock.2147483647'), 'somebody ')
  const release = lock(place)
  t.deepEqual(readdirSync(place), [`lock.${process.pid}`])
  release()
})

test('a lock with our own number is of an earlier process that had it', (t) => {
  const place = folder(t)
  writeFileSync(join(place, `lock.${process.pid}`), 'somebody ')
  t.notThrows(() => lock(place)())
})

const onLinux = process.platform === 'linux' ? test : test.skip
onLinux('the lock of a dead process whose number is in use again does not hold', (t) => {
  const place = folder(t)
  writeFileSync(join(place, `lock.${process.ppid}`), 'somebody 1')
  t.notThrows(() => lock(place)())
})
