/** SHA-256 over the beginning of an open file, without holding up the program or its memory. */

import { createHash, type Hash } from 'node:crypto'

const BLOCK_BYTES = 1024 * 1024
/** A file keeps at most so many hashes, of a kilobyte or so each. */
const MOST_MARKS = 256
/** Nearer than this they save nothing: so much is hashed in some milliseconds. */
const LEAST_SPACING = 4 * 1024 * 1024

/** What is read from; tests count. */
export interface Readable {
  read(
    block: Buffer,
    at: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesRead: number; readonly buffer: Buffer }>
}

/** Does a piece of hashing, of a mebibyte at most. @returns what settles when the next may be done; undefined for at once. */
export type Hashing = (piece: () => void) => void | Promise<void>

/** As fast as it goes, for a file that this user wants to be hashed. */
export const atOnce: Hashing = (piece) => piece()

/**
 * @param length how many bytes from the beginning on.
 * @param onRead is told how many bytes have been read so far.
 * @param stopped is asked between two blocks.
 * @returns the hash, to go on with, and how many bytes went into it: fewer than `length` where the file ends before,
 * or where it was stopped.
 * @throws what the system says of a failed read.
 */
export async function hashBeginning(
  handle: Readable,
  length: number,
  onRead: (bytes: number) => void = () => {},
  stopped: () => boolean = () => false,
): Promise<{ readonly hash: Hash; readonly bytes: number }> {
  const hash = createHash('sha256')
  return { hash, bytes: await hashOn(handle, hash, 0, length, { onRead, stopped, hashing: atOnce }) }
}

/** How a file is read to be hashed. */
export interface HashedReading {
  /** Is asked between two blocks. */
  readonly stopped: () => boolean
  /** Is told up to where the file has been read. */
  readonly onRead: (bytes: number) => void
  readonly hashing: Hashing
}

/** Answers what SHA-256 one file's beginnings have. */
export interface BeginningHashes {
  /**
   * @returns SHA-256 in hex of the bytes before `offset`; null where the file ends before, or it was stopped.
   * @throws what the system says of a failed read.
   */
  at(handle: Readable, offset: number, reading: HashedReading): Promise<string | null>
}

/**
 * The hashes of one file's beginnings, each byte read about once: a friend may ask for any, as often as it likes. Hashes
 * at even distances are kept, so a new question costs no more than one distance, and the same one nothing. Whoever offers
 * a file hashes all of it: after that no question costs more, until the program starts anew.
 * The file must be the same each time: its size and time are compared before (source.ts).
 */
export class PrefixHashes implements BeginningHashes {
  readonly #spacing: number
  /** At 0, one spacing, two …, as far as they were needed. */
  readonly #marks: Hash[] = [createHash('sha256')]
  #last: { readonly offset: number; readonly sha256: string } | null = null

  /** @param size of the file. */
  constructor(size: number) {
    this.#spacing = Math.max(LEAST_SPACING, Math.ceil(size / MOST_MARKS))
  }

  async at(handle: Readable, offset: number, reading: HashedReading): Promise<string | null> {
    if (this.#last?.offset === offset) return this.#last.sha256
    const marks = this.#marks
    const wanted = Math.floor(offset / this.#spacing)
    while (marks.length <= wanted) {
      const from = (marks.length - 1) * this.#spacing
      const hash = await this.#goOn(handle, from, from + this.#spacing, reading)
      if (!hash) return null
      marks.push(hash)
    }
    const hash = await this.#goOn(handle, wanted * this.#spacing, offset, reading)
    if (!hash) return null
    this.#last = { offset, sha256: hash.digest('hex') }
    return this.#last.sha256
  }

  async #goOn(handle: Readable, from: number, to: number, reading: HashedReading): Promise<Hash | null> {
    const hash = this.#marks[from / this.#spacing]!.copy()
    return (await hashOn(handle, hash, from, to, reading)) === to ? hash : null
  }
}

/** Hashes from `from` up to `to`. @returns up to where the file was read. */
export async function hashOn(
  handle: Readable,
  hash: Hash,
  from: number,
  to: number,
  { stopped, onRead, hashing }: HashedReading,
): Promise<number> {
  const block = Buffer.allocUnsafe(Math.min(BLOCK_BYTES, Math.max(to - from, 1)))
  let at = from
  while (at < to && !stopped()) {
    const { bytesRead } = await handle.read(block, 0, Math.min(block.length, to - at), at)
    if (bytesRead === 0) break
    await hashing(() => void hash.update(block.subarray(0, bytesRead)))
    at += bytesRead
    onRead(at)
  }
  return at
}
