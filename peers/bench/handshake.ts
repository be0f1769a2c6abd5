/**
 * A program of `npm run bench handshake`: the CPU that one handshake takes, both sides together, beside the same
 * with node:tls. Both open a TCP connection over loopback and are done when both sides have checked the other.
 */

import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { insistOnTls13, newKeys, ourLine, people, portOf, tlsCaller, tlsServer } from './ends'

const ROUNDS = 9
const HANDSHAKES = 60
/** Until V8 has compiled what is ours, as node:tls is from the start: before that the ratio is a quarter higher. */
const ROUNDS_BEFORE = 12

async function main(): Promise<void> {
  const both = people(newKeys())
  const server = createServer()
  const secureServer = tlsServer(both)
  const call = tlsCaller(both)

  const ours = async (): Promise<void> => {
    const accepted = once(server, 'connection')
    const socket = connect({ port: await portOf(server), host: '127.0.0.1' })
    await once(socket, 'connect')
    const answering = (await accepted)[0] as Socket
    await Promise.all([ourLine(socket, 'initiator', both), ourLine(answering, 'responder', both)])
    socket.destroy()
    await once(socket, 'close')
  }

  const yardstick = async (): Promise<void> => {
    const accepted = once(secureServer, 'secureConnection')
    const calling = call(await portOf(secureServer))
    await once(calling, 'secureConnect')
    insistOnTls13(calling, (await accepted)[0] as TLSSocket)
    calling.destroy()
    await once(calling, 'close')
  }

  for (let round = 0; round < ROUNDS_BEFORE; round += 1) {
    await cpu(ours)
    await cpu(yardstick)
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    process.stdout.write(`${JSON.stringify({ yardstick: await cpu(yardstick), ours: await cpu(ours) })}\n`)
  }
  server.close()
  secureServer.close()
}

/** @returns milliseconds of CPU for one. */
async function cpu(handshake: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage()
  for (let i = 0; i < HANDSHAKES; i += 1) await handshake()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / HANDSHAKES / 1000
}

void main()
