/**
 * Inbound: a friend's items on their way into the journal. An item is told and confirmed only after it is on disk, and
 * told once, in whichever session and however often it comes.
 */

import type { Transfers } from '../files/transfers'
import { type ApplicationMessage, type Item, NO_STREAM } from '../protocol/application'
import { alarm } from '../protocol/conversation'
import { PeerError } from '../protocol/errors'
import type { StoreEntry } from './correspondence'
import type { DeliverySessions } from './delivery-sessions'
import type { DiskWait } from './disk-wait'
import { type Excess, type FriendBudget, keptBytes } from './friend-budget'
import type { Journal } from './journal'
import { taking } from './message-store'
import type { MessengerEvent } from './messenger-api'
import { allWaiting, idOf } from './outbox'
import type { RightOfWay } from './right-of-way'
import { Unread } from './unread'

/** Items, and bytes as the journal holds them, that may wait for the disk before the friend has to wait as well. */
export const MAX_QUEUE = 256
export const MAX_QUEUE_BYTES = 1024 * 1024
/** Bytes that are written at once: what others say waits no longer than these take, and the log takes no more than 16 MiB. */
const BATCH_BYTES = 1024 * 1024
/** Offers that are decided on at once: the user is asked about no more, and each of the rest gets its END first. */
const OFFERS_AT_ONCE = 20
/** ENDs that may wait for a friend's receipt before no further offer is taken: some hundred kilobytes. */
export const MOST_WAITING_ENDS = 500

export interface InboundOptions {
  readonly sessions: Pick<DeliverySessions, 'say' | 'answer' | 'with'>
  readonly journal: Journal
  readonly disk: Pick<DiskWait, 'until'>
  readonly transfers: () => Pick<Transfers, 'took'>
  readonly now: () => number
  readonly onEvent: (event: MessengerEvent) => void
  readonly budget: Pick<FriendBudget, 'item' | 'limits' | 'forgive'>
  /** The friend has sent more than is taken. */
  readonly refuse: (friend: string, excess: Excess) => void
  /** Words have it before files. */
  readonly rightOfWay: Pick<RightOfWay, 'during'>
  /** Settles after so many milliseconds. */
  readonly wait?: (milliseconds: number) => Promise<void>
}

type Have = Extract<ApplicationMessage, { kind: 'have' }>
type ItemMessage = Extract<ApplicationMessage, { kind: 'item' }>
type Incoming = Extract<StoreEntry, { kind: 'in' }>

interface QueuedItem {
  readonly session: string
  readonly message: ItemMessage
  /** As the budget counts it. */
  readonly bytes: number
}

/** What came from one friend and is not on disk yet. */
interface Queue {
  items: QueuedItem[]
  /** Of these items. */
  bytes: number
  /** What is being written: all that is kept in memory while the disk takes nothing. */
  batch: QueuedItem[]
  working: Promise<void> | null
  /** The disk refused the batch, and has not taken it yet: the friend was asked to say no more. */
  full: boolean
  /** What lets the friend go on who had to wait. */
  readonly held: (() => void)[]
  /** Of the last item that came. */
  stream: string | null
  /** Until the friend has paid for what came too fast, and the milliseconds that this takes in all. */
  pause: Promise<void> | null
  owed: number
  readonly unread: Unread
  /** Whether more came than may be unread, and the user has not read since. */
  isOver: boolean
}

export class Inbound {
  readonly #options: InboundOptions
  readonly #queues = new Map<string, Queue>()

  constructor(options: InboundOptions) {
    this.#options = options
  }

  /** @returns what is said first in a session: what is here of the friend's stream, or that nothing more can be kept. */
  opening(friend: string): ApplicationMessage {
    return this.#queues.get(friend)?.full ? { kind: 'full' } : this.#have(friend)
  }

