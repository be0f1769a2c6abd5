/**
 * An encrypted file that only grows, in the form of log-format.ts: the disk's side of it. Entries that come while the
 * disk is busy share the next record, and so the next fdatasync.
 */

import fs from 'node:fs/promises'
import { dirname } from 'node:path'
import { type Sentence, t } from '../language/sentence'
import type { Entropy } from '../protocol/conversation'
import type { PeerError } from '../protocol/errors'
import { uint } from '../protocol/fields'
import { replaceFile, type Steps } from '../system/atomic-file'
import { flushFolder } from '../system/durable'
import { explainFailure, failed } from './file-failure'
import { createAtomically, readWhole } from './home-file'
import { homeKey } from './identity-file'
import { type LogState, openHeader, readRecords, sealLog, sealRecord, tagOf } from './log-format'
import type { Cost, Passphrase } from './passphrase'
import { corrupt, type FileKey } from './private-file'

export interface EntryLog {
  /**
   * Keeps entries. They are copied; those of one call are kept together or not at all.
   * @returns settles once they are on the disk, in the order of the calls.
   * @throws PeerError FILE_FAILED: they were not kept (should the program be killed before the next append, the
   * disk decides). All that was kept before stays, and later calls work once the disk does.
   */
  append(entries: readonly Uint8Array[]): Promise<void>
  /**
   * Puts these entries in the place of all that was kept; nothing may be appended meanwhile.
   * @returns settles once they are on the disk.
   * @throws PeerError FILE_FAILED: what was kept before stays, or these are there as well as they can be (see
   * {@link replaceFile}); later calls work once the disk does.
   */
  replace(entries: readonly Uint8Array[]): Promise<void>
  /** Waits for what is under way; later appends fail. */
  close(): Promise<void>
}

/** How the file is opened for writing; tests let its steps fail. */
export type OpenFile = (
  path: string,
) => Promise<Pick<fs.FileHandle, 'write' | 'truncate' | 'datasync' | 'close'>>

/** Most bytes that entries of one append may have, with four more for each. */
export const MAX_RECORD_BYTES = 16 * 1024 * 1024
/** Longest log that is read, in bytes. */
const MAX_LOG_BYTES = 1024 * 1024 * 1024

/**
 * Opens a log, or begins one. One program at a time: see home-lock.ts.
 * @param kind a word that says what it holds; another kind's log is refused.
 * @returns what was kept, in order, and where more is kept. A record that a crash tore is left out: nobody was told
 * that it was kept. It is removed at the next append; opening changes nothing in a file that is there.
 * @throws PeerError WRONG_PASSPHRASE, CORRUPT_FILE, FILE_FAILED; the file is left as it is.
 */
export async function openLog(
  path: string,
  kind: string,
  passphrase: Passphrase,
  entropy: Pick<Entropy, 'bytes'>,
  cost?: Cost,
  openFile: OpenFile = (name) => fs.open(name, 'r+'),
  steps: Steps = fs,
): Promise<{ readonly entries: Buffer[]; readonly log: EntryLog }> {
  let bytes = await readWhole(path, MAX_LOG_BYTES)
  if (!bytes) {
    const fileKey = await homeKey(dirname(path), passphrase, entropy, cost)
    const { header } = sealLog(kind, fileKey, [], entropy)
    // Whole or not at all, so that a header can't be torn.
    bytes = (await createAtomically(path, header)) ? header : await readWhole(path, MAX_LOG_BYTES)
    if (!bytes) throw corrupt(`${kind} log`, path) // there a moment ago, and gone again
  }
  const header = await openHeader(kind, bytes, passphrase, path)
  const { entries, state } = readRecords(bytes, header, () => corrupt(`${kind} log`, path))
  const handle = await openFile(path).catch((error) => {
    throw explainFailure(error, path, 'written')
  })
  const { fileKey } = header
  return { entries, log: new LogFile({ path, kind, fileKey, entropy, openFile, steps }, handle, state) }
}

/**
 * @returns the bytes of the same log under another key; null where there is none.
 * @throws PeerError WRONG_PASSPHRASE, CORRUPT_FILE, FILE_FAILED
 */
export async function resealedLog(
  path: string,
  kind: string,
  before: Passphrase,
  key: FileKey,
  entropy: Pick<Entropy, 'bytes'>,
): Promise<Buffer | null> {
  const bytes = await readWhole(path, MAX_LOG_BYTES)
  if (!bytes) return null
  const header = await openHeader(kind, bytes, before, path)
  const { entries } = readRecords(bytes, header, () => corrupt(`${kind} log`, path))
  return sealLog(kind, key, inRecords(entries), entropy).bytes
}

interface LogFileOptions {
  readonly path: string
  readonly kind: string
  readonly fileKey: FileKey
  readonly entropy: Pick<Entropy, 'bytes'>
  readonly openFile: OpenFile
  readonly steps: Steps
}

class LogFile implements EntryLog {
  readonly #options: LogFileOptions
  #handle: Awaited<ReturnType<OpenFile>>
  #state: LogState
  /** The file at the path is another one than the handle's. */
  #isReplaced = false
  /** The name in the folder may not be on the disk yet. */
  #isUnsettled = false
  #waiting: { readonly content: Buffer; readonly settle: (error?: unknown) => void }[] = []
  #running: Promise<void> | null = null
  #closed = false

