/**
 * RSA-2048 as the protocol uses it: PSS with SHA-256 and a 32-byte salt to sign (RFC 8017 §8.1),
 * OAEP with SHA-256 to wrap a secret (RFC 8017 §7.1). Keys travel as SPKI DER (RFC 5280 §4.1.2.7).
 */

import {
  constants,
  createPublicKey,
  type KeyObject,
  sign as nodeSign,
  verify as nodeVerify,
  privateDecrypt,
  publicEncrypt,
} from 'node:crypto'
import { PeerError } from './errors'

/** Length in bytes of a signature and of a wrapped secret: the size of the RSA-2048 modulus. */
export const RSA_BYTES = 256

// DER has one way to write an RSA-2048 key with e = 65537: these bytes around the 256 bytes of its modulus
// (RFC 8017 §A.1.1). Comparing them leaves no parser between the network and the key.
const beforeModulus = Buffer.from('30820122300d06092a864886f70d01010105000382010f003082010a0282010100', 'hex')
const afterModulus = Buffer.from('0203010001', 'hex')

const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
const oaep = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }

/**
 * @param spki SPKI DER of an RSA-2048 key with e = 65537.
 * @returns the key.
 * @throws PeerError BAD_IDENTITY for anything else, also for a second encoding of the same key.
 */
export function publicKey(spki: Uint8Array): KeyObject {
  const modulus = Buffer.from(spki).subarray(beforeModulus.length, beforeModulus.length + RSA_BYTES)
  const wellFormed = Buffer.concat([beforeModulus, modulus, afterModulus]).equals(spki)
  // The top bit makes it 2048 bits long. A product of two odd primes is odd, and OpenSSL throws at an even one.
  if (!wellFormed || modulus[0]! < 128 || modulus[RSA_BYTES - 1]! % 2 === 0)
    throw new PeerError('BAD_IDENTITY')
  // As JWK: fifteen times faster than as DER, which counts in a handshake.
  const jwk = { kty: 'RSA', n: modulus.toString('base64url'), e: 'AQAB' }
  return createPublicKey({ key: jwk, format: 'jwk' })
}

/** @returns the SPKI DER encoding of a public key, or of the public half of a private one. */
export function exportSpki(key: KeyObject): Buffer {
  const half = key.type === 'private' ? createPublicKey(key) : key
  return half.export({ format: 'der', type: 'spki' })
}

/** @returns the 256-byte PSS signature of `data`. */
export function sign(key: KeyObject, data: Uint8Array): Buffer {
  return nodeSign('sha256', data, { key, ...pss })
}

/** @returns whether `signature` is the PSS signature of `data` by the holder of `key`. */
export function verify(key: KeyObject, data: Uint8Array, signature: Uint8Array): boolean {
  return nodeVerify('sha256', data, { key, ...pss }, signature)
}

/** @returns `secret` (at most 190 bytes) encrypted to `key`, 256 bytes. */
export function wrap(key: KeyObject, secret: Uint8Array): Buffer {
  return publicEncrypt({ key, ...oaep }, secret)
}

/** @returns what {@link wrap} encrypted. @throws PeerError BAD_SECRET if it was not made for this key. */
export function unwrap(key: KeyObject, wrapped: Uint8Array): Buffer {
  try {
    return privateDecrypt({ key, ...oaep }, wrapped)
  } catch {
    throw new PeerError('BAD_SECRET')
  }
}
