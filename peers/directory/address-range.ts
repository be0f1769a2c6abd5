/** Which part of the internet's address space an address is of, as far as it is no public one (RFC 6890). */

import { BlockList, isIP, isIPv4 } from 'node:net'
import { plainAddress } from '../system/ip-address'

/** Each range with its IPv4 and IPv6 networks; an address is of the first that has it. */
const networks = {
  loopback: ['127.0.0.0/8', '::1/128'],
  /** Where nobody can be: this network (Linux dials this machine for it), multicast, reserved, discarded. */
  nobody: ['0.0.0.0/8', '192.0.0.0/24', '224.0.0.0/4', '240.0.0.0/4', '::/96', '100::/64', 'ff00::/8'],
  'link-local': ['169.254.0.0/16'],
  'IPv6 link-local': ['fe80::/10'],
  // Private networks, each by itself: who is in one of them is not in the others.
  '10.0.0.0/8': ['10.0.0.0/8'],
  '172.16.0.0/12': ['172.16.0.0/12'],
  '192.168.0.0/16': ['192.168.0.0/16'],
  '100.64.0.0/10': ['100.64.0.0/10'],
  '198.18.0.0/15': ['198.18.0.0/15'],
  'fc00::/7': ['fc00::/7'],
  'fec0::/10': ['fec0::/10'],
} as const

export type AddressRange = keyof typeof networks

const lists = Object.entries(networks).map(([range, subnets]) => {
  const list = new BlockList()
  for (const subnet of subnets) {
    const [address = '', bits] = subnet.split('/')
    for (const [written, more] of spellings(address))
      list.addSubnet(written, Number(bits) + more, isIPv4(written) ? 'ipv4' : 'ipv6')
  }
  return [range as AddressRange, list] as const
})

/**
 * @param address as sockets and resolvers name it; a zone does not count.
 * @returns the range that it is of, also where it is an IPv4 address inside an IPv6 one; null for a public one.
 */
export function rangeOf(address: string): AddressRange | null {
  const plain = plainAddress(address)
  const family = isIP(plain)
  if (family === 0) return 'nobody'
  const found = lists.find(([, list]) => list.check(plain, family === 4 ? 'ipv4' : 'ipv6'))
  return found ? found[0] : null
}

/** Every IPv6 network that leads to an IPv4 one: mapped (RFC 4291), by NAT64 (RFC 6052), 6to4 (RFC 3056). */
function spellings(address: string): [written: string, moreBits: number][] {
  if (!isIPv4(address)) return [[address, 0]]
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number)
  const hex = (high: number, low: number) => (high * 256 + low).toString(16)
  return [
    [address, 0],
    [`::ffff:${address}`, 96],
    [`64:ff9b::${address}`, 96],
    [`2002:${hex(a, b)}:${hex(c, d)}::`, 16],
  ]
}
