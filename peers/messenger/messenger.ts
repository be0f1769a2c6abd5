/**
 * The messenger without its front end: what front ends ask for, done by its parts. messenger-api.ts says what it
 * offers; messenger-parts.ts has the parts.
 */

import { join } from 'node:path'
import { pinnedFingerprint } from '../contacts/contacts'
import { requireAllowed, requireUnblocked } from '../contacts/key-policy'
import type { Nicknames } from '../contacts/nickname'
import { type Endpoint, formatEndpoint } from '../directory/endpoint'
import type { TransferView } from '../files/transfer-view'
import { loadIdentityAsTyped } from '../home/identity-file'
import { changePassphrase } from '../home/new-passphrase'
import { LEAST_PASSPHRASE, Passphrase } from '../home/passphrase'
import { t } from '../language/sentence'
import { checkItem } from '../protocol/application'
import { PeerError } from '../protocol/errors'
import { fingerprint, publicIdentity } from '../protocol/identity'
import { exportTo, importContacts } from './contacts-transfer'
import { History } from './history'
import type {
  Comparison,
  FriendView,
  HistoryItem,
  ItemPlace,
  MessengerApi,
  Requests,
  Resendable,
  Status,
} from './messenger-api'
import { type MessengerOptions, MessengerParts } from './messenger-parts'
import { Trust } from './trust'

export class Messenger implements MessengerApi {
  readonly #options: MessengerOptions
  readonly #parts: MessengerParts
  readonly #trust: Trust
  readonly #history: History
  #listening = ''
  /** The port that is listened on at all addresses of both kinds; null where it is at fewer. */
  #portOfBoth: number | null = null
  /** Takes the place of the one of now when everything is closed. */
  #newPassphrase: { readonly before: Passphrase; readonly chosen: Passphrase } | null = null

