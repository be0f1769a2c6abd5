/**
 * A peer: one messenger user's program without its front end. It knows the directory, the contacts and the open
 * sessions; the agent and the messenger are two front ends of it.
 */

import type { Server, Socket } from 'node:net'
import {
  type Contacts,
  expectedIdentity,
  forget,
  keepKey,
  markVerified,
  noteAddress,
  noteIdentity,
  stateOf,
} from '../contacts/contacts'
import { DirectoryClient, type Friends } from '../directory/client'
import type { Endpoint } from '../directory/endpoint'
import type { ContactStore } from '../home/contacts-file'
import {
  alarm,
  type ConversationEvent,
  type Entropy,
  type Profile,
  type Role,
  type Setup,
  type Shown,
} from '../protocol/conversation'
import { PeerError } from '../protocol/errors'
import { fingerprint, type Identity, type PrivateIdentity } from '../protocol/identity'
import { signAddress } from '../protocol/statements'
import { checkAddress, type IsSigned } from './address-check'
import { type Admission, FairAdmission } from './admission'
import { type Deadlines, patience, Session } from './session'
import { dial, endsOf, listen } from './tcp'

/** Milliseconds for which a published address counts. */
const ADDRESS_LIFETIME = 24 * 60 * 60 * 1000

export interface PeerOptions {
  readonly identity: PrivateIdentity
  readonly contacts: ContactStore
  readonly profile: Profile
  readonly entropy: Entropy
  readonly now: () => number
  /** Where a name is really reached. */
  readonly resolve: (host: string, port: number) => Endpoint
  readonly onEvent: (event: PeerEvent) => void
  readonly deadlines?: Deadlines
  /** Milliseconds for an answer of the directory; if not given, as long as its client waits by itself. */
  readonly directoryTimeout?: number
  /** Whether a friend vouches for an address; verifies the signature if not given. */
  readonly isSigned?: IsSigned
  /** What becomes of an identity that the directory names for a friend; see contacts.ts, which it is if not given. */
  readonly pin?: typeof noteIdentity
  /** Decides whose calls are answered at all; a value of this peer's own. */
  readonly admission?: Admission
  /**
   * Takes what the layer above said; a promise makes the other side wait until it settles. Without it this peer
   * speaks texts only, and a session in which anything else is said ends with an alarm.
   */
  readonly onData?: (session: string, friend: string, content: Buffer) => void | Promise<void>
  /** A session for which `sendData` was false takes more. */
  readonly onDrain?: (session: string) => void
}

