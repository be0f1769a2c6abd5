/** TCP as a peer uses it: to listen and to dial, with sentences for what fails. */

import { lookup } from 'node:dns'
import { connect, createServer, isIP, type LookupFunction, type Server, type Socket } from 'node:net'
import type { Endpoint } from '../directory/endpoint'
import { t } from '../language/sentence'
import { PeerError } from '../protocol/errors'

/** All addresses of this computer. */
const EVERYWHERE = '::'

/** @returns a server that accepts connections. @throws PeerError PORT_TAKEN, CONNECTION_FAILED */
export function listen(host: string, port: number, accept: (socket: Socket) => void): Promise<Server> {
  const server = createServer(accept)
  return new Promise((resolve, reject) => {
    // Stays for good: a connection that cannot be accepted later on is no reason to end.
    server.on('error', (error: NodeJS.ErrnoException) => reject(refusal(error, host, port)))
    // Without a host it is every address, of both kinds where there is IPv6, and of IPv4 where there is none.
    server.listen({ port, ...(host !== EVERYWHERE && { host }) }, () => resolve(server))
  })
}

function refusal({ code, message }: NodeJS.ErrnoException, host: string, port: number): PeerError {
  return code === 'EADDRINUSE'
    ? new PeerError(
        'PORT_TAKEN',
        t`Port ${String(port)} on ${host} is taken: choose another with --listen HOST:PORT.`,
      )
    : new PeerError('CONNECTION_FAILED', t`Cannot listen on ${`${host}:${port}`}: ${code ?? message}.`)
}

/**
 * @param endpoint where to connect to. @param name what to call it in the error.
 * @param patience in milliseconds.
 * @param refused whether an IP address may not be dialled, and why; asked of the very addresses that are dialled then.
 * @returns a connected socket; whoever takes it handles its errors at once. @throws PeerError CONNECTION_FAILED, or as refused
 */
export function dial(
  endpoint: Endpoint,
  name: string,
  patience: number,
  refused: (address: string) => PeerError | null,
): Promise<Socket> {
  const refusal = isIP(endpoint.host) ? refused(endpoint.host) : null
  if (refusal) return Promise.reject(refusal)
  const failed = new PeerError('CONNECTION_FAILED', t`Nobody answers at ${name}: is your friend online?`)
  const socket = connect({ ...endpoint, lookup: lookUpAllowed(refused) })
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => socket.destroy(failed), patience)
    socket.once('error', (error) => {
      clearTimeout(timer)
      reject(error instanceof PeerError ? error : failed)
    })
    socket.once('connect', () => {
      clearTimeout(timer)
      socket.removeAllListeners('error')
      resolve(socket)
    })
  })
}

/** A name is looked up once, and what it stands for is checked and dialled: it cannot stand for something else meanwhile. */
function lookUpAllowed(refused: (address: string) => PeerError | null): LookupFunction {
  return (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, addresses = []) => {
      const [first] = addresses
      const allowed = addresses.filter(({ address }) => !refused(address))
      const [one] = allowed
      if (error || !first) done(error ?? new Error('no address'), [])
      else if (!one) done(refused(first.address), [])
      else if (options.all) done(null, allowed)
      else done(null, one.address, one.family)
    })
  }
}

/** @returns both ends of a connected socket as `ADDRESS:PORT`; IPv4 without IPv6 mapping. */
export function endsOf(socket: Socket): { local: string; remote: string } {
  const plain = (address = '') => address.replace(/^::ffff:/, '')
  return {
    local: `${plain(socket.localAddress)}:${socket.localPort ?? 0}`,
    remote: `${plain(socket.remoteAddress)}:${socket.remotePort ?? 0}`,
  }
}
