/** SHA-256 over the beginning of an open file, without holding up the program or its memory. */

import { createHash, type Hash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'

const BLOCK_BYTES = 1024 * 1024

/**
 * @param length how many bytes from the beginning on.
 * @param onRead is told how many bytes have been read so far.
 * @param stopped is asked between two blocks.
 * @returns the hash, to go on with, and how many bytes went into it: fewer than `length` where the file ends before,
 * or where it was stopped.
 * @throws what the system says of a failed read.
 */
export async function hashBeginning(
  handle: FileHandle,
  length: number,
  onRead: (bytes: number) => void = () => {},
  stopped: () => boolean = () => false,
): Promise<{ readonly hash: Hash; readonly bytes: number }> {
  const hash = createHash('sha256')
  const block = Buffer.allocUnsafe(Math.min(BLOCK_BYTES, Math.max(length, 1)))
  let bytes = 0
  while (bytes < length && !stopped()) {
    const { bytesRead } = await handle.read(block, 0, Math.min(block.length, length - bytes), bytes)
    if (bytesRead === 0) break
    hash.update(block.subarray(0, bytesRead))
    bytes += bytesRead
    onRead(bytes)
  }
  return { hash, bytes }
}