  constructor(options: LogFileOptions, handle: Awaited<ReturnType<OpenFile>>, state: LogState) {
    this.#options = options
    this.#handle = handle
    this.#state = state
  }

  append(entries: readonly Uint8Array[]): Promise<void> {
    if (this.#closed) return Promise.reject(this.#failed(t`it is closed already`))
    const content = contentOf(entries)
    if (content.length > MAX_RECORD_BYTES) return Promise.reject(this.#failed(t`this is too much at once`))
    return new Promise((resolve, reject) => {
      this.#waiting.push({ content, settle: (error) => (error ? reject(error) : resolve()) })
      this.#running ??= this.#run()
    })
  }

  async replace(entries: readonly Uint8Array[]): Promise<void> {
    if (this.#closed) throw this.#failed(t`it is closed already`)
    const { path, kind, fileKey, entropy, steps } = this.#options
    await this.#running
    const { header, bytes, state } = sealLog(kind, fileKey, inRecords(entries), entropy)
    if (bytes.length > MAX_LOG_BYTES) throw this.#failed(t`it would become too large to be read again`)
    try {
      await replaceFile(path, bytes, steps)
    } catch (error) {
      if (!(await beginsWith(path, header))) throw explainFailure(error, path, 'written')
      this.#isUnsettled = true
    }
    this.#state = state
    this.#isReplaced = true
    await this.#settle().catch((error) => {
      throw explainFailure(error, path, 'written')
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#running
    await this.#handle.close().catch((error) => {
      throw explainFailure(error, this.#options.path, 'written')
    })
  }

  /** What {@link replace} could not bring to its end, before anything else is written. */
  async #settle(): Promise<void> {
    const { path, openFile, steps } = this.#options
    if (this.#isReplaced) {
      const handle = await openFile(path)
      await this.#handle.close().catch(() => {}) // of a file that has no name any more
      this.#handle = handle
      this.#isReplaced = false
    }
    if (this.#isUnsettled) await flushFolder(dirname(path), steps)
    this.#isUnsettled = false
  }

  /** Writes until nothing waits. All that waits when the disk is free shares the next record. */
  async #run(): Promise<void> {
    await Promise.resolve() // what the same turn of the program appends comes along
    while (this.#waiting.length > 0) {
      const group = this.#take()
      let failure: unknown
      try {
        await this.#write(Buffer.concat(group.map(({ content }) => content)))
      } catch (error) {
        failure = error
      }
      for (const { settle } of group) settle(failure)
    }
    this.#running = null
  }

  #take() {
    let size = 0
    const beyond = this.#waiting.findIndex(({ content }) => {
      size += content.length
      return size > MAX_RECORD_BYTES
    })
    return this.#waiting.splice(0, beyond === -1 ? this.#waiting.length : beyond)
  }

  async #write(content: Buffer): Promise<void> {
    const { key, tag, end } = this.#state
    const { path, entropy } = this.#options
    const record = sealRecord(key, tag, content, entropy)
    if (end + record.length > MAX_LOG_BYTES) {
      throw this.#failed(t`it would become too large to be read again: move it away to start a new one`)
    }
    try {
      await this.#settle()
      if (this.#state.torn) await this.#cut()
      this.#state = { ...this.#state, torn: true }
      for (let at = 0; at < record.length; ) {
        const { bytesWritten } = await this.#handle.write(record, at, record.length - at, end + at)
        at += bytesWritten
      }
      await this.#handle.datasync()
      this.#state = { key, tag: tagOf(record), end: end + record.length, torn: false }
    } catch (error) {
      // A try, so that what was refused is gone at once; the next append tries again.
      if (!this.#isReplaced) await this.#cut().catch(() => {})
      throw explainFailure(error, path, 'written')
    }
  }

  /** Forced to the disk on its own: otherwise a power cut could leave the old end under the new beginning. */
  async #cut(): Promise<void> {
    await this.#handle.truncate(this.#state.end)
    await this.#handle.datasync()
    this.#state = { ...this.#state, torn: false }
  }

  #failed(why: Sentence): PeerError {
    return failed(this.#options.path, 'written', why)
  }
}

/** Each entry after its length. */
function contentOf(entries: readonly Uint8Array[]): Buffer {
  return Buffer.concat(entries.flatMap((entry) => [uint(entry.length, 4), entry]))
}

/** @returns the contents of as many records as these entries need. */
function inRecords(entries: readonly Uint8Array[]): Buffer[] {
  const contents: Buffer[] = []
  let group: Uint8Array[] = []
  let size = 0
  for (const entry of entries) {
    if (size + 4 + entry.length > MAX_RECORD_BYTES) {
      contents.push(contentOf(group))
      group = []
      size = 0
    }
    group.push(entry)
    size += 4 + entry.length
  }
  return [...contents, contentOf(group)]
}

/** @returns whether the file begins so; false where it cannot be read. */
async function beginsWith(path: string, header: Buffer): Promise<boolean> {
  const found = await readWhole(path, MAX_LOG_BYTES).catch(() => null)
  return found?.subarray(0, header.length).equals(header) ?? false
}
