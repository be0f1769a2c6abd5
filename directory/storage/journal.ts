/**
 * The journal: every change since the last snapshot, one line for each group of changes that was forced to
 * disk together:
 *
 *     7 <base64 of [["ask","ann","bob"]], sealed for the place "journal 7" (see sealed.ts)>
 *
 * A group is one line so that a crash leaves all of it or nothing. Sequence numbers rise by one and never
 * start anew, so that entries which a snapshot contains already are told from those it lacks.
 */

import type { Change } from './schema'
import type { Seal } from './sealed'

export interface JournalEntry {
  readonly sequence: number
  readonly changes: readonly Change[]
}

/** What the journal needs of a file; the real one is in data-folder.ts. */
export interface JournalFile {
  /** Writes all the bytes at this offset, or throws. */
  write(bytes: Uint8Array, offset: number): Promise<void>
  /** Settles when everything written is on the disk. */
  sync(): Promise<void>
  truncate(length: number): Promise<void>
  close(): Promise<void>
}

/** A complete line of the journal is not what was written. `line` counts from 1. */
export class CorruptJournal extends Error {
  override readonly name = 'CorruptJournal'
  constructor(readonly line: number) {
    super(`line ${line} is damaged`)
  }
}

/** @returns the line of an entry, newline included. */
export function encodeEntry(seal: Seal, { sequence, changes }: JournalEntry): Buffer {
  const sealed = seal.seal(`journal ${sequence}`, Buffer.from(JSON.stringify(changes)))
  return Buffer.from(`${sequence} ${sealed.toString('base64')}\n`)
}

/** @returns the entry of a line without its newline, or undefined if it is not what was written. */
export function decodeEntry(seal: Seal, line: Buffer): JournalEntry | undefined {
  const [, number, text] = /^([1-9][0-9]{0,15}) ([A-Za-z0-9+/=]+)$/.exec(line.toString('latin1')) ?? []
  if (number === undefined || text === undefined) return undefined
  const sealed = Buffer.from(text, 'base64')
  // One way to write it: no byte of a line can change unnoticed.
  if (sealed.toString('base64') !== text) return undefined
  const json = seal.open(`journal ${number}`, sealed)
  return json === null ? undefined : { sequence: Number(number), changes: JSON.parse(json.toString()) }
}

/**
 * @param decode what reads one line.
 * @returns the entries of a journal, and the length in bytes up to which it is whole. What follows that
 * length is a torn last line: a crash came while it was written, so nobody was told that it was saved.
 * @throws CorruptJournal if any other line is damaged or missing: that one was saved once.
 */
export function decodeJournal(
  bytes: Buffer,
  decode: (line: Buffer) => JournalEntry | undefined,
): { entries: JournalEntry[]; length: number } {
  const entries: JournalEntry[] = []
  let start = 0
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
    const line = bytes.subarray(start, end)
    const entry = decode(line)
    const previous = entries.at(-1)?.sequence
    if (entry === undefined || (previous !== undefined && entry.sequence !== previous + 1)) {
      // A power cut can also leave blocks of zeros inside a last line that never reached the disk whole.
      if (end === bytes.length - 1 && line.includes(0)) break
      throw new CorruptJournal(entries.length + 1)
    }
    entries.push(entry)
    start = end + 1
  }
  return { entries, length: start }
}

/** Appends entries to a journal file. One call at a time. */
export class ChangeJournal {
  readonly #file: JournalFile
  readonly #seal: Seal
  #length: number
  /** Beyond `#length` there may be bytes that do not count. */
  #unclean: boolean

  /**
   * @param length up to where the file is whole, in bytes.
   * @param torn whether anything follows there; it is cut off before the next entry.
   */
  constructor(file: JournalFile, seal: Seal, length: number, torn: boolean) {
    this.#file = file
    this.#seal = seal
    this.#length = length
    this.#unclean = torn
  }

  /** Its size in bytes. */
  get length(): number {
    return this.#length
  }

  /**
   * Settles when the entry is on the disk.
   * @throws whatever the file throws; the journal then is as it was before, and may be tried again.
   */
  async append(entry: JournalEntry): Promise<void> {
    await this.#clean()
    const line = encodeEntry(this.#seal, entry)
    try {
      await this.#file.write(line, this.#length)
      await this.#file.sync()
    } catch (error) {
      this.#unclean = true
      // If this fails as well, the next append tries again before it writes.
      await this.#clean().catch(() => undefined)
      throw error
    }
    this.#length += line.length
  }

  /** Starts anew, empty: for when a snapshot holds all of it. */
  async reset(): Promise<void> {
    this.#length = 0
    this.#unclean = true
    await this.#clean()
  }

  close(): Promise<void> {
    return this.#file.close()
  }

  async #clean(): Promise<void> {
    if (!this.#unclean) return
    await this.#file.truncate(this.#length)
    await this.#file.sync()
    this.#unclean = false
  }
}
