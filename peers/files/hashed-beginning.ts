/**
 * What was hashed of a file that is not complete, kept between two sessions of one run: a friend who comes and goes must
 * not have all that is here read and hashed each time. Not on disk: after a power cut the file may not be what was
 * written, and then all of it is hashed anew.
 */

import { createHash, type Hash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { type HashedReading, hashOn } from './prefix-hash'

/** Of one file at a time. */
export class HashedBeginning {
  #kept: { readonly hash: Hash; readonly bytes: number; readonly file: string } | null = null

  /**
   * @param length how many bytes from the beginning on.
   * @returns the hash, to go on with, and how many bytes went into it: fewer where the file ends before, or where it was
   * stopped; what was hashed until then is kept.
   * @throws what the system says of a failed read.
   */
  async of(
    handle: FileHandle,
    length: number,
    reading: HashedReading,
  ): Promise<{ readonly hash: Hash; readonly bytes: number }> {
    const kept = this.#kept
    const goesOn = kept && kept.bytes <= length && kept.file === (await nameOf(handle))
    const hash = goesOn ? kept.hash.copy() : createHash('sha256')
    const bytes = await hashOn(handle, hash, goesOn ? kept.bytes : 0, length, reading)
    await this.keep(handle, hash, bytes)
    return { hash: hash.copy(), bytes }
  }

  /** The file has just these bytes, or more, and nobody writes to it from now on. @param hash must not change any more. */
  async keep(handle: FileHandle, hash: Hash, bytes: number): Promise<void> {
    this.#kept = { hash, bytes, file: await nameOf(handle) }
  }

  forget(): void {
    this.#kept = null
  }
}

/** @returns what is another one as soon as the file is, or somebody has written to it. */
async function nameOf(handle: FileHandle): Promise<string> {
  const { dev, ino, size, mtimeNs } = await handle.stat({ bigint: true })
  return [dev, ino, size, mtimeNs].join(' ')
}
