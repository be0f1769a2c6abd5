/** Identities to test with. */

import { systemEntropy } from '../cli/entropy'
import type { Identity } from '../protocol/identity'
import { exportSpki } from '../protocol/rsa'

const keys = Promise.all([1, 2].map(async () => exportSpki(await systemEntropy.rsa())))

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
