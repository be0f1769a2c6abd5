import { once } from 'node:events'
import { Server } from 'node:net'
import { PassThrough } from 'node:stream'
import test from 'ava'
import { createServer } from '../http/server'
import { hardenedDirectory } from '../users/defences'
import { Passwords } from '../users/passwords'
import { TrustedProxies } from './client-address'
import { boundConnections, MOST_CONNECTIONS } from './connections'

/** @returns connections from an address, as many as that, of which those are destroyed that the server refuses. */
function connectTo(server: Server, address: string | undefined, times: number) {
  const sockets = Array.from({ length: times }, () =>
    Object.assign(new PassThrough(), { remoteAddress: address }),
  )
  for (const socket of sockets) server.emit('connection', socket)
  return sockets
}

/** @returns what connects from an address, so often, and tells which of these connections stay. */
function bounded(...proxies: string[]) {
  const server = new Server()
  boundConnections(server, new TrustedProxies(proxies))
  return (address: string | undefined, times: number) =>
    connectTo(server, address, times).filter(({ destroyed }) => !destroyed)
}

test('one address holds so many connections open, and others still get theirs', (t) => {
  const connect = bounded()
  t.is(connect('203.0.113.1', MOST_CONNECTIONS + 50).length, MOST_CONNECTIONS)
  t.is(connect('203.0.113.1', 1).length, 0)
  t.is(connect('::ffff:203.0.113.1', 1).length, 0)
  t.is(connect('203.0.113.2', 1).length, 1)
})

test('an IPv6 customer counts as one', (t) => {
  const connect = bounded()
  t.is(connect('2001:db8:1:2::1', MOST_CONNECTIONS).length, MOST_CONNECTIONS)
  t.is(connect('2001:db8:1:2:ffff::1', 1).length, 0)
  t.is(connect('2001:db8:1:3::1', 1).length, 1)
})

test('a connection that is closed makes room for another one', async (t) => {
  const connect = bounded()
  const [first, second] = connect('203.0.113.1', MOST_CONNECTIONS)
  first!.destroy()
  second!.destroy()
  await Promise.all([once(first!, 'close'), once(second!, 'close')])
  t.is(connect('203.0.113.1', 5).length, 2)
})

test('a trusted proxy and this machine may have any number', (t) => {
  const connect = bounded('198.51.100.0/24')
  for (const address of ['198.51.100.7', '127.0.0.1', '::1', '::ffff:127.0.0.1', undefined]) {
    t.is(connect(address, MOST_CONNECTIONS + 9).length, MOST_CONNECTIONS + 9)
  }
  t.is(connect('198.51.99.7', MOST_CONNECTIONS + 9).length, MOST_CONNECTIONS)
})

test('so is the directory bounded, and no connection stays on which nothing happens', (t) => {
  const server = createServer({
    store: undefined as never,
    defences: hardenedDirectory,
    passwords: new Passwords(10),
    servers: new Set(),
    now: Date.now,
    report: () => {},
  })
  const sockets = connectTo(server, '203.0.113.1', MOST_CONNECTIONS + 1)
  t.is(
    sockets.findIndex(({ destroyed }) => destroyed),
    MOST_CONNECTIONS,
  )
  t.true(server.timeout > 0 && server.timeout <= 300_000)
  t.true(server.headersTimeout > 0 && server.headersTimeout <= 10_000)
  t.true(server.requestTimeout > 0 && server.requestTimeout <= 30_000)
  for (const socket of sockets) socket.destroy()
})
