/**
 * The snapshot, and a backup just the same: an SQLite file, sealed.
 *
 *     "SP2PSNAP" ‖ version, 1 byte ‖ id of the data folder, 16 ‖ key check, 16
 *       ‖ first 8 bytes of SHA-256 over all of this
 *       ‖ the SQLite file, sealed for the place "snapshot" (see sealed.ts)
 *
 * The checksum and the key check tell a damaged file from a wrong key.
 */

import { createHash } from 'node:crypto'
import { ID_BYTES, Seal } from './sealed'

const MAGIC = Buffer.from('SP2PSNAP')
const VERSION = 1
const CHECK_AT = MAGIC.length + 1 + ID_BYTES
const SUM_AT = CHECK_AT + 16
const HEADER_BYTES = SUM_AT + 8

/** The bytes that differ between any two snapshots, even of the same content: header and nonce. */
export const SNAPSHOT_MARK_BYTES = HEADER_BYTES + 12

/** @param sqlite an SQLite file. @returns the bytes of the snapshot file. */
export function encodeSnapshot(seal: Seal, sqlite: Uint8Array): Buffer {
  const head = Buffer.concat([MAGIC, Buffer.from([VERSION]), seal.id, seal.keyCheck])
  return Buffer.concat([head, sum(head), seal.seal('snapshot', sqlite)])
}

/**
 * @param master the operator's key.
 * @returns the SQLite file, and the seal of its data folder.
 * @throws Error with what is wrong, to stand after "because".
 */
export function decodeSnapshot(master: Uint8Array, bytes: Uint8Array): { sqlite: Buffer; seal: Seal } {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const head = file.subarray(0, SUM_AT)
  if (!file.subarray(0, MAGIC.length).equals(MAGIC)) throw new Error('it is not a snapshot of this directory')
  if (!file.subarray(SUM_AT, HEADER_BYTES).equals(sum(head))) throw new Error('it is damaged')
  if (head[MAGIC.length] !== VERSION) throw new Error('it was made by a newer version of this directory')
  const seal = new Seal(master, head.subarray(MAGIC.length + 1, CHECK_AT))
  if (!seal.keyCheck.equals(head.subarray(CHECK_AT))) {
    throw new Error(
      'it was sealed with another key: give the one it was made with, by --key or DIRECTORY_KEY',
    )
  }
  const sqlite = seal.open('snapshot', file.subarray(HEADER_BYTES))
  if (sqlite === null) throw new Error('it is damaged')
  return { sqlite, seal }
}

function sum(head: Uint8Array): Buffer {
  return createHash('sha256').update(head).digest().subarray(0, 8)
}
