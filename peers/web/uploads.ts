/**
 * Files that are dropped onto the page. A browser does not say where a file is, so its bytes are copied into the home, and
 * go from there to the friend; the copy is removed when the transfer has ended.
 */

import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { safeFileName } from '../files/file-name'
import { LENGTH_BYTES, MAX_LIST_BYTES, readList, safePaths } from '../files/pack'
import type { TransferView } from '../files/transfer-view'
import { MAX_FILE_BYTES } from '../home/private-file'
import { PeerError } from '../protocol/errors'

const LONGEST_PASSPHRASE = 1024

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
  take<T>(name: string, content: Readable, use: (path: string) => Promise<T>): Promise<T> {
    return this.#taken(async (folder) => {
      const path = join(folder, safeFileName(name))
      await copy(content, path)
      return use(path)
    })
  }

  /**
   * Copies several files, which come as a pack. @param use is given what lies in the copy's folder.
   * @throws PeerError MALFORMED, BAD_TEXT where it is none, and as {@link take}.
   */
  takePack<T>(content: Readable, use: (paths: readonly string[]) => Promise<T>): Promise<T> {
    return this.#taken(async (folder) => {
      const bytes = new Bytes(content)
      const length = (await bytes.whole(LENGTH_BYTES)).readUInt32BE()
      if (length > MAX_LIST_BYTES) throw new PeerError('MALFORMED')
      const packed = readList(await bytes.whole(length))
      const paths = safePaths(
        packed.map(({ path }) => path),
        safeFileName,
      )
      for (const [index, path] of paths.entries()) {
        await mkdir(dirname(join(folder, path)), { recursive: true, mode: 0o700 })
        await copy(bytes.next(packed[index]!.size), join(folder, path))
      }
      return use([...new Set(paths.map((path) => join(folder, path.split('/')[0]!)))])
    })
  }

  /**
   * Copies what comes as a passphrase behind its length, and then a file under it, for `use` alone.
   * @throws PeerError MALFORMED where it is not so; and as {@link take}.
   */
  takeSealed<T>(content: Readable, use: (path: string, passphrase: string) => Promise<T>): Promise<T> {
    return this.#lent(async (path) => {
      const bytes = new Bytes(content)
      const length = (await bytes.whole(LENGTH_BYTES)).readUInt32BE()
      if (length > LONGEST_PASSPHRASE) throw new PeerError('MALFORMED')
      const passphrase = (await bytes.whole(length)).toString('utf8')
      await copy(bytes.rest(MAX_FILE_BYTES), path)
      return use(path, passphrase)
    })
  }

  /** @param make writes a file to a path. @returns what it wrote: nothing of it stays here. @throws what `make` throws. */
  make(make: (path: string) => Promise<void>): Promise<Buffer> {
    return this.#lent(async (path) => {
      await make(path)
      return readFile(path)
    })
  }

  /** A path for a file that is there for this work alone. */
  #lent<T>(work: (path: string) => Promise<T>): Promise<T> {
    return this.#taken(async (folder) => {
      try {
        return await work(join(folder, 'export'))
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    })
  }

  async #taken<T>(work: (folder: string) => Promise<T>): Promise<T> {
    const folder = join(this.#folder, randomBytes(16).toString('hex'))
    this.#fresh.add(folder)
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      return await work(folder)
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

function copy(content: AsyncIterable<Buffer>, path: string): Promise<void> {
  return pipeline(content, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
}

/** A stream by as many bytes as are asked for. @throws PeerError MALFORMED where it ends before. */
class Bytes {
  readonly #chunks: AsyncIterator<Buffer>
  #rest: Buffer = Buffer.alloc(0)

  constructor(content: Readable) {
    this.#chunks = content[Symbol.asyncIterator]()
  }

  async *next(length: number): AsyncGenerator<Buffer, void> {
    for (let left = length; left > 0; ) {
      if (this.#rest.length === 0) {
        const chunk = await this.#chunks.next()
        if (chunk.done) throw new PeerError('MALFORMED')
        this.#rest = chunk.value
      }
      const part = this.#rest.subarray(0, left)
      this.#rest = this.#rest.subarray(part.length)
      left -= part.length
      yield part
    }
  }

  /** All that is left. @throws PeerError MALFORMED where that is more than `most`. */
  async *rest(most: number): AsyncGenerator<Buffer, void> {
    let length = 0
    for (let part = this.#rest; ; ) {
      length += part.length
      if (length > most) throw new PeerError('MALFORMED')
      yield part
      const chunk = await this.#chunks.next()
      if (chunk.done) return
      part = chunk.value
    }
  }

  async whole(length: number): Promise<Buffer> {
    const parts: Buffer[] = []
    for await (const part of this.next(length)) parts.push(part)
    return Buffer.concat(parts)
  }
}
