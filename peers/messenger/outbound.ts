/**
 * Outbound: this user's items on their way to friends. They go out in the newest session with a friend, in their order,
 * if they were meant for the identity that was proven there, and as long as they are not confirmed. What goes only if
 * the user says so is told: what the friend lacks of what was delivered, and what waits for another identity.
 */

import { spoken } from '../files/transfer-view'
import type { Transfers } from '../files/transfers'
import { type Sentence, t } from '../language/sentence'
import type { ApplicationMessage } from '../protocol/application'
import type { Entropy } from '../protocol/conversation'
import { PeerError } from '../protocol/errors'
import type { Outbox, StoreEntry } from './correspondence'
import type { DeliverySessions } from './delivery-sessions'
import type { DiskWait } from './disk-wait'
import type { Journal } from './journal'
import { LackNotes } from './lack-notes'
import type { MessengerEvent } from './messenger-api'
import { freshStream, heldFrom, lackOf, receivedEntry } from './outbox'
import { hardenedOutbox, type OutboxRules } from './outbox-rules'
import type { Backlog, SentItem, StreamPlace } from './stored-item'

export interface OutboundOptions {
  readonly sessions: Pick<DeliverySessions, 'say' | 'takes' | 'newest'>
  readonly journal: Journal
  readonly disk: Pick<DiskWait, 'until'>
  readonly transfers: () => Pick<Transfers, 'online' | 'offline' | 'drained'>
  /** Whether anything may be said to this friend: not while a changed key is not settled. */
  readonly maySend: (friend: string) => boolean
  readonly entropy: Pick<Entropy, 'bytes'>
  readonly onEvent: (event: MessengerEvent) => void
  /** hardenedOutbox if not given. */
  readonly outboxRules?: OutboxRules
}

type HaveMessage = Extract<ApplicationMessage, { kind: 'have' }>

/** How far the items to one friend have come. */
interface Progress {
  readonly friend: string
  /** The session that items are written into; null while the friend is away. */
  session: string | null
  /** Up to where they were written into it; null before the friend's HAVE. */
  sent: StreamPlace | null
  /** By identity: up to where they were ever written into a session, or may have been before this program started. */
  readonly written: Map<string, StreamPlace>
  /** The highest receipt that is not in the journal yet, and the identity that it is of. */
  receipt: (StreamPlace & { readonly to: string }) | null
  /** The friend's disk is full, as far as the user was told. */
  full: boolean
}

export class Outbound {
  readonly #options: OutboundOptions
  readonly #rules: OutboxRules
  readonly #friends = new Map<string, Progress>()
  /** Who was proven in a session that is open: what is meant for the friend there. */
  readonly #addressees = new Map<string, string>()
  /** What the friend said to have when a session opened, by session. */
  readonly #haves = new Map<string, HaveMessage>()
  /** What the user was told last, by event and friend. */
  readonly #told = new Map<string, string>()
  readonly #lacks: LackNotes

  constructor(options: OutboundOptions) {
    this.#options = options
    // What may have been sent before this program started is known before anything is said.
    for (const friend of options.journal.store.friends) this.#of(friend)
    this.#lacks = new LackNotes({ ...options, tell: (friend, lack) => this.#tell('lacks', friend, lack) })
    this.#rules = options.outboxRules ?? hardenedOutbox
  }

  /** Whether an item that waits has been written into the open session. */
  wasSent(friend: string, { stream, number }: SentItem): boolean {
    const sent = this.#friends.get(friend)?.sent
    return sent?.stream === stream && number <= sent.number
  }

  /** Whether nothing can be sent to this friend before the next session has begun. */
  rests(friend: string): boolean {
    return this.#of(friend).session === null
  }

  /** A session has begun: the one before it leads nowhere, perhaps. @param fingerprint of the identity proven in it. */
  begun(friend: string, session: string, fingerprint: string): void {
    this.#addressees.set(session, this.#rules.addressee(fingerprint))
    this.#follow(this.#of(friend))
  }

  /** A session has come to its end. @returns whether the friend is away since then. */
  ended(friend: string, session: string): boolean {
    const progress = this.#of(friend)
    const wasOnline = progress.session !== null
    this.#haves.delete(session)
    this.#addressees.delete(session)
    this.#follow(progress)
    return wasOnline && progress.session === null
  }

