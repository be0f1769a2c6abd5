/**
 * The form of an encrypted file that only grows, as bytes; log-file.ts keeps it on a disk.
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
import { crc32 } from 'node:zlib'
import type { Entropy } from '../protocol/conversation'
import { aes256gcm } from '../protocol/defences'
import type { PeerError } from '../protocol/errors'
import { Reader, uint } from '../protocol/fields'
import type { Passphrase } from './passphrase'
import { corrupt, doesNotOpen, encodeOrigin, type FileKey, readOrigin } from './private-file'

const ID_BYTES = 16
const NONCE_BYTES = 12
const TAG_BYTES = aes256gcm.overhead
const RECORD_HEAD_BYTES = 8
const nothing = new Uint8Array()

/** How a log goes on. */
export interface LogState {
  readonly key: Uint8Array
  /** Of the last record, or of the header. */
  readonly tag: Uint8Array
  /** Where the last whole record ends. */
  readonly end: number
  /** Whether something torn follows. */
  readonly torn: boolean
}

/**
 * @param contents of the records, in order.
 * @returns the bytes of a new log that holds them, and how it goes on.
 */
export function sealLog(
  kind: string,
  fileKey: FileKey,
  contents: readonly Buffer[],
  entropy: Pick<Entropy, 'bytes'>,
): { readonly header: Buffer; readonly bytes: Buffer; readonly state: LogState } {
  const id = entropy.bytes(ID_BYTES)
  const nonce = entropy.bytes(NONCE_BYTES)
  const head = Buffer.concat([firstLine(kind), encodeOrigin(fileKey), id, nonce])
  const key = logKey(kind, fileKey.key, id)
  const header = Buffer.concat([head, aes256gcm.seal(key, nonce, head, nothing)])
  const parts: Buffer[] = [header]
  for (const content of contents) parts.push(sealRecord(key, tagOf(parts.at(-1)!), content, entropy))
  const bytes = Buffer.concat(parts)
  const tag = Buffer.from(tagOf(parts.at(-1)!))
  return { header, bytes, state: { key, tag, end: bytes.length, torn: false } }
}

/**
 * @param bytes of the whole file.
 * @returns the key of its records with what it was derived from, the tag that the first one is bound to, and where it
 * begins.
 * @throws PeerError CORRUPT_FILE, WRONG_PASSPHRASE
 */
export async function openHeader(kind: string, bytes: Buffer, passphrase: Passphrase, path: string) {
  const { salt, cost, id, nonce, head, tag } = parseHeader(kind, bytes, path)
  const fileKey: FileKey = { salt: Buffer.from(salt), cost, key: await passphrase.key(salt, cost) }
  const key = logKey(kind, fileKey.key, id)
  try {
    aes256gcm.open(key, nonce, head, tag)
  } catch {
    throw doesNotOpen(path)
  }
  return { fileKey, key, tag, end: head.length + tag.length }
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

/** @param before the tag of the record before, or of the header. @returns the record. */
export function sealRecord(
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

/** @returns what the next record is bound to. */
export function tagOf(record: Buffer): Buffer {
  return record.subarray(-TAG_BYTES)
}

/**
 * @param bytes of the whole file.
 * @param damaged makes the error for a file that is more than torn.
 * @returns the entries of all whole records, and how the file goes on.
 */
export function readRecords(
  bytes: Buffer,
  { key, tag: headerTag, end: start }: Omit<LogState, 'torn'>,
  damaged: () => PeerError,
): { readonly entries: Buffer[]; readonly state: LogState } {
  const entries: Buffer[] = []
  let tag = headerTag
  let at = start
  while (at < bytes.length) {
    const left = bytes.length - at
    // A copy of the tag: a part of `bytes` would keep all of them in memory.
    const torn = { entries, state: { key, tag: Buffer.from(tag), end: at, torn: true } }
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
  return { entries, state: { key, tag: Buffer.from(tag), end: at, torn: false } }
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
