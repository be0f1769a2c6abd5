/**
 * The secure protocol a second time, for tests: its bytes and its cryptography. Written from PROTOCOL.md, on
 * node:crypto alone, sharing no line with the first: what one leaves out, the other one misses.
 */

import * as crypto from 'node:crypto'

export function lengthPrefixed(content: Uint8Array | string): Buffer {
  const bytes = Buffer.from(content as string)
  return Buffer.concat([Buffer.of(bytes.length >> 8, bytes.length & 255), bytes])
}

export function frame(type: number, payload: Uint8Array): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(payload.length + 1)
  return Buffer.concat([length, Buffer.of(type), payload])
}

export function spki(key: crypto.KeyObject): Buffer {
  const half = key.type === 'private' ? crypto.createPublicKey(key) : key
  return half.export({ format: 'der', type: 'spki' })
}

/** A name and two keys, as they stand in REPLY and PROOF. */
export function claimBytes(name: Uint8Array | string, signing: Uint8Array, wrapping: Uint8Array): Buffer {
  return Buffer.concat([lengthPrefixed(name), lengthPrefixed(signing), lengthPrefixed(wrapping)])
}

export function sha256(...parts: Uint8Array[]): Buffer {
  return crypto.createHash('sha256').update(Buffer.concat(parts)).digest()
}

export function hmac(key: Uint8Array, data: Uint8Array): Buffer {
  return crypto.createHmac('sha256', key).update(data).digest()
}

/** HKDF-SHA-256 for one block of output, from its definition (RFC 5869 §2). */
export function hkdf(secret: Uint8Array, salt: Uint8Array, label: string): Buffer {
  return hmac(hmac(salt, secret), Buffer.concat([Buffer.from(label), Buffer.of(1)]))
}

export function gcmSeal(key: Buffer, nonce: Buffer, aad: Buffer, plaintext: Uint8Array): Buffer {
  const cipher = crypto.createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(aad)
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
}

export function gcmOpen(key: Buffer, nonce: Buffer, aad: Buffer, sealed: Buffer): Buffer {
  const decipher = crypto.createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 })
  decipher.setAAD(aad)
  decipher.setAuthTag(sealed.subarray(-16))
  return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
}

export function x25519(own: crypto.KeyObject, share: Buffer): Buffer {
  const der = Buffer.concat([Buffer.from('302a300506032b656e032100', 'hex'), share])
  const publicKey = crypto.createPublicKey({ key: der, format: 'der', type: 'spki' })
  return crypto.diffieHellman({ privateKey: own, publicKey })
}

export const fresh = () => crypto.generateKeyPairSync('x25519').privateKey
export const shareOf = (key: crypto.KeyObject) => spki(key).subarray(-32)

export const pss = { padding: crypto.constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
export const oaep = { padding: crypto.constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }

export function pssSign(key: crypto.KeyObject, data: Buffer): Buffer {
  return crypto.sign('sha256', data, { key, ...pss })
}

export function oaepWrap(key: crypto.KeyObject, secret: Buffer): Buffer {
  return crypto.publicEncrypt({ key, ...oaep }, secret)
}

export function importSpki(der: Buffer): crypto.KeyObject {
  return crypto.createPublicKey({ key: der, format: 'der', type: 'spki' })
}

/** Takes a message apart, strictly. */
export class Parts {
  constructor(private bytes: Buffer) {}

  take(size: number): Buffer {
    if (this.bytes.length < size) throw new Error('too short')
    const taken = this.bytes.subarray(0, size)
    this.bytes = this.bytes.subarray(size)
    return taken
  }

  prefixed(): Buffer {
    return this.take(this.take(2).readUInt16BE())
  }

  end(): void {
    if (this.bytes.length > 0) throw new Error('too long')
  }
}

export function payloadOf(bytes: Buffer, type: number): Buffer {
  if (bytes.readUInt32BE(0) !== bytes.length - 4 || bytes[4] !== type) throw new Error(`not of type ${type}`)
  return bytes.subarray(5)
}

export function insist(holds: boolean, what: string): void {
  if (!holds) throw new Error(what)
}

export function uint64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(value)
  return bytes
}
