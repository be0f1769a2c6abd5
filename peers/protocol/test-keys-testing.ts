/** RSA keys for tests: to make a new one takes as long as many tests. That one can be made is tested where it is. */

import type { KeyObject } from 'node:crypto'
import { randomBytes } from 'node:crypto'
import type { Entropy } from './conversation'
import { freshEphemeralKey } from './key-agreement'

const keys: { testKey(): KeyObject } = require('../../lab/suite/test-keys.cjs')

/** @returns a private key of 2048 bits that nobody else in this suite has been given */
export const { testKey } = keys

export const testEntropy: Entropy = {
  // As in a program: what it costs and how it behaves is tested with it.
  x25519: freshEphemeralKey,
  bytes: (size) => randomBytes(size),
  rsa: async () => testKey(),
}
