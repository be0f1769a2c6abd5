/** The algorithms that PROTOCOL.md section 2 names, straight from node:crypto. */

import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  type KeyObject,
  privateDecrypt,
  publicDecrypt,
  verify,
} from 'node:crypto'

/** Sizes in bytes. */
export const HASH = 32
export const TAG = 16
/** Of an RSA-2048 modulus: a signature, a wrapped secret. */
export const RSA = 256

export function hash(...parts: readonly Uint8Array[]): Buffer {
  const all = createHash('sha256')
  for (const part of parts) all.update(part)
  return all.digest()
}

export function mac(key: Uint8Array, bytes: Uint8Array): Buffer {
  return createHmac('sha256', key).update(bytes).digest()
}

export function kdf(secret: Uint8Array, salt: Uint8Array, label: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, label, 32))
}

/** @returns the plaintext, null where the tag does not fit. */
export function opened(
  key: Uint8Array,
  nonce: Uint8Array,
  aad: Uint8Array,
  sealed: Uint8Array,
): Buffer | null {
  if (sealed.length < TAG) return null
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG })
  decipher.setAAD(aad)
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG))
  const plaintext = decipher.update(sealed.subarray(0, sealed.length - TAG))
  try {
    decipher.final()
    return plaintext
  } catch {
    return null
  }
}

/** @returns what GCM would give if nobody looked at the tag: it counts blocks from 2 on (NIST SP 800-38D §7.1). */
export function openedWithoutTag(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array): Buffer {
  const counter = Buffer.concat([nonce, Buffer.from([0, 0, 0, 2])])
  return createCipheriv('aes-256-ctr', key, counter).update(sealed.subarray(0, -TAG))
}

const privateHead = Buffer.from('302e020100300506032b656e04220420', 'hex')
const publicHead = Buffer.from('302a300506032b656e032100', 'hex')

function x25519Key(privateKey: Uint8Array): KeyObject {
  return privateKeyOf(Buffer.concat([privateHead, privateKey]))
}

/** @returns the share that belongs to a private key of 32 bytes. */
export function shareOf(privateKey: Uint8Array): Buffer {
  return createPublicKey(x25519Key(privateKey)).export({ format: 'der', type: 'spki' }).subarray(-32)
}

/** @returns null where the result is all zero. */
export function x25519(privateKey: Uint8Array, share: Uint8Array): Buffer | null {
  const publicKey = createPublicKey({
    key: Buffer.concat([publicHead, share]),
    format: 'der',
    type: 'spki',
  })
  try {
    const secret = diffieHellman({ privateKey: x25519Key(privateKey), publicKey })
    return secret.some((byte) => byte !== 0) ? secret : null
  } catch {
    return null
  }
}

/** To read a key takes longer than to use it, and an act has a few. */
const keys = new Map<string, KeyObject>()
const MOST_KEYS = 64

function kept(der: Uint8Array, read: (der: Buffer) => KeyObject): KeyObject {
  const bytes = Buffer.from(der)
  const name = bytes.toString('latin1')
  const key = keys.get(name) ?? read(bytes)
  if (keys.size >= MOST_KEYS) keys.clear()
  keys.set(name, key)
  return key
}

function publicKeyOf(spki: Uint8Array): KeyObject {
  return kept(spki, (key) => createPublicKey({ key, format: 'der', type: 'spki' }))
}

function privateKeyOf(pkcs8: Uint8Array): KeyObject {
  return kept(pkcs8, (key) => createPrivateKey({ key, format: 'der', type: 'pkcs8' }))
}

export function isSigned(spki: Uint8Array, signed: Uint8Array, signature: Uint8Array): boolean {
  const key = { key: publicKeyOf(spki), padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
  return verify('sha256', signed, key, signature)
}

/** @returns the salt of a signature with a salt of 32 bytes (RFC 8017 §9.1.2). */
export function saltOf(spki: Uint8Array, signature: Uint8Array): Buffer {
  const encoded = publicDecrypt({ key: publicKeyOf(spki), padding: constants.RSA_NO_PADDING }, signature)
  const masked = encoded.subarray(0, RSA - HASH - 1)
  const mask = mgf1(encoded.subarray(RSA - HASH - 1, RSA - 1), masked.length)
  return xor(masked, mask).subarray(-32)
}

/** @param pkcs8 the private key. @returns null where it was not made for this key as the protocol says. */
export function unwrapped(pkcs8: Uint8Array, wrapped: Uint8Array): Buffer | null {
  const key = privateKeyOf(pkcs8)
  try {
    return privateDecrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, wrapped)
  } catch {
    return null
  }
}

/** @returns the seed with which OAEP hid what is wrapped (RFC 8017 §7.1.2). */
export function seedOf(pkcs8: Uint8Array, wrapped: Uint8Array): Buffer {
  const key = privateKeyOf(pkcs8)
  const encoded = privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, wrapped)
  return xor(encoded.subarray(1, 1 + HASH), mgf1(encoded.subarray(1 + HASH), HASH))
}

function mgf1(seed: Uint8Array, length: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(length / HASH) }, (_, block) => {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(block)
    return hash(seed, counter)
  })
  return Buffer.concat(blocks).subarray(0, length)
}

function xor(one: Uint8Array, other: Uint8Array): Buffer {
  return Buffer.from(one.map((byte, place) => byte ^ (other[place] ?? 0)))
}
