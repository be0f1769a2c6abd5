/**
 * An encrypted file that only grows: entries of bytes, each on the disk before anything is done about it.
 *
 *   "secure-p2p " kind " log 1\n"   what it is, and the version of this format
 *   log2(N) ‖ r ‖ p ‖ salt (16)     what scrypt was run with (RFC 7914)
 *   file id (16)                    random; the key of this file is HKDF(scrypt's key, file id, first line)
 *   nonce (12) ‖ tag (16)           of nothing, with all before as AAD: tells whether the passphrase is right
 *   records:
 *     length (4) ‖ CRC-32 of it (4) ‖ nonce (12) ‖ entries in AES-256-GCM, each after its length (4) ‖ tag (16)
 *
 * One record is what one write and one fdatasync put there: entries that were given together, or came while the
 * disk was busy. So a crash leaves all of a record or none, and only the last one can be torn.
 *
 * Each record is sealed with the tag of the one before as AAD, the first with the header's tag. A record therefore
 * opens only after exactly those before which it was written after: none can be moved, left out, repeated, or
 * brought in from another file, or from the end of this one that a crash or somebody else had cut off before.
 *
 * Nonces are random, 12 bytes for each record, never counted: after a torn record was cut off, another one is
 * written at the same place under the same key, and with a counter it would get the same nonce, which gives both
 * away to whoever kept a copy of the first. 2³² records are safe (NIST SP 800-38D §8.3).
 *
 * The CRC is against accidents: with a length that is damaged, whatever follows would look like a torn record and
 * be cut off. What this cannot do: notice that somebody put an older state of the file back, which is what cutting
 * off whole records is.
 */

import { createDecipheriv, hkdfSync } from 'node:crypto'
import fs from 'node:fs/promises'
import { dirname } from 'node:path'
import { crc32 } from 'node:zlib'
import { createAtomically, readWhole } from './atomic-file'
import { explain } from './file-failure'
import { homeKey } from './identity-file'
import type { Cost, Passphrase } from './passphrase'
import { corrupt, doesNotOpen, encodeOrigin, type FileKey, readOrigin } from './private-file'
import type { Entropy } from './protocol/conversation'
import { aes256gcm } from './protocol/defences'
import { PeerError } from './protocol/errors'
import { Reader, uint } from './protocol/fields'

export interface Log {
  /**
   * Keeps entries. They are copied; those of one call are kept together or not at all.
   * @returns settles once they are on the disk, in the order of the calls.
   * @throws PeerError FILE_FAILED: they were not kept (should the program be killed before the next append, the
   * disk decides). All that was kept before stays, and later calls work once the disk does.
   */
  append(entries: readonly Uint8Array[]): Promise<void>
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
export const MAX_LOG_BYTES = 1024 * 1024 * 1024

const ID_BYTES = 16
const NONCE_BYTES = 12
const TAG_BYTES = aes256gcm.overhead
const RECORD_HEAD_BYTES = 8
const nothing = new Uint8Array()

interface State {
  readonly key: Uint8Array
  /** Of the last record, or of the header. */
  readonly tag: Uint8Array
  /** Where the last whole record ends. */
  readonly end: number
  /** Whether something torn follows. */
  readonly torn: boolean
}

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
): Promise<{ readonly entries: Buffer[]; readonly log: Log }> {
  let bytes = await readWhole(path, MAX_LOG_BYTES)
  if (!bytes) {
    const header = sealHeader(kind, await homeKey(dirname(path), passphrase, entropy, cost), entropy)
    // Whole or not at all, so that a header can't be torn.
    bytes = (await createAtomically(path, header)) ? header : await readWhole(path, MAX_LOG_BYTES)
    if (!bytes) throw corrupt(`${kind} log`, path) // there a moment ago, and gone again
  }
  const { key, tag, end } = await openHeader(kind, bytes, passphrase, path)
  const { entries, ...last } = readRecords(bytes, key, tag, end, () => corrupt(`${kind} log`, path))
  const handle = await openFile(path).catch((error) => {
    throw explain(error, path, 'written')
  })
  return { entries, log: new LogFile(path, handle, { key, ...last }, entropy) }
}

class LogFile implements Log {
  readonly #path: string
  readonly #handle: Awaited<ReturnType<OpenFile>>
  readonly #entropy: Pick<Entropy, 'bytes'>
  #state: State
  #waiting: { readonly content: Buffer; readonly settle: (error?: unknown) => void }[] = []
  #running: Promise<void> | null = null
  #closed = false

  constructor(
    path: string,
    handle: Awaited<ReturnType<OpenFile>>,
    state: State,
    entropy: Pick<Entropy, 'bytes'>,
  ) {
    this.#path = path
    this.#handle = handle
    this.#state = state
    this.#entropy = entropy
  }

