/**
 * A peer: all sessions of a user. It listens and dials, answers and calls; who the friends are and where, it asks the
 * account. The lab's agent and the messenger are two front ends of it.
 */

import type { Server, Socket } from 'node:net'
import { expectedIdentity } from '../contacts/contacts'
import type { Address } from '../directory/address-check'
import type { DirectoryAccount } from '../directory/directory-account'
import { type Endpoint, formatEndpoint } from '../directory/endpoint'
import { type MayDial, mayDial, ownAddresses, tooNear } from '../directory/near-address'
import type { ContactStore } from '../home/contacts-file'
import { t } from '../language/sentence'
import type {
  Conversation,
  ConversationEvent,
  Entropy,
  Profile,
  Role,
  Setup,
  Shown,
} from '../protocol/conversation'
import { PeerError } from '../protocol/errors'
import type { PrivateIdentity } from '../protocol/identity'
import { type Admission, FairAdmission } from './admission'
import { FIRST_ADDRESS, reach } from './reach'
import { type ConnectedSession, type SessionInfo, SessionRegistry, type Way } from './registry'
import { type Deadlines, defaultDeadlines, Session } from './session'
import { dial, endsOf, listen } from './tcp'

export interface PeerOptions {
  readonly identity: PrivateIdentity
  readonly contacts: ContactStore
  /** Whose sessions these are, and where friends are found. */
  readonly account: Pick<DirectoryAccount, 'isLoggedIn' | 'name' | 'locate'>
  readonly profile: Profile
  readonly entropy: Entropy
  readonly now: () => number
  /** Where a name is really reached. */
  readonly resolve: (host: string, port: number) => Endpoint
  /** At which addresses friends may be called; see near-address.ts, which it is if not given. */
  readonly mayDial?: MayDial
  /** This computer's own addresses; the system's if not given. */
  readonly ownAddresses?: () => readonly string[]
  /** By which way somebody came who calls here; directly if not given. */
  readonly wayIn?: (socket: Socket) => Way
  readonly onEvent: (event: PeerEvent) => void
  readonly deadlines?: Deadlines
  /** Decides whose calls are answered at all; a value of this peer's own. */
  readonly admission?: Admission
  /**
   * Takes what the layer above said; a promise makes the other side wait until it settles. Without it this peer
   * speaks texts only, and a session in which anything else is said ends with an alarm.
   */
  readonly onData?: (session: string, friend: string, content: Buffer) => void | Promise<void>
  /** A session for which `sendData` was false takes more. */
  readonly onDrain?: (session: string, friend: string) => void
}

/** What a peer tells its front end, each with what is known of the session. */
export type PeerEvent = SessionInfo &
  (
    | {
        readonly event: 'opened'
        /** The ends of the connection, `ADDRESS:PORT`. */
        readonly local: string
        readonly remote: string
      }
    /** `fingerprint` is of the key that the other side presented, `own` of the key that this side presented. */
    | { readonly event: 'connected'; readonly fingerprint: string; readonly own: string }
    /** `to` is whom the user meant, also where the protocol has no names. */
    | { readonly event: 'sent'; readonly to: string; readonly text: string }
    | Exclude<ConversationEvent, { event: 'connected' | 'data' }>
  )

export class Peer {
  /** All sessions, for those above to ask and to speak in. */
  readonly sessions = new SessionRegistry()
  readonly #options: PeerOptions
  readonly #admission: Admission
  /** Friends who are being called. */
  readonly #calling = new Set<string>()
  #server: Server | null = null
  #stopped = false
  #onAllClosed = () => {}

  constructor(options: PeerOptions) {
    this.#options = options
    this.#admission = options.admission ?? new FairAdmission()
  }