  constructor(options: MessengerOptions) {
    this.#options = options
    const { account, identity, contacts, journal } = options
    this.#parts = new MessengerParts(options)
    this.#trust = new Trust(
      { name: account.name, identity: publicIdentity(identity) },
      contacts,
      async (friend) => {
        const { delivery, transfers } = this.#parts
        delivery.hangUp(friend)
        await transfers.forget(friend, t`It was for the key that your friend had before: offer it again.`)
      },
    )
    this.#history = new History(
      journal,
      (friend, line) => this.#parts.delivery.wasSent(friend, line),
      (friend) => {
        if (this.#parts.delivery.read(friend)) this.#parts.redialer.now(friend)
      },
    )
  }

  /**
   * Listens, asks the directory for the first time, and begins to call friends.
   * @param published what friends are told to dial; `auto` leaves the host to the directory. Port 0: the one listened on.
   * @throws PeerError PORT_TAKEN, CONNECTION_FAILED. A directory that does not answer is a notice, not an error.
   */
  async start(listen: Endpoint, published: Endpoint): Promise<void> {
    const port = await this.listen(listen)
    await this.goOnline({ host: published.host, port: published.port || port })
  }

  /** The first half of {@link start}: nobody is let in yet. @returns the port. @throws PeerError PORT_TAKEN, CONNECTION_FAILED */
  async listen({ host, port }: Endpoint): Promise<number> {
    const server = await this.#parts.peer.listen(host, port)
    const bound = server.address()
    const boundPort = typeof bound === 'object' && bound ? bound.port : port
    this.#listening = formatEndpoint({ host, port: boundPort })
    this.#portOfBoth = typeof bound === 'object' && bound?.address === '::' ? boundPort : null
    return boundPort
  }

  /** The second half. @param published what friends are told to dial. */
  async goOnline(published: Endpoint): Promise<void> {
    await this.#restoreTransfers()
    // Whoever says where friends dial has set it up.
    const isAuto = published.host === 'auto'
    const directory = this.#parts.connectTo(published, isAuto ? this.#portOfBoth : null)
    // At once, before friends know that this messenger is there.
    if (isAuto) this.#parts.mapPort(published.port)
    await directory.start()
    this.#parts.relayLine?.start()
    if (directory.trouble) this.#parts.callKept()
  }

  friends(): FriendView[] {
    return this.#parts.friendships.list()
  }

  requests(): Requests {
    return this.#parts.friendships.requests()
  }

  status(): Status {
    const { account, identity, home, downloads } = this.#options
    const { directorySync, relayLine } = this.#parts
    const ways = this.friends().flatMap(({ name: friend, way }) => (way ? [{ friend, way }] : []))
    return {
      name: account.name,
      fingerprint: fingerprint(publicIdentity(identity)),
      directory: account.directory,
      directoryTrouble: directorySync?.trouble?.message ?? null,
      troubleWords: directorySync?.trouble?.words,
      address: directorySync?.address ?? null,
      also: directorySync?.also ?? null,
      listening: this.#listening,
      relay: relayLine?.isUp ?? false,
      ways,
      home,
      downloads,
      limits: this.#parts.delivery.limits,
    }
  }

  refresh(): Promise<void> {
    return this.#parts.directory.refresh()
  }

  async add(name: string): Promise<'requested' | 'accepted'> {
    const { directory, account } = this.#parts
    requireUnblocked(this.#options.contacts, name)
    const status = await directory.ask(() => account.addFriend(name))
    await directory.refresh()
    return status
  }

  async remove(name: string): Promise<void> {
    const { directory, delivery, transfers } = this.#parts
    const { client, contacts, journal } = this.#options
    await directory.ask(() => client.removeFriend(name))
    delivery.hangUp(name)
    await transfers.forget(name, t`The friendship has ended.`)
    await contacts.withdraw(name)
    await journal.write((store) => ({
      entries: store.of(name).outboxes.size > 0 ? [{ kind: 'drop', friend: name, keep: null }] : [],
      answer: undefined,
    }))
    await directory.refresh()
  }

  blocked(): string[] {
    return [...this.#options.contacts.blocked].sort()
  }

  async block(name: string): Promise<void> {
    const kept = this.#options.contacts.block(name)
    this.#parts.delivery.turnAway(name)
    await kept
  }

  async unblock(name: string): Promise<void> {
    await this.#options.contacts.unblock(name)
    this.#parts.redialer.now(name)
  }

  muted(): string[] {
    return [...this.#options.contacts.muted].sort()
  }

  mute(name: string, isMuted: boolean): Promise<void> {
    return this.#options.contacts.mute(name, isMuted)
  }

  nicknames(): Nicknames {
    return this.#options.contacts.nicknames
  }

  rename(friend: string, nickname: string | null): Promise<void> {
    return this.#options.contacts.rename(friend, nickname, this.#options.account.name)
  }

  async send(friend: string, text: string): Promise<string> {
    return this.#parts.post(friend, { type: 'text', text })
  }

  history(friend: string, count: number): HistoryItem[] {
    return this.#history.with(friend, count)
  }

  historyBetween(friend: string, from: number, to: number): HistoryItem[] {
    return this.#history.between(friend, from, to)
  }

  search(friend: string | null, words: string, most: number): Promise<HistoryItem[]> {
    return this.#history.search(friend, words, most, this.#options.now)
  }

  forgettable(friend: string, from: number, to: number): number {
    return this.#history.forgettable(friend, from, to)
  }

  forget(friend: string, from: number, to: number, count: number): Promise<void> {
    return this.#history.forget(friend, from, to, count)
  }

  unsent(friend: string): HistoryItem[] {
    return this.#history.unsent(friend)
  }

  delete(item: ItemPlace): Promise<boolean | null> {
    return this.#history.delete(item)
  }

  async edit(friend: string, id: string, text: string): Promise<void> {
    checkItem({ type: 'text', text })
    await this.#history.edit(friend, id, text)
  }

  unseen(): Iterable<HistoryItem> {
    return this.#history.unseen()
  }

  seen(friend: string, id?: string): void {
    this.#history.seen(friend, id)
  }

  compare(friend: string): Comparison {
    return this.#trust.compare(friend)
  }

  verify(friend: string, digits: string): Promise<'match' | 'mismatch'> {
    return this.#settle(friend, () => this.#trust.verify(friend, digits))
  }

  trust(friend: string, which: 'new' | 'old'): Promise<void> {
    return this.#settle(friend, () => this.#trust.settle(friend, which))
  }

  resendable(friend: string): Resendable {
    return this.#parts.resending.of(friend)
  }

  async resend(friend: string, count: number): Promise<Resendable> {
    const resent = await this.#parts.resending.resend(friend, count)
    this.#parts.goesOn(friend)
    return resent
  }

  dropHeld(friend: string): Promise<number> {
    return this.#parts.resending.dropHeld(friend)
  }

  async offer(
    friend: string,
    paths: string | readonly string[],
    onHashed?: (bytes: number) => void,
  ): Promise<TransferView> {
    requireAllowed(this.#options.contacts, friend, 'offer')
    return this.#parts.transfers.offer(friend, paths, onHashed)
  }

  transfers(): TransferView[] {
    return this.#parts.transfers.list()
  }

  acceptFile(which: string): Promise<TransferView> {
    return this.#parts.transfers.accept(which)
  }

  cancelFile(which: string): Promise<TransferView> {
    return this.#parts.transfers.cancel(which)
  }

  async exportTo(path: string, passphrase: string): Promise<void> {
    requireLong(passphrase)
    return exportTo(path, passphrase, this.#options)
  }

  importContacts(path: string, passphrase: string): Promise<number> {
    return importContacts(path, passphrase, this.#options)
  }

  async changePassphrase(before: string, chosen: string): Promise<void> {
    requireLong(chosen)
    const found = await loadIdentityAsTyped(join(this.#options.home, 'identity'), before)
    if (found) this.#newPassphrase = { before: found.passphrase, chosen: new Passphrase(chosen) }
  }

  async changePassword(password: string): Promise<void> {
    const { client, account, identity } = this.#options
    await client.changePassword(account.name, password, identity)
  }

  logOutElsewhere(): Promise<void> {
    return this.#parts.directory.ask(() => this.#options.client.endOtherLogins())
  }

  async registerAgain(password: string): Promise<number> {
    const { client, account, identity, contacts } = this.#options
    await client.register(account.name, password, identity)
    let asked = 0
    try {
      for (const name of contacts.contacts.keys()) {
        if (contacts.blocked.has(name)) continue
        await this.#parts.directory.ask(() => this.#parts.account.addFriend(name))
        asked += 1
      }
    } finally {
      // Of those who were not asked, because that is too much for one hour, say, the user hears why.
      await this.#parts.directory.refresh()
    }
    return asked
  }

  async takeNameBack(password: string, code?: string): Promise<void> {
    const { client, account, identity } = this.#options
    await client.replaceIdentity(account.name, password, identity, code)
    await this.#parts.directory.refresh()
  }

  enrolTotp(): Promise<{ readonly uri: string; readonly secret: string }> {
    return this.#parts.directory.ask(() => this.#options.client.enrolTotp())
  }

  confirmTotp(code: string): Promise<readonly string[]> {
    return this.#parts.directory.ask(() => this.#options.client.confirmTotp(code))
  }

  removeTotp(code: string): Promise<void> {
    return this.#parts.directory.ask(() => this.#options.client.removeTotp(code))
  }

  /** Calls a friend now; settles when they are there. @throws PeerError of {@link MessengerParts.call}. */
  call(friend: string): Promise<void> {
    return this.#parts.call(friend)
  }

  /** Says goodbye to a friend, who may be called again. */
  hangUp(friend: string): void {
    this.#parts.delivery.hangUp(friend)
  }

  /** @returns the session in which words go out to a friend, if there is one. */
  sessionWith(friend: string): string | undefined {
    return this.#parts.peer.sessions.newest(friend)?.id
  }

  async close(): Promise<void> {
    const { directorySync, portMapper, relayLine, betterWay, redialer, transfers, peer, delivery } =
      this.#parts
    directorySync?.stop()
    await portMapper?.stop()
    relayLine?.stop()
    betterWay.stop()
    redialer.stop()
    await transfers.close()
    await peer.stop()
    await delivery.stop()
    await this.#history.close()
    await this.#options.journal.close()
    if (!this.#newPassphrase) return
    const { home, contacts, entropy } = this.#options
    await contacts.close()
    await changePassphrase(home, this.#newPassphrase.before, this.#newPassphrase.chosen, entropy)
  }

  async #restoreTransfers(): Promise<void> {
    const { store } = this.#options.journal
    await this.#parts.transfers.restore(store.transfers, store.offers)
  }

  /** Carries out what the user decides about a friend's key, and what follows where it is another one since then. */
  async #settle<Result>(friend: string, decide: () => Promise<Result>): Promise<Result> {
    const { delivery, redialer } = this.#parts
    const pinned = () => pinnedFingerprint(this.#options.contacts.contacts, friend)
    const before = pinned()
    const result = await decide()
    if (pinned() !== before) delivery.tellHeld(friend, this.#parts.addressee(friend)!)
    delivery.pump(friend)
    redialer.now(friend)
    return result
  }
}

function requireLong(passphrase: string): void {
  if (passphrase.length < LEAST_PASSPHRASE)
    throw new PeerError('BAD_COMMAND', t`A passphrase has at least ${LEAST_PASSPHRASE} characters.`)
}
