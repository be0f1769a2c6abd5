/**
 * How many connections one address may hold open, and how long nothing may happen on one. Each takes memory and a
 * file descriptor, whether anything is said on it or not: without bounds a single address keeps everybody else out
 * (slowloris, R. Hansen 2009; in Node CVE-2018-12122).
 */

import type { Server as HttpServer } from 'node:http'
import type { Server } from 'node:net'
import { networkOf, plainAddress } from '../../peers/system/ip-address'
import type { TrustedProxies } from './client-address'
import { isLoopback } from './limits'

/** Peers ask one question a connection; a household or a class behind one address stays far below. */
export const MOST_CONNECTIONS = 256

/** Whoever sends slowly, does not read the answer, or lets a connection lie idle is not waited for for ever. */
export function limitConnections(server: HttpServer, proxies: TrustedProxies): void {
  server.headersTimeout = 10_000
  server.requestTimeout = 30_000
  server.timeout = 120_000
  boundConnections(server, proxies)
}

/**
 * Ends each connection beyond {@link MOST_CONNECTIONS} of its address, before anything is read from it.
 * A trusted proxy may have any number, for it speaks for others, and so may this machine itself.
 */
export function boundConnections(server: Server, proxies: TrustedProxies): void {
  const open = new Map<string, number>()
  server.on('connection', (socket) => {
    const address = plainAddress(socket.remoteAddress ?? '')
    if (address === '' || isLoopback(address) || proxies.trusts(address)) return
    const network = networkOf(address)
    const others = open.get(network) ?? 0
    if (others >= MOST_CONNECTIONS) {
      socket.destroy()
      return
    }
    open.set(network, others + 1)
    socket.once('close', () => {
      const left = (open.get(network) ?? 1) - 1
      if (left > 0) open.set(network, left)
      else open.delete(network)
    })
  })
}