  /** Whether the friend has told in this session what it has, and nothing since that asks for it anew. */
  hasHeard(session: string): boolean {
    return this.#haves.has(session)
  }

  /** The friend has told what it has: what waits is sent. */
  has(friend: string, session: string, have: HaveMessage): void {
    this.#haves.set(session, have)
    const progress = this.#of(friend)
    if (progress.session === session) void this.#begin(progress, session, have)
  }

  /** @returns up to which number a receipt counts: nobody has what was not sent yet. */
  upTo(friend: string, { stream, number }: StreamPlace): number {
    const written = [...this.#of(friend).written.values()].find((place) => place.stream === stream)
    return Math.min(number, written?.number ?? 0)
  }

  /** The friend has what counts up to here on its disk. */
  confirmed(friend: string, session: string, place: StreamPlace): void {
    const { stream } = place
    const number = this.upTo(friend, place)
    const progress = this.#of(friend)
    const to = this.#addressees.get(session) ?? ''
    // Of an earlier stream, or of another identity's: it must not take the place of one that counts.
    if (stream !== this.#outbox(friend, to)?.streams.at(-1)) return
    const waits = progress.receipt
    // With two sessions, the older one may tell less, later.
    if (waits?.stream === stream && number <= waits.number) return
    progress.receipt = { stream, number, to }
    // One is on its way to the disk: it takes the highest that came until its turn.
    if (waits) return
    void this.#keepReceipts(progress)
  }

  /** The friend can keep nothing more for now: nothing is sent before its next HAVE. */
  full(friend: string, session: string): void {
    this.#haves.delete(session)
    const progress = this.#of(friend)
    if (progress.session !== session) return
    progress.sent = null
    // Told once until something was confirmed: the friend could say it without end.
    if (progress.full) return
    progress.full = true
    this.#notice(
      'FRIEND_DISK_FULL',
      t`The disk of ${friend} is full: what you say waits here until there is room.`,
    )
  }

  /** A session takes more. */
  drained(friend: string, session: string): void {
    const progress = this.#of(friend)
    if (progress.session === session) this.#pumpAll(progress)
  }

  /** Something new waits for this friend, or may be said now. */
  pump(friend: string): void {
    this.#pumpAll(this.#of(friend))
  }

  /** Tells what waits for other identities than this one, if the user does not know it yet. */
  tellHeld(friend: string, to: string): void {
    this.#tell('held', friend, heldFrom(this.#options.journal.store.of(friend), to))
  }

  /** The user has settled it: what comes of the same again is news. */
  settled(friend: string): void {
    for (const event of ['held', 'lacks']) this.#told.delete(`${event} ${friend}`)
  }

  /** Goes over to the newest session, if that is another one now, or to none. */
  #follow(progress: Progress): void {
    const { friend, session: before } = progress
    const newest = this.#options.sessions.newest(friend)?.id ?? null
    if (newest === before) return
    progress.session = newest
    progress.sent = null
    const transfers = this.#options.transfers()
    if (before) transfers.offline(friend)
    if (!newest) return
    transfers.online(friend)
    const have = this.#haves.get(newest)
    if (have) void this.#begin(progress, newest, have)
  }

