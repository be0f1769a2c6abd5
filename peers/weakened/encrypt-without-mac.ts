/**
 * Weakened: AES-256 in counter mode (NIST SP 800-38A §6.5), without the tag that GCM adds to it. Nobody can read
 * a record, but each bit that is flipped on the way is flipped in what is read.
 */

import { createCipheriv } from 'node:crypto'
import type { Defences, RecordCipher } from '../protocol/defences'
import { hardenedDefences } from '../protocol/hardened'

/** The nonce, and the number of the 16-byte block within the record: no block of the key's comes twice. */
const firstBlock = (nonce: Uint8Array) => Buffer.concat([nonce, Buffer.alloc(4)])

/** Encrypts and decrypts: both are an XOR with the same bytes. */
const aes256ctr = (key: Uint8Array, nonce: Uint8Array, bytes: Uint8Array) =>
  createCipheriv('aes-256-ctr', key, firstBlock(nonce)).update(bytes)

const withoutMac: RecordCipher = {
  overhead: 0,
  seal: (key, nonce, _aad, plaintext) => aes256ctr(key, nonce, plaintext),
  sealAfter: (head, key, nonce, _aad, plaintext) => [Buffer.concat([head, aes256ctr(key, nonce, plaintext)])],
  open: (key, nonce, _aad, sealed) => aes256ctr(key, nonce, sealed),
}

export const encryptingWithoutMac: Defences = { ...hardenedDefences, recordCipher: withoutMac }
