/** The machine's own randomness, from node:crypto. */

import { generateKeyPair, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import type { Entropy } from '../protocol/conversation'
import { freshEphemeralKey } from '../protocol/key-agreement'

const generate = promisify(generateKeyPair)

export const systemEntropy: Entropy = {
  x25519: freshEphemeralKey,
  bytes: (size) => randomBytes(size),
  // In the thread pool: the search for primes would hold up every open conversation.
  rsa: async () => (await generate('rsa', { modulusLength: 2048, publicExponent: 65537 })).privateKey,
}
