/**
 * The messenger without its front end: a peer, a directory that it stays in touch with, friends that it keeps calling, a
 * journal of all that was said, and files. messenger-api.ts says what it offers; each part has a file of its own.
 */

import { resolve } from 'node:path'
import { forget, join, stateOf } from '../contacts/contacts'
import type { DirectoryClient, Friends } from '../directory/client'
import type { Endpoint } from '../directory/endpoint'
import { DirectoryLink, type PollSchedule } from '../directory/link'
import type { TransferView } from '../files/transfer-view'
import { Transfers } from '../files/transfers'
import type { Account } from '../home/account-file'
import type { ContactStore } from '../home/contacts-file'
import { exportIdentity, readExport } from '../home/identity-export'
import { Passphrase } from '../home/passphrase'
import { encodeMessage, type Item, STREAM_BYTES } from '../protocol/application'
import type { Entropy } from '../protocol/conversation'
import { PeerError } from '../protocol/errors'
import {
  fingerprint,
  type Identity,
  type PrivateIdentity,
  publicIdentity,
  sameIdentity,
} from '../protocol/identity'
import { hardenedProfile } from '../protocol/secure'
import { Peer, type PeerEvent } from '../session/peer'
import type { Deadlines } from '../session/session'
import { Alarms } from './alarms'
import { Delivery, type Keepalive } from './delivery'
import { History } from './history'
import type { Journal } from './journal'
import { saidEntry } from './message-store'
import type {
  Comparison,
  FriendView,
  HistoryItem,
  MessengerApi,
  MessengerEvent,
  Requests,
  Status,
} from './messenger-api'
import { type BackoffPolicy, Redialer } from './redialer'
import { Trust } from './trust'

export interface MessengerOptions {
  readonly account: Account
  readonly identity: PrivateIdentity
  readonly contacts: ContactStore
  readonly journal: Journal
  /** Of the directory in the account. */
  readonly client: DirectoryClient
  readonly home: string
  readonly downloads: string
  readonly partials: string
  readonly entropy: Entropy
  readonly now: () => number
  /** From 0 up to 1. */
  readonly random: () => number
  readonly onEvent: (event: MessengerEvent) => void
  readonly deadlines?: Deadlines
  readonly keepalive?: Keepalive
  readonly pollSchedule?: PollSchedule
  readonly backoffPolicy?: BackoffPolicy
  /** The name under which a received file appears; safeFileName if not given. */
  readonly fileName?: (offered: string) => string
  /** Where a name is really reached; as the system resolves it if not given. */
  readonly resolve?: (host: string, port: number) => Endpoint
  /** Friends are called by {@link Messenger.call} alone, and not whenever they might be there. */
  readonly callsOnDemand?: boolean
  /** Is told of sessions, one by one, which the messenger otherwise keeps to itself. */
  readonly onSession?: (event: PeerEvent) => void
}

/** Milliseconds between two questions to the directory that strangers' calls can cause. */
const REFRESH_AFTER_STRANGER = 5_000

interface Known {
  readonly role: string
  friend: string | null
  connected: boolean
}

export class Messenger implements MessengerApi {
  readonly #options: MessengerOptions
  /** Of this user, for all to know. */
  readonly #own: Identity
  readonly #peer: Peer
  readonly #delivery: Delivery
  readonly #calls: Redialer
  readonly #transfers: Transfers
  readonly #sessions = new Map<string, Known>()
  readonly #trust: Trust
  readonly #past: History
  readonly #alarms: Alarms
  #link: DirectoryLink | null = null
  #friends: Friends = { friends: [], incoming: [], outgoing: [] }
  #listening = ''
  #askedForStranger = 0

