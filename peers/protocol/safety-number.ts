/**
 * The safety number: what two friends compare to know that nobody stands between them.
 *
 * libsignal's NumericFingerprint over both identities: each side contributes 30 digits, and the halves are
 * sorted, so that both users see the same 60. 5200 rounds of SHA-512 make it dear to search for a key whose
 * digits look alike: 30 digits are 100 bits, and a user may well skip some of them.
 */

import { createHash } from 'node:crypto'
import { uint } from './fields'
import type { Identity } from './identity'

const VERSION = 0
const ITERATIONS = 5200

/** Whose half of the number it is. */
export interface NamedIdentity {
  readonly name: string
  readonly identity: Identity
}

/**
 * One side's half, over raw bytes.
 * @param publicKey the public key, in whatever encoding both sides use.
 * @param identifier what names its owner.
 * @param iterations rounds of SHA-512, at least 1.
 * @returns 30 digits.
 */
export function displayableHalf(publicKey: Uint8Array, identifier: Uint8Array, iterations: number): string {
  let hash = Buffer.concat([uint(VERSION, 2), publicKey, identifier])
  for (let round = 0; round < iterations; round++) {
    hash = createHash('sha512').update(hash).update(publicKey).digest()
  }
  const chunks = [0, 5, 10, 15, 20, 25].map((offset) => hash.readUIntBE(offset, 5) % 100_000)
  return chunks.map((chunk) => String(chunk).padStart(5, '0')).join('')
}

/**
 * @returns the 60 digits for these two, in twelve groups of five with a space between; the same whichever
 * comes first. It takes about 40 milliseconds.
 */
export function safetyNumber(one: NamedIdentity, other: NamedIdentity): string {
  const digits = [half(one), half(other)].sort().join('')
  return digits.match(/\d{5}/g)!.join(' ')
}

function half({ name, identity }: NamedIdentity): string {
  const publicKey = Buffer.concat([identity.signing, identity.wrapping])
  return displayableHalf(publicKey, Buffer.from(name, 'utf8'), ITERATIONS)
}
