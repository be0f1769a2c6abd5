/** A relay on loopback to test with: real sockets at both ends, all that is reported, and peers to talk through it. */

import { generateKeyPair, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { promisify } from 'node:util'
import type { ExecutionContext } from 'ava'
import type { Conversation, ConversationEvent, Profile } from '../peers/protocol/conversation'
import { publicIdentity } from '../peers/protocol/identity'
import { Session } from '../peers/session'
import type { Attack } from './attack'
import { type Report, relay } from './relay'

type Reported = Parameters<Report>[0]

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
  const begin = await prepare()
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

const generate = promisify(generateKeyPair)
const keys = Promise.all([0, 1, 2].map(() => generate('rsa', { modulusLength: 2048 })))

/** A busy machine is no reason to give up on a handshake. */
const endless = { dial: 600_000, handshake: 600_000, goodbye: 600_000 }

/** One of two friends who talk through the relay. */
export interface Friend {
  readonly session: Session
  readonly heard: Log<ConversationEvent>
  /** The texts that were delivered to this friend. */
  texts(): string[]
}

/** @returns alice's conversation with bob, or his with her; each expects the other's true key. */
export async function conversationOf(name: 'alice' | 'bob', profile: Profile): Promise<Conversation> {
  const [alices, bobs, spare] = (await keys).map(({ privateKey }) => privateKey)
  const own: Record<string, KeyObject> = { alice: alices!, bob: bobs! }
  const identityOf = (who: string) => ({ signing: own[who]!, wrapping: own[who]! })
  const fresh = [own[name]!, spare!]
  return profile.converse({
    role: name === 'alice' ? 'initiator' : 'responder',
    self: { name, identity: identityOf(name) },
    calls: name === 'alice' ? 'bob' : null,
    expected: (who) => publicIdentity(identityOf(who)),
    entropy: {
      x25519: () => generateKeyPairSync('x25519').privateKey,
      bytes: randomBytes,
      rsa: async () => fresh.shift()!,
    },
    now: Date.now,
  })
}

/** Alice calls Bob through the relay. */
export async function friends(
  t: ExecutionContext,
  prepare: Attack['prepare'],
  profile: Profile,
): Promise<{ alice: Friend; bob: Friend; wire: Relayed; over: () => Promise<unknown> }> {
  const wire = await relayed(t, prepare)
  const { caller, callee } = await wire.call()
  const [alice, bob] = await Promise.all([
    conversationOf('alice', profile).then((conversation) => friend(caller, conversation)),
    conversationOf('bob', profile).then((conversation) => friend(callee, conversation)),
  ])
  const closed = ({ heard }: Friend) => heard.until((all) => all.at(-1)?.event === 'closed')
  return { alice, bob, wire, over: () => Promise.all([closed(alice), closed(bob), wire.over()]) }
}

function friend(socket: Socket, conversation: Conversation): Friend {
  const heard = new Log<ConversationEvent>()
  // The sockets of these tests are half open; a messenger's are not.
  socket.on('end', () => socket.end())
  const session = new Session(socket, conversation, (event) => heard.note(event), endless)
  const texts = () => heard.all.flatMap((event) => (event.event === 'delivered' ? [event.text] : []))
  return { session, heard, texts }
}

/** Says each text when the one before has arrived, changed or not; both must be connected. */
export async function say(from: Friend, to: Friend, ...texts: string[]): Promise<void> {
  for (const text of texts) {
    const before = to.texts().length
    from.session.send(text)
    await to.heard.until(() => to.texts().length > before)
  }
}

/** Settles when both friends are connected. */
export async function bothConnected(...all: Friend[]): Promise<void> {
  await Promise.all(all.map(({ heard }) => heard.until((events) => events.some(isConnected))))
}

function isConnected({ event }: ConversationEvent): boolean {
  return event === 'connected'
}
