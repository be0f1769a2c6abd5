/**
 * The relay in the place of a directory that relays (PROTOCOL.md, section 9.3): who dials in there dials in at the attacker,
 * who asks the real directory. A line on which calls are told, and the answer to one, pass as they are; of a call the
 * attack gets both ends. One end of it is enough: what goes through it is what goes through the other one.
 */

import { type IncomingMessage, request, type Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Side } from './attack'

export interface UpgradeRelayOptions {
  /** Connects to the directory. @throws Error if it may not be dialled. */
  readonly dial: () => Socket
  /** On the line of whoever dialled in it was told that the account `caller` calls. */
  readonly told: (caller: string) => void
  /** Whoever dialled in is joined to the account `callee`, which they called. */
  readonly joined: (callee: string, sockets: Readonly<Record<Side, Socket>>) => void
  readonly failed: (error: unknown) => void
}

/** Has a server take requests for another protocol as well. */
export function relayUpgrades(server: Server, options: UpgradeRelayOptions): void {
  server.on('upgrade', (incoming: IncomingMessage, client: Socket, early: Buffer) => {
    client.on('error', () => client.destroy())
    try {
      passOn(options, incoming, client, early)
    } catch (error) {
      client.destroy()
      options.failed(error)
    }
  })
}

function passOn(
  { dial, told, joined }: UpgradeRelayOptions,
  { method = 'GET', url: path = '/', headers }: IncomingMessage,
  client: Socket,
  early: Buffer,
): void {
  const socket = dial()
  const gone = () => void client.destroy()
  const asked = request({ method, path, headers, createConnection: () => socket })
  asked.on('error', gone)
  client.once('close', () => socket.destroy())
  asked.on('response', (refusal) => {
    client.write(headOf(refusal))
    refusal.on('error', gone).pipe(client)
  })
  asked.on('upgrade', (answer, _, first: Buffer) => {
    client.removeAllListeners('close')
    socket.on('error', gone)
    // What came too early was refused; what comes at once is the other one's.
    socket.unshift(first)
    client.write(headOf(answer))
    const callee = new URL(path, 'http://directory').searchParams.get('name')
    if (callee !== null) {
      joined(callee, { caller: client, callee: socket })
      return
    }
    for (const [from, to] of [
      [client, socket],
      [socket, client],
    ] as const) {
      from.once('close', () => to.destroy())
      from.pipe(to)
    }
    if (!path.includes('token=')) socket.on('data', callers(told))
  })
  asked.end(early)
}

/** @returns what reads a line of the relay's, chunk by chunk. */
function callers(told: UpgradeRelayOptions['told']): (chunk: Buffer) => void {
  let rest = ''
  return (chunk) => {
    const lines = (rest + chunk.toString('latin1')).split('\n')
    rest = lines.pop()!
    for (const line of lines) if (line !== '') told((JSON.parse(line) as { name: string }).name)
  }
}

function headOf({ statusCode = 502, statusMessage = '', rawHeaders }: IncomingMessage): string {
  const pairs = rawHeaders.flatMap((name, place) =>
    place % 2 === 0 ? [`${name}: ${rawHeaders[place + 1]}`] : [],
  )
  return `${[`HTTP/1.1 ${statusCode} ${statusMessage}`, ...pairs].join('\r\n')}\r\n\r\n`
}
