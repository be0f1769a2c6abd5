/** Identities that look alike to whoever compares a part of them only. */

import { fingerprint, type Identity } from './identity'

/** The SPKI of a modulus that is all ones but for `number`: well-formed, and nobody's. */
function wellFormedKey(number: number): Buffer {
  const modulus = Buffer.alloc(256, 0xff)
  modulus.writeUInt32BE(number, 4)
  return Buffer.concat([
    Buffer.from('30820122300d06092a864886f70d01010105000382010f003082010a0282010100', 'hex'),
    modulus,
    Buffer.from('0203010001', 'hex'),
  ])
}

const identity = (signing: number, wrapping: number): Identity => ({
  signing: wellFormedKey(signing),
  wrapping: wellFormedKey(wrapping),
})

/** A pair of identities, and what the two have in common. */
export interface Twins {
  readonly alike: string
  readonly one: Identity
  readonly other: Identity
}

/** The first two pairs were searched for: of some 65,000 keys, two have 32 bits of a fingerprint in common. */
export const twins: readonly Twins[] = [
  { alike: 'the first 8 digits of their fingerprints', one: identity(13_569, 0), other: identity(54_778, 0) },
  { alike: 'the last 8 digits of their fingerprints', one: identity(17_424, 0), other: identity(21_939, 0) },
  { alike: 'the signing key', one: identity(1, 2), other: identity(1, 3) },
  { alike: 'the wrapping key', one: identity(1, 3), other: identity(2, 3) },
  { alike: 'both keys, the other way round', one: identity(1, 2), other: identity(2, 1) },
]

/** How a fingerprint begins and ends. */
export function beginningAndEnd(of: Identity): readonly [string, string] {
  const digits = fingerprint(of)
  return [digits.slice(0, 8), digits.slice(-8)]
}
