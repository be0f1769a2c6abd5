import { createHash } from 'node:crypto'
import fs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { HashedBeginning } from './hashed-beginning'
import { Partial } from './partial'
import { content } from './transfer-testing'

const MiB = 1024 * 1024
const bytes = content(3 * MiB)
const sha256 = (length: number) => createHash('sha256').update(bytes.subarray(0, length)).digest('hex')

/** A file that is not complete, in one session after the other. */
async function incomplete(t: ExecutionContext, length: number) {
  const folder = await fs.mkdtemp(join(tmpdir(), 'beginning-'))
  t.teardown(() => fs.rm(folder, { recursive: true }))
  const path = join(folder, 'file')
  await fs.writeFile(path, bytes.subarray(0, length))
  const beginning = new HashedBeginning()
  const counted = { pieces: 0 }
  const hashing = (piece: () => void) => {
    counted.pieces += 1
    piece()
  }
  const open = (stopped = () => false, files: Pick<typeof fs, 'open'> = fs) =>
    Partial.open(path, bytes.length, beginning, { stopped, hashing }, files)
  return { path, counted, open }
}

test('a friend who comes and goes has what is here hashed once', async (t) => {
  const { counted, open } = await incomplete(t, 2 * MiB)
  for (let session = 0; session < 5; session++) {
    const partial = (await open())!
    t.is(partial.sha256(), sha256(2 * MiB + session * 1_000))
    await partial.write(bytes.subarray(partial.length, partial.length + 1_000))
    await partial.close()
  }
  t.is(counted.pieces, 2)
})

test('a session that ends while it is hashed costs no piece twice', async (t) => {
  const { counted, open } = await incomplete(t, 3 * MiB)
  for (const pieces of [1, 2]) t.is(await open(() => counted.pieces >= pieces), null)
  const partial = (await open())!
  t.is(partial.sha256(), sha256(3 * MiB))
  await partial.close()
  t.is(counted.pieces, 3)
})

test('a file that somebody has written to is hashed anew', async (t) => {
  const { path, counted, open } = await incomplete(t, MiB)
  await (await open())!.close()
  const other = Buffer.alloc(MiB, 1)
  await fs.writeFile(path, other)
  const partial = (await open())!
  t.is(partial.sha256(), createHash('sha256').update(other).digest('hex'))
  await partial.close()
  t.is(counted.pieces, 2)
})

test('after a step that failed, what is there is hashed and not what should be', async (t) => {
  const { open } = await incomplete(t, MiB)
  const refusing = async (file: string, flags: number, mode: number) => {
    const handle = await fs.open(file, flags, mode)
    const { truncate } = handle
    // The beginning is not the sender's: it is to be emptied.
    handle.truncate = (length) =>
      length === 0 ? Promise.reject(new Error('EIO')) : truncate.call(handle, length)
    return handle
  }
  const failing = (await open(undefined, { open: refusing as typeof fs.open }))!
  failing.restart()
  failing.write(bytes.subarray(MiB, MiB + 1_000))
  await failing.close()
  const partial = (await open())!
  t.deepEqual([partial.length, partial.sha256()], [MiB, sha256(MiB)])
  await partial.close()
})
