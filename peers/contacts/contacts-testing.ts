/** Identities to test with. */

import type { Identity } from '../protocol/identity'
import { exportSpki } from '../protocol/rsa'
import { testEntropy } from '../protocol/test-keys-testing'

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
