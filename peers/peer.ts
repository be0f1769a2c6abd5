/**
 * A peer: one messenger user's program without its face. It knows the directory, the contacts and the open
 * sessions; the agent and the messenger are two faces of it.
 */

import { connect as connectSocket, createServer, type Server, type Socket } from 'node:net'
import { checkAddress } from './address-check'
import { expectedIdentity, markVerified, pin, stateOf } from './contacts'
import type { ContactStore } from './contacts-file'
import { DirectoryClient, type Friends, type Place } from './directory-client'
import type { ConversationEvent, Entropy, Profile, Role, Setup, Shown } from './protocol/conversation'
import { PeerError } from './protocol/errors'
import { fingerprint, type PrivateIdentity } from './protocol/identity'
import { signAddress } from './protocol/statements'
import { Session } from './session'

/** Milliseconds to wait for a TCP connection. */
const DIAL_PATIENCE = 10_000
/** Milliseconds for which a published address counts. */
const ADDRESS_LIFETIME = 24 * 60 * 60 * 1000
/** Connections that were accepted and have not finished their handshake. */
const MAX_ACCEPTING = 64

export interface PeerOptions {
  readonly identity: PrivateIdentity
  readonly contacts: ContactStore
  readonly profile: Profile
  readonly entropy: Entropy
  readonly now: () => number
  /** Where a name is really reached. */
  readonly resolve: (host: string, port: number) => Place
  readonly onEvent: (event: PeerEvent) => void
}

/** What a peer tells its face. `session` numbers the connections of this program. */
export type PeerEvent =
  | { readonly event: 'opened'; readonly session: string; readonly role: Role; readonly calls: string | null }
  | ({ readonly session: string } & Exclude<ConversationEvent, { event: 'delivered' | 'alarm' }>)
  | {
      readonly event: 'delivered'
      readonly session: string
      readonly from: string | null
      readonly text: string
    }
  | { readonly event: 'sent'; readonly session: string; readonly to: string; readonly text: string }
  | ({ readonly session: string | null } & Extract<ConversationEvent, { event: 'alarm' }>)

interface Open {
  readonly id: string
  readonly session: Session
  /** The friend's name: as called, or as proven in the handshake; null where the protocol has no names. */
  peer: string | null
  connected: boolean
}

export class Peer {
  readonly #options: PeerOptions
  readonly #open = new Map<string, Open>()
  readonly #lastCounter = new Map<string, number>()
  #account: { readonly name: string; readonly directory: DirectoryClient } | null = null
  #sessions = 0
  #accepting = 0
  #addressCounter = 0

  constructor(options: PeerOptions) {
    this.#options = options
  }

