/**
 * Inbound: a friend's items on their way into the journal. An item is told and confirmed only after it is on disk, and
 * told once, in whichever session and however often it comes.
 */

import type { Transfers } from '../files/transfers'
import { type ApplicationMessage, STREAM_BYTES } from '../protocol/application'
import { alarm } from '../protocol/conversation'
import { PeerError } from '../protocol/errors'
import type { DeliverySessions } from './delivery-sessions'
import type { DiskWait } from './disk-wait'
import type { Journal } from './journal'
import { idOf, type StoreEntry, taking } from './message-store'
import type { MessengerEvent } from './messenger-api'

/** Items that may wait for the disk before the friend has to wait as well. */
export const MAX_QUEUE = 256
const NO_STREAM = '00'.repeat(STREAM_BYTES)

export interface InboundOptions {
  readonly sessions: Pick<DeliverySessions, 'say' | 'with'>
  readonly journal: Journal
  readonly disk: Pick<DiskWait, 'until'>
  readonly transfers: () => Pick<Transfers, 'took'>
  readonly now: () => number
  readonly onEvent: (event: MessengerEvent) => void
}

type Have = Extract<ApplicationMessage, { kind: 'have' }>
type ItemMessage = Extract<ApplicationMessage, { kind: 'item' }>
type Incoming = Extract<StoreEntry, { kind: 'in' }>

/** What came from one friend and is not on disk yet. */
interface Queue {
  items: { readonly session: string; readonly message: ItemMessage }[]
  /** What is being written: all that is kept in memory while the disk takes nothing. */
  batch: { readonly session: string; readonly message: ItemMessage }[]
  working: Promise<void> | null
  /** The disk refused the batch, and has not taken it yet: the friend was asked to say no more. */
  full: boolean
  /** What lets the friend go on who had to wait. */
  readonly held: (() => void)[]
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
    const queue = this.#queues.get(friend) ?? { items: [], batch: [], working: null, full: false, held: [] }
    this.#queues.set(friend, queue)
    // Said before the friend heard that nothing can be kept: it comes again.
    if (queue.full) return undefined
    queue.items.push({ session, message })
    queue.working ??= this.#takeAll(friend, queue)
    return queue.items.length > MAX_QUEUE ? new Promise((resolve) => queue.held.push(resolve)) : undefined
  }

  /** What still waits for room is not taken any more: who said it is in question, or a friend no more. */
  forget(friend: string): void {
    const queue = this.#queues.get(friend)
    if (queue?.full) queue.batch = []
  }

  /** Settles when everything that has arrived is on disk. */
  async stop(): Promise<void> {
    await Promise.all([...this.#queues.values()].map(({ working }) => working))
  }

  /** Items are written to disk many at once, as many as came while the disk was busy. */
  async #takeAll(friend: string, queue: Queue): Promise<void> {
    const { journal, onEvent, sessions, disk } = this.#options
    while (queue.items.length > 0) {
      queue.batch = queue.items.splice(0)
      const keep = () => journal.write((store) => this.#decide(store, friend, queue.batch))
      try {
        const { lines, lost } = await disk.until(keep, () => this.#refuse(friend, queue))
        for (const { from, to } of lost) onEvent({ event: 'lost', friend, from, to })
        for (const line of lines) await this.#deliver(friend, line)
      } catch (error) {
        // The messenger ends, and nothing of this was confirmed.
        if (!(error instanceof PeerError)) throw error
        queue.items = []
        break
      }
      const { received } = journal.store.of(friend)
      const streams = new Map(queue.batch.map(({ session, message }) => [message.stream, session]))
      for (const [stream, session] of streams)
        sessions.say(session, { kind: 'receipt', stream, number: received.get(stream)?.number ?? 0 })
      if (queue.full) {
        queue.full = false
        this.#sayInAll(friend, this.#have(friend))
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
    queue.items = []
    this.#sayInAll(friend, { kind: 'full' })
    // A friend who is not heard any more would be taken for gone.
    for (const release of queue.held.splice(0)) release()
  }

  #sayInAll(friend: string, message: ApplicationMessage): void {
    for (const { id } of this.#options.sessions.with(friend)) this.#options.sessions.say(id, message)
  }

  #decide(store: Journal['store'], friend: string, batch: Queue['items']) {
    const last = new Map([...store.of(friend).received].map(([stream, { number }]) => [stream, number]))
    const at = this.#options.now()
    const lost: { from: number; to: number }[] = []
    const lines = batch.flatMap(({ message: { stream, number, written, item } }) => {
      const step = taking(last.get(stream) ?? 0, number)
      if (step.take === 'known') return []
      // A stream of which nothing ever came here may have begun before this home: an identity brought elsewhere.
      if (step.lost && last.has(stream)) lost.push(step.lost)
      last.set(stream, number)
      return [{ kind: 'in' as const, friend, stream, number, written, at, item }]
    })
    return { entries: lines, answer: { lines, lost } }
  }

  async #deliver(friend: string, { stream, number, written, at, item }: Incoming): Promise<void> {
    if (item.type === 'text') {
      const id = idOf(stream, number)
      this.#options.onEvent({ event: 'message', friend, id, text: item.text, at, written })
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
