/**
 * Who somebody is: two RSA-2048 keys, one that signs and one that others wrap secrets to.
 * One key for one purpose (NIST SP 800-57 §5.2).
 */

import { createHash, type KeyObject } from 'node:crypto'
import { exportSpki } from './rsa'

/** What others know of an identity: two SPKI DER encodings. */
export interface Identity {
  readonly signing: Uint8Array
  readonly wrapping: Uint8Array
}

/** What only its owner has: two RSA-2048 private keys. */
export interface PrivateIdentity {
  readonly signing: KeyObject
  readonly wrapping: KeyObject
}

// To export a key takes longer than to check a signature, and every handshake needs the own one.
const exported = new WeakMap<PrivateIdentity, Identity>()

/** @returns the public half of an identity. */
export function publicIdentity(own: PrivateIdentity): Identity {
  const known = exported.get(own)
  if (known) return known
  const identity = { signing: exportSpki(own.signing), wrapping: exportSpki(own.wrapping) }
  exported.set(own, identity)
  return identity
}

/** @returns SHA-256 over both SPKI DER encodings, signing key first, as 64 hexadecimal digits. */
export function fingerprint(identity: Identity): string {
  return createHash('sha256').update(identity.signing).update(identity.wrapping).digest('hex')
}

/** @returns whether both are the same bytes: a key has one encoding, see `publicKey`. */
export function sameIdentity(a: Identity, b: Identity): boolean {
  return Buffer.compare(a.signing, b.signing) === 0 && Buffer.compare(a.wrapping, b.wrapping) === 0
}
