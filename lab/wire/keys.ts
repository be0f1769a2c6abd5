/** Public keys on the wire, as people know them: their size, and their fingerprint. */

import { createHash, createPublicKey, type KeyObject } from 'node:crypto'

/** @returns the kind and size of a public key in SPKI DER, `?` if it is none. */
export function sizeOfDer(der: Uint8Array): string {
  return sizeOf(() => createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' }))
}

/** @returns the same of a key in PEM. */
export function sizeOfPem(pem: Uint8Array): string {
  return sizeOf(() => createPublicKey(Buffer.from(pem)))
}

function sizeOf(read: () => KeyObject): string {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = read()
    const { modulusLength, publicExponent } = asymmetricKeyDetails ?? {}
    const type = (asymmetricKeyType ?? '?').toUpperCase()
    return modulusLength === undefined ? type : `${type}-${modulusLength}, e = ${publicExponent}`
  } catch {
    return '?'
  }
}

/** @returns SHA-256 in hexadecimal digits. */
export function sha256(...parts: readonly Uint8Array[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

/** @returns digits in groups of four, as the users of the prototype see and compare them. */
export function grouped(digits: string): string {
  return digits.match(/.{4}/g)?.join(':') ?? digits
}
