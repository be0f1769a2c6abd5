/**
 * The relay over HTTP: `GET /relay` with `Upgrade: p2p-relay` (RFC 9110 §7.8), on the directory's own port and under its
 * certificate, so that it passes wherever the directory does. Who asks is known by the token of the login.
 */

import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'
import { RELAY_PROTOCOL, requests } from '../../peers/protocol/directory-api'
import type { TrustedProxies } from '../limits/client-address'
import { Refusal } from '../refusal'
import type { Relay } from '../relay/relay'
import type { DatabaseReader } from '../storage/database'
import { areFriends } from '../users/friends'
import { bearer, isLoggedIn } from '../users/tokens'
import { refuseBare } from './bare-refusal'
import type { RequestLog } from './log'

export interface RelayDoor {
  readonly relay: Relay
  readonly reader: DatabaseReader
  readonly proxies: TrustedProxies
  /** Counts a request. @throws Refusal TOO_MANY */
  readonly count: (address: string, now: number) => void
  readonly now: () => number
  readonly report: (error: unknown) => void
  readonly log?: (request: RequestLog) => void
}

/** Answers every request of this server that asks for another protocol. */
export function openRelay(server: Server, door: RelayDoor): void {
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const began = performance.now()
    // A client that goes is seen by whoever holds the connection.
    socket.on('error', () => socket.destroy())
    const from = socket.remoteAddress
    if (from === undefined) {
      socket.destroy()
      return
    }
    const address = door.proxies.clientOf(from, header(request, 'x-forwarded-for'))
    const tell = (status: number) =>
      door.log?.({
        method: request.method ?? '',
        route: '/relay',
        status,
        ms: performance.now() - began,
        from: address,
        aborted: socket.destroyed,
      })
    admit(request, socket, head, address, door).then(
      () => tell(101),
      (error: unknown) => {
        const refusal = error instanceof Refusal ? error : new Refusal('INTERNAL')
        if (refusal !== error) door.report(error)
        refuseBare(socket, refusal, () => socket.destroy())
        tell(refusal.status)
      },
    )
  })
}

/** Settles when the connection belongs to the relay. @throws Refusal */
async function admit(
  request: IncomingMessage,
  socket: Socket,
  head: Buffer,
  address: string,
  { relay, reader, count, now }: RelayDoor,
): Promise<void> {
  count(address, now())
  const url = request.url ?? '/'
  if (!URL.canParse(url, 'http://directory')) throw new Refusal('NO_ROUTE')
  const { pathname, searchParams } = new URL(url, 'http://directory')
  const isRelay = request.method === 'GET' && pathname === '/relay'
  if (!isRelay || header(request, 'upgrade')?.toLowerCase() !== RELAY_PROTOCOL) throw new Refusal('NO_ROUTE')
  const user = bearer(reader, header(request, 'authorization'), now())
  const query = requests.relay.safeParse(Object.fromEntries(searchParams))
  // Nobody says anything before it is known to whom.
  if (!query.success || head.length > 0) throw new Refusal('BAD_FIELD')
  const { name, token } = query.data
  if (token !== undefined) {
    relay.requireCall(user, token)
    accept(socket)
    relay.answer(user, token, socket)
  } else if (name !== undefined) {
    if (!areFriends(reader, user, name)) throw new Refusal('NOT_A_FRIEND')
    const gone = new AbortController()
    socket.once('close', () => gone.abort())
    const other = await relay.call(user, name, now(), gone.signal)
    accept(socket)
    relay.join(user, name, socket, other)
  } else {
    relay.admitLine(user)
    accept(socket)
    relay.hold(user, socket, () => isLoggedIn(reader, header(request, 'authorization'), now()))
  }
}

function header({ headers }: IncomingMessage, name: string): string | undefined {
  const value = headers[name]
  return Array.isArray(value) ? value[0] : value
}

function accept(socket: Socket): void {
  socket.setTimeout(0)
  socket.setNoDelay(true)
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: ${RELAY_PROTOCOL}\r\n\r\n`,
  )
}