  append(entries: readonly Uint8Array[]): Promise<void> {
    if (this.#closed) return Promise.reject(this.#failed('it is closed already'))
    const content = Buffer.concat(entries.flatMap((entry) => [uint(entry.length, 4), entry]))
    if (content.length > MAX_RECORD_BYTES) return Promise.reject(this.#failed('this is too much at once'))
    return new Promise((resolve, reject) => {
      this.#waiting.push({ content, settle: (error) => (error ? reject(error) : resolve()) })
      this.#running ??= this.#run()
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#running
    await this.#handle.close().catch((error) => {
      throw explain(error, this.#path, 'written')
    })
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
    const record = sealRecord(key, tag, content, this.#entropy)
    if (end + record.length > MAX_LOG_BYTES) {
      throw this.#failed('it would become too large to be read again: move it away to start a new one')
    }
    try {
      if (this.#state.torn) await this.#cut()
      this.#state = { ...this.#state, torn: true }
      for (let at = 0; at < record.length; ) {
        const { bytesWritten } = await this.#handle.write(record, at, record.length - at, end + at)
        at += bytesWritten
      }
      await this.#handle.datasync()
      this.#state = { key, tag: record.subarray(-TAG_BYTES), end: end + record.length, torn: false }
    } catch (error) {
      // A try, so that what was refused is gone at once; the next append tries again.
      await this.#cut().catch(() => {})
      throw explain(error, this.#path, 'written')
    }
  }

  /** Forced to the disk on its own: otherwise a power cut could leave the old end under the new beginning. */
  async #cut(): Promise<void> {
    await this.#handle.truncate(this.#state.end)
    await this.#handle.datasync()
    this.#state = { ...this.#state, torn: false }
  }

  #failed(why: string): PeerError {
    return new PeerError('FILE_FAILED', `${this.#path} could not be written: ${why}.`, { path: this.#path })
  }
}

function sealHeader(kind: string, fileKey: FileKey, entropy: Pick<Entropy, 'bytes'>): Buffer {
  const id = entropy.bytes(ID_BYTES)
  const nonce = entropy.bytes(NONCE_BYTES)
  const head = Buffer.concat([firstLine(kind), encodeOrigin(fileKey), id, nonce])
  return Buffer.concat([head, aes256gcm.seal(logKey(kind, fileKey.key, id), nonce, head, nothing)])
}

async function openHeader(kind: string, bytes: Buffer, passphrase: Passphrase, path: string) {
  const { salt, cost, id, nonce, head, tag } = parseHeader(kind, bytes, path)
  const key = logKey(kind, await passphrase.key(salt, cost), id)
  try {
    aes256gcm.open(key, nonce, head, tag)
  } catch {
    throw doesNotOpen(path)
  }
  return { key, tag, end: head.length + tag.length }
}

function parseHeader(kind: string, bytes: Buffer, path: string) {
  try {
    const reader = new Reader(bytes)
    const first = firstLine(kind)
    if (!reader.take(first.length).equals(first)) throw new RangeError('another kind of file')
    const origin = readOrigin(reader)
    const id = reader.take(ID_BYTES)
    const nonce = reader.take(NONCE_BYTES)
    const tag = reader.take(TAG_BYTES)
    const head = bytes.subarray(0, bytes.length - reader.rest().length - TAG_BYTES)
    return { ...origin, id, nonce, head, tag }
  } catch {
    throw corrupt(`${kind} log`, path)
  }
}

function sealRecord(
  key: Uint8Array,
  before: Uint8Array,
  content: Buffer,
  entropy: Pick<Entropy, 'bytes'>,
): Buffer {
  const nonce = entropy.bytes(NONCE_BYTES)
  const sealed = aes256gcm.seal(key, nonce, before, content)
  const length = uint(sealed.length, 4)
  return Buffer.concat([length, uint(crc32(length), 4), nonce, sealed])
}

/** @param damaged makes the error for a file that is more than torn. */
function readRecords(
  bytes: Buffer,
  key: Uint8Array,
  headerTag: Uint8Array,
  start: number,
  damaged: () => PeerError,
): { entries: Buffer[] } & Omit<State, 'key'> {
  const entries: Buffer[] = []
  let tag = headerTag
  let at = start
  while (at < bytes.length) {
    const left = bytes.length - at
    const torn = { entries, tag, end: at, torn: true }
    if (left < RECORD_HEAD_BYTES) return torn
    const length = bytes.readUInt32BE(at)
    if (crc32(bytes.subarray(at, at + 4)) !== bytes.readUInt32BE(at + 4) || length < TAG_BYTES) {
      if (isUnwritten(bytes, at + RECORD_HEAD_BYTES)) return torn
      throw damaged()
    }
    const end = at + RECORD_HEAD_BYTES + NONCE_BYTES + length
    if (end > bytes.length) return torn
    const content = open(key, tag, bytes.subarray(at + RECORD_HEAD_BYTES, end))
    if (!content) {
      if (end === bytes.length && isUnwritten(bytes, end - TAG_BYTES)) return torn
      throw damaged()
    }
    for (let from = 0; from < content.length; ) {
      const to = from + 4 + content.readUInt32BE(from)
      entries.push(content.subarray(from + 4, to))
      from = to
    }
    tag = bytes.subarray(end - TAG_BYTES, end)
    at = end
  }
  return { entries, tag, end: at, torn: false }
}

/**
 * Some file systems make a file longer before they write its bytes: after a power cut there are zeros, up to the
 * end. Anything else in a record that has its full length is damage: it may well have been kept.
 */
function isUnwritten(bytes: Buffer, from: number): boolean {
  return bytes.subarray(from).every((byte) => byte === 0)
}

/** Without the copy that {@link aes256gcm} makes: a log may hold a hundred thousand records. */
function open(key: Uint8Array, before: Uint8Array, record: Buffer): Buffer | null {
  const options = { authTagLength: TAG_BYTES }
  const decipher = createDecipheriv('aes-256-gcm', key, record.subarray(0, NONCE_BYTES), options)
  decipher.setAAD(before)
  decipher.setAuthTag(record.subarray(-TAG_BYTES))
  const content = decipher.update(record.subarray(NONCE_BYTES, -TAG_BYTES))
  try {
    decipher.final()
    return content
  } catch {
    return null
  }
}

function logKey(kind: string, key: Uint8Array, id: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, id, firstLine(kind), 32))
}

function firstLine(kind: string): Buffer {
  return Buffer.from(`secure-p2p ${kind} log 1\n`)
}
