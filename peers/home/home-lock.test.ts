import fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { lockHome } from './home-lock'

function folder(t: ExecutionContext): string {
  const path = fs.mkdtempSync(join(tmpdir(), 'home-lock-'))
  t.teardown(() => fs.rmSync(path, { recursive: true }))
  return path
}

const own = `lock.${process.pid}`

test('the home is made if there is none, locked, and given free again', async (t) => {
  const home = join(folder(t), 'new', 'home')
  const release = await lockHome(home)
  t.deepEqual(fs.readdirSync(home), [own])
  t.is(fs.statSync(home).mode & 0o777, 0o700)
  t.is(fs.statSync(join(home, own)).mode & 0o777, 0o600)
  release()
  t.deepEqual(fs.readdirSync(home), [])
})

test('the lock of a living process holds, and is left as it is', async (t) => {
  const home = folder(t)
  const other = join(home, `lock.${process.ppid}`)
  fs.writeFileSync(other, '')
  await t.throwsAsync(lockHome(home), {
    code: 'HOME_IN_USE',
    message: `Another peer uses ${home} (process ${process.ppid}): end it first, or delete ${other} if there is none.`,
  })
  t.deepEqual(fs.readdirSync(home), [`lock.${process.ppid}`])
})

test('what a killed program left half-written is gone once the home is locked, and not before', async (t) => {
  const home = folder(t)
  const [half, other] = ['contacts.0123456789ab.tmp', `lock.${process.ppid}`]
  for (const name of [half, other]) fs.writeFileSync(join(home, name), '')
  await t.throwsAsync(lockHome(home), { code: 'HOME_IN_USE' })
  t.true(fs.existsSync(join(home, half)))
  fs.rmSync(join(home, other))
  const release = await lockHome(home)
  t.deepEqual(fs.readdirSync(home), [own])
  release()
})

test('a home that cannot be made is one sentence', async (t) => {
  const file = join(folder(t), 'file')
  fs.writeFileSync(file, 'in the way')
  await t.throwsAsync(lockHome(join(file, 'home')), {
    code: 'FILE_FAILED',
    message: /a part of its path is not a folder/,
  })
  if (process.platform !== 'linux') return
  // Node's own recursive mkdir never comes back from there.
  for (const home of ['/proc/home', '/proc/some/home', `/proc/${process.pid}/home`]) {
    await t.throwsAsync(lockHome(home), {
      code: 'FILE_FAILED',
      message: new RegExp(
        `^${home}/${own} could not be written: its folder is not there and cannot be made:`,
      ),
    })
  }
})
