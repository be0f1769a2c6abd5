/**
 * Which addresses of this computer, its link and its private networks a friend may be called at. Whoever names an
 * address chooses where this computer dials: what only this computer reaches must not be reached for others.
 */

import { networkInterfaces } from 'node:os'
import { t } from '../language/sentence'
import { PeerError } from '../protocol/errors'
import { rangeOf } from './address-range'

/** Who named a host, and where this messenger is. */
export interface Vicinity {
  /** The friend who signed it, or the directory, where the friend left it to the directory. */
  readonly namedBy: 'friend' | 'directory'
  /** The address at which the directory answered. */
  readonly directoryAt: string
  /** The addresses of this computer. */
  readonly own: readonly string[]
  /** The address at which this messenger takes calls; null if it takes none. */
  readonly listeningAt: string | null
}

/** @returns whether a friend may be called at this IP address. */
export type MayDial = (address: string, vicinity: Vicinity) => boolean

/**
 * A public address always; one where nobody can be never. Of loopback only if the directory is there as well, or if the
 * friend wrote it and this messenger takes calls there itself. Of a link or a private network only if this computer is
 * in it too and, where the directory named it, if the directory is there, or on this computer.
 */
export const mayDial: MayDial = (address, { namedBy, directoryAt, own, listeningAt }) => {
  const range = rangeOf(address)
  if (range === null) return true
  if (range === 'nobody') return false
  const directory = rangeOf(directoryAt)
  const isFriends = namedBy === 'friend'
  if (range === 'loopback')
    return directory === 'loopback' || (isFriends && listeningAt !== null && rangeOf(listeningAt) === range)
  if (!own.some((one) => rangeOf(one) === range)) return false
  return isFriends || directory === range || directory === 'loopback'
}

/** @returns the error for an address at which a friend may not be called. */
export function tooNear(name: string): PeerError {
  return new PeerError(
    'BAD_ADDRESS_RECORD',
    t`The address that the directory gives for ${name} is of this computer or of a private network, and nothing says that ${name} is there: it is not used. Ask ${name} to publish another one with --publish HOST:PORT.`,
    { name, flaw: 'too-near' },
  )
}

/** @returns the addresses of this computer. */
export function ownAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap(
    (addresses) => addresses?.map(({ address }) => address) ?? [],
  )
}
