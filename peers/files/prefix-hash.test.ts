import { createHash } from 'node:crypto'
import test from 'ava'
import { atOnce, PrefixHashes } from './prefix-hash'

/** A file whose every byte tells where it stands, and how many bytes of it were read. */
function bigFile(size: number) {
  const counted = { bytes: 0 }
  const read = async (block: Buffer, at: number, length: number, position: number) => {
    const bytesRead = Math.max(0, Math.min(length, size - position))
    block.fill(position / 1024 / 1024, at, at + bytesRead)
    counted.bytes += bytesRead
    return { bytesRead, buffer: block }
  }
  return { counted, handle: { read } as unknown as Parameters<PrefixHashes['at']>[0] }
}

const MiB = 1024 * 1024

const reading = { stopped: () => false, onRead: () => {}, hashing: atOnce }

test('a friend who asks for any beginning, a hundred times over, has the file read once', async (t) => {
  const size = 64 * MiB
  const { counted, handle } = bigFile(size)
  const hashes = new PrefixHashes(size)
  for (let time = 0; time < 100; time++) await hashes.at(handle, size - 1, reading)
  t.is(counted.bytes, size - 1)
  // Anywhere else it is the way from the last hash that is kept, and no more.
  for (let time = 1; time <= 20; time++) await hashes.at(handle, size - time * 3 * MiB, reading)
  t.true(counted.bytes < size + 20 * 4 * MiB, `${counted.bytes}`)
})

test('a beginning has its hash, in whatever order they are asked for', async (t) => {
  const size = 10 * MiB
  const { handle } = bigFile(size)
  const content = Buffer.alloc(size)
  await handle.read(content, 0, size, 0)
  for (let at = 0; at < size; at += MiB) content.fill(at / MiB, at, at + MiB)
  const hashes = new PrefixHashes(size)
  for (const offset of [9 * MiB + 5, 1, 4 * MiB, 8 * MiB, 4 * MiB - 1, 0, size, size, 5 * MiB]) {
    const expected = createHash('sha256').update(content.subarray(0, offset)).digest('hex')
    // The reads here stay within a mebibyte, which has one value.
    t.is(await hashes.at(handle, offset, reading), expected, `${offset}`)
  }
})

test('where the file ends before, or nobody waits any more, there is none; a later question goes on', async (t) => {
  const { counted, handle } = bigFile(8 * MiB)
  const hashes = new PrefixHashes(8 * MiB)
  t.is(await hashes.at(handle, 9 * MiB, reading), null)
  t.is(await hashes.at(handle, 7 * MiB, { ...reading, stopped: () => true }), null)
  const before = counted.bytes
  t.truthy(await hashes.at(handle, 8 * MiB, reading))
  t.is(counted.bytes - before, 0)
})

test('who asks waits for each piece of hashing until the next may be done', async (t) => {
  const { counted, handle } = bigFile(8 * MiB)
  const pieces: (() => void)[] = []
  const hashing = (piece: () => void) => {
    piece()
    return new Promise<void>((resolve) => pieces.push(resolve))
  }
  const hash = new PrefixHashes(8 * MiB).at(handle, 3 * MiB, { ...reading, hashing })
  for (let piece = 1; piece <= 3; piece++) {
    while (pieces.length < piece) await new Promise(setImmediate)
    t.is(counted.bytes, piece * MiB, 'no more is read meanwhile')
    pieces.at(-1)?.()
  }
  t.is(await hash, await new PrefixHashes(8 * MiB).at(handle, 3 * MiB, reading))
})
