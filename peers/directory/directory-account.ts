/**
 * A user's account at the directory: the login, the own address, the friends and what the directory says of them. What
 * it says of a friend is believed only as far as the friend's pinned key vouches for it.
 */

import { keepKey, markVerified, noteAddress, noteIdentity } from '../contacts/contacts'
import { isAllowed, refusalOfNamedKey, requireAllowed } from '../contacts/key-policy'
import { type IsWanted, isAskedOrKnown } from '../contacts/named-friends'
import type { ContactStore } from '../home/contacts-file'
import { PeerError } from '../protocol/errors'
import { type PrivateIdentity, publicIdentity } from '../protocol/identity'
import { type SignedAddressRecord, signAddress, verifyAddress } from '../protocol/statements'
import { type Address, checkAddress, type IsSigned } from './address-check'
import { DirectoryClient, type Friends } from './client'
import type { Endpoint } from './endpoint'
import type { AskJson } from './http-json'

/** Milliseconds for which a published address counts. */
const ADDRESS_LIFETIME = 24 * 60 * 60 * 1000

export interface DirectoryAccountOptions {
  readonly identity: PrivateIdentity
  readonly contacts: ContactStore
  readonly now: () => number
  /** Where a name is really reached. */
  readonly resolve: (host: string, port: number) => Endpoint
  /** The directory names another key for a friend, and the friend's name is in the evidence. Told once a change. */
  readonly onKeyChanged: (refusal: PeerError) => void
  /** Milliseconds for an answer of the directory; if not given, as long as its client waits by itself. */
  readonly directoryTimeout?: number
  /** How one request to the directory is made; see http-json.ts, which it is if not given. */
  readonly ask?: AskJson
  /** Whether a friend vouches for an address; verifies the signature if not given. */
  readonly isSigned?: IsSigned
  /** What becomes of an identity that the directory names for a friend; see contacts.ts, which it is if not given. */
  readonly pin?: typeof noteIdentity
  /** Who of those whom the directory calls friends is kept; those asked or known already if not given. */
  readonly isWanted?: IsWanted
}

/** What the directory says of friends, those only whom the user wants. */
export interface WantedFriends extends Friends {
  /** Whom the directory calls friends and the user never asked nor accepted: neither kept nor called. */
  readonly unasked: readonly string[]
}

export class DirectoryAccount {
  readonly #options: DirectoryAccountOptions
  #login: { readonly name: string; readonly directory: DirectoryClient } | null = null

  constructor(options: DirectoryAccountOptions) {
    this.#options = options
  }

  /** From now on this user is `name`, as far as this directory knows, who has let them in already. */
  enter(name: string, directory: DirectoryClient): void {
    this.#login = { name, directory }
  }

  get isLoggedIn(): boolean {
    return this.#login !== null
  }

  /** @throws PeerError NOT_LOGGED_IN */
  get name(): string {
    return this.#loggedIn().name
  }

  /** The directory, as the account that is logged in. @throws PeerError NOT_LOGGED_IN */
  get directory(): DirectoryClient {
    return this.#loggedIn().directory
  }