  async #begin(progress: Progress, session: string, said: HaveMessage): Promise<void> {
    const { friend } = progress
    const { entropy, journal } = this.#options
    const to = this.#addressees.get(session)
    if (to === undefined) return
    const have = { stream: said.stream, number: said.last, written: said.written }
    const fresh = freshStream(entropy)
    const isKept = await this.#keep(progress, () => ({
      to,
      entry: receivedEntry(journal.store.of(friend), friend, to, have, fresh),
      // Before anything is sent: what may be at the friend's cannot be taken back.
      begins: true,
    }))
    // Meanwhile another session may have begun, or the friend have said something else.
    if (!isKept || progress.session !== session || this.#haves.get(session) !== said) return
    progress.sent = { stream: have.stream, number: have.number }
    void this.#lacks.heard(friend, to, lackOf(journal.store.of(friend), to, have))
    this.tellHeld(friend, to)
    this.#pumpAll(progress)
  }

  /** Each session may say the same: it is told once. */
  #tell(event: 'lacks' | 'held', friend: string, backlog: Backlog | null): void {
    const key = `${event} ${friend}`
    const news = backlog ? `${backlog.count} ${backlog.since}` : ''
    if (!backlog || this.#told.get(key) === news) return
    this.#told.set(key, news)
    this.#options.onEvent({ event, friend, count: backlog.count, since: backlog.since })
  }

  /** Keeps the highest receipt, and once more where a higher one came meanwhile. */
  async #keepReceipts(progress: Progress): Promise<void> {
    const { friend } = progress
    for (let isKept = true; isKept && progress.receipt; ) {
      let latest = progress.receipt
      isKept = await this.#keep(progress, () => {
        latest = progress.receipt ?? latest
        const { to, stream, number } = latest
        const first = this.#outbox(friend, to)?.waiting[0]
        const isNew = first && first.stream === stream && first.number <= number
        return { to, entry: isNew ? { kind: 'receipt', friend, stream, number } : null }
      })
      if (progress.receipt === latest) progress.receipt = null
    }
  }

  /** @returns whether it is on disk, which may take long; if not, the messenger has come to its end. */
  async #keep(
    progress: Progress,
    decide: () => {
      readonly to: string
      readonly entry: Extract<StoreEntry, { kind: 'renew' | 'receipt' }> | null
      readonly begins?: true
    },
  ): Promise<boolean> {
    const { journal, onEvent, disk } = this.#options
    const { friend } = progress
    const write = () =>
      journal.write(() => {
        const { to, entry, begins } = decide()
        const outbox = this.#outbox(friend, to)
        const isNew = begins && outbox && outbox.begun < outbox.lastNumber
        return {
          entries: [...(entry ? [entry] : []), ...(isNew ? [{ kind: 'begun', friend, to } as const] : [])],
          answer: (entry?.kind === 'receipt' && this.#outbox(friend, to)?.waiting) || [],
        }
      })
    try {
      const before = await disk.until(write)
      if (before.length > 0) this.#hasRoom(progress)
      const texts = before.filter(({ item }) => item.type === 'text')
      for (const [index, { id, state }] of texts.entries())
        if (state === 'delivered')
          onEvent({ event: 'delivered', friend, id, waiting: texts.length - index - 1 })
      return true
    } catch (error) {
      if (!(error instanceof PeerError)) throw error
      return false
    }
  }

  /** The friend has kept something. */
  #hasRoom(progress: Progress): void {
    if (!progress.full) return
    progress.full = false
    this.#notice('FRIEND_DISK_BACK', t`The disk of ${progress.friend} takes messages again.`)
  }

  #notice(code: string, sentence: Sentence): void {
    this.#options.onEvent({ event: 'notice', code, ...spoken(sentence) })
  }

  /** Items first; files have what they leave. A session that was full before the friend's HAVE is seen to here too. */
  #pumpAll(progress: Progress): void {
    if (this.#pump(progress)) this.#options.transfers().drained(progress.friend)
  }

  /** @returns whether the session takes more. */
  #pump(progress: Progress): boolean {
    const { friend, session } = progress
    const { journal, sessions, maySend, onEvent } = this.#options
    if (!session || !progress.sent || !maySend(friend) || !sessions.takes(session)) return false
    const to = this.#addressees.get(session)
    if (to === undefined) return false
    for (const line of this.#rules.owed(journal.store.of(friend), to, progress.sent)) {
      const { stream, number, written, item, id, state } = line
      const free = sessions.say(session, { kind: 'item', stream, number, written, item })
      progress.sent = { stream, number }
      const before = progress.written.get(to)
      if (before?.stream !== stream || before.number < number) progress.written.set(to, progress.sent)
      if (state === 'waiting' && item.type === 'text') onEvent({ event: 'sent', friend, id })
      if (!free) return false
    }
    return true
  }

  #outbox(friend: string, to: string): Outbox | undefined {
    return this.#options.journal.store.of(friend).outboxes.get(to)
  }

  #of(friend: string): Progress {
    const known = this.#friends.get(friend)
    if (known) return known
    const { outboxes } = this.#options.journal.store.of(friend)
    const written = new Map(
      [...outboxes].map(([to, { streams, begun }]) => [to, { stream: streams.at(-1)!, number: begun }]),
    )
    const progress: Progress = { friend, session: null, sent: null, written, receipt: null, full: false }
    this.#friends.set(friend, progress)
    return progress
  }
}
