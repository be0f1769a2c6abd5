/** The parts of a messenger, connected with each other: what each of them does, its own file says. */

import { pinnedFingerprint } from '../contacts/contacts'
import { type FriendAction, isAllowed, requireAllowed } from '../contacts/key-policy'
import type { IsWanted } from '../contacts/named-friends'
import type { Address } from '../directory/address-check'
import type { DirectoryClient } from '../directory/client'
import { DirectoryAccount } from '../directory/directory-account'
import { DirectorySync, type PollSchedule } from '../directory/directory-sync'
import type { Endpoint } from '../directory/endpoint'
import type { MayDial } from '../directory/near-address'
import { ownIpv6 } from '../directory/own-ipv6'
import { RelayLine, type RelayLineOptions } from '../directory/relay-line'
import { spoken } from '../files/transfer-view'
import { Transfers, type TransfersOptions } from '../files/transfers'
import type { Account } from '../home/account-file'
import type { ContactStore } from '../home/contacts-file'
import { t } from '../language/sentence'
import { checkItem, type Item } from '../protocol/application'
import type { Entropy, Profile } from '../protocol/conversation'
import { PeerError } from '../protocol/errors'
import type { PrivateIdentity } from '../protocol/identity'
import { hardenedProfile } from '../protocol/secure'
import { PortMapper, type PortMapperOptions } from '../router/port-mapper'
import { Peer, type PeerEvent } from '../session/peer'
import { reach } from '../session/reach'
import type { Deadlines } from '../session/session'
import { AddressRefresh } from './address-refresh'
import { Alarms } from './alarms'
import { BetterWay, type BetterWayOptions } from './better-way'
import { Delivery, type DeliveryOptions } from './delivery'
import { Friendships } from './friendships'
import type { Journal } from './journal'
import type { MessengerEvent } from './messenger-api'
import { freshStream, saidEntry, waitingFor } from './outbox'
import { hardenedOutbox } from './outbox-rules'
import { type BackoffPolicy, Redialer } from './redialer'
import { Resending } from './resending'
import { RightOfWay } from './right-of-way'
import { SessionEventHandler } from './session-event-handler'

/** What delivery and file transfer may be given in place of the usual. */
type ExchangedParts = Pick<
  DeliveryOptions,
  'keepalive' | 'diskBackoff' | 'budgetLimits' | 'friendBudget' | 'wait' | 'outboxRules' | 'backPressure'
> &
  Pick<TransfersOptions, 'fileName' | 'prefixHashes' | 'files'>

export interface MessengerOptions extends ExchangedParts, Pick<BetterWayOptions, 'betterWayBackoff'> {
  /** Whether the router is asked to map a port, and how; it is not if not given. */
  readonly mapPort?: Omit<PortMapperOptions, 'port' | 'onMapped'>
  /** Whether the directory's relay is used, and how; it is not if not given. */
  readonly relay?: Pick<RelayLineOptions, 'schedule' | 'onUp'> & { readonly headStart?: number }
  /** The addresses of this computer; those that it has if not given. */
  readonly ownAddresses?: () => readonly string[]
  /** Its IPv6 address at which others reach it, if there is one; see own-ipv6.ts, which it is if not given. */
  readonly ownIpv6?: () => Promise<string | null>
  readonly account: Account
  readonly identity: PrivateIdentity
  readonly contacts: ContactStore
  readonly journal: Journal
  /** Of the directory in the account. */
  readonly client: DirectoryClient
  readonly home: string
  readonly downloads: string
  readonly partials: string
  /** How it converses; as the hardened messenger if not given. */
  readonly profile?: Profile
  readonly entropy: Entropy
  readonly now: () => number
  /** From 0 up to 1. */
  readonly random: () => number
  readonly onEvent: (event: MessengerEvent) => void
  readonly deadlines?: Deadlines
  readonly pollSchedule?: PollSchedule
  readonly backoffPolicy?: BackoffPolicy
  /** Who of those whom the directory calls friends is kept; those asked or known already if not given. */
  readonly isWanted?: IsWanted
  /** At which addresses friends may be called; see near-address.ts, which it is if not given. */
  readonly mayDial?: MayDial
  /** What words have before files; one of its own if not given. */
  readonly rightOfWay?: RightOfWay
  /** Where a name is really reached; as the system resolves it if not given. */
  readonly resolve?: (host: string, port: number) => Endpoint
  /** Whom it calls whenever they might be there; everybody if not given. All others are called by `Messenger.call` alone. */
  readonly callsByItself?: (friend: string) => boolean
  /** Is told of sessions, one by one, which the messenger otherwise keeps to itself. */
  readonly onSession?: (event: PeerEvent) => void
}

