/** What identity keys sign besides handshakes (PROTOCOL.md section 9), and who is known by which keys. */

import { isKey } from './claim'
import { field, u64, uint } from './layout'
import { hash, isSigned, RSA } from './primitives'

/** Both keys, SPKI in base64, as JSON has them. */
export interface ShownKeys {
  readonly signing: string
  readonly wrapping: string
}

export interface ShownAddress {
  readonly name: string
  readonly host: string
  readonly port: number
  readonly counter: number
  readonly expires: number
  /** A second address; the field is there only where there is one. */
  readonly also?: string
  readonly signature: string
}

export function isAddressOf(keys: ShownKeys, address: ShownAddress): boolean {
  const { name, host, port, counter, expires, also, signature } = address
  const said = [field(name), field(host), uint(16, port), u64(BigInt(counter)), u64(BigInt(expires))]
  if (also !== undefined) said.push(field(also))
  return signedBy(keys, [field('secure-p2p address 1'), ...said], signature)
}

export function isRegistrationOf(keys: ShownKeys, name: string, proof: string): boolean {
  const shown = [bytesOf(keys.signing), bytesOf(keys.wrapping)].map(field)
  return signedBy(keys, [field('secure-p2p registration 1'), field(name), ...shown], proof)
}

/** @param servers under each of which the directory is known. */
export function isLoginOf(
  keys: ShownKeys,
  servers: readonly string[],
  { name, challenge, signature }: { name: string; challenge: string; signature: string },
): boolean {
  const end = [field(name), field(bytesOf(challenge))]
  return servers.some((server) =>
    signedBy(keys, [field('secure-p2p login 1'), field(server), ...end], signature),
  )
}

export function areKeys({ signing, wrapping }: ShownKeys): boolean {
  return isKey(bytesOf(signing)) && isKey(bytesOf(wrapping))
}

export function fingerprintOf({ signing, wrapping }: ShownKeys): string {
  return hash(bytesOf(signing), bytesOf(wrapping)).toString('hex')
}

export function bytesOf(base64: string): Buffer {
  return Buffer.from(base64, 'base64')
}

function signedBy({ signing }: ShownKeys, parts: readonly Buffer[], signature: string): boolean {
  const bytes = bytesOf(signature)
  const key = bytesOf(signing)
  return bytes.length === RSA && isKey(key) && isSigned(key, Buffer.concat(parts), bytes)
}
