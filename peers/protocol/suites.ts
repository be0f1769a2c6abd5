/**
 * The suites: how two sides agree on a secret, and how each wraps one more to the other's RSA key.
 *
 * A suite is a value, so that the one that both sides know is used throughout a handshake, and no other.
 */

import type { KeyObject } from 'node:crypto'
import type { Entropy } from './conversation'
import { PeerError } from './errors'
import { agree, KEY_BYTES } from './key-agreement'
import { unwrap, wrap } from './rsa'

export interface Suite {
  /** As HELLO and REPLY name it, a u16: version in the high byte, suite in the low one. */
  readonly id: number
  /** @returns the 32 bytes that both sides arrive at. @throws PeerError BAD_KEY_SHARE */
  agree(own: KeyObject, share: Uint8Array): Buffer
  /** @returns a fresh secret of 32 bytes, and the 256 bytes that carry it to the holder of `key`. */
  wrap(key: KeyObject, entropy: Entropy): { readonly secret: Buffer; readonly wrapped: Buffer }
  /** @returns the 32 bytes that were wrapped for this key. @throws PeerError BAD_SECRET */
  unwrap(own: KeyObject, wrapped: Uint8Array): Buffer
}

/** 0x0101: X25519 (RFC 7748), and RSA-2048 with OAEP and SHA-256 (RFC 8017 §7.1). */
export const x25519RsaOaep: Suite = {
  id: 0x0101,
  agree,
  wrap(key, entropy) {
    const secret = entropy.bytes(KEY_BYTES)
    return { secret, wrapped: wrap(key, secret) }
  },
  unwrap(own, wrapped) {
    const secret = unwrap(own, wrapped)
    // One length only, so that the secrets in a row have one meaning.
    if (secret.length !== KEY_BYTES) throw new PeerError('BAD_SECRET')
    return secret
  },
}
