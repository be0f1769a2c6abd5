/**
 * Outbound: this user's items on their way to friends. They go out in the newest session with a friend, in their order,
 * beginning after the last that the friend has; a friend's receipt ends what is owed.
 */

import type { Transfers } from '../files/transfers'
import { type ApplicationMessage, STREAM_BYTES } from '../protocol/application'
import type { Entropy } from '../protocol/conversation'
import type { DeliverySessions } from './delivery-sessions'
import type { Journal } from './journal'
import { afterEntry, receivedEntry, type SentItem } from './message-store'
import type { MessengerEvent } from './messenger-api'

export interface OutboundOptions {
  readonly sessions: Pick<DeliverySessions, 'say' | 'giveUp' | 'newest'>
  readonly journal: Journal
  readonly transfers: () => Pick<Transfers, 'online' | 'offline' | 'drained'>
  /** Whether anything may be said to this friend: not while a changed key is not settled. */
  readonly maySend: (friend: string) => boolean
  readonly entropy: Pick<Entropy, 'bytes'>
  readonly onEvent: (event: MessengerEvent) => void
}

type Have = Extract<ApplicationMessage, { kind: 'have' }>

/** A place in a stream: all up to `number`. */
interface Position {
  readonly stream: string
  readonly number: number
}

/** How far the items to one friend have come. */
interface Progress {
  readonly friend: string
  /** The session that items are written into; null while the friend is away. */
  session: string | null
  /** Up to where they were written into it; null before the friend's HAVE. */
  sent: Position | null
  /** The highest receipt that is not in the journal yet. */
  receipt: Position | null
}

export class Outbound {
  readonly #options: OutboundOptions
  readonly #friends = new Map<string, Progress>()
  /** What the friend said to have when a session opened, by session. */
  readonly #haves = new Map<string, Have>()

  constructor(options: OutboundOptions) {
    this.#options = options
  }

  /** Whether an item that waits has been written into the open session. */
  wasSent(friend: string, { stream, number }: SentItem): boolean {
    const sent = this.#friends.get(friend)?.sent
    return sent?.stream === stream && number <= sent.number
  }

  /** A session has begun: the one before it leads nowhere, perhaps. */
  begun(friend: string): void {
    this.#follow(this.#of(friend))
  }

  /** A session has come to its end. @returns whether the friend is away since then. */
  ended(friend: string, session: string): boolean {
    const progress = this.#of(friend)
    const wasOnline = progress.session !== null
    this.#haves.delete(session)
    this.#follow(progress)
    return wasOnline && progress.session === null
  }

  /** The friend has told what it has: what comes after it is sent. */
  has(friend: string, session: string, have: Have): void {
    this.#haves.set(session, have)
    const progress = this.#of(friend)
    if (progress.session === session) void this.#begin(progress, session, have)
  }

  /** The friend has what counts up to here on its disk. */
  confirmed(friend: string, { stream, number }: Position): void {
    const progress = this.#of(friend)
    // Of an earlier stream: it must not take the place of one that counts.
    if (stream !== this.#options.journal.store.of(friend).stream) return
    const waits = progress.receipt
    // With two sessions, the older one may tell less, later.
    if (waits?.stream === stream && number <= waits.number) return
    progress.receipt = { stream, number }
    // One is on its way to the disk: it takes the highest that came until its turn.
    if (waits) return
    void this.#keep(progress, (store) => {
      const receipt = progress.receipt!
      progress.receipt = null
      const first = store.of(friend).waiting[0]
      const isNew = first && first.stream === receipt.stream && first.number <= receipt.number
      return isNew ? { kind: 'receipt', friend, ...receipt } : null
    })
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

  async #begin(progress: Progress, session: string, have: Have): Promise<void> {
    const { friend } = progress
    const fresh = this.#options.entropy.bytes(STREAM_BYTES).toString('hex')
    const isKept = await this.#keep(progress, (store) => receivedEntry(store.of(friend), friend, have, fresh))
    if (!isKept || progress.session !== session) return
    progress.sent = { stream: have.stream, number: have.last }
    this.#pumpAll(progress)
  }

  /** @returns whether it is on disk; if not, the sessions are given up and tried again later. */
  async #keep(
    { friend }: Progress,
    decide: (store: Journal['store']) => ReturnType<typeof receivedEntry>,
  ): Promise<boolean> {
    const { journal, onEvent, sessions } = this.#options
    try {
      const before = await journal.write((store) => {
        const entry = decide(store)
        return {
          entries: entry ? [entry] : [],
          answer: entry?.kind === 'receipt' ? store.of(friend).waiting : [],
        }
      })
      const texts = before.filter(({ item }) => item.type === 'text')
      for (const [index, { id, state }] of texts.entries())
        if (state === 'delivered')
          onEvent({ event: 'delivered', friend, id, waiting: texts.length - index - 1 })
      return true
    } catch (error) {
      sessions.giveUp(friend, error)
      return false
    }
  }

  /** Items first; files have what they leave. A session that was full before the friend's HAVE is seen to here too. */
  #pumpAll(progress: Progress): void {
    if (this.#pump(progress)) this.#options.transfers().drained(progress.friend)
  }

  /** @returns whether the session takes more. */
  #pump(progress: Progress): boolean {
    const { friend, session } = progress
    const { journal, sessions, maySend, onEvent } = this.#options
    if (!session || !progress.sent || !maySend(friend)) return false
    const { stream: from, number: after } = progress.sent
    for (const line of afterEntry(journal.store.of(friend), from, after)) {
      const { stream, number, written, item, id, state } = line
      const free = sessions.say(session, { kind: 'item', stream, number, written, item })
      progress.sent = { stream, number }
      if (state === 'waiting' && item.type === 'text') onEvent({ event: 'sent', friend, id })
      if (!free) return false
    }
    return true
  }

  #of(friend: string): Progress {
    const known = this.#friends.get(friend)
    if (known) return known
    const progress: Progress = { friend, session: null, sent: null, receipt: null }
    this.#friends.set(friend, progress)
    return progress
  }
}
