/**
 * Delivery: carries the items of the journal to friends and theirs into it, over whatever sessions there are, as
 * PROTOCOL.md section 8 says. An item is sent only after it is on this disk, and confirmed only after it is on the
 * friend's, so a kill at any moment loses nothing and repeats nothing.
 *
 * Two friends who call each other at once have two sessions for a moment. The one whose name comes first in the
 * alphabet ends all but the newest; the other one follows. Words go out in the newest, and come in from each.
 */

import { setTimeout } from 'node:timers/promises'
import type { Backoff } from '../directory/backoff'
import type { Transfers } from '../files/transfers'
import { t } from '../language/sentence'
import {
  type ApplicationMessage,
  CHUNK_ROOM_BYTES,
  decodeMessage,
  encodeChunk,
  encodeMessage,
} from '../protocol/application'
import type { Entropy, Role } from '../protocol/conversation'
import { PeerError } from '../protocol/errors'
import type { SessionRegistry, Way } from '../session/registry'
import { SMALL_BYTES } from '../session/session'
import { type BackPressure, DeliverySessions } from './delivery-sessions'
import { DiskWait } from './disk-wait'
import { type BudgetLimits, type Excess, FriendBudget, overBudget } from './friend-budget'
import { Inbound } from './inbound'
import type { Journal } from './journal'
import { Keepalive, type KeepaliveSchedule } from './keepalive'
import type { MessengerEvent } from './messenger-api'
import { Outbound } from './outbound'
import type { OutboxRules } from './outbox-rules'
import type { RightOfWay } from './right-of-way'
import type { SentItem } from './stored-item'

export interface DeliveryOptions {
  readonly self: string
  readonly sessions: Pick<SessionRegistry, 'handle' | 'with' | 'newest' | 'turnAway'>
  readonly journal: Journal
  readonly transfers: () => Pick<Transfers, 'took' | 'receive' | 'online' | 'offline' | 'drained'>
  /** Whether anything may be said to this friend: not while a changed key is not settled. */
  readonly maySend: (friend: string) => boolean
  readonly entropy: Pick<Entropy, 'bytes'>
  readonly now: () => number
  readonly onEvent: (event: MessengerEvent) => void
  readonly keepalive?: KeepaliveSchedule
  /** From 0 up to 1. */
  readonly random: () => number
  readonly diskBackoff?: Backoff
  /** What one friend may cost. */
  readonly budgetLimits?: BudgetLimits
  /** What counts it; FriendBudget if not given. */
  readonly friendBudget?: (limits?: BudgetLimits) => FriendBudget
  /** Words have it before files. */
  readonly rightOfWay: Pick<RightOfWay, 'during'>
  /** Settles after so many milliseconds, while a friend waits. */
  readonly wait?: (milliseconds: number) => Promise<void>
  /** By which rules something leaves the outbox; hardenedOutbox if not given. */
  readonly outboxRules?: OutboxRules
  /** When no more is said in a session; asTheSocketTakes if not given. */
  readonly backPressure?: BackPressure
}

export class Delivery {
  readonly #options: DeliveryOptions
  readonly #sessions: DeliverySessions
  readonly #disk: DiskWait
  readonly #inbound: Inbound
  readonly #outbound: Outbound
  readonly #keepalive: Keepalive
  readonly #budget: FriendBudget
  readonly #chunkRoom = Buffer.allocUnsafeSlow(CHUNK_ROOM_BYTES)

