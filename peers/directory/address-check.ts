/** Whether a friend's address, as the directory gives it, is really the friend's latest. Pure. */

import { requirePinnedKey } from '../contacts/key-policy'
import { type Sentence, t } from '../language/sentence'
import { PeerError } from '../protocol/errors'
import type { Identity } from '../protocol/identity'
import { type SignedAddressRecord, verifyAddress } from '../protocol/statements'
import type { FoundAddress } from './client'
import { type Endpoint, parseEndpoint } from './endpoint'

/** @returns whether the holder of an identity vouches for the record. */
export type IsSigned = (owner: Identity, record: SignedAddressRecord) => boolean

/** What this side knows already. */
export interface AddressKnowledge {
  readonly name: string
  /** The identity pinned for that name; the one in the answer is not believed. */
  readonly pinned: Identity
  /** The counter of the last record of this friend that was taken, or 0. */
  readonly lastCounter: number
  /** Milliseconds since 1970. */
  readonly now: number
}

export interface Address {
  readonly host: string
  readonly port: number
  /** Who says that the friend is there: the friend, or the directory that the friend left it to. */
  readonly namedBy: 'friend' | 'directory'
  /** The IP address at which the directory gave this answer. */
  readonly directoryAt: string
  /** An IPv6 address at which the friend says to be besides; null where there is none. */
  readonly also: Endpoint | null
  /** To be remembered as the next `lastCounter`. */
  readonly counter: number
}

/**
 * @param isSigned the hardened peer verifies the signature, see statements.ts.
 * @returns where to reach the friend.
 * @throws PeerError FINGERPRINT_MISMATCH if the answer shows another identity than the pinned one,
 * BAD_ADDRESS_RECORD if the record is another user's, not signed, expired, or older than one seen before.
 */
export function checkAddress(
  { record, observed, identity, directoryAt }: FoundAddress,
  { name, pinned, lastCounter, now }: AddressKnowledge,
  isSigned: IsSigned = verifyAddress,
): Address {
  requirePinnedKey(name, pinned, identity)
  if (record.name !== name)
    throw bad(name, 'other-user', t`is the address of somebody else`, { record: record.name })
  if (!isSigned(pinned, record)) throw bad(name, 'unsigned', t`is not signed by ${name}`)
  if (record.expires <= now)
    throw bad(name, 'expired', t`has expired by the clock of this computer`, {
      expires: new Date(record.expires).toISOString(),
      now: new Date(now).toISOString(),
    })
  if (record.counter < lastCounter) {
    throw bad(name, 'rolled-back', t`is older than one seen before`, {
      counter: record.counter,
      last: lastCounter,
    })
  }
  const namedBy = record.host === 'auto' ? 'directory' : 'friend'
  const host = namedBy === 'directory' ? observed : record.host
  // An IP address or a host name (RFC 952, RFC 1123), and nothing that could steer a terminal.
  if (!host || !/^[A-Za-z0-9._:%-]+$/.test(host)) throw bad(name, 'no-host', t`names no host`)
  const also = record.also === undefined ? null : parseEndpoint(record.also)
  return { host, port: record.port, namedBy, directoryAt, also, counter: record.counter }
}

/** @param flaw for programs, which tell the refusals of this code apart by it. */
function bad(
  name: string,
  flaw: 'other-user' | 'unsigned' | 'expired' | 'rolled-back' | 'no-host',
  what: Sentence,
  evidence: Record<string, string | number> = {},
): PeerError {
  return new PeerError(
    'BAD_ADDRESS_RECORD',
    t`The address that the directory gives for ${name} ${what}: it is not used. Ask ${name} to publish it again, and look whether both clocks are right.`,
    { name, flaw, ...evidence },
  )
}
