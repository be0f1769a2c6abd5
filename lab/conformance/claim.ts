/** Who somebody says to be, and what is signed (PROTOCOL.md sections 3 and 5.1). */

import { field, Misfit, type StructureReader, textOf, uint } from './layout'
import { hash } from './primitives'

export interface ShownClaim {
  readonly name: string
  readonly signing: Buffer
  readonly wrapping: Buffer
  /** As it stood there. */
  readonly bytes: Buffer
  readonly fingerprint: string
}

const beforeModulus = Buffer.from('30820122300d06092a864886f70d01010105000382010f003082010a0282010100', 'hex')
const afterModulus = Buffer.from('0203010001', 'hex')
const SPKI = 294

/** @throws Misfit */
export function readClaim(layout: StructureReader): ShownClaim {
  const parts = [layout.field(), layout.field(), layout.field()] as const
  const [nameBytes, signing, wrapping] = parts
  const name = textOf(nameBytes)
  if (!/^[a-z0-9][a-z0-9._-]{0,31}$/.test(name)) throw new Misfit()
  for (const key of [signing, wrapping]) if (!isKey(key)) throw new Misfit('BAD_IDENTITY')
  const bytes = Buffer.concat(parts.map(field))
  return { name, signing, wrapping, bytes, fingerprint: hash(signing, wrapping).toString('hex') }
}

/** Whether it is the one encoding of an RSA-2048 key with e = 65537 and an odd modulus. */
export function isKey(spki: Buffer): boolean {
  if (spki.length !== SPKI) return false
  const modulus = spki.subarray(beforeModulus.length, SPKI - afterModulus.length)
  return (
    spki.subarray(0, beforeModulus.length).equals(beforeModulus) &&
    spki.subarray(SPKI - afterModulus.length).equals(afterModulus) &&
    (modulus[0] ?? 0) >= 128 &&
    (modulus.at(-1) ?? 0) % 2 === 1
  )
}

export type EndRole = 'initiator' | 'responder'

export function statement(role: EndRole, names: readonly string[], transcript: Uint8Array): Buffer {
  return Buffer.concat([
    field(`secure-p2p handshake 1 ${role}`),
    uint(8, names.length),
    ...names.map(field),
    transcript,
  ])
}
