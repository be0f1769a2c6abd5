/** A relay on loopback to test with: real sockets at both ends, all that is reported, and things to say. */

import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import type { ExecutionContext } from 'ava'
import { encodeFrame, FrameType } from '../peers/protocol/frames'
import { formatHandshake, formatMessage } from '../peers/protocol/prototype/wire'
import type { Attack, Handling, Link } from './attack'
import { Means } from './mallory'
import { noop } from './noop'
import { type ReportEvent, relay } from './relay'

/** An attacker with nothing but the wire. */
export const onlyTheWire = new Means(
  () => {
    throw new Error('she has no way out here')
  },
  () => {},
).mallory

type Reported = Parameters<ReportEvent>[0]

/** Things that happen, in order, and a way to wait for them. */
export class Log<T> {
  readonly all: T[] = []
  readonly #waiting = new Set<() => void>()

  note(thing: T): void {
    this.all.push(thing)
    for (const look of [...this.#waiting]) look()
  }

  /** Settles as soon as `seen` holds for all that has happened. */
  until(seen: (all: readonly T[]) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!seen(this.all)) return
        this.#waiting.delete(look)
        resolve()
      }
      this.#waiting.add(look)
      look()
    })
  }
}

export interface Relayed {
  readonly events: Log<Reported>
  readonly failures: unknown[]
  /** Calls the callee through the relay. The relay's own two sockets are there to be looked at. */
  call(): Promise<{ caller: Socket; callee: Socket; inside: { caller: Socket; callee: Socket } }>
  /** Connects to the relay, whatever becomes of it. */
  knock(): Socket
  /** Settles when every link that was reported has been reported as over. */
  over(): Promise<void>
  /** What was reported under one name. */
  only(event: string): Reported[]
}

/**
 * Starts a relay that runs an attack between `alice`, who calls, and `bob`. All ends when the test does.
 * @param dial takes the place of the way to bob.
 */
export async function relayed(
  t: ExecutionContext,
  prepare: Attack['prepare'],
  dial?: () => Socket,
): Promise<Relayed> {
  const events = new Log<Reported>()
  const failures: unknown[] = []
  const begin = await prepare(onlyTheWire)
  const bob = await listening(t, createServer({ allowHalfOpen: true }))
  const dialled: Socket[] = []
  let links = 0
  const server = await listening(
    t,
    relay({
      caller: 'alice',
      callee: 'bob',
      dial: () => {
        const socket = dial?.() ?? connect({ ...placeOf(bob), allowHalfOpen: true })
        dialled.push(socket)
        return socket
      },
      begin: () => begin,
      report: (event) => events.note(event),
      nextLink: () => `link-${++links}`,
      failed: (error) => failures.push(error),
    }),
  )
  const only = (name: string) => events.all.filter(({ event }) => event === name)
  const knock = () => {
    const socket = connect({ ...placeOf(server), allowHalfOpen: true })
    socket.on('error', () => {})
    t.teardown(() => socket.destroy())
    return socket
  }
  return {
    events,
    failures,
    only,
    knock,
    async call() {
      const accepted = Promise.all([once(server, 'connection'), once(bob, 'connection')])
      const caller = knock()
      caller.setNoDelay(true)
      const [[within], [callee]] = await accepted
      callee.setNoDelay(true)
      return { caller, callee, inside: { caller: within, callee: dialled.at(-1)! } }
    },
    over: () => events.until(() => only('linked').length === only('unlinked').length && links > 0),
  }
}

async function listening(t: ExecutionContext, server: Server): Promise<Server> {
  server.on('connection', (socket: Socket) => {
    socket.on('error', () => {})
    t.teardown(() => socket.destroy())
  })
  t.teardown(() => server.close())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

export function placeOf(server: Server): { host: string; port: number } {
  const { address, port } = server.address() as AddressInfo
  return { host: address, port }
}

/** @returns all bytes that come in until the other side hangs up or the connection breaks. */
export function received(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = []
  return new Promise((resolve) => {
    const settle = () => resolve(Buffer.concat(chunks))
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('end', settle)
    socket.on('close', settle)
  })
}

/** @returns the next `size` bytes that come in. */
export async function next(socket: Socket, size: number): Promise<Buffer> {
  socket.pause()
  for (;;) {
    const bytes = socket.read(size)
    if (bytes) return bytes
    await once(socket, 'readable')
  }
}

/** Three frames of the secure protocol, by their form. */
export const frames = [
  encodeFrame(FrameType.HELLO, Buffer.from('one')),
  encodeFrame(FrameType.RECORD, Buffer.alloc(300, 7)),
  encodeFrame(FrameType.RECORD, Buffer.alloc(0)),
] as const

const pem = Buffer.from('-----BEGIN PUBLIC KEY-----\nMII\n-----END PUBLIC KEY-----\n')
/** Units of the prototype, by their form. */
export const handshake = formatHandshake(pem, Buffer.alloc(256, 1))
export const message = formatMessage(Buffer.alloc(256, 2), Buffer.alloc(256, 3))

/** An attack in one function of the link, and the rest as noop does it. */
export function attack(begin: (link: Link) => Partial<Handling>): Attack['prepare'] {
  return async () => {
    const pass = await noop.prepare(onlyTheWire)
    return async (link) => ({ ...(await pass(link)), ...begin(link) })
  }
}

/** What came in on the wire from one side, as reported. */
export function intercepted({ only }: Relayed, from: string, link = 'link-1'): Buffer[] {
  const events = only('intercepted').filter((event) => event.from === from && event.link === link)
  return events.map(({ bytes }) => Buffer.from(String(bytes), 'base64'))
}
