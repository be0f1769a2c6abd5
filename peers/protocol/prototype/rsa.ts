/**
 * RSA as the prototype uses it: OAEP with SHA-256 and MGF1-SHA-256 (RFC 8017 §7.1), PSS with SHA-256 and the
 * longest salt that fits (§9.1.1). Keys travel as PEM of the SPKI (RFC 7468 §13).
 *
 * The paddings and the public operations are node-forge's; the bare private operation is node:crypto's, because
 * forge takes some 30 ms for it, a hundred times as long.
 */

import { constants, createPublicKey, type KeyObject, privateDecrypt, privateEncrypt } from 'node:crypto'
import type forge from 'node-forge'
import type { Entropy } from '../conversation'
import { PeerError } from '../errors'
import { RSA_BYTES } from '../rsa'

/** Loaded when the prototype first speaks: most nodes never do, and each would spend a tenth of its start on it. */
function library(): typeof forge {
  return require('node-forge')
}

const HASH_BYTES = 32

/** The longest salt for RSA-2048 and SHA-256: 222 bytes. */
const SALT_BYTES = RSA_BYTES - HASH_BYTES - 2

/** The longest message for RSA-2048 and SHA-256: 190 bytes. */
export const PROTOTYPE_MESSAGE_BYTES = RSA_BYTES - 2 * HASH_BYTES - 2

export type PrototypePublicKey = forge.pki.rsa.PublicKey

/** Where padding gets its randomness from. */
type Random = Pick<Entropy, 'bytes'>

/** @returns the PEM that the prototype sends for a private key: 451 bytes, lines end in a line feed. */
export function prototypePem(key: KeyObject): Buffer {
  return Buffer.from(createPublicKey(key).export({ format: 'pem', type: 'spki' }))
}

/**
 * @param pem as received; white space around it and the kind of line end do not matter.
 * @returns the key.
 * @throws PeerError BAD_IDENTITY for anything but an RSA-2048 public key with e = 65537.
 */
export function prototypePublicKey(pem: Uint8Array): PrototypePublicKey {
  const text = Buffer.from(pem).toString('latin1').trim()
  // Without its label node:crypto would also take a private key or a certificate for a public key.
  const key = text.startsWith('-----BEGIN PUBLIC KEY-----') ? parse(text) : null
  const { modulusLength, publicExponent } = key?.asymmetricKeyDetails ?? {}
  if (key?.asymmetricKeyType !== 'rsa' || modulusLength !== 2048 || publicExponent !== 65537n) {
    throw new PeerError('BAD_IDENTITY')
  }
  // Written anew, so that forge's parser never meets what a stranger wrote.
  return library().pki.publicKeyFromPem(key.export({ format: 'pem', type: 'spki' }).toString())
}

function parse(text: string): KeyObject | null {
  try {
    return createPublicKey(text)
  } catch {
    return null
  }
}

/** @returns the 256-byte PSS signature of `data`. */
export function prototypeSign(key: KeyObject, data: Uint8Array, random: Random): Buffer {
  const md = library().md.sha256.create()
  md.update(binary(data))
  const encoded = pss(binary(random.bytes(SALT_BYTES))).encode(md, 8 * RSA_BYTES)
  return privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, bytes(encoded))
}

/** @returns whether `signature` is the PSS signature of `data` by the holder of `key`. */
export function prototypeVerify(key: PrototypePublicKey, data: Uint8Array, signature: Uint8Array): boolean {
  const md = library().md.sha256.create()
  md.update(binary(data))
  try {
    return key.verify(md.digest().getBytes(), binary(signature), pss())
  } catch {
    // forge answers false to a wrong hash, but throws when the padding is already wrong.
    return false
  }
}

/** @returns `message` (at most 190 bytes) encrypted to `key`, 256 bytes. */
export function prototypeEncrypt(key: PrototypePublicKey, message: Uint8Array, random: Random): Buffer {
  const seed = binary(random.bytes(HASH_BYTES))
  return bytes(key.encrypt(binary(message), 'RSA-OAEP', { ...oaep(), seed }))
}

/** @returns what {@link prototypeEncrypt} encrypted. @throws PeerError BAD_SECRET if not for this key. */
export function prototypeDecrypt(key: KeyObject, ciphertext: Uint8Array): Buffer {
  const { pkcs1 } = library() as unknown as { readonly pkcs1: Pkcs1 }
  try {
    const encoded = privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, ciphertext)
    return bytes(pkcs1.decode_rsa_oaep(RSA_SIZE, binary(encoded), oaep()))
  } catch {
    throw new PeerError('BAD_SECRET')
  }
}

/** What forge's decoder asks of a key: its size. */
const RSA_SIZE = { n: { bitLength: () => 8 * RSA_BYTES } }

/** A part of forge that its types leave out. */
interface Pkcs1 {
  decode_rsa_oaep(size: typeof RSA_SIZE, encoded: string, options: ReturnType<typeof oaep>): string
}

function oaep() {
  return { md: library().md.sha256.create(), mgf1: { md: library().md.sha256.create() } }
}

function pss(salt?: string): forge.pss.PSS {
  const mgf = library().mgf.mgf1.create(library().md.sha256.create())
  return library().pss.create({ md: library().md.sha256.create(), mgf, saltLength: SALT_BYTES, salt })
}

/** forge's bytes are strings, a character a byte. */
function binary(data: Uint8Array): string {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('latin1')
}

function bytes(data: string): Buffer {
  return Buffer.from(data, 'latin1')
}
