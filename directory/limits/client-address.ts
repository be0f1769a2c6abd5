/** Which address a request comes from. */

import { BlockList, isIP, isIPv6 } from 'node:net'
import { plainAddress } from '../../peers/system/ip-address'

/**
 * The proxies that the operator trusts. What a forwarded header (X-Forwarded-For) says counts only as far as they
 * wrote it: anybody can send one along.
 */
export class TrustedProxies {
  readonly #list = new BlockList()

  /** @param proxies addresses, or networks such as `10.0.0.0/8`. @throws RangeError naming one that is neither. */
  constructor(proxies: readonly string[]) {
    for (const proxy of proxies) {
      const [address = '', bits, ...more] = proxy.split('/')
      const most = isIPv6(address) ? 128 : 32
      const length = bits === undefined ? most : /^[0-9]{1,3}$/.test(bits) ? Number(bits) : Number.NaN
      if (isIP(address) === 0 || !(length <= most) || more.length > 0) {
        throw new RangeError(`"${proxy}" is neither an IP address nor a network such as 10.0.0.0/8`)
      }
      this.#list.addSubnet(address, length, family(address))
    }
  }

  /**
   * @param socket the address at the other end of the connection.
   * @param forwarded the header X-Forwarded-For: each proxy adds at its end whom it was asked by.
   * @returns the last address on the way that is no trusted proxy; an IPv4 address without its IPv6 mapping.
   */
  clientOf(socket: string, forwarded: string | undefined): string {
    let address = plainAddress(socket)
    if (forwarded === undefined || !this.trusts(address)) return address
    for (const hop of forwarded.split(',').reverse()) {
      const before = hopAddress(hop.trim())
      // Not an address: nobody can say what was before it.
      if (before === null) return address
      address = before
      if (!this.trusts(address)) return address
    }
    return address
  }

  /** @param address as {@link plainAddress} gives it. @returns whether it is that of a trusted proxy. */
  trusts(address: string): boolean {
    return this.#list.check(address, family(address))
  }
}

function family(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4'
}

/** Some proxies write a port too: `192.0.2.1:1234`, `[2001:db8::1]:1234`. */
function hopAddress(hop: string): string | null {
  const [, bracketed, dotted] = /^(?:\[([^\]]+)\](?::[0-9]+)?|([0-9.]+):[0-9]+)$/.exec(hop) ?? []
  const address = bracketed ?? dotted ?? hop
  return isIP(address) === 0 ? null : plainAddress(address)
}