/** What a peer tells its front end. `session` numbers the connections of this program. */
export type PeerEvent =
  /** `local` and `remote` are the ends of the connection, `ADDRESS:PORT`. */
  | {
      readonly event: 'opened'
      readonly session: string
      readonly role: Role
      readonly calls: string | null
      readonly local: string
      readonly remote: string
    }
  | ({ readonly session: string } & Exclude<ConversationEvent, { event: 'delivered' | 'alarm' | 'data' }>)
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
  readonly #admission: Admission
  readonly #open = new Map<string, Open>()
  /** Friends who are being called. */
  readonly #calling = new Set<string>()
  #server: Server | null = null
  #account: { readonly name: string; readonly directory: DirectoryClient } | null = null
  #sessions = 0
  #stopped = false
  #onAllClosed = () => {}

  constructor(options: PeerOptions) {
    this.#options = options
    this.#admission = options.admission ?? new FairAdmission()
  }

  /**
   * Accepts connections from now on.
   * @returns the listening server. @throws PeerError PORT_TAKEN, CONNECTION_FAILED
   */
  async listen(host: string, port: number): Promise<Server> {
    this.#server = await listen(host, port, (socket) => void this.#accept(socket))
    return this.#server
  }

  /** Stops listening and says goodbye to everybody. Settles when all sessions have come to their end. */
  stop(): Promise<void> {
    this.#stopped = true
    this.#server?.close()
    for (const { session } of this.#open.values()) session.close()
    return new Promise((resolve) => {
      this.#onAllClosed = resolve
      if (this.#open.size === 0) resolve()
    })
  }

  /** From now on this peer is `name`, as far as this directory knows, who has let it in already. */
  enter(name: string, directory: DirectoryClient): void {
    this.#account = { name, directory }
  }

  /** @throws PeerError of the directory client. */
  async register(url: string, name: string, password: string): Promise<void> {
    const directory = this.#directoryAt(url)
    await directory.register(name, password, this.#options.identity)
    this.#account = { name, directory }
  }

  /** @throws PeerError of the directory client. */
  async login(url: string, name: string, password: string, code?: string): Promise<void> {
    const directory = this.#directoryAt(url)
    await directory.login(name, password, code)
    this.#account = { name, directory }
  }

  /**
   * Tells the directory where this peer is reached; `host` may be `auto`.
   * @returns the host it was seen at. @throws PeerError FILE_FAILED, and those of the directory client.
   */
  async publish(host: string, port: number): Promise<string> {
    const { name, directory } = this.#loggedIn()
    const now = this.#options.now()
    const counter = await this.#options.contacts.nextAddressCounter(now)
    const record = { name, host, port, counter, expires: now + ADDRESS_LIFETIME }
    return directory.publishAddress(signAddress(this.#options.identity.signing, record))
  }

  /** Asks for a friendship, or accepts one. */
  addFriend(name: string): Promise<'requested' | 'accepted'> {
    return this.#loggedIn().directory.addFriend(name)
  }

  /** Ends a friendship, here and at the directory, and forgets the key: whoever comes under this name is new. */
  async forget(name: string): Promise<void> {
    await this.#loggedIn().directory.removeFriend(name)
    await this.#options.contacts.update((known) => forget(known, name))
  }

  /** The directory, as the account that is logged in. @throws PeerError NOT_LOGGED_IN */
  get directory(): DirectoryClient {
    return this.#loggedIn().directory
  }

  /** Keeps the key that is known of a friend, whatever others were named. @throws PeerError UNKNOWN_PEER */
  keep(name: string): Promise<void> {
    return this.#options.contacts.update((known) => keepKey(known, name))
  }

  /** Asks for friends and requests, and pins the keys of new friends. A friend's changed key is an alarm. */
  async friends(): Promise<Friends> {
    const answer = await this.#loggedIn().directory.friends()
    for (const { name, identity } of answer.friends) await this.#noteIdentity(name, identity)
    return answer
  }

  /** Pins what the directory names for a new friend; for a known one another key is an alarm. */
  async #noteIdentity(name: string, identity: Identity): Promise<void> {
    let pinned: Contacts | null = null
    try {
      await this.#options.contacts.update((known) => {
        const next = (this.#options.pin ?? noteIdentity)(known, name, identity)
        if (stateOf(known, name) !== 'changed' && stateOf(next, name) === 'changed') pinned = known
        return next
      })
    } finally {
      // Whether or not the disk took it.
      if (pinned) this.#warnOfKey(pinned, name, identity)
    }
  }

  #warnOfKey(known: Contacts, name: string, seen: Identity): void {
    const expected = expectedIdentity(known, name)
    const evidence = { name, expected: expected ? fingerprint(expected) : '', seen: fingerprint(seen) }
    const message = `The directory names another key for ${name}.`
    const refusal = new PeerError('FINGERPRINT_MISMATCH', message, evidence)
    this.#options.onEvent({ ...alarm(refusal), session: null })
  }

  /**
   * Finds a friend through the directory and connects. Settles when the handshake is done.
   * @throws PeerError UNKNOWN_PEER, FINGERPRINT_MISMATCH (a changed key that is not settled), ALREADY_CONNECTED,
   * CONNECTION_FAILED, FILE_FAILED, those of the directory client, and whatever the handshake refuses with.
   */
  async connect(name: string): Promise<void> {
    const { directory } = this.#loggedIn()
    if (this.#sessionsWith(name).length > 0 || this.#calling.has(name))
      throw new PeerError('ALREADY_CONNECTED')
    this.#calling.add(name)
    try {
      const socket = await this.#reach(name, directory)
      await this.#start(socket, 'initiator', name)
    } finally {
      this.#calling.delete(name)
    }
  }

  async #reach(name: string, directory: DirectoryClient): Promise<Socket> {
    const { contacts } = this.#options.contacts
    if (!expectedIdentity(contacts, name)) throw new PeerError('UNKNOWN_PEER')
    if (stateOf(contacts, name) === 'changed') throw new PeerError('FINGERPRINT_MISMATCH')
    const found = await directory.getIp(name)
    await this.#noteIdentity(name, found.identity)
    const contact = this.#options.contacts.contacts.get(name)
    if (!contact) throw new PeerError('UNKNOWN_PEER')
    const knowledge = {
      name,
      pinned: contact.identity,
      lastCounter: contact.addressCounter,
      now: this.#options.now(),
    }
    const { host, port, counter } = checkAddress(found, knowledge, this.#options.isSigned)
    await this.#options.contacts.update((known) => noteAddress(known, name, counter))
    const { deadlines = patience, resolve } = this.#options
    return dial(resolve(host, port), `${host}:${port}`, deadlines.dial)
  }

  /** @throws PeerError NOT_CONNECTED, MESSAGE_TOO_LONG */
  send(name: string, text: string): void {
    const { id, session } = this.#connected(name)
    session.send(text)
    this.#options.onEvent({ event: 'sent', session: id, to: name, text })
  }

  /**
   * Says bytes of the layer above in one session; they must not change as {@link Session.sendData} has it.
   * @returns false when more waits to be written than is reasonable: say more after `onDrain`.
   * @throws PeerError NOT_CONNECTED, MESSAGE_TOO_LONG, UNSUPPORTED, REKEY_OVERDUE
   */
  sendData(session: string, content: Uint8Array): boolean {
    const open = this.#open.get(session)
    if (!open?.connected) throw new PeerError('NOT_CONNECTED')
    return open.session.sendData(content)
  }

  /** Says goodbye in one session; there need not be any. */
  closeSession(session: string): void {
    this.#open.get(session)?.session.close()
  }

  /** Ends a session that is dead or misused, without a goodbye and with an alarm that says why. */
  abandon(session: string, reason: PeerError): void {
    this.#open.get(session)?.session.abandon(reason)
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

  /** Says goodbye, in every session with this friend. @throws PeerError NOT_CONNECTED */
  close(name: string): void {
    this.#connected(name)
    for (const { session } of this.#sessionsWith(name)) session.close()
  }

  async #accept(socket: Socket): Promise<void> {
    if (!this.#account || this.#stopped) {
      socket.destroy()
      return
    }
    // Strangers must not keep friends out.
    const from = socket.remoteAddress ?? ''
    const leave = this.#admission.admit(from, this.#options.now(), () => socket.destroy())
    if (!leave) {
      socket.destroy()
      return
    }
    // Why a stranger was refused is told as an alarm; there is nobody here to throw to.
    await this.#start(socket, 'responder', null).catch(() => {})
    leave()
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
    this.#options.onEvent({ event: 'opened', session: id, role, calls, ...endsOf(socket) })
    const conversation = await profile.converse(setup)
    if (this.#stopped) {
      // A friend who calls back at once must not hold up the end.
      socket.destroy()
      this.#options.onEvent({ event: 'closed', session: id, clean: false })
      throw new PeerError('INCOMPLETE_HANDSHAKE')
    }
    await new Promise<void>((resolve, reject) => {
      let refusal = new PeerError('INCOMPLETE_HANDSHAKE')
      const onEvent = (event: ConversationEvent): void => {
        if (event.event === 'alarm') refusal = new PeerError(event.code, event.message, event.evidence)
        this.#tell(id, event)
        if (event.event === 'connected') resolve()
        if (event.event === 'closed') reject(refusal)
      }
      const deadlines = this.#deadlines(role)
      const session = new Session(socket, conversation, onEvent, deadlines, () => this.#options.onDrain?.(id))
      this.#open.set(id, { id, session, peer: calls, connected: false })
    })
  }

  #deadlines(role: Role): Deadlines {
    const { deadlines = patience } = this.#options
    const { patience: handshake = deadlines.handshake } = this.#admission
    return role === 'responder' ? { ...deadlines, handshake } : deadlines
  }

  #tell(id: string, event: ConversationEvent): void {
    const open = this.#open.get(id)
    if (event.event === 'connected' && open) {
      open.connected = true
      open.peer = event.peer ?? open.peer
    }
    if (event.event === 'closed') this.#open.delete(id)
    if (event.event === 'data') this.#hand(id, event.content)
    else if (event.event === 'delivered') {
      const from = open?.peer ?? null
      this.#options.onEvent({ event: 'delivered', session: id, from, text: event.text })
    } else this.#options.onEvent({ ...event, session: id })
    if (this.#open.size === 0) this.#onAllClosed()
  }

  /** Gives data to the layer above, and lets the other side wait while it is busy with it. */
  #hand(id: string, content: Buffer): void {
    const open = this.#open.get(id)
    if (!open) return
    const { onData } = this.#options
    if (!onData || open.peer === null) {
      open.session.abandon(new PeerError('UNEXPECTED_FRAME'))
      return
    }
    const busy = onData(id, open.peer, content)
    if (!busy) return
    open.session.pause()
    void busy.then(() => open.session.resume())
  }

  /** Where the protocol has no names, words to a friend go to whoever is connected. */
  #sessionsWith(name: string): Open[] {
    const sessions = [...this.#open.values()].filter(({ connected }) => connected)
    const named = sessions.filter(({ peer }) => peer === name)
    return named.length > 0 ? named : sessions.filter(({ peer }) => peer === null)
  }

  /** The latest session with a friend: where the friend had to start anew, an earlier one leads nowhere. */
  #connected(name: string): Open {
    const open = this.#sessionsWith(name).at(-1)
    if (!open) throw new PeerError('NOT_CONNECTED')
    return open
  }

  #directoryAt(url: string): DirectoryClient {
    const { resolve, directoryTimeout } = this.#options
    return new DirectoryClient(url, { resolve, ...(directoryTimeout && { timeout: directoryTimeout }) })
  }

  #loggedIn() {
    if (!this.#account) throw new PeerError('NOT_LOGGED_IN')
    return this.#account
  }
}
