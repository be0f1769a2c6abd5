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

/** Keeps what takes longer to make than to use, and forgets the oldest. */
class Kept<T> {
  readonly #made = new Map<string, T>()
  readonly #most: number

  constructor(most: number) {
    this.#most = most
  }

  of(name: string, make: () => T): T {
    const known = this.#made.get(name)
    if (known !== undefined) return known
    const made = make()
    for (const oldest of this.#made.keys()) {
      if (this.#made.size < this.#most) break
      this.#made.delete(oldest)
    }
    this.#made.set(name, made)
    return made
  }
}

const nameOf = (...parts: readonly Uint8Array[]): string => Buffer.concat(parts).toString('latin1')

const privateHead = Buffer.from('302e020100300506032b656e04220420', 'hex')
const shares = new Kept<KeyObject>(64)

/** As JWK (RFC 8037 §2), which Node reads ten times faster than DER, where it makes `x` itself: not from 24 on. */
function x25519Key(privateKey: Uint8Array): KeyObject {
  return shares.of(nameOf(privateKey), () => {
    const d = Buffer.from(privateKey)
    try {
      const jwk = { kty: 'OKP', crv: 'X25519', x: '', d: d.toString('base64url') }
      return createPrivateKey({ key: jwk, format: 'jwk' })
    } catch {
      return createPrivateKey({ key: Buffer.concat([privateHead, d]), format: 'der', type: 'pkcs8' })
    }
  })
}

/** @returns the share that belongs to a private key of 32 bytes. */
export function shareOf(privateKey: Uint8Array): Buffer {
  const { x = '' } = createPublicKey(x25519Key(privateKey)).export({ format: 'jwk' })
  return Buffer.from(x, 'base64url')
}

/** @returns null where the result is all zero. */
export function x25519(privateKey: Uint8Array, share: Uint8Array): Buffer | null {
  const jwk = { kty: 'OKP', crv: 'X25519', x: Buffer.from(share).toString('base64url') }
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' })
  try {
    const secret = diffieHellman({ privateKey: x25519Key(privateKey), publicKey })
    return secret.some((byte) => byte !== 0) ? secret : null
  } catch {
    return null
  }
}

/** An act has a few. */
const rsaKeys = new Kept<KeyObject>(64)

function publicKeyOf(spki: Uint8Array): KeyObject {
  const read = () => createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
  return rsaKeys.of(nameOf(spki), read)
}

function privateKeyOf(pkcs8: Uint8Array): KeyObject {
  const read = () => createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
  return rsaKeys.of(nameOf(pkcs8), read)
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

/** Both ends of a session look at the same two secrets, each more than once. */
const blocks = new Kept<Buffer>(64)

/** @returns the 256 bytes that a private key makes of as many. @throws Error for any other number, and above the modulus. */
function decrypted(pkcs8: Uint8Array, wrapped: Uint8Array): Buffer {
  const make = () => privateDecrypt({ key: privateKeyOf(pkcs8), padding: constants.RSA_NO_PADDING }, wrapped)
  return blocks.of(nameOf(wrapped, pkcs8), make)
}

const noLabel = hash()

/**
 * OAEP with SHA-256 and no label (RFC 8017 §7.1.2), of which the seed is wanted as well.
 * @param pkcs8 the private key. @returns null where it was not made for this key as the protocol says.
 */
export function unwrapped(pkcs8: Uint8Array, wrapped: Uint8Array): Buffer | null {
  let encoded: Buffer
  try {
    encoded = decrypted(pkcs8, wrapped)
  } catch {
    return null
  }
  const masked = encoded.subarray(1 + HASH)
  const block = xor(masked, mgf1(seedIn(encoded), masked.length))
  const padding = block.subarray(HASH)
  const end = padding.findIndex((byte) => byte !== 0)
  const isMadeSo = encoded[0] === 0 && block.subarray(0, HASH).equals(noLabel) && padding[end] === 1
  return isMadeSo ? padding.subarray(end + 1) : null
}

/** @returns the seed with which OAEP hid what is wrapped (RFC 8017 §7.1.2). */
export function seedOf(pkcs8: Uint8Array, wrapped: Uint8Array): Buffer {
  return seedIn(decrypted(pkcs8, wrapped))
}

function seedIn(encoded: Buffer): Buffer {
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
