/**
 * The defences of the directory that attacks of the lab take away, each a named function, and the one value that
 * holds them all.
 *
 * The routes call these and nothing else where they decide so. To see what a defence is for, the lab swaps
 * exactly one of them for a weak stand-in; the stand-ins live in `directory/weakened/`.
 */

import type { Server } from 'node:http'
import type { Identity } from '../../peers/protocol/identity'
import { type SignedAddressRecord, verifyAddress } from '../../peers/protocol/statements'
import type { TrustedProxies } from '../limits/client-address'
import { limitConnections } from '../limits/connections'
import { RateLimits } from '../limits/limits'
import { Refusal } from '../refusal'
import type { DatabaseReader } from '../storage/database'
import { areFriends } from './friends'

export interface DirectoryDefences {
  /** Called once for a server, before it listens: how many connections it bears, and how long nothing may happen. */
  readonly limitConnections: (server: Server, proxies: TrustedProxies) => void
  /** @returns what counts, for one server, how often somebody may do something. */
  readonly limits: () => Pick<RateLimits, keyof RateLimits>
  /** @returns whether a one-time code of time step `step` still serves, when the last one used was of step `last`. */
  readonly codeServes: (step: number, last: number) => boolean
  /** @throws Refusal BAD_SIGNATURE unless the owner of a name vouches for the address. */
  readonly checkAddress: (owner: Identity, record: SignedAddressRecord) => void
  /** @throws Refusal NOT_A_FRIEND unless `name` may be told where `other` is. */
  readonly checkMayFind: (reader: DatabaseReader, name: string, other: string) => void
  /** Is asked before anything is answered to a request that names a user. @throws Refusal */
  readonly speakOfName: (reader: DatabaseReader, name: string) => void
}

/** A code serves once (RFC 6238 §5.2): only a later step than the last one counts. */
export function serveOnce(step: number, last: number): boolean {
  return step > last
}

/** Whoever has a token may publish, but only what the owner of the name has signed. */
export function requireOwnersSignature(owner: Identity, record: SignedAddressRecord): void {
  if (!verifyAddress(owner, record)) throw new Refusal('BAD_SIGNATURE')
}

/**
 * Both have accepted the friendship; strangers, open requests and unknown names are all answered alike. The own address
 * is no secret from its owner, who learns from it whether another computer has published one.
 */
export function requireFriendship(reader: DatabaseReader, name: string, other: string): void {
  if (name !== other && !areFriends(reader, name, other)) throw new Refusal('NOT_A_FRIEND')
}

/** Whether a name is registered changes no answer. */
export function sayNothing(): void {}

/** Everything on. This is what the directory runs with, and the only value that its own program can reach. */
export const hardenedDirectory: DirectoryDefences = {
  limitConnections,
  limits: () => new RateLimits(),
  codeServes: serveOnce,
  checkAddress: requireOwnersSignature,
  checkMayFind: requireFriendship,
  speakOfName: sayNothing,
}
