/** Peers to test with: a directory that says whatever the test wants, peers on loopback, and a friend made by hand. */

import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer as createHttpServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { json } from 'node:stream/consumers'
import type { ExecutionContext } from 'ava'
import { DirectoryAccount, type DirectoryAccountOptions } from '../directory/directory-account'
import { type ContactStore, contactsInMemory } from '../home/contacts-file'
import { alarm, type Conversation, type ConversationEvent, type Output } from '../protocol/conversation'
import type { IdentityJson } from '../protocol/directory-api'
import type { PeerError } from '../protocol/errors'
import { type Identity, type PrivateIdentity, publicIdentity } from '../protocol/identity'
import { hardenedProfile } from '../protocol/secure'
import { type AddressRecord, type SignedAddressRecord, signAddress } from '../protocol/statements'
import { testEntropy } from '../protocol/test-keys-testing'
import { Peer, type PeerEvent, type PeerOptions } from './peer'

export const password = 'correct horse battery'

const identities = new Map<string, Promise<PrivateIdentity>>()

/** @returns the identity of this name, the same for a whole test file. One key serves for both: it is quicker. */
export function identityOf(name: string): Promise<PrivateIdentity> {
  const made = identities.get(name) ?? testEntropy.rsa().then((key) => ({ signing: key, wrapping: key }))
  identities.set(name, made)
  return made
}

export function identityJson(identity: Identity): IdentityJson {
  const base64 = (der: Uint8Array) => Buffer.from(der).toString('base64')
  return { signing: base64(identity.signing), wrapping: base64(identity.wrapping) }
}

/** What the directory says of somebody; a test may put anything here. */
export interface Entry {
  identity: IdentityJson
  record: SignedAddressRecord | null
  /** Where it says that it saw them. */
  observed?: string | undefined
}

/** Those who have asked each other, as soon as they are there: whom nobody asked the directory cannot make a friend. */
const everybody = ['alice', 'bob', 'carol', 'mallory']

/** Notes in the contacts of `name` that everybody else was asked. */
export function askEverybody(name: string, contacts: ContactStore): Promise<void> {
  return contacts.ask(everybody.filter((one) => one !== name))
}

/** A directory in which everybody is everybody's friend, and which believes all it is told. */
export interface FakeDirectory {
  readonly url: string
  readonly entries: Map<string, Entry>
  /** What it says of open requests. */
  readonly requests: { incoming: string[]; outgoing: string[] }
  /** Every request, as `METHOD path`. */
  readonly asked: string[]
  /** Whose address was asked for. */
  readonly lookedUp: string[]
  /** The tokens it gave out. */
  readonly tokens: string[]
  /** It takes connections and answers nothing. */
  isAway: boolean
  /** A request was not answered. */
  onTurnedAway: (url: string) => void
}