export class MessengerParts {
  readonly account: DirectoryAccount
  readonly peer: Peer
  readonly delivery: Delivery
  readonly redialer: Redialer<Address>
  readonly betterWay: BetterWay
  readonly transfers: Transfers
  readonly friendships: Friendships
  readonly resending: Resending
  /** Null before the messenger goes online. */
  directorySync: DirectorySync | null = null
  /** Null before the messenger goes online, and where it uses no relay. */
  relayLine: RelayLine | null = null
  /** Null where the router is not asked. */
  portMapper: PortMapper | null = null
  readonly #options: MessengerOptions
  readonly #alarms: Alarms
  readonly #rightOfWay: RightOfWay

  constructor(options: MessengerOptions) {
    this.#options = options
    const { contacts, journal, onEvent } = options
    const resolve = options.resolve ?? ((host: string, port: number): Endpoint => ({ host, port }))
    const isOnline = (friend: string) => this.delivery.isOnline(friend)
    const may = (friend: string, action: FriendAction) => isAllowed(contacts, friend, action)
    this.#alarms = new Alarms(onEvent)
    this.#rightOfWay = options.rightOfWay ?? new RightOfWay(options.now)
    this.account = new DirectoryAccount({ ...options, resolve, onKeyChanged: (how) => this.#keyChanged(how) })
    const located = this.#located()
    this.peer = new Peer({
      ...options,
      account: located,
      profile: options.profile ?? hardenedProfile,
      resolve,
      onEvent: (event) => {
        options.onSession?.(event)
        sessionEvents.take(event)
      },
      wayIn: ({ remoteAddress = '' }) => (this.portMapper?.leads(remoteAddress) ? 'mapped' : 'direct'),
      onData: (session, friend, content) => this.delivery.receive(session, friend, content),
      onDrain: (session, friend) => this.delivery.drained(session, friend),
    })
    const { sessions } = this.peer
    this.delivery = new Delivery({
      ...options,
      self: options.account.name,
      sessions,
      transfers: () => this.transfers,
      maySend: (friend) => may(friend, 'send'),
      rightOfWay: this.#rightOfWay,
    })
    this.redialer = new Redialer({
      ...options,
      locate: (friend) => this.#tellFlaw(friend, () => located.locate(friend)),
      call: (friend, address) => this.#reach(friend, address),
      isOnline,
      waits: (friend) => waitingFor(journal.store.of(friend), this.addressee(friend)) > 0,
      wanted: (friend) => (options.callsByItself?.(friend) ?? true) && may(friend, 'call'),
    })
    this.betterWay = new BetterWay({
      ...options,
      isRelayed: (friend) => this.delivery.way(friend) === 'relayed' && may(friend, 'call'),
      call: async (friend) => {
        const address = await this.#tellFlaw(friend, () => located.locate(friend))
        await this.#tellFlaw(friend, () => this.peer.call(friend, address))
      },
    })
    this.transfers = new Transfers({
      ...options,
      send: (friend, message) => this.delivery.say(friend, message),
      hash: (friend, piece) => this.delivery.hash(friend, piece),
      rest: this.#rightOfWay,
      post: (friend, item) => this.post(friend, item).then(() => undefined),
      keep: (entry) => journal.write(() => ({ entries: [entry], answer: undefined })),
    })
    this.friendships = new Friendships({
      ...options,
      wayTo: (friend) => this.delivery.way(friend),
      addressee: (friend) => this.addressee(friend),
      onNew: (friend) => this.redialer.now(friend),
    })
    this.resending = new Resending({
      ...options,
      delivery: this.delivery,
      addressee: (friend) => this.addressee(friend),
    })
    const sessionEvents = new SessionEventHandler({
      ...options,
      sessions,
      may,
      alarms: this.#alarms,
      redialer: this.redialer,
      betterWay: this.betterWay,
      delivery: this.delivery,
      refresh: () => void this.directorySync?.refresh().catch(() => {}),
    })
  }

  /** What keeps in touch with the directory. @throws PeerError NOT_LOGGED_IN before the messenger goes online. */
  get directory(): DirectorySync {
    if (!this.directorySync) throw new PeerError('NOT_LOGGED_IN')
    return this.directorySync
  }

  /**
   * Makes what keeps in touch with the directory; it has not asked anything yet.
   * @param published what friends are told to dial. @param alsoAt the port at which they are told to dial this computer's
   * IPv6 address besides; null where they are not.
   */
  connectTo(published: Endpoint, alsoAt: number | null): DirectorySync {
    const { account, contacts, now, ownIpv6: find = ownIpv6 } = this.#options
    const also = async () => {
      const host = alsoAt === null ? null : await find()
      return host === null || alsoAt === null ? null : { host, port: alsoAt }
    }
    const addresses = new AddressRefresh({
      contacts,
      now,
      isOnline: (friend) => this.delivery.isOnline(friend),
      locate: (friend) => this.directory.ask(() => this.account.locate(friend)),
    })
    this.directorySync = new DirectorySync({
      ...this.#options,
      account: this.account,
      name: account.name,
      published,
      also,
      onFriends: (friends) => {
        this.friendships.heard(friends)
        addresses.beat()
      },
      onTrouble: (trouble) => this.#directoryTrouble(trouble),
      onAnother: (which) => this.#another(which),
    })
    const { relay } = this.#options
    if (relay)
      this.relayLine = new RelayLine({
        ...this.#options,
        ...relay,
        dialIn: (query) => this.directory.ask(() => this.#options.client.relay(query)),
        wanted: (friend) => contacts.contacts.has(friend) && isAllowed(contacts, friend, 'converse'),
        onCall: (_friend, socket) => this.peer.answerThrough(socket),
      })
    return this.directorySync
  }

  /** Has the router map the port that is listened on. Friends are told the router's port while it does. */
  mapPort(port: number): void {
    const { mapPort } = this.#options
    if (!mapPort) return
    const onMapped = (mapped: number | null) => this.directorySync?.moved(mapped ?? port)
    this.portMapper = new PortMapper({ ...mapPort, port, onMapped })
    void this.portMapper.start()
  }

  /** Calls a friend at the address that the friend has published, and through the relay where that takes too long. */
  #reach(friend: string, address: Address): Promise<void> {
    const direct = () => this.#tellFlaw(friend, () => this.peer.call(friend, address))
    if (!this.relayLine?.isUp) return direct()
    const relayed = async () => {
      const socket = await this.directory.ask(() => this.#options.client.relay({ name: friend }))
      await this.peer.callThrough(friend, socket)
    }
    return reach(direct, relayed, this.#options.relay?.headStart)
  }

  /** Begins to call friends without a directory that says who they are: those of whom an address is kept. */
  callKept(): void {
    for (const [friend, { address }] of this.#options.contacts.contacts)
      if (address) this.redialer.now(friend)
  }

  /** The same identity runs on another computer. Friends have one of the two at a time, so the older one stops. */
  #another(which: 'older' | 'newer'): void {
    const now =
      which === 'older'
        ? t`was started on another computer, and messages go there now. This program has stopped: close it. What waits in it goes when it is started again`
        : t`was in use on another computer until now. Messages come here from now on, and the other program stops within a minute: close it`
    this.#options.onEvent({
      event: 'alarm',
      friend: null,
      code: 'USED_ELSEWHERE',
      ...spoken(
        t`This identity ${now}. If the other one is not yours, somebody has your keys: tell your friends, and begin anew.`,
      ),
      evidence: {},
    })
    if (which === 'newer') return
    this.redialer.stop()
    this.relayLine?.stop()
    this.betterWay.stop()
    void this.peer.stop()
  }

  #directoryTrouble(trouble: PeerError | null): void {
    const { onEvent } = this.#options
    if (trouble) {
      onEvent({ event: 'notice', code: trouble.code, message: trouble.message, words: trouble.words })
      return
    }
    onEvent({ event: 'notice', code: 'DIRECTORY_BACK', ...spoken(t`The directory answers again.`) })
    this.redialer.wake()
  }

  /** The account, which finds friends by what is kept of them while the directory is away. */
  #located(): Pick<DirectoryAccount, 'isLoggedIn' | 'name' | 'locate'> {
    const { account } = this
    return {
      get isLoggedIn() {
        return account.isLoggedIn
      },
      get name() {
        return account.name
      },
      locate: async (friend) => {
        try {
          return await this.directory.ask(() => account.locate(friend))
        } catch (error) {
          return account.lastAddress(friend, error)
        }
      },
    }
  }