  constructor(options: MessengerOptions) {
    this.#options = options
    const {
      identity,
      contacts,
      entropy,
      now,
      random,
      journal,
      deadlines,
      backoffPolicy: persistence,
    } = options
    this.#own = publicIdentity(identity)
    this.#trust = new Trust({ name: options.account.name, identity: this.#own }, contacts)
    this.#past = new History(journal, (friend, line) => this.#delivery.wasSent(friend, line))
    this.#alarms = new Alarms(options.onEvent)
    this.#peer = new Peer({
      identity,
      contacts,
      profile: hardenedProfile,
      entropy,
      now,
      resolve: options.resolve ?? ((host, port) => ({ host, port })),
      onEvent: (event) => this.#onPeerEvent(event),
      onData: (session, friend, content) => this.#delivery.receive(session, friend, content),
      onDrain: (session) => this.#delivery.drained(session),
      ...(deadlines && { deadlines }),
    })
    this.#delivery = new Delivery({
      ...options,
      self: options.account.name,
      peer: this.#peer,
      transfers: () => this.#transfers,
      maySend: (friend) => this.#trust.maySend(friend),
    })
    this.#calls = new Redialer({
      call: (friend) => this.call(friend),
      isOnline: (friend) => this.#delivery.isOnline(friend),
      waits: (friend) => journal.store.of(friend).waiting.length > 0,
      wanted: (friend) => !options.callsOnDemand && this.#trust.maySend(friend),
      random,
      ...(persistence && { backoffPolicy: persistence }),
    })
    this.#transfers = new Transfers({
      downloads: options.downloads,
      partials: options.partials,
      send: (friend, message) => this.#delivery.say(friend, message),
      post: (friend, item) => this.#post(friend, item).then(() => undefined),
      keep: (entry) => journal.write(() => ({ entries: [entry], answer: undefined })),
      onEvent: options.onEvent,
      entropy,
      now,
      ...(options.fileName && { fileName: options.fileName }),
    })
  }

  /**
   * Listens, asks the directory for the first time, and begins to call friends.
   * @param published what friends are told to dial; `auto` leaves the host to the directory. Port 0: the one listened on.
   * @throws PeerError PORT_TAKEN, CONNECTION_FAILED. A directory that does not answer is a notice, not an error.
   */
  async start(
    listen: { readonly host: string; readonly port: number },
    published: { readonly host: string; readonly port: number },
  ): Promise<void> {
    const port = await this.listen(listen)
    await this.goOnline({ host: published.host, port: published.port || port })
  }

  /** The first half of {@link start}: nobody is let in yet. @returns the port. @throws PeerError PORT_TAKEN, CONNECTION_FAILED */
  async listen({ host, port }: Endpoint): Promise<number> {
    const server = await this.#peer.listen(host, port)
    const bound = server.address()
    const boundPort = typeof bound === 'object' && bound ? bound.port : port
    this.#listening = `${host.includes(':') ? `[${host}]` : host}:${boundPort}`
    return boundPort
  }

  /** The second half. @param published what friends are told to dial. */
  async goOnline(published: Endpoint): Promise<void> {
    await this.#restoreTransfers()
    const { client, account, identity, now, random, pollSchedule: rhythm } = this.#options
    this.#link = new DirectoryLink({
      client,
      peer: this.#peer,
      name: account.name,
      identity,
      published,
      now,
      random,
      onFriends: (friends) => this.#onFriends(friends),
      onTrouble: (trouble) => this.#onTrouble(trouble),
      ...(rhythm && { pollSchedule: rhythm }),
    })
    await this.#link.start()
  }

  friends(): FriendView[] {
    const { contacts } = this.#options.contacts
    const names = new Set([...contacts.keys(), ...this.#friends.friends.map(({ name }) => name)])
    return [...names].sort().map((name) => ({
      name,
      trust: stateOf(contacts, name),
      online: this.#delivery.isOnline(name),
      waiting: this.#options.journal.store.of(name).waiting.length,
    }))
  }

  requests(): Requests {
    const { incoming, outgoing } = this.#friends
    return { incoming, outgoing }
  }

  status(): Status {
    const { account, home, downloads } = this.#options
    return {
      name: account.name,
      fingerprint: fingerprint(this.#own),
      directory: account.directory,
      directoryTrouble: this.#link?.trouble?.message ?? null,
      address: this.#link?.address ?? null,
      listening: this.#listening,
      home,
      downloads,
    }
  }

  refresh(): Promise<void> {
    return this.#directory().refresh()
  }

  async add(name: string): Promise<'requested' | 'accepted'> {
    const link = this.#directory()
    const status = await link.ask(() => this.#options.client.addFriend(name))
    await link.refresh()
    return status
  }

  async remove(name: string): Promise<void> {
    const link = this.#directory()
    await link.ask(() => this.#options.client.removeFriend(name))
    this.#delivery.hangUp(name)
    await this.#transfers.forget(name)
    await this.#options.contacts.update((contacts) => forget(contacts, name))
    await this.#options.journal.write((store) => ({
      entries: store.of(name).waiting.length > 0 ? [{ kind: 'drop', friend: name }] : [],
      answer: undefined,
    }))
    await link.refresh()
  }

  async send(friend: string, text: string): Promise<string> {
    return this.#post(friend, { type: 'text', text })
  }

  history(friend: string, count: number): HistoryItem[] {
    return this.#past.with(friend, count)
  }

  unseen(): HistoryItem[] {
    return this.#past.unseen()
  }

  seen(friend: string, id?: string): void {
    this.#past.seen(friend, id)
  }

  compare(friend: string): Comparison {
    return this.#trust.compare(friend)
  }

  async verify(friend: string, digits: string): Promise<'match' | 'mismatch'> {
    const result = await this.#trust.verify(friend, digits)
    if (result === 'match') this.#settled(friend)
    return result
  }

  async trust(friend: string, which: 'new' | 'old'): Promise<void> {
    await this.#trust.settle(friend, which)
    this.#settled(friend)
  }

  async offer(friend: string, path: string, onHashed?: (bytes: number) => void): Promise<TransferView> {
    this.#trust.requireMaySend(friend)
    return this.#transfers.offer(friend, path, onHashed)
  }

  transfers(): TransferView[] {
    return this.#transfers.list()
  }

  acceptFile(which: string): Promise<TransferView> {
    return this.#transfers.accept(which)
  }

  cancelFile(which: string): Promise<TransferView> {
    return this.#transfers.cancel(which)
  }

  exportTo(path: string, passphrase: string): Promise<void> {
    const { identity, account, contacts: kept, entropy } = this.#options
    const { contacts, ownCounter } = kept
    const exported = { identity, account, contacts, ownCounter }
    return exportIdentity(resolve(path), new Passphrase(passphrase), exported, entropy)
  }

  async importContacts(path: string, passphrase: string): Promise<number> {
    const { identity, contacts } = await readExport(resolve(path), new Passphrase(passphrase))
    if (!sameIdentity(publicIdentity(identity), this.#own)) {
      throw new PeerError(
        'IDENTITY_EXISTS',
        'This is the export of another identity, and there is one here already: bring it into an empty folder ' +
          'with "npm run peer -- import FILE --home DIR".',
      )
    }
    const before = this.#options.contacts.contacts.size
    await this.#options.contacts.update((known) => join(known, contacts))
    return this.#options.contacts.contacts.size - before
  }

  enrolTotp(): Promise<{ readonly uri: string; readonly secret: string }> {
    return this.#directory().ask(() => this.#options.client.enrolTotp())
  }

  confirmTotp(code: string): Promise<readonly string[]> {
    return this.#directory().ask(() => this.#options.client.confirmTotp(code))
  }

  removeTotp(code: string): Promise<void> {
    return this.#directory().ask(() => this.#options.client.removeTotp(code))
  }

  /** Calls a friend now; settles when they are there. @throws PeerError of {@link Peer.connect} and the directory. */
  async call(friend: string): Promise<void> {
    try {
      await this.#directory().ask(() => this.#peer.connect(friend))
    } catch (error) {
      if (!(error instanceof PeerError)) throw error
      // What the handshake refuses with has been told as an alarm; of the address only this tells.
      if (error.code === 'BAD_ADDRESS_RECORD') this.#alarms.about(friend, error)
      throw error
    }
  }

  /** Says goodbye to a friend, who may be called again. */
  hangUp(friend: string): void {
    this.#delivery.hangUp(friend)
  }

  async close(): Promise<void> {
    this.#link?.stop()
    this.#calls.stop()
    await this.#transfers.close()
    await this.#peer.stop()
    await this.#delivery.stop()
    await this.#past.close()
    await this.#options.journal.close()
  }

  /** @returns the id of what waits now, on disk. */
  async #post(friend: string, item: Item): Promise<string> {
    this.#trust.requireMaySend(friend)
    const { journal, entropy, now } = this.#options
    const written = now()
    const stream = entropy.bytes(STREAM_BYTES).toString('hex')
    // Before it is kept: what can't be said would stay in the outbox for ever.
    encodeMessage({ kind: 'item', stream, number: 1, written, item })
    const id = await journal.write((store) => {
      const entry = saidEntry(store, friend, item, written, stream)
      return { entries: [entry], answer: entry.id }
    })
    if (this.#delivery.isOnline(friend)) this.#delivery.pump(friend)
    else this.#calls.now(friend)
    return id
  }

  async #restoreTransfers(): Promise<void> {
    const { store } = this.#options.journal
    const items = store.friends.flatMap((friend) =>
      store.of(friend).lines.map(({ direction, item }) => ({ friend, direction, item })),
    )
    await this.#transfers.restore(store.transfers, items)
  }

  #onPeerEvent(event: PeerEvent): void {
    this.#options.onSession?.(event)
    switch (event.event) {
      case 'opened':
        this.#sessions.set(event.session, { role: event.role, friend: event.calls, connected: false })
        return
      case 'connected': {
        const known = this.#sessions.get(event.session)
        if (!known || event.peer === null) return
        known.friend = event.peer
        known.connected = true
        if (!this.#trust.maySend(event.peer)) {
          this.#peer.closeSession(event.session)
          return
        }
        this.#alarms.forget(event.peer)
        this.#calls.reached(event.peer)
        this.#delivery.connected(event.session, event.peer, event.fingerprint)
        return
      }
      case 'delivered':
        // A text of the session alone: no number, no receipt. Messengers do not say such.
        this.#peer.abandon(event.session, new PeerError('UNEXPECTED_FRAME'))
        return
      case 'alarm':
        this.#onAlarm(event)
        return
      case 'closed': {
        const friend = this.#sessions.get(event.session)?.friend
        this.#sessions.delete(event.session)
        this.#delivery.closed(event.session)
        if (friend && !this.#delivery.isOnline(friend) && this.#trust.maySend(friend))
          this.#calls.later(friend)
        return
      }
      case 'sent':
        return
    }
  }

  #onAlarm(alarm: Extract<PeerEvent, { event: 'alarm' }>): void {
    const { session, code, evidence } = alarm
    if (session === null) {
      const { name, expected, seen } = evidence
      const friend = String(name)
      this.#delivery.hangUp(friend)
      const event = { event: 'key-changed', friend, expected: String(expected), seen: String(seen) } as const
      this.#options.onEvent(event)
      return
    }
    const known = this.#sessions.get(session)
    const isStranger = known?.role === 'responder' && !known.connected
    if (code === 'UNKNOWN_PEER' && isStranger) this.#askWhoThatIs()
    this.#alarms.aboutSession({ friend: known?.friend ?? null, isStranger }, alarm)
  }

  /** A caller whose key is not known: perhaps somebody who has just accepted a request. */
  #askWhoThatIs(): void {
    const now = this.#options.now()
    if (Math.abs(now - this.#askedForStranger) < REFRESH_AFTER_STRANGER) return
    this.#askedForStranger = now
    void this.#link?.refresh().catch(() => {})
  }

  #onFriends(friends: Friends): void {
    const before = new Set(this.#friends.friends.map(({ name }) => name))
    const asked = new Set(this.#friends.incoming)
    const wasWaiting = new Set(this.#friends.outgoing)
    this.#friends = friends
    for (const { name } of friends.friends) {
      if (wasWaiting.has(name) || asked.has(name)) this.#options.onEvent({ event: 'friend', name })
      if (!before.has(name)) this.#calls.now(name)
    }
    for (const from of friends.incoming)
      if (!asked.has(from)) this.#options.onEvent({ event: 'request', from })
  }

  #onTrouble(trouble: PeerError | null): void {
    const { onEvent } = this.#options
    if (trouble) onEvent({ event: 'notice', code: trouble.code, message: trouble.message })
    else onEvent({ event: 'notice', code: 'DIRECTORY_BACK', message: 'The directory answers again.' })
  }

  #settled(friend: string): void {
    this.#delivery.pump(friend)
    this.#calls.now(friend)
  }

  #directory(): DirectoryLink {
    if (!this.#link) throw new PeerError('NOT_LOGGED_IN')
    return this.#link
  }
}
