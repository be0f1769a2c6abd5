/** RSA keys for tests, from a file: to make a new one takes as long as many tests. That one can be made is tested where it is. */

import { createPrivateKey, generateKeyPair, type KeyObject, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Entropy } from './conversation'
import { freshEphemeralKey } from './key-agreement'

const generate = promisify(generateKeyPair)

const left = readFileSync(join(__dirname, 'testdata', 'test-keys.pem'), 'utf8').match(
  /-----BEGIN.*?-----END[^\n]*/gs,
)!

/** @returns a key that nobody in this process has been given; a new one when there is none left in the file. */
export async function testKey(): Promise<KeyObject> {
  const pem = left.shift()
  if (pem !== undefined) return createPrivateKey(pem)
  return (await generate('rsa', { modulusLength: 2048, publicExponent: 65537 })).privateKey
}

/** @returns the same at once. @throws Error when there is none left in the file. */
export function testKeySync(): KeyObject {
  return createPrivateKey(left.shift() ?? '')
}

export const testEntropy: Entropy = {
  // As in a program: what it costs and how it behaves is tested with it.
  x25519: freshEphemeralKey,
  bytes: (size) => randomBytes(size),
  rsa: testKey,
}
