import { execFileSync } from 'node:child_process'
import fs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import type { Steps } from '../system/atomic-file'
import { failingAt } from './failing-steps-testing'
import { createAtomically, readWhole, writeAtomically } from './home-file'

const earlier = Buffer.from('the earlier content')
const later = Buffer.from('the later content, which is longer')

async function folder(t: ExecutionContext): Promise<string> {
  const path = await fs.mkdtemp(join(tmpdir(), 'atomic-file-'))
  t.teardown(() => fs.rm(path, { recursive: true }))
  return path
}

async function stepsOf(t: ExecutionContext, write: typeof writeAtomically | typeof createAtomically) {
  const { steps, taken } = failingAt(-1, '', false)
  await write(join(await folder(t), 'file'), later, steps)
  return taken
}

test('writes a private file into a private folder, and replaces it', async (t) => {
  const path = join(await folder(t), 'new', 'file')
  await writeAtomically(path, earlier)
  await writeAtomically(path, later)
  t.deepEqual(await readWhole(path, 100), later)
  t.is((await fs.stat(path)).mode & 0o777, 0o600)
  t.is((await fs.stat(join(path, '..'))).mode & 0o777, 0o700)
  t.deepEqual(await fs.readdir(join(path, '..')), ['file'])
})

test('forces the bytes to disk before it moves them, and the folder after', async (t) => {
  const around = (move: string[]) => [
    'mkdir',
    'open',
    'write',
    'sync',
    'close',
    ...move,
    'open',
    'sync',
    'close',
  ]
  t.deepEqual(await stepsOf(t, writeAtomically), around(['rename']))
  t.deepEqual(await stepsOf(t, createAtomically), around(['link', 'unlink']))
})

test('whichever step fails, the earlier content stays and nothing lies beside it', async (t) => {
  const all = await stepsOf(t, writeAtomically)
  for (const [index, name] of all.entries()) {
    const path = join(await folder(t), 'file')
    await fs.writeFile(path, earlier)
    const { steps } = failingAt(index, 'ENOSPC', false)
    const error = await t.throwsAsync(writeAtomically(path, later, steps), { code: 'FILE_FAILED' }, name)
    t.is(error?.message, `${path} could not be written: the disk is full: free some space and try again.`)
    t.deepEqual(await readWhole(path, 100), index > all.indexOf('rename') ? later : earlier, name)
    t.deepEqual(await fs.readdir(join(path, '..')), ['file'], name)
  }
})

test('killed at whichever step, the file is whole, and the next write works', async (t) => {
  const all = await stepsOf(t, writeAtomically)
  for (const [index, name] of all.entries()) {
    const path = join(await folder(t), 'file')
    await fs.writeFile(path, earlier)
    await t.throwsAsync(writeAtomically(path, later, failingAt(index, 'KILLED', true).steps))
    t.deepEqual(await readWhole(path, 100), index > all.indexOf('rename') ? later : earlier, name)
    await writeAtomically(path, later)
    t.deepEqual(await readWhole(path, 100), later, name)
  }
})

test('a file is created once, and never half', async (t) => {
  const all = await stepsOf(t, createAtomically)
  for (const [index, name] of all.entries()) {
    for (const killed of [false, true]) {
      const path = join(await folder(t), 'file')
      await t.throwsAsync(createAtomically(path, earlier, failingAt(index, 'EIO', killed).steps))
      t.deepEqual(await readWhole(path, 100), index > all.indexOf('link') ? earlier : null, name)
      const files = await fs.readdir(join(path, '..'))
      if (!killed) t.deepEqual(files, index > all.indexOf('link') ? ['file'] : [], name)
    }
  }
})

test('of many who create at once one wins, and the others change nothing', async (t) => {
  const path = join(await folder(t), 'new', 'file')
  const contents = Array.from({ length: 8 }, (_, index) => Buffer.from(`content ${index}`))
  const created = await Promise.all(contents.map((content) => createAtomically(path, content)))
  t.is(created.filter(Boolean).length, 1)
  t.deepEqual(await readWhole(path, 100), contents[created.indexOf(true)])
  t.deepEqual(await fs.readdir(join(path, '..')), ['file'])
})

