import { createHash } from 'node:crypto'
import fs, { type FileHandle } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { HashedBeginning } from './hashed-beginning'
import { Partial, type PartialFiles } from './partial'
import { atOnce } from './prefix-hash'
import { content } from './transfer-testing'

const bytes = content(1_000_000)
const go = { stopped: () => false, hashing: atOnce }
const open = (file: string, size: number, files: PartialFiles, beginning = new HashedBeginning()) =>
  Partial.open(file, size, beginning, go, files)

async function path(t: ExecutionContext): Promise<string> {
  const folder = await fs.mkdtemp(join(tmpdir(), 'partial-'))
  t.teardown(() => fs.rm(folder, { recursive: true }))
  return join(folder, 'file')
}

/** The real file system, but for how much of a write it takes, and what it says then. */
function filesThat(writev: (handle: FileHandle, buffers: readonly Buffer[], at: number) => Promise<number>) {
  const open = async (file: string, flags: number, mode: number) => {
    const handle = await fs.open(file, flags, mode)
    handle.writev = (async (buffers: Buffer[], at: number) => ({
      bytesWritten: await writev(handle, buffers, at),
      buffers,
    })) as typeof handle.writev
    return handle
  }
  return { open: open as typeof fs.open }
}

test('a system that takes only a part of each write gets the rest', async (t) => {
  const file = await path(t)
  const partly = filesThat(async (handle, buffers, at) => {
    const all = Buffer.concat(buffers)
    return (await handle.write(all, 0, Math.min(777, all.length), at)).bytesWritten
  })
  const partial = (await open(file, bytes.length, partly))!
  for (let at = 0; at < bytes.length; at += 10_000) await partial.write(bytes.subarray(at, at + 10_000))
  await partial.sync()
  t.is(partial.length, bytes.length)
  t.is(partial.sha256(), createHash('sha256').update(bytes).digest('hex'))
  await partial.close()
  t.true(bytes.equals(await fs.readFile(file)))
})

test('chunks wait while the disk is busy', async (t) => {
  let release = () => {}
  const busy = new Promise<void>((resolve) => {
    release = resolve
  })
  const slow = filesThat(async (handle, buffers, at) => {
    await busy
    const all = Buffer.concat(buffers)
    return (await handle.write(all, 0, all.length, at)).bytesWritten
  })
  const partial = (await open(await path(t), 10_000_000, slow))!
  t.is(partial.write(bytes), undefined)
  const room = partial.write(bytes)
  t.truthy(room)
  release()
  await room
  await partial.sync()
  await partial.close()
})

test('what the system says reaches whoever waits, and every later chunk', async (t) => {
  const full = filesThat(() => Promise.reject(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })))
  const partial = (await open(await path(t), 10_000_000, full))!
  partial.write(bytes)
  await t.throwsAsync(async () => partial.write(bytes), { code: 'ENOSPC' })
  await t.throwsAsync(async () => partial.write(bytes), { code: 'ENOSPC' })
  await t.throwsAsync(partial.sync(), { code: 'ENOSPC' })
  await partial.close()
})

test('more than the announced size is cut off, and a link is not followed', async (t) => {
  const file = await path(t)
  await fs.writeFile(file, bytes)
  const partial = (await open(file, 1000, fs))!
  t.is(partial.length, 1000)
  await partial.close()
  t.is((await fs.stat(file)).size, 1000)
  await fs.symlink(file, `${file}-link`)
  await t.throwsAsync(open(`${file}-link`, 10, fs), { code: 'ELOOP' })
  t.is((await fs.stat(file)).size, 1000)
})

test('who is stopped while reading what is there leaves it as it is', async (t) => {
  const file = await path(t)
  await fs.writeFile(file, bytes)
  t.is(
    await Partial.open(file, bytes.length, new HashedBeginning(), { ...go, stopped: () => true }, fs),
    null,
  )
  t.true(bytes.equals(await fs.readFile(file)))
})
