/**
 * A file that is not complete yet, in the peer's home. Chunks are appended as they come; after a cut or a kill it
 * goes on behind what is there. How much of that can be believed is not written down anywhere: all of it is hashed
 * again, and the sender compares, so a block that a power cut left empty is noticed.
 */

import { createHash, type Hash } from 'node:crypto'
import { constants } from 'node:fs'
import type fs from 'node:fs/promises'
import { flush } from '../system/durable'
import type { HashedBeginning } from './hashed-beginning'
import type { HashedReading } from './prefix-hash'

export type PartialFiles = Pick<typeof fs, 'open'>

/** More than this waits to be written: the next chunk has to wait. */
const MAX_QUEUED_BYTES = 1024 * 1024

/** After so many bytes they are forced to disk, so that a power cut costs no more than that. */
const SYNC_BYTES = 64 * 1024 * 1024

export class Partial {
  readonly #handle: fs.FileHandle
  readonly #beginning: HashedBeginning
  #hash: Hash
  /** Bytes of the file that are here, written or queued. */
  #length: number
  #queue: Buffer[] = []
  #queued = 0
  #written: number
  #synced: number
  #truncate = false
  #writing: Promise<void> | null = null
  #syncing: Promise<void> = Promise.resolve()
  #failure: { readonly error: unknown } | null = null
  #roomWanted: (() => void)[] = []

  private constructor(handle: fs.FileHandle, hash: Hash, length: number, beginning: HashedBeginning) {
    this.#handle = handle
    this.#beginning = beginning
    this.#hash = hash
    this.#length = length
    this.#written = length
    this.#synced = length
  }

  /**
   * Makes the file, mode 0600, or takes what is there, but no more than `size` bytes of it.
   * @param beginning what is known of it from before in this run; it is told what is known then.
   * @param reading how what is there is hashed; stopped gives up.
   * @returns null if it was stopped. @throws what the system says.
   */
  static async open(
    path: string,
    size: number,
    beginning: HashedBeginning,
    reading: Pick<HashedReading, 'stopped' | 'hashing'>,
    files: PartialFiles,
  ): Promise<Partial | null> {
    // On Windows there are no links to follow here, and no such flag.
    const flags = constants.O_RDWR | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0)
    const handle = await files.open(path, flags, 0o600)
    try {
      const there = Math.min((await handle.stat()).size, size)
      const { hash, bytes } = await beginning.of(handle, there, { ...reading, onRead: () => {} })
      // Before it is cut to what was read: stopped half-way, that is less than what is there.
      if (!reading.stopped()) {
        await handle.truncate(bytes)
        return new Partial(handle, hash, bytes, beginning)
      }
    } catch (error) {
      await handle.close().catch(() => {})
      throw error
    }
    await handle.close()
    return null
  }

  get length(): number {
    return this.#length
  }

  /** SHA-256 in hex over the bytes that are here. */
  sha256(): string {
    return this.#hash.copy().digest('hex')
  }

  /** Forgets what is here. */
  restart(): void {
    this.#hash = createHash('sha256')
    this.#length = 0
    this.#queue = []
    this.#queued = 0
    this.#truncate = true
  }

  /**
   * Appends. @param bytes must not change any more.
   * @returns what settles when the next may come; undefined for at once. @throws, or rejects with, what the system
   * said of this write or an earlier one.
   */
  write(bytes: Buffer): Promise<void> | undefined {
    if (this.#failure) throw this.#failure.error
    this.#hash.update(bytes)
    this.#queue.push(bytes)
    this.#queued += bytes.length
    this.#length += bytes.length
    this.#writing ??= this.#work()
    if (this.#queued <= MAX_QUEUED_BYTES) return undefined
    return new Promise<void>((resolve) => this.#roomWanted.push(resolve)).then(() => this.#check())
  }

  /** Forces everything to disk. @throws what the system says. */
  async sync(): Promise<void> {
    await this.#writing
    await this.#syncing
    this.#check()
    if (this.#truncate) await this.#empty()
    await flush(this.#handle)
  }

  /** Writes what is queued, as far as that works, and closes. */
  async close(): Promise<void> {
    await this.#writing
    await this.#syncing
    if (this.#failure || this.#truncate) this.#beginning.forget()
    else
      await this.#beginning.keep(this.#handle, this.#hash, this.#length).catch(() => this.#beginning.forget())
    await this.#handle.close().catch(() => {})
  }

  #check(): void {
    if (this.#failure) throw this.#failure.error
  }

  async #work(): Promise<void> {
    try {
      while (this.#queue.length > 0) {
        if (this.#truncate) await this.#empty()
        const batch = this.#queue
        this.#queue = []
        const bytes = await this.#writeAll(batch)
        this.#queued -= bytes
        this.#makeRoom()
        if (this.#written - this.#synced >= SYNC_BYTES) this.#syncBeside()
      }
    } catch (error) {
      this.#fail(error)
    }
    this.#writing = null
  }

  async #empty(): Promise<void> {
    this.#truncate = false
    this.#written = 0
    this.#synced = 0
    await this.#handle.truncate(0)
  }

  /** The system may take a part only: then the rest is offered again, and it says what is wrong. */
  async #writeAll(batch: Buffer[]): Promise<number> {
    const { bytesWritten } = await this.#handle.writev(batch, this.#written)
    this.#written += bytesWritten
    let total = bytesWritten
    const rest = total < lengthOf(batch) ? Buffer.concat(batch).subarray(total) : Buffer.alloc(0)
    for (let at = 0; at < rest.length; ) {
      const { bytesWritten: more } = await this.#handle.write(rest, at, rest.length - at, this.#written)
      at += more
      total += more
      this.#written += more
    }
    return total
  }

  /** One at a time, while writing goes on. */
  #syncBeside(): void {
    this.#synced = this.#written
    this.#syncing = this.#syncing
      .then(() => this.#handle.datasync())
      .catch((error: unknown) => this.#fail(error))
  }

  #fail(error: unknown): void {
    this.#failure ??= { error }
    this.#queue = []
    this.#makeRoom()
  }

  #makeRoom(): void {
    if (this.#queued > MAX_QUEUED_BYTES && !this.#failure) return
    for (const resolve of this.#roomWanted.splice(0)) resolve()
  }
}

function lengthOf(batch: readonly Buffer[]): number {
  return batch.reduce((sum, { length }) => sum + length, 0)
}
