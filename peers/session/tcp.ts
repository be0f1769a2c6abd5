/** TCP as a peer uses it: to listen and to dial, with sentences for what fails. */

import { connect, createServer, type Server, type Socket } from 'node:net'
import type { Endpoint } from '../directory/endpoint'
import { PeerError } from '../protocol/errors'

/** @returns a server that accepts connections. @throws PeerError PORT_TAKEN, CONNECTION_FAILED */
export function listen(host: string, port: number, accept: (socket: Socket) => void): Promise<Server> {
  const server = createServer(accept)
  return new Promise((resolve, reject) => {
    // Stays for good: a connection that cannot be accepted later on is no reason to end.
    server.on('error', (error: NodeJS.ErrnoException) => reject(refusal(error, host, port)))
    server.listen(port, host, () => resolve(server))
  })
}

function refusal({ code, message }: NodeJS.ErrnoException, host: string, port: number): PeerError {
  return code === 'EADDRINUSE'
    ? new PeerError('PORT_TAKEN', `Port ${port} on ${host} is taken: choose another with --listen HOST:PORT.`)
    : new PeerError('CONNECTION_FAILED', `Cannot listen on ${host}:${port}: ${code ?? message}.`)
}

/**
 * @param endpoint where to connect to. @param name what to call it in the error.
 * @param patience in milliseconds.
 * @returns a connected socket; whoever takes it handles its errors at once. @throws PeerError CONNECTION_FAILED
 */
export function dial(endpoint: Endpoint, name: string, patience: number): Promise<Socket> {
  const failed = new PeerError('CONNECTION_FAILED', `Nobody answers at ${name}: is your friend online?`)
  const socket = connect(endpoint)
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => socket.destroy(failed), patience)
    socket.once('error', () => {
      clearTimeout(timer)
      reject(failed)
    })
    socket.once('connect', () => {
      clearTimeout(timer)
      socket.removeAllListeners('error')
      resolve(socket)
    })
  })
}

/** @returns both ends of a connected socket as `ADDRESS:PORT`; IPv4 without IPv6 mapping. */
export function endsOf(socket: Socket): { local: string; remote: string } {
  const plain = (address = '') => address.replace(/^::ffff:/, '')
  return {
    local: `${plain(socket.localAddress)}:${socket.localPort ?? 0}`,
    remote: `${plain(socket.remoteAddress)}:${socket.remotePort ?? 0}`,
  }
}