  /**
   * Accepts connections from now on.
   * @returns the listening server. @throws PeerError PORT_TAKEN, CONNECTION_FAILED
   */
  listen(host: string, port: number): Promise<Server> {
    const server = createServer((socket) => void this.#accept(socket))
    return new Promise((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) =>
        reject(
          error.code === 'EADDRINUSE'
            ? new PeerError(
                'PORT_TAKEN',
                `Port ${port} on ${host} is taken: choose another with --listen HOST:PORT.`,
              )
            : new PeerError(
                'CONNECTION_FAILED',
                `Cannot listen on ${host}:${port}: ${error.code ?? error.message}.`,
              ),
        ),
      )
      server.listen(port, host, () => resolve(server))
    })
  }

  /** @throws PeerError of the directory client. */
  async register(url: string, name: string, password: string): Promise<void> {
    const directory = this.#directoryAt(url)
    await directory.register(name, password, this.#options.identity)
    this.#account = { name, directory }
  }

  /** @throws PeerError of the directory client. */
  async login(url: string, name: string, password: string): Promise<void> {
    const directory = this.#directoryAt(url)
    await directory.login(name, password)
    this.#account = { name, directory }
  }

  /** Tells the directory where this peer is reached; `host` may be `auto`. @returns the host it was seen at. */
  publish(host: string, port: number): Promise<string> {
    const { name, directory } = this.#loggedIn()
    const now = this.#options.now()
    this.#addressCounter = Math.max(this.#addressCounter + 1, now)
    const record = { name, host, port, counter: this.#addressCounter, expires: now + ADDRESS_LIFETIME }
    return directory.publishAddress(signAddress(this.#options.identity.signing, record))
  }

  /** Asks for a friendship, or accepts one. */
  addFriend(name: string): Promise<'requested' | 'accepted'> {
    return this.#loggedIn().directory.addFriend(name)
  }

  /** Asks for friends and requests, and pins the keys of new friends. A friend's changed key is an alarm. */
  async friends(): Promise<Friends> {
    const answer = await this.#loggedIn().directory.friends()
    for (const { name, identity } of answer.friends) {
      const { contacts } = this.#options
      const before = stateOf(contacts.contacts, name)
      await contacts.update((known) => pin(known, name, identity))
      if (before !== 'changed' && stateOf(contacts.contacts, name) === 'changed') {
        const expected = expectedIdentity(contacts.contacts, name)
        const { code, message } = new PeerError(
          'FINGERPRINT_MISMATCH',
          `The directory names another key for ${name}.`,
        )
        const evidence = { expected: expected ? fingerprint(expected) : '', seen: fingerprint(identity) }
        this.#options.onEvent({ event: 'alarm', session: null, code, message, evidence })
      }
    }
    return answer
  }

  /**
   * Finds a friend through the directory and connects. Settles when the handshake is done.
   * @throws PeerError UNKNOWN_PEER, FINGERPRINT_MISMATCH (a changed key that is not settled), ALREADY_CONNECTED,
   * CONNECTION_FAILED, those of the directory client, and whatever the handshake refuses with.
   */
  async connect(name: string): Promise<void> {
    const { directory } = this.#loggedIn()
    if (this.#sessionWith(name)) throw new PeerError('ALREADY_CONNECTED')
    const { contacts } = this.#options.contacts
    const pinned = expectedIdentity(contacts, name)
    if (!pinned) throw new PeerError('UNKNOWN_PEER')
    if (stateOf(contacts, name) === 'changed') throw new PeerError('FINGERPRINT_MISMATCH')
    const found = await directory.getIp(name)
    const lastCounter = this.#lastCounter.get(name) ?? 0
    const { host, port } = checkAddress(found, { name, pinned, lastCounter, now: this.#options.now() })
    this.#lastCounter.set(name, found.record.counter)
    const socket = await this.#dial(host, port)
    await this.#start(socket, 'initiator', name)
  }

  /** @throws PeerError NOT_CONNECTED, MESSAGE_TOO_LONG */
  send(name: string, text: string): void {
    const { id, session } = this.#connected(name)
    session.send(text)
    this.#options.onEvent({ event: 'sent', session: id, to: name, text })
  }

  /** @returns what the two users can compare, and the session it belongs to. @throws PeerError NOT_CONNECTED */
  compare(name: string): Shown & { readonly session: string } {
    const { id, session } = this.#connected(name)
    return { session: id, ...session.shown() }
  }

  /** The users compared, and it was the same. @throws PeerError UNKNOWN_PEER */
  async verified(name: string): Promise<void> {
    const identity = expectedIdentity(this.#options.contacts.contacts, name)
    if (!identity) throw new PeerError('UNKNOWN_PEER')
    await this.#options.contacts.update((known) => markVerified(known, name, identity))
  }

  /** Says goodbye. @throws PeerError NOT_CONNECTED */
  close(name: string): void {
    this.#connected(name).session.close()
  }

  async #accept(socket: Socket): Promise<void> {
    if (!this.#account || this.#accepting >= MAX_ACCEPTING) {
      socket.destroy()
      return
    }
    this.#accepting += 1
    // Why a stranger was refused is told as an alarm; there is nobody here to throw to.
    await this.#start(socket, 'responder', null).catch(() => {})
    this.#accepting -= 1
  }

  /** Settles when the handshake is done. @throws PeerError with which it was refused. */
  async #start(socket: Socket, role: Role, calls: string | null): Promise<void> {
    // A reset while keys are made is an end like any other: the session finds the socket closed.
    socket.on('error', () => {})
    const { profile, identity, contacts, entropy, now } = this.#options
    const id = `session-${++this.#sessions}`
    const setup: Setup = {
      role,
      self: { name: this.#loggedIn().name, identity },
      calls,
      expected: (name) => expectedIdentity(contacts.contacts, name),
      entropy,
      now,
    }
    this.#options.onEvent({ event: 'opened', session: id, role, calls })
    const conversation = await profile.converse(setup)
    await new Promise<void>((resolve, reject) => {
      let refusal = new PeerError('INCOMPLETE_HANDSHAKE')
      const onEvent = (event: ConversationEvent): void => {
        if (event.event === 'alarm') refusal = new PeerError(event.code, event.message, event.evidence)
        this.#tell(id, event)
        if (event.event === 'connected') resolve()
        if (event.event === 'closed') reject(refusal)
      }
      const session = new Session(socket, conversation, onEvent)
      this.#open.set(id, { id, session, peer: calls, connected: false })
    })
  }

  #tell(id: string, event: ConversationEvent): void {
    const open = this.#open.get(id)
    if (event.event === 'connected' && open) {
      open.connected = true
      open.peer = event.peer ?? open.peer
    }
    if (event.event === 'closed') this.#open.delete(id)
    if (event.event === 'delivered') {
      const from = open?.peer ?? null
      this.#options.onEvent({ event: 'delivered', session: id, from, text: event.text })
    } else this.#options.onEvent({ ...event, session: id })
  }

  async #dial(host: string, port: number): Promise<Socket> {
    const failed = new PeerError(
      'CONNECTION_FAILED',
      `Nobody answers at ${host}:${port}: is your friend online?`,
    )
    const place = this.#options.resolve(host, port)
    const socket = connectSocket(place)
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => socket.destroy(failed), DIAL_PATIENCE)
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

  /** Where the protocol has no names, words to a friend go to whoever is connected. */
  #sessionWith(name: string): Open | undefined {
    const sessions = [...this.#open.values()].filter(({ connected }) => connected)
    return sessions.find(({ peer }) => peer === name) ?? sessions.find(({ peer }) => peer === null)
  }

  #connected(name: string): Open {
    const open = this.#sessionWith(name)
    if (!open) throw new PeerError('NOT_CONNECTED')
    return open
  }

  #directoryAt(url: string): DirectoryClient {
    return new DirectoryClient(url, { resolve: this.#options.resolve })
  }

  #loggedIn() {
    if (!this.#account) throw new PeerError('NOT_LOGGED_IN')
    return this.#account
  }
}
