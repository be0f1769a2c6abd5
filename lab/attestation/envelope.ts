/**
 * A signed statement in one line: the envelope of DSSE (Dead Simple Signing Envelope) 1.0.2, as in-toto has it, with
 * one Ed25519 signature. There is one way to write it and no other, so that no byte can be changed unnoticed.
 */

import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto'

export const PAYLOAD_TYPE = 'application/vnd.in-toto+json'

/** What stands before the 32 bytes of an Ed25519 key in SubjectPublicKeyInfo (RFC 8410). */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex')

export interface Envelope {
  /** The bytes that are signed. */
  readonly payload: Buffer
  /** The public key, see {@link fingerprintOf}. */
  readonly keyid: string
  readonly signature: Buffer
}

/** @returns the statement with its signature, in one line. @param key a private Ed25519 key. */
export function sealed(payload: Uint8Array, key: KeyObject): string {
  const signature = sign(null, encoded(payload), key)
  return written({ payload: Buffer.from(payload), keyid: fingerprintOf(key), signature })
}

/** @returns what stands in the line; null where it is no envelope as {@link sealed} writes it. Nothing is believed yet. */
export function opened(line: string): Envelope | null {
  try {
    const { payload, signatures } = JSON.parse(line)
    const [{ keyid, sig }] = signatures
    const envelope = { payload: bytesOf(payload), keyid: String(keyid), signature: bytesOf(sig) }
    return written(envelope) === line ? envelope : null
  } catch {
    return null
  }
}

/** Whether whoever has the key that the envelope names has signed just this. */
export function isSigned({ payload, keyid, signature }: Envelope): boolean {
  if (!/^[0-9a-f]{64}$/.test(keyid)) return false
  try {
    const key = createPublicKey({
      key: Buffer.concat([SPKI, Buffer.from(keyid, 'hex')]),
      format: 'der',
      type: 'spki',
    })
    return verify(null, encoded(payload), key, signature)
  } catch {
    return false
  }
}

/**
 * @param key an Ed25519 key.
 * @returns its public key, in 64 hexadecimal digits: it is no longer than a hash of it would be, so it stands for itself.
 */
export function fingerprintOf(key: KeyObject): string {
  const open = key.type === 'private' ? createPublicKey(key) : key
  return open.export({ format: 'der', type: 'spki' }).subarray(SPKI.length).toString('hex')
}

function written({ payload, keyid, signature }: Envelope): string {
  return JSON.stringify({
    payloadType: PAYLOAD_TYPE,
    payload: payload.toString('base64'),
    signatures: [{ keyid, sig: signature.toString('base64') }],
  })
}

/** What is signed: the payload with its type, neither of which can be taken for the other (DSSE: PAE). */
export function encoded(payload: Uint8Array, type = PAYLOAD_TYPE): Buffer {
  return Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `), payload])
}

function bytesOf(text: unknown): Buffer {
  return Buffer.from(String(text), 'base64')
}