test('makes each folder that is missing, private, and forces all of their names to the disk', async (t) => {
  const home = await folder(t)
  const { steps, taken } = failingAt(-1, '', false)
  await writeAtomically(join(home, 'a', 'b', 'c', 'file'), later, steps)
  t.is(taken.filter((step) => step === 'sync').length, 1 + 1 + 3)
  for (const made of ['a', 'a/b', 'a/b/c']) {
    t.is((await fs.stat(join(home, made))).mode & 0o777, 0o700)
  }
})

test('where no folder can be made, it ends and says so', async (t) => {
  let tries = 0
  // As /proc does: every folder that is there is there, and no other can be made.
  const mkdir = async (path: string): Promise<undefined> => {
    tries++
    const code = path === '/' ? 'EEXIST' : 'ENOENT'
    throw Object.assign(new Error(code), { code })
  }
  const steps: Steps = { ...failingAt(-1, '', false).steps, mkdir: mkdir as Steps['mkdir'] }
  await t.throwsAsync(writeAtomically('/nowhere/file', later, steps), {
    code: 'FILE_FAILED',
    message:
      '/nowhere/file could not be written: its folder is not there and cannot be made: choose another folder.',
  })
  t.true(tries < 10)
})

/** A disk that cannot keep links, as memory sticks are. */
function linkless(): Steps {
  const link = () => Promise.reject(Object.assign(new Error('EPERM'), { code: 'EPERM' }))
  return { ...failingAt(-1, '', false).steps, link }
}

test('a disk without links keeps files that are created once, too', async (t) => {
  const path = join(await folder(t), 'file')
  const contents = Array.from({ length: 8 }, (_, index) => Buffer.from(`content ${index}`))
  const created = await Promise.all(contents.map((content) => createAtomically(path, content, linkless())))
  t.is(created.filter(Boolean).length, 1)
  t.deepEqual(await readWhole(path, 100), contents[created.indexOf(true)])
  t.false(await createAtomically(path, later, linkless()))
  t.deepEqual(await readWhole(path, 100), contents[created.indexOf(true)])
  t.is((await fs.stat(path)).mode & 0o777, 0o600)
  t.deepEqual(await fs.readdir(join(path, '..')), ['file'])

  const rename = () => Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO' }))
  const other = join(path, '..', 'other')
  await t.throwsAsync(createAtomically(other, later, { ...linkless(), rename }), { code: 'FILE_FAILED' })
  t.deepEqual(await fs.readdir(join(path, '..')), ['file'])
})

test('says what stands in the way', async (t) => {
  const home = await folder(t)
  const file = join(home, 'file')
  await fs.writeFile(file, earlier)
  const notAFolder = { code: 'FILE_FAILED', message: /could not be .* path is not a folder/ }
  await t.throwsAsync(readWhole(join(file, 'child'), 100), notAFolder)
  await t.throwsAsync(writeAtomically(join(file, 'child', 'x'), later), notAFolder)
  await t.throwsAsync(writeAtomically(join(file, 'x'), later), {
    message: /a file stands where its folder should be/,
  })
  await t.throwsAsync(writeAtomically(home, later), { code: 'FILE_FAILED', message: /it is a folder/ })
  const denied = failingAt(1, 'EACCES', false).steps
  await t.throwsAsync(writeAtomically(file, later, denied), { message: /access is denied/ })
  t.deepEqual(await readWhole(file, 100), earlier)
})

test('reads nothing that is missing, too large, or no file', async (t) => {
  const home = await folder(t)
  t.is(await readWhole(join(home, 'none'), 100), null)
  await fs.writeFile(join(home, 'large'), Buffer.alloc(101))
  await t.throwsAsync(readWhole(join(home, 'large'), 100), {
    code: 'CORRUPT_FILE',
    message: /large is too large/,
  })
  await t.throwsAsync(readWhole(home, 100), { code: 'FILE_FAILED', message: /is not a file/ })
  const pipe = join(home, 'pipe')
  execFileSync('mkfifo', [pipe])
  await t.throwsAsync(readWhole(pipe, 100), { code: 'FILE_FAILED', message: /is not a file/ })
})
