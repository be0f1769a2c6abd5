/** Under which addresses a directory without TLS knows itself: what a login by key may name as its server. */

import { isIPv6 } from 'node:net'
import type { NetworkInterfaceInfo } from 'node:os'
import { serverByAddress } from '../../peers/protocol/statements'

/**
 * @param listening where the server listens, as `server.address()` says.
 * @param interfaces of this machine, as `os.networkInterfaces()` says: each counts where all are listened on.
 * @param names more of them, `HOST` or `HOST:PORT`, an IPv6 address in brackets: how clients reach it through a
 * name server or a forwarded port.
 * @returns each as the client that dialed it writes it in its login.
 */
export function ownNames(
  listening: { readonly address: string; readonly port: number },
  interfaces: NodeJS.Dict<readonly NetworkInterfaceInfo[]>,
  names: readonly string[],
): string[] {
  const { address, port } = listening
  const everywhere = address === '0.0.0.0' || address === '::'
  const hosts = everywhere
    ? Object.values(interfaces).flatMap((each) => (each ?? []).map(({ address }) => address))
    : [address]
  const named = names.map((name) => {
    const [, host = name, itsPort] = /^(\[.*\]|[^:]*)(?::([0-9]+))?$/.exec(name) ?? []
    return serverByAddress(host.replace(/^\[(.*)\]$/, '$1'), Number(itsPort ?? port))
  })
  const own = hosts.map((host) => serverByAddress(isIPv6(host) ? host.replace(/%.*$/, '') : host, port))
  return [...new Set([...own, serverByAddress('localhost', port), ...named])]
}
