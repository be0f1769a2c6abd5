/** Where a friend may be called (PROTOCOL.md section 9.2), by the address that was named and by the one that was dialled. */

import { BlockList, isIP } from 'node:net'

/** What an address has to do with those who are near. */
export interface Nearness {
  /** Whether the friend signed the host; else the directory named it. */
  readonly isSigned: boolean
  /** An address of the one who calls, on the way to it. */
  readonly own: string | null
  /** Where the caller takes calls itself, and where the directory answers; null where that is not known. */
  readonly listensAt: string | null
  readonly directoryAt: string | null
}

const nobody = ['0.0.0.0/8', '192.0.0.0/24', '224.0.0.0/4', '240.0.0.0/4', '100::/64', 'ff00::/8', '::/128']
const loopback = ['127.0.0.0/8', '::1/128']
/** Each by itself. */
const shared = [
  ...['169.254.0.0/16', 'fe80::/10', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'],
  ...['100.64.0.0/10', '198.18.0.0/15', 'fc00::/7', 'fec0::/10'],
]

const [isOfNobody, isOnLoopback] = [nobody, loopback].map(listOf)
/** What is given to computers of the IPv6 internet. */
const isGiven = listOf(['2000::/3'])
const ranges = shared.map((range) => listOf([range]))

/** @returns the rule for which nobody may be called there, null where that may be. @param address of IP; a name is none. */
export function nearRule(
  address: string,
  { isSigned, own, listensAt, directoryAt }: Nearness,
): string | null {
  const plain = plainly(address)
  if (isIP(plain) === 0) return null
  if (isOfNobody!(plain)) return '9.2-5'
  const onLoopback = (other: string | null) => other !== null && isOnLoopback!(plainly(other))
  if (isOnLoopback!(plain)) {
    const isNear = onLoopback(directoryAt) || (isSigned && onLoopback(listensAt))
    return isNear ? null : '9.2-6'
  }
  const range = ranges.find((has) => has(plain))
  if (!range || own === null) return null
  const isThere = range(plainly(own))
  const isDirectory = directoryAt === null || range(plainly(directoryAt)) || onLoopback(directoryAt)
  return isThere && (isSigned || isDirectory) ? null : '9.2-7'
}

/** @returns whether it is an IPv6 address that everybody may dial, as far as the address says. */
export function isGlobal(address: string): boolean {
  return isGiven(plainly(address))
}

/** @returns whether both are the same address of IP, however each is written. */
export function isSame(one: string, other: string): boolean {
  const plain = plainly(one)
  const family = isIP(plain)
  return family !== 0 && listOf([`${plain}/${family === 4 ? 32 : 128}`])(plainly(other))
}

/** An IPv4 address that is written inside an IPv6 one, and without a zone. */
function plainly(address: string): string {
  const [zoneless = ''] = address.replace(/^\[|\]$/g, '').split('%')
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(zoneless)?.[1] ?? zoneless
}

function listOf(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const network of networks) {
    const [start = '', bits] = network.split('/')
    list.addSubnet(start, Number(bits), isIP(start) === 4 ? 'ipv4' : 'ipv6')
  }
  return (address) => {
    const family = isIP(address)
    return family !== 0 && list.check(address, family === 4 ? 'ipv4' : 'ipv6')
  }
}

/** @returns both parts of `ADDRESS:PORT`. */
export function splitEnd(end: string): { readonly address: string; readonly port: number } {
  const colon = end.lastIndexOf(':')
  return { address: end.slice(0, colon), port: Number(end.slice(colon + 1)) }
}