  constructor(options: DeliveryOptions) {
    this.#options = options
    const sessions = new DeliverySessions(options.sessions, options.backPressure)
    this.#sessions = sessions
    const disk = new DiskWait(options)
    this.#disk = disk
    const { friendBudget = (limits) => new FriendBudget(limits) } = options
    this.#budget = friendBudget(options.budgetLimits)
    this.#inbound = new Inbound({
      ...options,
      sessions,
      disk,
      budget: this.#budget,
      refuse: (friend, excess) => this.#refuse(friend, excess),
    })
    this.#outbound = new Outbound({ ...options, sessions, disk })
    this.#keepalive = new Keepalive({
      now: options.now,
      ask: (session) => sessions.say(session, { kind: 'ping' }),
      giveUp: (session) => sessions.abandon(session, new PeerError('TIMEOUT')),
      ...(options.keepalive && { schedule: options.keepalive }),
    })
  }

  isOnline(friend: string): boolean {
    return this.#sessions.newest(friend) !== undefined
  }

  /** How the friend is reached in the session that words go out in; null where there is none. */
  way(friend: string): Way | null {
    return this.#sessions.newest(friend)?.way ?? null
  }

  /** Whether an item that waits has been written into the open session. */
  wasSent(friend: string, item: SentItem): boolean {
    return this.#outbound.wasSent(friend, item)
  }

  /** Whether nothing can be sent to this friend before the next session has begun. */
  rests(friend: string): boolean {
    return this.#outbound.rests(friend)
  }

  /**
   * Whether a session with this friend may begin, now that the friend has proven to be there.
   * @param role of this side: what a friend opens counts, what this side opens does not.
   */
  admits(friend: string, role: Role): boolean {
    const now = this.#options.now()
    if (this.#budget.isAway(friend, now)) return false
    if (role === 'initiator' || this.#budget.handshake(friend, now)) return true
    this.#budget.refuse(friend, now)
    return false
  }

  /** Whether it is news that this friend is over the budget; asked a second time it is none. */
  isNews(friend: string): boolean {
    return this.#budget.isNews(friend)
  }

  /** What one friend may cost. */
  get limits(): BudgetLimits {
    return this.#budget.limits
  }

  /** The user has read something of this friend's. @returns whether the friend was kept away for what was unread. */
  read(friend: string): boolean {
    return this.#inbound.read(friend)
  }

  /** A handshake with this friend is done. */
  connected(session: string, friend: string, fingerprint: string, way: Way): void {
    const older = this.#sessions.with(friend).filter(({ id }) => id !== session)
    this.#keepalive.heard(session)
    // Two cross; a third says that those before are of no use to the friend, or that they are opened without end.
    for (const { id } of older.slice(0, -1))
      this.#sessions.abandon(
        id,
        new PeerError('TRUNCATED', t`A newer session with this friend took its place.`),
      )
    if (this.#options.self < friend) older.at(-1)?.handle.close()
    this.#sessions.say(session, this.#inbound.opening(friend))
    const before = older.at(-1)
    if (!before) this.#options.onEvent({ event: 'online', friend, fingerprint, way })
    else if (before.way !== way) this.#options.onEvent({ event: 'way', friend, way })
    this.#outbound.begun(friend, session, fingerprint)
  }

  /** A session with this friend has come to its end. */
  closed(session: string, friend: string): void {
    this.#keepalive.ended(session)
    this.#sessions.ended(session)
    if (this.#outbound.ended(friend, session)) this.#options.onEvent({ event: 'offline', friend })
  }

  /** Something of the friend's arrived. A promise makes the friend wait until it settles. */
  receive(session: string, friend: string, content: Buffer): void | Promise<void> {
    if (!this.#sessions.has(session)) return
    this.#keepalive.heard(session)
    let message: ApplicationMessage
    try {
      message = decodeMessage(content)
    } catch (error) {
      this.#sessions.abandon(session, error as PeerError)
      return
    }
    switch (message.kind) {
      case 'have':
        if (this.#outbound.hasHeard(session))
          this.#sessions.abandon(session, new PeerError('UNEXPECTED_FRAME'))
        else this.#outbound.has(friend, session, message)
        return
      case 'item':
        return this.#inbound.take(friend, session, message)
      case 'receipt':
        if (this.#endsSomething(friend, message)) this.#outbound.confirmed(friend, session, message)
        else this.#passOver(friend)
        return
      case 'ping':
        if (this.#answers(friend)) this.#sessions.answer(session, 'pong', { kind: 'pong' })
        return
      case 'pong':
        this.#passOver(friend)
        return
      case 'full':
        // What it says after that is a HAVE again.
        if (this.#answers(friend)) this.#outbound.full(friend, session)
        return
      default: {
        if (message.kind === 'fetch' && !this.#answers(friend)) return
        const taken = this.#options.transfers().receive(friend, message)
        if (taken !== 'stray') return taken
        this.#passOver(friend)
      }
    }
  }

  /** A session takes more. */
  drained(session: string, friend: string): void {
    this.#sessions.drained(session)
    this.#outbound.drained(friend, session)
  }

  /** Something new waits for this friend, or may be said now. */
  pump(friend: string): void {
    this.#outbound.pump(friend)
  }

  /** Tells what waits for other identities than this one, if the user does not know it yet. */
  tellHeld(friend: string, to: string): void {
    this.#outbound.tellHeld(friend, to)
  }

  /** The user has settled what is sent again or to another key. */
  settled(friend: string): void {
    this.#outbound.settled(friend)
  }

  /** Says a message that is not kept. @returns false when more should wait. @throws PeerError NOT_CONNECTED */
  say(friend: string, message: ApplicationMessage): boolean {
    const newest = this.#sessions.newest(friend)
    if (!newest || !this.#options.maySend(friend)) throw new PeerError('NOT_CONNECTED')
    const inRoom = message.kind === 'chunk' && message.bytes.length > SMALL_BYTES
    const content = inRoom ? encodeChunk(message, this.#chunkRoom) : encodeMessage(message)
    return this.#sessions.wrote(newest.id, newest.handle.sendData(content))
  }

  /** Does a piece of hashing that this friend's question takes. @returns what settles when the next may be done. */
  async hash(friend: string, piece: () => void): Promise<void> {
    const { now, wait = setTimeout } = this.#options
    const began = now()
    piece()
    const owed = this.#budget.hashed(friend, now() - began, now())
    if (owed > 0) await wait(owed)
  }

  /** Says goodbye to this friend, and takes nothing more of what was said before. */
  hangUp(friend: string): void {
    this.#inbound.forget(friend)
    this.#sessions.hangUp(friend)
  }

  /** Nothing more is to be heard of this friend: sessions end, and what still comes in them is not taken. */
  turnAway(friend: string): void {
    this.#inbound.forget(friend)
    for (const { id } of this.#sessions.with(friend)) this.#options.sessions.turnAway(id)
  }

  /** Settles when everything that has arrived is on disk. */
  async stop(): Promise<void> {
    this.#keepalive.stop()
    this.#disk.stop()
    await this.#inbound.stop()
  }

  /** Whether the friend's question is answered; the sessions end where there are too many. */
  #answers(friend: string): boolean {
    if (this.#budget.question(friend, this.#options.now())) return true
    this.#refuse(friend, 'questions')
    return false
  }

  /** Something came that nobody wants. */
  #passOver(friend: string): void {
    if (!this.#budget.stray(friend, this.#options.now())) this.#refuse(friend, 'questions')
  }

  /** Whether a receipt may end what is owed; of the same few the friend could send any number. */
  #endsSomething(friend: string, receipt: Extract<ApplicationMessage, { kind: 'receipt' }>): boolean {
    const { stream } = receipt
    const number = this.#outbound.upTo(friend, receipt)
    const { outboxes } = this.#options.journal.store.of(friend)
    return [...outboxes.values()].some(
      ({ waiting: [first] }) => first !== undefined && first.stream === stream && first.number <= number,
    )
  }

  /** The friend is over the budget: it is kept away for a while. */
  #refuse(friend: string, excess: Excess): void {
    this.#budget.refuse(friend, this.#options.now())
    for (const { id } of this.#sessions.with(friend)) this.#sessions.abandon(id, overBudget(friend, excess))
  }
}