  #have(friend: string): Have {
    const { current, received } = this.#options.journal.store.of(friend)
    const last = current === null ? undefined : received.get(current)
    return {
      kind: 'have',
      stream: current ?? NO_STREAM,
      last: last?.number ?? 0,
      written: last?.written ?? 0,
    }
  }

  /** An item came in this session. A promise makes the friend wait until it settles. */
  take(friend: string, session: string, message: ItemMessage): void | Promise<void> {
    const { budget, journal, now, wait = waitFor } = this.#options
    const queue = this.#of(friend)
    const isNewStream =
      message.stream !== queue.stream && !journal.store.of(friend).received.has(message.stream)
    queue.stream = message.stream
    const bytes = keptBytes(message.item)
    const owed = budget.item(friend, message.item, isNewStream, now(), bytes)
    queue.owed = Math.max(queue.owed, owed)
    if (owed > 0) queue.pause ??= paidBack(queue, wait)
    const pause = queue.pause ?? undefined
    // Said before the friend heard that nothing can be kept: it comes again.
    if (queue.full) return pause
    queue.items.push({ session, message, bytes })
    queue.bytes += bytes
    queue.working ??= this.#takeAll(friend, queue)
    if (queue.items.length <= MAX_QUEUE && queue.bytes <= MAX_QUEUE_BYTES) return pause
    const held = new Promise<void>((resolve) => queue.held.push(resolve))
    return pause ? pause.then(() => held) : held
  }

  /** The user has read something of this friend's. @returns whether the friend was kept away for what was unread. */
  read(friend: string): boolean {
    const queue = this.#of(friend)
    queue.unread.read(this.#options.journal.store.of(friend).seen)
    const { unreadItems, unreadBytes } = this.#options.budget.limits
    // Half of it: who reads one by one does not call the friend back for each.
    const hasRoom = queue.unread.items <= unreadItems / 2 && queue.unread.bytes <= unreadBytes / 2
    if (!queue.isOver || !hasRoom) return false
    queue.isOver = false
    return this.#options.budget.forgive(friend)
  }

  /** What is not on the disk yet is not taken any more: who said it is in question, or nobody to be heard. */
  forget(friend: string): void {
    const queue = this.#queues.get(friend)
    if (!queue) return
    dropAll(queue)
    // Else it is being written.
    if (queue.full) queue.batch = []
  }

  /** Settles when everything that has arrived is on disk. */
  async stop(): Promise<void> {
    await Promise.all([...this.#queues.values()].map(({ working }) => working))
  }

  /** Items are written to disk many at once, as many as came while the disk was busy. */
  async #takeAll(friend: string, queue: Queue): Promise<void> {
    const { journal, onEvent, sessions, disk, refuse, rightOfWay } = this.#options
    while (queue.items.length > 0) {
      queue.batch = queue.items.splice(0, oneBatch(queue.items))
      queue.bytes -= sizeOf(queue.batch)
      const keep = () => journal.write((store) => this.#decide(store, friend, queue))
      let over: Excess | null
      try {
        const decided = await rightOfWay.during(() => disk.until(keep, () => this.#refuse(friend, queue)))
        const { lines, sizes, lost } = decided
        over = decided.over
        for (const size of sizes) queue.unread.add(size)
        for (const { from, to } of lost) onEvent({ event: 'lost', friend, from, to })
        for (const line of lines) await this.#deliver(friend, line)
      } catch (error) {
        // The messenger ends, and nothing of this was confirmed.
        if (!(error instanceof PeerError)) throw error
        dropAll(queue)
        break
      }
      const { received } = journal.store.of(friend)
      const streams = new Map(queue.batch.map(({ session, message }) => [message.stream, session]))
      for (const [stream, session] of streams)
        sessions.answer(session, `receipt ${stream}`, {
          kind: 'receipt',
          stream,
          number: received.get(stream)?.number ?? 0,
        })
      if (queue.full) {
        queue.full = false
        this.#sayInAll(friend, this.#have(friend))
      }
      if (over) {
        dropAll(queue)
        if (over === 'unread') queue.isOver = true
        refuse(friend, over)
      }
    }
    queue.batch = []
    queue.working = null
    for (const release of queue.held.splice(0)) release()
  }

  /** The batch waits for room. What came after it is dropped, and comes again after the next HAVE. */
  #refuse(friend: string, queue: Queue): void {
    if (queue.full) return
    queue.full = true
    dropAll(queue)
    this.#sayInAll(friend, { kind: 'full' })
    // A friend who is not heard any more would be taken for gone.
    for (const release of queue.held.splice(0)) release()
  }

  #sayInAll(friend: string, message: ApplicationMessage): void {
    for (const { id } of this.#options.sessions.with(friend)) this.#options.sessions.say(id, message)
  }

  /** @returns what is new of it, up to what the user may have unread. */
  #decide(store: Journal['store'], friend: string, { batch, unread }: Pick<Queue, 'batch' | 'unread'>) {
    const known = store.of(friend)
    const { received, seen } = known
    const last = new Map<string, number>()
    const at = this.#options.now()
    const lost: { from: number; to: number }[] = []
    const lines: Incoming[] = []
    const sizes: number[] = []
    unread.read(seen)
    let { items, bytes } = unread
    let over: Excess | null = null
    const ends = countEnds(
      batch.some(({ message }) => message.item.type === 'offer') ? allWaiting(known) : [],
    )
    const { unreadItems, unreadBytes } = this.#options.budget.limits
    for (const { message, bytes: size } of batch) {
      const { stream, number, written, item } = message
      const before = last.get(stream) ?? received.get(stream)?.number
      const step = taking(before ?? 0, number)
      if (step.take === 'known') continue
      items += 1
      bytes += size
      if (items > unreadItems || bytes > unreadBytes) over = 'unread'
      else if (item.type === 'offer' && ends >= MOST_WAITING_ENDS) over = 'offers'
      if (over) break
      // A stream of which nothing ever came here may have begun before this home: an identity brought elsewhere.
      if (step.lost && before !== undefined) lost.push(step.lost)
      last.set(stream, number)
      lines.push({ kind: 'in', friend, stream, number, written, at, item })
      sizes.push(size)
    }
    return { entries: lines, answer: { lines, sizes, lost, over } }
  }

  #of(friend: string): Queue {
    const known = this.#queues.get(friend)
    if (known) return known
    const unread = new Unread(this.#options.journal.store.of(friend))
    const queue: Queue = {
      items: [],
      bytes: 0,
      batch: [],
      working: null,
      full: false,
      held: [],
      stream: null,
      pause: null,
      owed: 0,
      unread,
      isOver: false,
    }
    this.#queues.set(friend, queue)
    return queue
  }

  async #deliver(friend: string, { stream, number, written, at, item }: Incoming): Promise<void> {
    const id = idOf(stream, number)
    if (item.type === 'text') {
      this.#options.onEvent({ event: 'message', friend, id, text: item.text, at, written })
      return
    }
    if (item.type === 'again') {
      this.#options.onEvent({ event: 'again', friend, id, count: item.count, since: item.since })
      return
    }
    try {
      await this.#options.transfers().took(friend, item)
    } catch (error) {
      // It is on disk and counts; those that came with it are still to be told.
      if (!(error instanceof PeerError)) throw error
      this.#options.onEvent({ ...alarm(error), friend })
    }
  }
}

/** What is queued comes again, or never. */
/** What was read before the pause began, and is heard in it, makes it longer. */
async function paidBack(queue: Queue, wait: (milliseconds: number) => Promise<void>): Promise<void> {
  for (let waited = 0; queue.owed > waited; ) {
    const more = queue.owed - waited
    waited = queue.owed
    await wait(more)
  }
  queue.owed = 0
  queue.pause = null
}

function dropAll(queue: Queue): void {
  queue.items = []
  queue.bytes = 0
}

function sizeOf(items: Queue['items']): number {
  return items.reduce((sum, { bytes }) => sum + bytes, 0)
}

/** @returns how many of these come before there are many offers, or many bytes; one at least. */
function oneBatch(items: Queue['items']): number {
  let offers = 0
  let size = 0
  const beyond = items.findIndex(({ message, bytes }) => {
    size += bytes
    return (message.item.type === 'offer' && ++offers > OFFERS_AT_ONCE) || size > BATCH_BYTES
  })
  return beyond === -1 ? items.length : Math.max(1, beyond)
}

function countEnds(waiting: readonly { readonly item: Item }[]): number {
  return waiting.filter(({ item }) => item.type === 'end').length
}

/** Keeps no process running. */
function waitFor(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref())
}
