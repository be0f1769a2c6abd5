/**
 * Files that are dropped onto the page. A browser does not say where a file is, so its bytes are copied into the home, and
 * go from there to the friend; the copy is removed when the transfer has ended.
 */

import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { safeFileName } from '../files/file-name'
import type { TransferView } from '../files/transfer-view'

export class Uploads {
  readonly #folder: string
  /** Folders whose transfer is not known yet. */
  readonly #fresh = new Set<string>()

  constructor(home: string) {
    this.#folder = join(home, 'uploads')
  }

  /** How many are being copied, or offered. */
  get underWay(): number {
    return this.#fresh.size
  }

  /**
   * Copies a file, each into a folder of its own, since the friend sees its name.
   * @param use what is done with the copy: it stays where that succeeds. @throws what the system and `use` throw.
   */
  async take<T>(name: string, content: Readable, use: (path: string) => Promise<T>): Promise<T> {
    const folder = join(this.#folder, randomBytes(16).toString('hex'))
    this.#fresh.add(folder)
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const path = join(folder, safeFileName(name))
      await pipeline(content, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
      return await use(path)
    } catch (error) {
      await rm(folder, { recursive: true, force: true })
      throw error
    } finally {
      this.#fresh.delete(folder)
    }
  }

  /** Removes every copy that no transfer needs any more. @param transfers all that there are. */
  async tidy(transfers: readonly TransferView[]): Promise<void> {
    const needed = transfers.flatMap(({ direction, state, path }) =>
      direction === 'out' && path !== null && state !== 'finished' && state !== 'ended'
        ? [dirname(path)]
        : [],
    )
    const there = await readdir(this.#folder).catch(() => [])
    const folders = there.map((name) => join(this.#folder, name))
    const left = folders.filter((folder) => !needed.includes(folder) && !this.#fresh.has(folder))
    await Promise.all(left.map((folder) => rm(folder, { recursive: true, force: true })))
  }
}
