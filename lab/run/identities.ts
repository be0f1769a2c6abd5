/**
 * The keys that users keep from act to act. In the first act of each scenario peers make their own, as at a first start; with
 * these they go on in the others, as somebody who starts again: making two RSA keys takes a node more of a processor than
 * all the rest of an act.
 */

import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'

/** Both private keys, PKCS #8 DER (RFC 5958) in base64, as a peer reads them on its first line. */
export interface KeptIdentity {
  readonly signing: string
  readonly wrapping: string
}

/** @returns the keys of a peer, the same ones whenever they are asked for. */
export type KeptIdentities = (peer: string) => Promise<KeptIdentity>

/** @returns keys for the peers of a run, each made when it is first asked for. */
export function keptIdentities(newKey = newRsaKey): KeptIdentities {
  const made = new Map<string, Promise<KeptIdentity>>()
  return (peer) => {
    const known = made.get(peer) ?? newIdentity(newKey)
    made.set(peer, known)
    return known
  }
}

async function newIdentity(newKey: () => Promise<string>): Promise<KeptIdentity> {
  const [signing, wrapping] = await Promise.all([newKey(), newKey()])
  return { signing, wrapping }
}

/** RSA-2048 with the exponent 65537, as PROTOCOL.md section 2 asks for. */
async function newRsaKey(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicExponent: 65537,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  })
  return privateKey.toString('base64')
}
