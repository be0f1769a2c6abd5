/** The identity of a peer of the lab: new at a first start, or the one that its user had before, which the lab kept. */

import { createPrivateKey } from 'node:crypto'
import { newIdentity } from '../home/identity-file'
import type { Entropy } from '../protocol/conversation'
import type { PrivateIdentity } from '../protocol/identity'

/** Both private keys as PKCS #8 DER (RFC 5958) in base64: as they are kept, and as a thief gets them. */
interface Encoded {
  readonly signing: string
  readonly wrapping: string
}

/**
 * @param kept whether the first line of `input` has the keys; without it they are made.
 * @param input what the peer reads; commands follow.
 * @throws Error if the line holds no such keys.
 */
export async function labIdentity(
  kept: boolean,
  input: AsyncGenerator<string, void>,
  entropy: Entropy,
): Promise<PrivateIdentity> {
  if (!kept) return newIdentity(entropy)
  const { signing, wrapping }: Encoded = JSON.parse((await input.next()).value ?? '')
  return { signing: fromDer(signing), wrapping: fromDer(wrapping) }
}

/** @returns both private keys as the lab keeps them. */
export function inDer({ signing, wrapping }: PrivateIdentity): Encoded {
  const [first, second] = [signing, wrapping].map((key) =>
    key.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
  )
  return { signing: first!, wrapping: second! }
}

function fromDer(key: string) {
  return createPrivateKey({ key: Buffer.from(key, 'base64'), type: 'pkcs8', format: 'der' })
}