export async function fakeDirectory(t: ExecutionContext): Promise<FakeDirectory> {
  const entries = new Map<string, Entry>()
  const requests = { incoming: ['zoe'], outgoing: [] as string[] }
  const asked: string[] = []
  const tokens: string[] = []
  const lookedUp: string[] = []
  const token = (name: string) => {
    tokens.push(`a-long-token-that-belongs-to-${name}`)
    return { token: tokens.at(-1), expires: Date.now() + 60_000 }
  }
  const answer = async (request: IncomingMessage): Promise<object | undefined> => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://directory')
    asked.push(`${request.method} ${pathname}`)
    if (request.method === 'DELETE') return { status: 'removed' }
    const body = request.method === 'GET' ? null : await json(request)
    const user = request.headers.authorization?.split('-').at(-1)
    switch (pathname) {
      case '/register': {
        const { name, identity } = body as { name: string; identity: IdentityJson }
        entries.set(name, { identity, record: null })
        return token(name)
      }
      case '/login': {
        const { name, challenge } = body as { name: string; challenge?: string }
        // A key that is not registered logs nobody in.
        return challenge === undefined || entries.has(name) ? token(name) : undefined
      }
      case '/healthz':
        return { status: 'ok', version: '1' }
      case '/login/challenge':
        return { challenge: randomBytes(32).toString('base64'), expires: Date.now() + 60_000 }
      case '/address': {
        // A directory that lies may have forgotten who publishes.
        const own = entries.get(user ?? '')
        if (own) own.record = body as SignedAddressRecord
        return { observed: '127.0.0.1' }
      }
      case '/get_ip': {
        lookedUp.push(searchParams.get('name') ?? '')
        const { identity, record, observed } = entries.get(searchParams.get('name') ?? '') ?? {}
        return record ? { record, identity, observed } : undefined
      }
      case '/add_friend':
        return { status: 'accepted' }
      case '/friends': {
        const others = [...entries].filter(([name]) => name !== user)
        const friends = others.map(([name, { identity }]) => ({ name, identity }))
        return { friends, ...requests }
      }
    }
    return undefined
  }
  const directory = {
    entries,
    requests,
    asked,
    lookedUp,
    tokens,
    isAway: false,
    onTurnedAway: (_: string) => {},
  }
  const server = createHttpServer(async (request, response) => {
    if (directory.isAway) {
      request.socket.destroy()
      directory.onTurnedAway(request.url ?? '')
      return
    }
    const content = await answer(request)
    response.writeHead(content ? 200 : 404, { 'content-type': 'application/json' })
    response.end(JSON.stringify(content ?? { error: { code: 'NO_ADDRESS', message: 'No address.' } }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  return Object.assign(directory, { url: `http://127.0.0.1:${portOf(server)}` })
}

export function portOf(server: { address(): AddressInfo | string | null }): number {
  return (server.address() as AddressInfo).port
}

/** An address record that is as it should be, but for what is given. */
export function addressOf(
  own: PrivateIdentity,
  record: Partial<AddressRecord> & { name: string },
): SignedAddressRecord {
  const usual = { host: '127.0.0.1', port: 25000, counter: Date.now(), expires: Date.now() + 60_000 }
  return signAddress(own.signing, { ...usual, ...record })
}

/** The events of `E` that are of kind `K`. */
type OfKind<E, K> = E extends { readonly event: infer V } ? (K extends V ? E : never) : never

/** Events in the order in which they came, and a way to wait for those that are still to come. */
export class Told<E extends { readonly event: string }> {
  readonly events: E[] = []
  readonly #waiting = new Set<() => void>()

  readonly tell = (event: E): void => {
    this.events.push(event)
    for (const look of [...this.#waiting]) look()
  }

  of<K extends E['event']>(kind: K): OfKind<E, K>[] {
    return this.events.filter(({ event }) => event === kind) as OfKind<E, K>[]
  }

  /** Settles with the `count`-th event of this kind. */
  until<K extends E['event']>(kind: K, count = 1): Promise<OfKind<E, K>> {
    return this.seen(() => this.of(kind)[count - 1])
  }

  /** Settles with what `look` finds among the events, as soon as it finds something. */
  seen<T>(look: () => T | undefined): Promise<T> {
    return new Promise((resolve) => {
      const again = () => {
        const found = look()
        if (found === undefined) return
        this.#waiting.delete(again)
        resolve(found)
      }
      this.#waiting.add(again)
      again()
    })
  }
}

/** What happens to a peer's sessions, and to its friends' keys. */
type TestEvent = PeerEvent | (ReturnType<typeof alarm> & { readonly session: null })

export type TestPeer = Told<TestEvent> & {
  readonly peer: Peer
  readonly account: DirectoryAccount
  readonly server: Server
  readonly port: number
}

/** What a peer is made of that a test may exchange. */
export type TestOptions = Omit<PeerOptions, 'account'> & DirectoryAccountOptions

/** @returns a peer that listens on loopback and that nobody has heard of yet. */
export async function newPeer(
  t: ExecutionContext,
  name: string,
  options: Partial<TestOptions> = {},
): Promise<TestPeer> {
  const told = new Told<TestEvent>()
  const usual = {
    identity: await identityOf(name),
    contacts: contactsInMemory(),
    now: Date.now,
    resolve: (host: string, port: number) => ({ host, port }),
    ...options,
  }
  const onKeyChanged = (refusal: PeerError) => told.tell({ ...alarm(refusal), session: null })
  const account = new DirectoryAccount({ onKeyChanged, ...usual })
  const peer = new Peer({
    profile: hardenedProfile,
    entropy: testEntropy,
    onEvent: told.tell,
    ...usual,
    account,
  })
  const server = await peer.listen('127.0.0.1', 0)
  t.teardown(() => peer.stop())
  return Object.assign(told, { peer, account, server, port: portOf(server) })
}

/** @returns a peer that is registered, and published where it listens. */
export async function startPeer(
  t: ExecutionContext,
  name: string,
  directory: FakeDirectory,
  options: Partial<TestOptions> = {},
): Promise<TestPeer> {
  const { contacts = contactsInMemory() } = options
  const started = await newPeer(t, name, { ...options, contacts })
  await askEverybody(name, contacts)
  await started.account.register(directory.url, name, password)
  await started.account.publish('127.0.0.1', started.port)
  return started
}

/** @returns Alice and Bob, who know each other. */
export async function startFriends(
  t: ExecutionContext,
  options: { readonly alice?: Partial<TestOptions>; readonly bob?: Partial<TestOptions> } = {},
) {
  const directory = await fakeDirectory(t)
  const alice = await startPeer(t, 'alice', directory, options.alice)
  const bob = await startPeer(t, 'bob', directory, options.bob)
  await Promise.all([alice.account.friends(), bob.account.friends()])
  return { directory, alice, bob }
}

/** @returns a connection to `port` that reads and says nothing. @param from an address of this machine. */
export async function stranger(t: ExecutionContext, port: number, from = '127.0.0.1'): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', localAddress: from })
  t.teardown(() => socket.destroy())
  // Whether it is closed or reset is the same here.
  socket.on('error', () => {})
  await once(socket, 'connect')
  return socket.resume()
}

/** @returns a server on loopback that hands over what it accepts, and its port. */
export async function listener(t: ExecutionContext, accept: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    t.teardown(() => socket.destroy())
    socket.on('error', () => {})
    accept(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  return portOf(server)
}

/**
 * A friend's end of a connection, driven by hand: it answers what it must until it is `mute`, and then neither
 * reads nor writes.
 */
export class HandDriven extends Told<ConversationEvent> {
  mute = false

  private constructor(
    readonly socket: Socket,
    readonly conversation: Conversation,
  ) {
    super()
    socket.on('data', (chunk) => {
      if (!this.mute) this.perform(conversation.receive(chunk))
    })
    this.perform(conversation.open())
  }

  /**
   * @param calls whom it calls; null to answer a call. @param friend the only one it knows. @param identity its own.
   * @param friends the friend's.
   */
  static async start(
    socket: Socket,
    name: string,
    calls: string | null,
    friend: string,
    identity = identityOf(name),
    friends: Promise<Identity> = identityOf(friend).then(publicIdentity),
  ): Promise<HandDriven> {
    const expected = await friends
    const conversation = await hardenedProfile.converse({
      role: calls ? 'initiator' : 'responder',
      self: { name, identity: await identity },
      calls,
      expected: (who) => (who === friend ? expected : undefined),
      entropy: testEntropy,
      now: Date.now,
    })
    return new HandDriven(socket, conversation)
  }

  perform(outputs: readonly Output[]): void {
    for (const output of outputs) {
      if ('write' in output) this.socket.write(output.write)
      else if ('hangUp' in output) this.socket.end()
      else this.tell(output)
    }
  }
}
