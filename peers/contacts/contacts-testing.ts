/** Identities to test with. */

import type { Identity } from '../protocol/identity'
import { exportSpki } from '../protocol/rsa'
import { testEntropy } from '../protocol/test-keys-testing'
import type { KeptAddress } from './contacts'

const keys = Promise.all([1, 2].map(async () => exportSpki(await testEntropy.rsa())))

/** Four identities out of two keys: what matters is only that they differ. */
export async function identitiesToCompare(): Promise<readonly [Identity, Identity, Identity, Identity]> {
  const [a, b] = (await keys) as [Buffer, Buffer]
  return [
    { signing: a, wrapping: b },
    { signing: b, wrapping: a },
    { signing: a, wrapping: a },
    { signing: b, wrapping: b },
  ]
}

/** An address record that was taken of `name`; nobody looks at its signature. */
export function takenAddress(name: string, counter: number, observed?: string, also?: string): KeptAddress {
  const signature = Buffer.alloc(256, counter % 256).toString('base64')
  const place = { host: 'home.example', port: 25_000, ...(also !== undefined && { also }) }
  const record = { name, ...place, counter, expires: 2 ** 53 - 1, signature }
  return { record, directoryAt: '203.0.113.1', ...(observed !== undefined && { observed }) }
}