  /** @throws PeerError of the directory client. */
  async register(url: string, name: string, password: string): Promise<void> {
    const directory = this.#directoryAt(url)
    await directory.register(name, password, this.#options.identity)
    this.enter(name, directory)
  }

  /** @throws PeerError of the directory client. */
  async login(url: string, name: string, password: string, code?: string): Promise<void> {
    const directory = this.#directoryAt(url)
    await directory.login(name, password, code)
    this.enter(name, directory)
  }

  /**
   * Tells the directory where this user is reached; `host` may be `auto`.
   * @param also an IPv6 address in brackets and a port, at which this user is reached besides.
   * @returns the host it was seen at. @throws PeerError FILE_FAILED, and those of the directory client.
   */
  async publish(host: string, port: number, also?: string): Promise<string> {
    const { name, directory } = this.#loggedIn()
    const now = this.#options.now()
    const counter = await this.#options.contacts.nextAddressCounter(now)
    const place = { host, port, ...(also !== undefined && { also }) }
    const record = { name, ...place, counter, expires: now + ADDRESS_LIFETIME }
    return directory.publishAddress(signAddress(this.#options.identity.signing, record))
  }

  /**
   * @returns the address record at the directory that this identity has signed and this home has not: another computer
   * runs the same identity. Null where there is none; nobody but a holder of the key can make one up.
   * @throws PeerError of the directory client.
   */
  async recordOfAnother(): Promise<SignedAddressRecord | null> {
    const { name, directory } = this.#loggedIn()
    const { identity, contacts } = this.#options
    try {
      const { record } = await directory.getIp(name)
      const isOwn = record.name === name && verifyAddress(publicIdentity(identity), record)
      // Each counter is on this disk before it is published.
      return isOwn && record.counter > contacts.ownCounter ? record : null
    } catch (error) {
      // Nothing is published, or what was has expired; or this directory tells nobody the own one.
      const { code } = error instanceof PeerError ? error.evidence : { code: null }
      if (code === 'NO_ADDRESS' || code === 'NOT_A_FRIEND') return null
      throw error
    }
  }

  /** Asks for a friendship, or accepts one. That the user did is on disk before the directory hears of it. */
  async addFriend(name: string): Promise<'requested' | 'accepted'> {
    const { directory } = this.#loggedIn()
    await this.#options.contacts.ask([name])
    return directory.addFriend(name)
  }

  /**
   * Asks for friends and requests, and pins the keys of new friends whom the user wants, all in one write. A friend's
   * changed key is told.
   */
  async friends(): Promise<WantedFriends> {
    const answer = await this.#loggedIn().directory.friends()
    const wanted = await this.#noteIdentities(answer.friends)
    return {
      ...answer,
      friends: answer.friends.filter(({ name }) => wanted.has(name)),
      unasked: answer.friends.map(({ name }) => name).filter((name) => !wanted.has(name)),
    }
  }

  /** Ends a friendship, here and at the directory, and forgets the key: whoever comes under this name is new. */
  async forget(name: string): Promise<void> {
    const { contacts } = this.#options
    await this.#loggedIn().directory.removeFriend(name)
    await contacts.withdraw(name)
  }

  /** Keeps the key that is known of a friend, whatever others were named. @throws PeerError UNKNOWN_PEER */
  keep(name: string): Promise<void> {
    return this.#options.contacts.update((known) => keepKey(known, name))
  }

  /** The users compared, and it was the same. @throws PeerError UNKNOWN_PEER */
  async verified(name: string): Promise<void> {
    const contact = this.#options.contacts.contacts.get(name)
    if (!contact) throw new PeerError('UNKNOWN_PEER')
    await this.#options.contacts.update((known) => markVerified(known, name, contact.identity))
  }

  /**
   * Where a friend says to be, by the directory's word and the friend's signature.
   * @throws PeerError UNKNOWN_PEER, FINGERPRINT_MISMATCH (a changed key that is not settled), BAD_ADDRESS_RECORD,
   * FILE_FAILED, and those of the directory client.
   */
  async locate(name: string): Promise<Address> {
    const { contacts, now, isSigned } = this.#options
    requireAllowed(contacts, name, 'call')
    const found = await this.#loggedIn().directory.getIp(name)
    await this.#noteIdentities([{ name, identity: found.identity }])
    const contact = contacts.contacts.get(name)
    if (!contact) throw new PeerError('UNKNOWN_PEER')
    const knowledge = { name, pinned: contact.identity, lastCounter: contact.addressCounter, now: now() }
    const address = checkAddress(found, knowledge, isSigned)
    await contacts.update((known) => noteAddress(known, name, found))
    return address
  }

  /**
   * Where a friend was last, while no directory tells it: by the newest record that was ever taken of this friend, under
   * the same rules as one that comes from the directory now.
   * @param reason why the directory did not tell.
   * @throws `reason`, where it is not that the directory is away, or nothing is kept that still counts.
   */
  lastAddress(name: string, reason: unknown): Address {
    const { contacts, now, isSigned } = this.#options
    const contact = contacts.contacts.get(name)
    if (!contact?.address || !isAway(reason) || !isAllowed(contacts, name, 'call')) throw reason
    const { identity, address, addressCounter: lastCounter } = contact
    try {
      return checkAddress(
        { ...address, identity },
        { name, pinned: identity, lastCounter, now: now() },
        isSigned,
      )
    } catch {
      throw reason
    }
  }

  /**
   * Pins what the directory names for new friends whom the user wants; for a known one another key is told.
   * @returns the names of those who are wanted.
   */
  async #noteIdentities(named: Friends['friends']): Promise<ReadonlySet<string>> {
    const { contacts, pin = noteIdentity, isWanted = isAskedOrKnown, onKeyChanged } = this.#options
    const wanted = new Set<string>()
    const refusals: PeerError[] = []
    try {
      await contacts.update((known, asked) =>
        named.reduce((before, { name, identity }) => {
          if (!isWanted(name, before, asked)) return before
          wanted.add(name)
          const after = pin(before, name, identity)
          const refusal = refusalOfNamedKey(before, after, name, identity)
          if (refusal) refusals.push(refusal)
          return after
        }, known),
      )
    } finally {
      // Whether or not the disk took it.
      for (const refusal of refusals) onKeyChanged(refusal)
    }
    return wanted
  }

  #directoryAt(url: string): DirectoryClient {
    const { resolve, directoryTimeout, ask } = this.#options
    const timeout = directoryTimeout && { timeout: directoryTimeout }
    return new DirectoryClient(url, { resolve, ...timeout, ...(ask && { ask }) })
  }

  #loggedIn() {
    if (!this.#login) throw new PeerError('NOT_LOGGED_IN')
    return this.#login
  }
}

/** Whether nobody is there who could answer for the directory: a refusal of its own is an answer. */
function isAway(reason: unknown): boolean {
  if (!(reason instanceof PeerError)) return false
  const { code, evidence } = reason
  const isBroken = code === 'DIRECTORY_REFUSED' && Number(evidence.status) >= 500
  return isBroken || code === 'DIRECTORY_UNREACHABLE' || code === 'BAD_DIRECTORY_ANSWER'
}
