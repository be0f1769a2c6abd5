/**
 * Delivery: carries the items of the journal to friends and theirs into it, over whatever sessions there are, as
 * PROTOCOL.md section 8 says. An item is sent only after it is on this disk, and confirmed only after it is on the
 * friend's, so a kill at any moment loses nothing and repeats nothing.
 *
 * Two friends who call each other at once have two sessions for a moment. The one whose name comes first in the
 * alphabet ends all but the newest; the other one follows. Words go out in the newest, and come in from each.
 */

import type { Transfers } from '../files/transfers'
import {
  type ApplicationMessage,
  CHUNK_ROOM_BYTES,
  decodeMessage,
  encodeChunk,
  encodeMessage,
  STREAM_BYTES,
} from '../protocol/application'
import { alarm, type Entropy } from '../protocol/conversation'
import { PeerError } from '../protocol/errors'
import type { Peer } from '../session/peer'
import { SMALL_BYTES } from '../session/session'
import type { Journal } from './journal'
import { afterEntry, idOf, receivedEntry, type SentItem, type StoreEntry, taking } from './message-store'
import type { MessengerEvent } from './messenger-api'

/** Milliseconds of silence after which a session is asked whether it is alive, and after which it is given up. */
export interface Keepalive {
  readonly ask: number
  readonly giveUp: number
}

export const keepalive: Keepalive = { ask: 30_000, giveUp: 50_000 }

/** Items that may wait for the disk before the friend has to wait as well. */
const MAX_QUEUE = 256
const NO_STREAM = '00'.repeat(STREAM_BYTES)

export interface DeliveryOptions {
  readonly self: string
  readonly peer: Pick<Peer, 'sendData' | 'closeSession' | 'abandon'>
  readonly journal: Journal
  readonly transfers: () => Pick<Transfers, 'took' | 'receive' | 'online' | 'offline' | 'drained'>
  /** Whether anything may be said to this friend: not while a changed key is not settled. */
  readonly maySend: (friend: string) => boolean
  readonly entropy: Pick<Entropy, 'bytes'>
  readonly now: () => number
  readonly onEvent: (event: MessengerEvent) => void
  readonly pulse?: Keepalive
}

type Have = Extract<ApplicationMessage, { kind: 'have' }>
type Incoming = Extract<StoreEntry, { kind: 'in' }>
type ItemMessage = Extract<ApplicationMessage, { kind: 'item' }>

/** One session with a friend. */
interface Open {
  readonly session: string
  /** What the friend said to have when it opened. */
  have: Have | null
  lastHeard: number
  asked: boolean
}

/** What is going on with one friend. The newest session is the last. */
interface Link {
  readonly friend: string
  readonly open: Open[]
  /** Up to where this user's items were written into the newest session; null before the friend's HAVE. */
  sent: { stream: string; number: number } | null
  readonly queue: { readonly session: string; readonly message: ItemMessage }[]
  working: Promise<void> | null
  /** The highest receipt that is not in the journal yet. */
  receipt: { stream: string; number: number } | null
}

export class Delivery {
  readonly #options: DeliveryOptions
  readonly #links = new Map<string, Link>()
  readonly #chunkRoom = Buffer.allocUnsafeSlow(CHUNK_ROOM_BYTES)
  readonly #heartbeat: NodeJS.Timeout

  constructor(options: DeliveryOptions) {
    this.#options = options
    const { ask } = options.pulse ?? keepalive
    this.#heartbeat = setInterval(() => this.#beat(), ask / 3)
    this.#heartbeat.unref()
  }

