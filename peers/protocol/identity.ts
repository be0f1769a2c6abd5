/**
 * Who somebody is: two RSA-2048 keys, one that signs and one that others wrap secrets to.
 * One key for one purpose (NIST SP 800-57 §5.2).
 */

import { createHash, type KeyObject } from 'node:crypto'
import { exportSpki, publicKey } from './rsa'

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

/** An identity's keys, parsed. */
export interface IdentityKeys {
  readonly signing: KeyObject
  readonly wrapping: KeyObject
}

// To parse keys, and to use one for the first time, takes longer than the rest of a check: once for each contact.
const parsed = new WeakMap<Identity, IdentityKeys>()

/**
 * @param presented what somebody says to be. @param expected what is kept of whoever has this name, if anything.
 * @returns the keys of `presented`; those that were parsed before, where it is the same as `expected`.
 * @throws PeerError BAD_IDENTITY for anything but RSA-2048, before a key is used or remembered.
 */
export function identityKeys(presented: Identity, expected?: Identity): IdentityKeys {
  const isExpected = expected !== undefined && sameIdentity(expected, presented)
  const known = isExpected ? parsed.get(expected) : undefined
  if (known) return known
  const keys = { signing: publicKey(presented.signing), wrapping: publicKey(presented.wrapping) }
  if (isExpected) parsed.set(expected, keys)
  return keys
}

/** @returns SHA-256 over both SPKI DER encodings, signing key first, as 64 hexadecimal digits. */
export function fingerprint(identity: Identity): string {
  return createHash('sha256').update(identity.signing).update(identity.wrapping).digest('hex')
}

/** @returns whether both are the same bytes: a key has one encoding, see `publicKey`. */
export function sameIdentity(a: Identity, b: Identity): boolean {
  return Buffer.compare(a.signing, b.signing) === 0 && Buffer.compare(a.wrapping, b.wrapping) === 0
}