  /**
   * Accepts connections from now on. @param host `::` for all addresses, also where there is no IPv6.
   * @returns the listening server. @throws PeerError PORT_TAKEN, CONNECTION_FAILED
   */
  async listen(host: string, port: number): Promise<Server> {
    this.#server = await listen(
      host,
      port,
      (socket) => void this.#accept(socket, this.#options.wayIn?.(socket) ?? 'direct'),
    )
    return this.#server
  }

  /** Stops listening and says goodbye to everybody. Settles when all sessions have come to their end. */
  stop(): Promise<void> {
    this.#stopped = true
    this.#server?.close()
    for (const handle of this.sessions.handles()) handle.close()
    return new Promise((resolve) => {
      this.#onAllClosed = resolve
      if (this.sessions.isEmpty) resolve()
    })
  }

  /**
   * Finds a friend through the directory and connects. Settles when the handshake is done.
   * @throws PeerError ALREADY_CONNECTED, CONNECTION_FAILED, those of {@link DirectoryAccount.locate}, and whatever
   * the handshake refuses with.
   */
  connect(name: string): Promise<void> {
    return this.#call(name, () => this.#options.account.locate(name))
  }

  /** The same where it is known where the friend is. @throws PeerError as {@link connect}. */
  call(name: string, address: Address): Promise<void> {
    return this.#call(name, async () => address)
  }

  /**
   * Begins a session as the one who calls, on a connection that a relay has joined to the friend's. Settles when the
   * handshake is done. @throws PeerError ALREADY_CONNECTED, and whatever the handshake refuses with.
   */
  async callThrough(name: string, socket: Socket): Promise<void> {
    if (this.#stopped || this.sessions.newest(name)) {
      socket.destroy()
      throw new PeerError('ALREADY_CONNECTED')
    }
    await this.#start(socket, 'initiator', name, 'relayed')
  }

  /** The same as the one who is called: who calls, the handshake says, whatever a relay said. Settles when it is over. */
  answerThrough(socket: Socket): Promise<void> {
    return this.#accept(socket, 'relayed')
  }

  async #call(name: string, locate: () => Promise<Address>): Promise<void> {
    if (!this.#options.account.isLoggedIn) throw new PeerError('NOT_LOGGED_IN')
    if (this.#isReached(name) || this.#calling.has(name)) throw new PeerError('ALREADY_CONNECTED')
    this.#calling.add(name)
    try {
      const address = await locate()
      const { also } = address
      const refusedFirst = this.#refusalTo(name, address)
      if (!also) return await this.#callAt(name, address, refusedFirst)
      const refused = this.#refusalTo(name, { ...address, namedBy: 'friend' })
      // It names no host to look up: what may not be dialled is refused before anybody is.
      const refusal = refused(also.host)
      if (refusal) throw refusal
      const isLate = () => this.#isReached(name)
      await reach(
        () => this.#callAt(name, address, refusedFirst, isLate),
        () => this.#callAt(name, also, refused, isLate),
        FIRST_ADDRESS,
      )
    } finally {
      this.#calling.delete(name)
    }
  }

  /** @param isLate whether another call has reached the friend while this one was dialled. */
  async #callAt(
    name: string,
    { host, port }: Endpoint,
    refused: (address: string) => PeerError | null,
    isLate = () => false,
  ): Promise<void> {
    const { resolve, deadlines = defaultDeadlines } = this.#options
    const socket = await dial(resolve(host, port), formatEndpoint({ host, port }), deadlines.dial, refused)
    if (isLate()) {
      socket.destroy()
      throw new PeerError('ALREADY_CONNECTED')
    }
    await this.#start(socket, 'initiator', name, 'direct')
  }

  /** One that is relayed is no reason not to look for a better way. */
  #isReached(name: string): boolean {
    const newest = this.sessions.newest(name)
    return newest !== undefined && newest.way !== 'relayed'
  }

  /** @throws PeerError NOT_CONNECTED, MESSAGE_TOO_LONG */
  send(name: string, text: string): void {
    const { id, handle } = this.#connected(name)
    handle.send(text)
    const info = this.sessions.info(id)
    if (info) this.#options.onEvent({ ...info, event: 'sent', to: name, text })
  }

  /** @returns what the two users can compare, and the session it belongs to. @throws PeerError NOT_CONNECTED */
  compare(name: string): Shown & { readonly session: string } {
    const { id, handle } = this.#connected(name)
    return { session: id, ...handle.shown() }
  }

  /** Says goodbye, in every session with this friend. @throws PeerError NOT_CONNECTED */
  close(name: string): void {
    this.#connected(name)
    for (const { handle } of this.sessions.with(name)) handle.close()
  }

  /** @returns what says of an IP address why this friend may not be called there, if so. */
  #refusalTo(name: string, { namedBy, directoryAt }: Address): (address: string) => PeerError | null {
    const may = this.#options.mayDial ?? mayDial
    const own = (this.#options.ownAddresses ?? ownAddresses)()
    const bound = this.#server?.address()
    const listeningAt = bound && typeof bound === 'object' ? bound.address : null
    const vicinity = { namedBy, directoryAt, own, listeningAt }
    return (address) => (may(address, vicinity) ? null : tooNear(name))
  }

  async #accept(socket: Socket, way: Way): Promise<void> {
    if (!this.#options.account.isLoggedIn || this.#stopped) {
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
    await this.#start(socket, 'responder', null, way).catch(() => {})
    leave()
  }

  /** Settles when the handshake is done. @throws PeerError with which it was refused. */
  async #start(socket: Socket, role: Role, calls: string | null, way: Way): Promise<void> {
    // A reset while keys are made is an end like any other: the session finds the socket closed.
    socket.on('error', () => {})
    const { profile, identity, contacts, entropy, now, account } = this.#options
    const setup: Setup = {
      role,
      self: { name: account.name, identity },
      calls,
      expected: (name) => expectedIdentity(contacts.contacts, name),
      entropy,
      now,
    }
    const opened = this.sessions.add(role, calls, way)
    const id = opened.session
    this.#options.onEvent({ ...opened, event: 'opened', ...endsOf(socket) })
    try {
      const conversation = await profile.converse(setup)
      // A friend who calls back at once must not hold up the end.
      if (this.#stopped) throw new PeerError('INCOMPLETE_HANDSHAKE')
      await this.#converse(socket, conversation, opened)
    } catch (error) {
      // The session has told its end, unless it never began: nobody else would tell it, and the end would be held up.
      if (this.sessions.info(id)) {
        socket.destroy()
        this.#tell(id, { event: 'closed', clean: false })
      }
      throw error
    }
  }

  /** Settles when the handshake is done. @throws PeerError with which it was refused. */
  #converse(socket: Socket, conversation: Conversation, { session: id, role }: SessionInfo): Promise<void> {
    return new Promise((resolve, reject) => {
      let refusal = new PeerError('INCOMPLETE_HANDSHAKE')
      const onEvent = (event: ConversationEvent): void => {
        if (event.event === 'alarm')
          refusal = new PeerError(event.code, event.words?.() ?? t`${event.message}`, event.evidence)
        this.#tell(id, event)
        if (event.event === 'connected') resolve()
        if (event.event === 'closed') reject(refusal)
      }
      const session = new Session(socket, conversation, onEvent, this.#deadlines(role), () =>
        this.#drained(id),
      )
      this.sessions.attach(id, session)
    })
  }

  #deadlines(role: Role): Deadlines {
    const { deadlines = defaultDeadlines } = this.#options
    const { patience: handshake = deadlines.handshake } = this.#admission
    return role === 'responder' ? { ...deadlines, handshake } : deadlines
  }

  /** The registry knows it first, so that whoever hears of it can ask. */
  #tell(id: string, event: ConversationEvent): void {
    if (event.event === 'connected') this.sessions.connected(id, event.peer)
    const info = this.sessions.info(id)
    if (!info) return
    if (event.event === 'closed') this.sessions.remove(id)
    if (event.event === 'data') this.#hand(info, event.content)
    else if (event.event === 'connected') {
      const { fingerprint, own } = event
      this.#options.onEvent({ ...info, event: 'connected', fingerprint, own })
    } else this.#options.onEvent({ ...info, ...event })
    if (this.sessions.isEmpty) this.#onAllClosed()
  }

  /** Gives data to the layer above, and lets the other side wait while it is busy with it. */
  #hand({ session, friend }: SessionInfo, content: Buffer): void {
    const handle = this.sessions.handle(session)
    if (!handle || this.sessions.isTurnedAway(session)) return
    const { onData } = this.#options
    if (!onData || friend === null) {
      handle.abandon(new PeerError('UNEXPECTED_FRAME'))
      return
    }
    const busy = onData(session, friend, content)
    if (!busy) return
    handle.pause()
    void busy.then(() => handle.resume())
  }

  #drained(id: string): void {
    const info = this.sessions.info(id)
    if (info?.friend) this.#options.onDrain?.(id, info.friend)
  }

  #connected(name: string): ConnectedSession {
    const session = this.sessions.newest(name)
    if (!session) throw new PeerError('NOT_CONNECTED')
    return session
  }
}
