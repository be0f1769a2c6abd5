/** The attacker's own randomness, where it need not be the same in two runs, and keys that are made of it. */

import { generateKeyPair, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import type { Entropy } from '../peers/protocol/conversation'
import type { PrivateIdentity } from '../peers/protocol/identity'
import { freshEphemeralKey } from '../peers/protocol/key-agreement'

export const entropy: Entropy = {
  x25519: freshEphemeralKey,
  bytes: randomBytes,
  rsa: async () => (await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })).privateKey,
}

/** @returns an identity of her own. One key serves for both: an attacker need not be tidy. */
export async function ownIdentity(): Promise<PrivateIdentity> {
  const key = await entropy.rsa()
  return { signing: key, wrapping: key }
}