  isOnline(friend: string): boolean {
    return (this.#links.get(friend)?.open.length ?? 0) > 0
  }

  /** Whether an item that waits has been written into the open session. */
  wasSent(friend: string, { stream, number }: SentItem): boolean {
    const sent = this.#links.get(friend)?.sent
    return sent?.stream === stream && number <= sent.number
  }

  /** A handshake with this friend is done. */
  connected(session: string, friend: string, fingerprint: string): void {
    const link = this.#link(friend)
    const wasOnline = link.open.length > 0
    link.open.push({ session, have: null, lastHeard: this.#options.now(), asked: false })
    if (this.#options.self < friend)
      for (const { session: old } of link.open.slice(0, -1)) this.#options.peer.closeSession(old)
    const { current, received } = this.#options.journal.store.of(friend)
    const last = current === null ? undefined : received.get(current)
    this.#say(session, {
      kind: 'have',
      stream: current ?? NO_STREAM,
      last: last?.number ?? 0,
      written: last?.written ?? 0,
    })
    if (!wasOnline) this.#options.onEvent({ event: 'online', friend, fingerprint })
    this.#switched(link, wasOnline)
  }

  /** A session has come to its end. */
  closed(session: string): void {
    const link = this.#linkOf(session)
    if (!link) return
    const wasNewest = link.open.at(-1)?.session === session
    link.open.splice(
      link.open.findIndex((open) => open.session === session),
      1,
    )
    if (wasNewest) this.#switched(link, true)
    if (link.open.length === 0) this.#options.onEvent({ event: 'offline', friend: link.friend })
  }

  /** Something of the friend's arrived. A promise makes the friend wait until it settles. */
  receive(session: string, friend: string, content: Buffer): void | Promise<void> {
    const link = this.#link(friend)
    const open = link.open.find((each) => each.session === session)
    if (!open) return
    open.lastHeard = this.#options.now()
    open.asked = false
    let message: ApplicationMessage
    try {
      message = decodeMessage(content)
    } catch (error) {
      this.#options.peer.abandon(session, error as PeerError)
      return
    }
    switch (message.kind) {
      case 'have':
        open.have = message
        if (link.open.at(-1) === open) void this.#begin(link, open)
        return
      case 'item':
        link.queue.push({ session, message })
        link.working ??= this.#takeAll(link)
        return link.queue.length > MAX_QUEUE ? link.working : undefined
      case 'receipt':
        void this.#confirmed(link, message.stream, message.number)
        return
      case 'ping':
        this.#say(session, { kind: 'pong' })
        return
      case 'pong':
        return
      default:
        return this.#options.transfers().receive(friend, message)
    }
  }

  /** A session takes more. */
  drained(session: string): void {
    const link = this.#linkOf(session)
    if (link?.open.at(-1)?.session === session) this.#pumpAll(link)
  }

  /** Something new waits for this friend, or may be said now. */
  pump(friend: string): void {
    this.#pumpAll(this.#link(friend))
  }

  /** Says a message that is not kept. @returns false when more should wait. @throws PeerError NOT_CONNECTED */
  say(friend: string, message: ApplicationMessage): boolean {
    const newest = this.#links.get(friend)?.open.at(-1)
    if (!newest || !this.#options.maySend(friend)) throw new PeerError('NOT_CONNECTED')
    const inRoom = message.kind === 'chunk' && message.bytes.length > SMALL_BYTES
    const content = inRoom ? encodeChunk(message, this.#chunkRoom) : encodeMessage(message)
    return this.#options.peer.sendData(newest.session, content)
  }

  /** Says goodbye to this friend. */
  hangUp(friend: string): void {
    for (const { session } of this.#links.get(friend)?.open ?? []) this.#options.peer.closeSession(session)
  }

  /** Settles when everything that has arrived is on disk. */
  async stop(): Promise<void> {
    clearInterval(this.#heartbeat)
    await Promise.all([...this.#links.values()].map(({ working }) => working))
  }

  /** Another session is the newest now, or none is left. */
  #switched(link: Link, wasOnline: boolean): void {
    link.sent = null
    const transfers = this.#options.transfers()
    if (wasOnline) transfers.offline(link.friend)
    const newest = link.open.at(-1)
    if (!newest) return
    transfers.online(link.friend)
    if (newest.have) void this.#begin(link, newest)
  }

  /** The friend has told what it has: what comes after it is sent. */
  async #begin(link: Link, open: Open): Promise<void> {
    const { friend } = link
    const { have } = open
    if (!have) return
    const fresh = this.#options.entropy.bytes(STREAM_BYTES).toString('hex')
    const delivered = await this.#keep(link, (store) => receivedEntry(store.of(friend), friend, have, fresh))
    if (!delivered || link.open.at(-1) !== open) return
    link.sent = { stream: have.stream, number: have.last }
    this.#pumpAll(link)
  }

  #confirmed(link: Link, stream: string, number: number): Promise<unknown> | undefined {
    const { friend } = link
    // Of an earlier stream: it must not take the place of one that counts.
    if (stream !== this.#options.journal.store.of(friend).stream) return
    const waits = link.receipt
    // With two sessions, the older one may tell less, later.
    if (waits?.stream === stream && number <= waits.number) return
    link.receipt = { stream, number }
    // One is on its way to the disk: it takes the highest that came until its turn.
    if (waits) return
    return this.#keep(link, (store) => {
      const receipt = link.receipt!
      link.receipt = null
      const first = store.of(friend).waiting[0]
      const isNew = first && first.stream === receipt.stream && first.number <= receipt.number
      return isNew ? { kind: 'receipt', friend, ...receipt } : null
    })
  }

  /** @returns whether it is on disk; if not, the sessions are given up and tried again later. */
  async #keep(
    link: Link,
    decide: (store: Journal['store']) => ReturnType<typeof receivedEntry>,
  ): Promise<boolean> {
    const { friend } = link
    try {
      const before = await this.#options.journal.write((store) => {
        const entry = decide(store)
        return {
          entries: entry ? [entry] : [],
          answer: entry?.kind === 'receipt' ? store.of(friend).waiting : [],
        }
      })
      const texts = before.filter(({ item }) => item.type === 'text')
      for (const [index, { id, state }] of texts.entries())
        if (state === 'delivered')
          this.#options.onEvent({ event: 'delivered', friend, id, waiting: texts.length - index - 1 })
      return true
    } catch (error) {
      this.#giveUp(link, error)
      return false
    }
  }

  /** Items first; files have what they leave. A session that was full before the friend's HAVE is seen to here too. */
  #pumpAll(link: Link): void {
    if (this.#pump(link)) this.#options.transfers().drained(link.friend)
  }

  /** @returns whether the session takes more. */
  #pump(link: Link): boolean {
    const { friend, open } = link
    const newest = open.at(-1)
    if (!newest || !link.sent || !this.#options.maySend(friend)) return false
    const correspondence = this.#options.journal.store.of(friend)
    for (const line of afterEntry(correspondence, link.sent.stream, link.sent.number)) {
      const { stream, number, written, item, id, state } = line
      const free = this.#say(newest.session, { kind: 'item', stream, number, written, item })
      link.sent = { stream, number }
      if (state === 'waiting' && item.type === 'text') this.#options.onEvent({ event: 'sent', friend, id })
      if (!free) return false
    }
    return true
  }

  /** Items are written to disk many at once, as many as came while the disk was busy. */
  async #takeAll(link: Link): Promise<void> {
    const { friend, queue } = link
    const { journal, onEvent } = this.#options
    while (queue.length > 0) {
      const batch = queue.splice(0)
      try {
        const { lines, lost } = await journal.write((store) => this.#decide(store, friend, batch))
        for (const { from, to } of lost) onEvent({ event: 'lost', friend, from, to })
        for (const line of lines) await this.#deliver(friend, line)
      } catch (error) {
        queue.length = 0
        this.#giveUp(link, error)
        break
      }
      const { received } = journal.store.of(friend)
      const streams = new Map(batch.map(({ session, message }) => [message.stream, session]))
      for (const [stream, session] of streams)
        this.#say(session, { kind: 'receipt', stream, number: received.get(stream)?.number ?? 0 })
    }
    link.working = null
  }

  #decide(store: Journal['store'], friend: string, batch: Link['queue']) {
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

  /** The disk did not take it: nothing was confirmed, so the friend keeps it and says it again. */
  #giveUp({ friend, open }: Link, error: unknown): void {
    if (!(error instanceof PeerError)) throw error
    this.#options.onEvent({ ...alarm(error), friend })
    for (const { session } of [...open]) this.#options.peer.abandon(session, error)
  }

  #say(session: string, message: ApplicationMessage): boolean {
    try {
      return this.#options.peer.sendData(session, encodeMessage(message))
    } catch (error) {
      // It has ended, or is about to: the next one begins with what is missing.
      if (error instanceof PeerError) return false
      throw error
    }
  }

  #beat(): void {
    const { ask, giveUp } = this.#options.pulse ?? keepalive
    const now = this.#options.now()
    for (const { open } of this.#links.values()) {
      for (const each of [...open]) {
        // A clock that was put back would never call anybody silent.
        const silence = Math.abs(now - each.lastHeard)
        if (silence > giveUp) this.#options.peer.abandon(each.session, new PeerError('TIMEOUT'))
        else if (silence > ask && !each.asked) {
          each.asked = true
          this.#say(each.session, { kind: 'ping' })
        }
      }
    }
  }

  #link(friend: string): Link {
    const known = this.#links.get(friend)
    if (known) return known
    const link: Link = { friend, open: [], sent: null, queue: [], working: null, receipt: null }
    this.#links.set(friend, link)
    return link
  }

  #linkOf(session: string): Link | undefined {
    return [...this.#links.values()].find(({ open }) => open.some((each) => each.session === session))
  }
}
