/** The IPv6 address of this computer at which others reach it, as far as this computer can tell: no router translates it. */

import { createSocket } from 'node:dgram'
import { BlockList } from 'node:net'
import { rangeOf } from './address-range'

/** Somewhere on the internet. Nothing is sent there: the system is asked from which address it would be. */
const ELSEWHERE = '2000::1'

/** Those that are given to computers (RFC 4291 section 2.4, and IANA's registry of IPv6 addresses). */
const given = new BlockList()
given.addSubnet('2000::', 3, 'ipv6')

/** @returns whether everybody can dial it, as far as it can be read off the address. */
export function isGlobalIpv6(address: string): boolean {
  return given.check(address, 'ipv6') && rangeOf(address) === null
}

/**
 * @returns the address from which this computer speaks to the IPv6 internet (RFC 6724 section 5): none that ends soon, and
 * a temporary one where the system has such. Null where no way leads there, or it is no global address.
 */
export async function ownIpv6(): Promise<string | null> {
  const socket = createSocket('udp6')
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject)
      socket.connect(9, ELSEWHERE, resolve)
    })
    const { address } = socket.address()
    return isGlobalIpv6(address) ? address : null
  } catch {
    return null
  } finally {
    socket.close()
  }
}
