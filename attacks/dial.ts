/**
 * The only way out of an attacker: it connects to names in the hosts table of its own run, and to nothing else.
 */

import { connect, type Socket } from 'node:net'

/** `NAME:PORT` to `ADDRESS:PORT`: where the lab says that the names of this run are. */
export type Hosts = Readonly<Record<string, string>>

/**
 * @returns a socket that is connecting to `name`.
 * @throws Error if the table of this run does not hold the name: attacks serve this lab alone.
 */
export function dial(hosts: Hosts, name: string): Socket {
  const address = Object.hasOwn(hosts, name) ? hosts[name] : undefined
  if (address === undefined)
    throw new Error(`${name} is not in this run's hosts table: the attacker does not dial it`)
  const { host, port } = splitAddress(address)
  // Half open: see relay.ts.
  return connect({ host, port, allowHalfOpen: true, ...ownAddress(host) })
}

/**
 * Where all nodes share one machine she still calls from an address of her own, as she would over a network. All of
 * 127.0.0.0/8 is this machine on Linux; elsewhere only the one address is, and she shares it with her victims.
 */
function ownAddress(host: string): { localAddress?: string } {
  return process.platform === 'linux' && host.startsWith('127.') ? { localAddress: '127.0.0.66' } : {}
}

/** @returns host and port of `HOST:PORT`; an IPv6 host may stand in brackets. */
export function splitAddress(address: string): { host: string; port: number } {
  const colon = address.lastIndexOf(':')
  const host = address.slice(0, colon).replace(/^\[(.*)\]$/, '$1')
  return { host, port: Number(address.slice(colon + 1)) }
}

/** @returns `ADDRESS:PORT` of one end of a socket; IPv4 without IPv6 mapping. */
export function endOf(socket: Socket, end: 'local' | 'remote'): string {
  const address = end === 'local' ? socket.localAddress : socket.remoteAddress
  const port = end === 'local' ? socket.localPort : socket.remotePort
  return `${(address ?? '').replace(/^::ffff:/, '')}:${port ?? 0}`
}