  /** Calls a friend now; settles when they are there. @throws PeerError of {@link Peer.connect} and the directory. */
  async call(friend: string): Promise<void> {
    if (!this.relayLine?.isUp) return this.#tellFlaw(friend, () => this.peer.connect(friend))
    const address = await this.#tellFlaw(friend, () => this.#located().locate(friend))
    return this.#reach(friend, address)
  }

  /** Handshakes tell their refusals as alarms themselves; those of an address are told here. */
  async #tellFlaw<Answer>(friend: string, work: () => Promise<Answer>): Promise<Answer> {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof PeerError)) throw error
      // What the handshake refuses with has been told as an alarm; of the address only this tells.
      if (error.code === 'BAD_ADDRESS_RECORD') this.#alarms.about(friend, error)
      throw error
    }
  }

  /** Keeps an item for a friend, and sends it as soon as it can. @returns the id of what waits now, on disk. */
  async post(friend: string, item: Item): Promise<string> {
    const { contacts, journal, entropy, now } = this.#options
    requireAllowed(contacts, friend, 'send')
    // Who the user sees the friend to be now: whoever comes later does not get it.
    const to = this.addressee(friend)!
    // Before it is kept: what can't be said would stay in the outbox for ever.
    checkItem(item)
    const written = now()
    const stream = freshStream(entropy)
    return this.#rightOfWay.during(async () => {
      const id = await journal.write((store) => {
        const entry = saidEntry(
          store.of(friend),
          friend,
          to,
          item,
          written,
          stream,
          this.delivery.rests(friend),
        )
        return { entries: [entry], answer: entry.id }
      })
      this.goesOn(friend)
      return id
    })
  }

  /** Something waits for this friend, or may be said now. */
  goesOn(friend: string): void {
    if (this.delivery.isOnline(friend)) this.delivery.pump(friend)
    else this.redialer.now(friend)
  }

  /** @returns under what is kept what is meant for the friend's pinned identity; null where no key is known. */
  addressee(friend: string): string | null {
    const pinned = pinnedFingerprint(this.#options.contacts.contacts, friend)
    return pinned === null ? null : (this.#options.outboxRules ?? hardenedOutbox).addressee(pinned)
  }

  /** The directory names another key for a friend: nothing more is said to whoever is there. */
  #keyChanged({ evidence }: PeerError): void {
    const friend = String(evidence.name)
    this.delivery.hangUp(friend)
    const [expected, seen] = [String(evidence.expected), String(evidence.seen)]
    this.#options.onEvent({ event: 'key-changed', friend, expected, seen })
  }
}
