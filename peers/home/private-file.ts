/**
 * Files that only their owner's passphrase opens.
 *
 *   "secure-p2p " kind " 1\n"     what it is, and the version of this format
 *   log2(N) ‖ r ‖ p               what scrypt was run with (RFC 7914), a byte each
 *   salt (16) ‖ nonce (12)
 *   length of the content (4)
 *   content in AES-256-GCM, then its tag (16)
 *
 * All that comes before the content is authenticated with it, so neither the cost nor the kind can be changed.
 * The key is derived once; a program that saves often keeps it and takes a fresh nonce for each save.
 * What this cannot do: notice that somebody put back an older version of the same file.
 */

import { type Sentence, t } from '../language/sentence'
import type { Entropy } from '../protocol/conversation'
import { aes256gcm } from '../protocol/defences'
import { PeerError } from '../protocol/errors'
import { Reader, uint } from '../protocol/fields'
import { type Cost, defaultCost, type Passphrase } from './passphrase'

/** What is kept in such a file. */
export type PrivateFileKind = 'identity' | 'contacts' | 'account' | 'export'

/** A key with what it was derived from. */
export interface FileKey {
  readonly cost: Cost
  readonly salt: Uint8Array
  readonly key: Uint8Array
}

/** Longest file of this kind that is read, in bytes. */
export const MAX_FILE_BYTES = 16 * 1024 * 1024

const SALT_BYTES = 16
const NONCE_BYTES = 12
const MAX_COST = 256 * 1024 * 1024

/** @returns a key under a fresh salt. */
export async function newFileKey(
  passphrase: Passphrase,
  entropy: Pick<Entropy, 'bytes'>,
  cost = defaultCost,
): Promise<FileKey> {
  const salt = entropy.bytes(SALT_BYTES)
  return { cost, salt, key: await passphrase.key(salt, cost) }
}

/**
 * @returns the bytes of the file. Two calls with the same content give different bytes.
 * @throws PeerError FILE_FAILED for more content than {@link openFile} would be given again.
 */
export function sealFile(
  kind: PrivateFileKind,
  fileKey: FileKey,
  content: Uint8Array,
  entropy: Pick<Entropy, 'bytes'>,
): Buffer {
  if (content.length > MAX_FILE_BYTES - 100) {
    throw new PeerError(
      'FILE_FAILED',
      t`The ${kind} file would become too large to be read again: remove some.`,
    )
  }
  const nonce = entropy.bytes(NONCE_BYTES)
  const header = Buffer.concat([firstLine(kind), encodeOrigin(fileKey), nonce, uint(content.length, 4)])
  return Buffer.concat([header, aes256gcm.seal(fileKey.key, nonce, header, content)])
}

/**
 * @param bytes all that the file holds; it may have been made by somebody hostile.
 * @param path named in the errors.
 * @returns the content, and the key to save it again with.
 * @throws PeerError CORRUPT_FILE, WRONG_PASSPHRASE
 */
export async function openFile(
  kind: PrivateFileKind,
  bytes: Uint8Array,
  passphrase: Passphrase,
  path: string,
): Promise<{ readonly content: Buffer; readonly key: FileKey }> {
  const { cost, salt, nonce, header, sealed } = parse(kind, bytes, path)
  const key = await passphrase.key(salt, cost)
  try {
    return { content: aes256gcm.open(key, nonce, header, sealed), key: { cost, salt, key } }
  } catch {
    throw doesNotOpen(path, passphrase.oddity)
  }
}

/** @returns the salt and cost that a private file says it was sealed with, or null if it is none of this kind. */
export function sealedWith(kind: PrivateFileKind, bytes: Uint8Array): Pick<FileKey, 'salt' | 'cost'> | null {
  try {
    const { salt, cost } = parse(kind, bytes, '')
    return { salt, cost }
  } catch {
    return null
  }
}

/** What a key was derived from, as it stands in a file. */
export function encodeOrigin({ cost, salt }: Pick<FileKey, 'salt' | 'cost'>): Buffer {
  return Buffer.concat([uint(cost.logN, 1), uint(cost.r, 1), uint(cost.p, 1), salt])
}

/** Reads what {@link encodeOrigin} wrote. @throws RangeError for a cost that is not bearable. */
export function readOrigin(reader: Reader): Pick<FileKey, 'salt' | 'cost'> {
  const cost = { logN: reader.uint(1), r: reader.uint(1), p: reader.uint(1) }
  if (!isBearable(cost)) throw new RangeError('a file may not demand more than this')
  return { cost, salt: reader.take(SALT_BYTES) }
}

/** @returns the error for a file that the key does not open. @param oddity of the passphrase. */
export function doesNotOpen(path: string, oddity: Sentence | null = null): PeerError {
  return new PeerError(
    'WRONG_PASSPHRASE',
    oddity === null
      ? t`The passphrase does not open ${path}, or the file was changed (the two cannot be told apart): try again, or restore the file from a backup.`
      : t`The passphrase does not open ${path}, or the file was changed (the two cannot be told apart): try again, or restore the file from a backup. ${oddity}`,
    { path },
  )
}

/** @returns the error for a file whose content is not what its kind holds; it is never overwritten. */
export function corrupt(kind: string, path: string): PeerError {
  return new PeerError(
    'CORRUPT_FILE',
    t`${path} is damaged, or no ${kind} file of this version, and was left as it is: restore it from a backup, or move it away to start anew.`,
    { path },
  )
}

function parse(kind: PrivateFileKind, bytes: Uint8Array, path: string) {
  try {
    const reader = new Reader(bytes)
    const first = firstLine(kind)
    if (!reader.take(first.length).equals(first)) throw corrupt(kind, path)
    const { cost, salt } = readOrigin(reader)
    const nonce = reader.take(NONCE_BYTES)
    const sealed = reader.take(reader.uint(4) + aes256gcm.overhead)
    reader.end()
    const header = bytes.subarray(0, bytes.length - sealed.length)
    return { cost, salt, nonce, header, sealed }
  } catch {
    throw corrupt(kind, path)
  }
}

/** A file may demand twice the default at most, in memory and time together, and only what RFC 7914 §2 allows. */
function isBearable({ logN, r, p }: Cost): boolean {
  return logN >= 1 && logN < 16 * r && p >= 1 && 128 * 2 ** logN * r * p <= MAX_COST
}

function firstLine(kind: PrivateFileKind): Buffer {
  return Buffer.from(`secure-p2p ${kind} 1\n`)
}
