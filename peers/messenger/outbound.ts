/**
 * Outbound: this user's items on their way to friends. They go out in the newest session with a friend, in their order,
 * beginning after the last that the friend has; a friend's receipt ends what is owed.
 */

import type { Transfers } from '../files/transfers'
import { type ApplicationMessage, STREAM_BYTES } from '../protocol/application'
import type { Entropy } from '../protocol/conversation'
import { PeerError } from '../protocol/errors'
import type { DeliverySessions } from './delivery-sessions'
import type { DiskWait } from './disk-wait'
import type { Journal } from './journal'
import { afterEntry, receivedEntry, type SentItem } from './message-store'
import type { MessengerEvent } from './messenger-api'

export interface OutboundOptions {
  readonly sessions: Pick<DeliverySessions, 'say' | 'takes' | 'newest'>
  readonly journal: Journal
  readonly disk: Pick<DiskWait, 'until'>
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
  /** The friend's disk is full, as far as the user was told. */
  full: boolean
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
      `The disk of ${friend} is full: what you say waits here until there is room.`,
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
    // Meanwhile another session may have begun, or the friend have said something else.
    if (!isKept || progress.session !== session || this.#haves.get(session) !== have) return
    progress.sent = { stream: have.stream, number: have.last }
    this.#pumpAll(progress)
  }

  /** Keeps the highest receipt, and once more where a higher one came meanwhile. */
  async #keepReceipts(progress: Progress): Promise<void> {
    const { friend } = progress
    for (let isKept = true; isKept && progress.receipt; ) {
      let latest = progress.receipt
      isKept = await this.#keep(progress, (store) => {
        latest = progress.receipt ?? latest
        const first = store.of(friend).waiting[0]
        const isNew = first && first.stream === latest.stream && first.number <= latest.number
        return isNew ? { kind: 'receipt', friend, ...latest } : null
      })
      if (progress.receipt === latest) progress.receipt = null
    }
  }

  /** @returns whether it is on disk, which may take long; if not, the messenger has come to its end. */
  async #keep(
    progress: Progress,
    decide: (store: Journal['store']) => ReturnType<typeof receivedEntry>,
  ): Promise<boolean> {
    const { journal, onEvent, disk } = this.#options
    const { friend } = progress
    const write = () =>
      journal.write((store) => {
        const entry = decide(store)
        return {
          entries: entry ? [entry] : [],
          answer: entry?.kind === 'receipt' ? store.of(friend).waiting : [],
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
    this.#notice('FRIEND_DISK_BACK', `The disk of ${progress.friend} takes messages again.`)
  }

  #notice(code: string, message: string): void {
    this.#options.onEvent({ event: 'notice', code, message })
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
    const progress: Progress = { friend, session: null, sent: null, receipt: null, full: false }
    this.#friends.set(friend, progress)
    return progress
  }
}
