/** X25519 (RFC 7748) and HKDF-SHA-256 (RFC 5869), the two parts every key of a session is made with. */

import { createPublicKey, diffieHellman, hkdfSync, type KeyObject } from 'node:crypto'
import { PeerError } from './errors'

/** Length in bytes of an X25519 key share and of every derived key. */
export const KEY_BYTES = 32

// SubjectPublicKeyInfo around a raw X25519 key (RFC 8410 §4): everything before the 32 bytes of the key.
const spkiPrefix = Buffer.from('302a300506032b656e032100', 'hex')

/** @returns the 32 bytes that the other side needs of an X25519 private key. */
export function keyShare(own: KeyObject): Buffer {
  return createPublicKey(own).export({ format: 'der', type: 'spki' }).subarray(-KEY_BYTES)
}

/**
 * @param share the other side's 32 bytes.
 * @returns the 32-byte shared secret.
 * @throws PeerError BAD_KEY_SHARE for a share of another length, and for one of low order, whose secret would
 * be all zero whatever the own key (RFC 7748 §6.1).
 */
export function agree(own: KeyObject, share: Uint8Array): Buffer {
  try {
    if (share.length !== KEY_BYTES) throw new PeerError('BAD_KEY_SHARE')
    const publicKey = createPublicKey({
      key: Buffer.concat([spkiPrefix, share]),
      format: 'der',
      type: 'spki',
    })
    return diffieHellman({ privateKey: own, publicKey })
  } catch {
    throw new PeerError('BAD_KEY_SHARE')
  }
}

/**
 * HKDF-SHA-256, extract and expand.
 * @param secret the input keying material.
 * @param salt what the key is bound to: here always a hash of the transcript, or the session it belongs to.
 * @param label what the key is for: keys with different labels are independent.
 * @returns `size` bytes.
 */
export function derive(
  secret: Uint8Array,
  salt: Uint8Array,
  label: string | Uint8Array,
  size = KEY_BYTES,
): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, label, size))
}
