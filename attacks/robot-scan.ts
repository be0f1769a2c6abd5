/**
 * Finds out whether somebody tells on the wire that a padding is wrong: sends ciphertexts of which the padding is
 * right, or wrong in one of several ways, and compares the reactions.
 * Published: Böck, Somorovsky, Young, "Return Of Bleichenbacher's Oracle Threat (ROBOT)", USENIX Security 2018, §3.
 */

import { randomBytes } from 'node:crypto'
import { RSA_BYTES } from '../peers/protocol/rsa'
import type { RsaKey } from './bleichenbacher'
import { fromBytes, power, toBytes } from './modular'
import type { Caller } from './rsa-callers'

/** `strong`: 00 02 alone decides, and every other reaction is a yes. `weak`: only a whole padding is. */
export type Strength = 'none' | 'weak' | 'strong'

export interface Scan {
  readonly strength: Strength
  /** The reaction to a padding that does not begin with 00 02. */
  readonly no: string
  readonly questions: number
}

/** What is sent, padded to the size of the key; 32 bytes of secret are what the protocol carries. */
const forms: Readonly<Record<'right' | 'begin' | 'noEnd' | 'early' | 'short', () => Buffer>> = {
  right: () => Buffer.concat([Buffer.of(0, 2), nonzero(RSA_BYTES - 35), Buffer.of(0), randomBytes(32)]),
  begin: () => Buffer.concat([Buffer.of(0x41, 0x17), nonzero(RSA_BYTES - 35), Buffer.of(0), randomBytes(32)]),
  noEnd: () => Buffer.concat([Buffer.of(0, 2), nonzero(RSA_BYTES - 2)]),
  early: () => Buffer.concat([Buffer.of(0, 2, 7, 0), nonzero(RSA_BYTES - 37), Buffer.of(0), randomBytes(32)]),
  short: () => Buffer.concat([Buffer.of(0, 2), nonzero(RSA_BYTES - 4), Buffer.of(0, 1)]),
}

/** @returns what the reactions to five ciphertexts tell. */
export async function scan({ react }: Caller): Promise<Scan> {
  const reactions = new Map<string, string>()
  for (const [form, padded] of Object.entries(forms)) {
    reactions.set(form, await react((key) => encrypted(key, padded())))
  }
  const no = reactions.get('begin')!
  const telling = (form: string) => reactions.get(form) !== no
  const strength = !telling('right') ? 'none' : telling('noEnd') && telling('early') ? 'strong' : 'weak'
  return { strength, no, questions: reactions.size }
}

/** The bare RSA operation. A number above the modulus is made smaller, its first bytes stay wrong. */
function encrypted({ n, e }: RsaKey, padded: Buffer): Buffer {
  return toBytes(power(fromBytes(padded) % n, e, n), RSA_BYTES)
}

function nonzero(size: number): Buffer {
  return Buffer.from(randomBytes(size).map((byte) => byte || 1))
}
