/**
 * A program on a user's own computer that has nothing to do with messages, as a node of the lab: it takes calls on
 * ports of loopback, hangs up at once, and tells who called. It ends when its stdin ends.
 */

import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { parseArgs } from 'node:util'

const LOOPBACK = '127.0.0.1'

const tell = (event: object): void => void process.stdout.write(`${JSON.stringify(event)}\n`)

async function main(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(2),
    options: { of: { type: 'string' }, ports: { type: 'string' } },
  })
  const { of, ports } = values
  if (!of || !ports) throw new Error('Usage: bystander --of USER --ports HOW-MANY')
  for (let left = Number(ports); left > 0; left--) await takeCalls(of)
  tell({ event: 'ready' })
  process.stdin.resume()
  await once(process.stdin, 'end')
  process.exit(0)
}

/** @param of whose computer it is. */
async function takeCalls(of: string): Promise<void> {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    tell({ event: 'visited', of, port, remote: `${socket.remoteAddress}:${socket.remotePort}` })
    socket.end()
  })
  server.listen(0, LOOPBACK)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  tell({ event: 'listening', service: 'bystander', host: LOOPBACK, port })
}

void main()
