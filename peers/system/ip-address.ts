/** What counts as one address on the internet, for whoever counts what each may do. */

import { isIPv6 } from 'node:net'

/**
 * @returns an address as sockets name it, but an IPv4 one without its IPv6 mapping (RFC 4291 §2.5.5.2), and none
 * with a zone, which says something on this machine only.
 */
export function plainAddress(address: string): string {
  return address.replace(/%.*$/, '').replace(/^::ffff:(?=[0-9]+\.)/i, '')
}

/**
 * @param address as sockets name it.
 * @returns what counts as one address: an IPv4 address, or the first 64 bits of an IPv6 one, of which a single
 * customer has 2^64 (RFC 6177).
 */
export function networkOf(address: string): string {
  const plain = plainAddress(address)
  if (!isIPv6(plain)) return plain
  const [head = '', tail] = plain.split('::')
  const groups = (text: string) => (text === '' ? [] : text.split(':'))
  // An IPv4 address at the end takes the place of two groups.
  const last = groups(tail ?? '').flatMap((group) => (group.includes('.') ? ['0', '0'] : [group]))
  const zeros = tail === undefined ? 0 : 8 - groups(head).length - last.length
  const all = [...groups(head), ...Array<string>(zeros).fill('0'), ...last]
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
