/**
 * Delivery: carries the items of the journal to friends and theirs into it, over whatever sessions there are, as
 * PROTOCOL.md section 8 says. An item is sent only after it is on this disk, and confirmed only after it is on the
 * friend's, so a kill at any moment loses nothing and repeats nothing.
 *
 * Two friends who call each other at once have two sessions for a moment. The one whose name comes first in the
 * alphabet ends all but the newest; the other one follows. Words go out in the newest, and come in from each.
 */

import type { Backoff } from '../directory/backoff'
import type { Transfers } from '../files/transfers'
import {
  type ApplicationMessage,
  CHUNK_ROOM_BYTES,
  decodeMessage,
  encodeChunk,
  encodeMessage,
} from '../protocol/application'
import type { Entropy } from '../protocol/conversation'
import { PeerError } from '../protocol/errors'
import type { SessionRegistry } from '../session/registry'
import { SMALL_BYTES } from '../session/session'
import { DeliverySessions } from './delivery-sessions'
import { DiskWait } from './disk-wait'
import { Inbound } from './inbound'
import type { Journal } from './journal'
import { Keepalive, type KeepaliveSchedule } from './keepalive'
import type { SentItem } from './message-store'
import type { MessengerEvent } from './messenger-api'
import { Outbound } from './outbound'

export interface DeliveryOptions {
  readonly self: string
  readonly sessions: Pick<SessionRegistry, 'handle' | 'with' | 'newest'>
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
}

export class Delivery {
  readonly #options: DeliveryOptions
  readonly #sessions: DeliverySessions
  readonly #disk: DiskWait
  readonly #inbound: Inbound
  readonly #outbound: Outbound
  readonly #keepalive: Keepalive
  readonly #chunkRoom = Buffer.allocUnsafeSlow(CHUNK_ROOM_BYTES)

  constructor(options: DeliveryOptions) {
    this.#options = options
    const sessions = new DeliverySessions(options.sessions)
    this.#sessions = sessions
    const disk = new DiskWait(options)
    this.#disk = disk
    this.#inbound = new Inbound({ ...options, sessions, disk })
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

  /** Whether an item that waits has been written into the open session. */
  wasSent(friend: string, item: SentItem): boolean {
    return this.#outbound.wasSent(friend, item)
  }

  /** A handshake with this friend is done. */
  connected(session: string, friend: string, fingerprint: string): void {
    const older = this.#sessions.with(friend).filter(({ id }) => id !== session)
    this.#keepalive.heard(session)
    if (this.#options.self < friend) for (const { handle } of older) handle.close()
    this.#sessions.say(session, this.#inbound.opening(friend))
    if (older.length === 0) this.#options.onEvent({ event: 'online', friend, fingerprint })
    this.#outbound.begun(friend)
  }

  /** A session with this friend has come to its end. */
  closed(session: string, friend: string): void {
    this.#keepalive.ended(session)
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
        this.#outbound.has(friend, session, message)
        return
      case 'item':
        return this.#inbound.take(friend, session, message)
      case 'receipt':
        this.#outbound.confirmed(friend, message)
        return
      case 'ping':
        this.#sessions.say(session, { kind: 'pong' })
        return
      case 'pong':
        return
      case 'full':
        this.#outbound.full(friend, session)
        return
      default:
        return this.#options.transfers().receive(friend, message)
    }
  }

  /** A session takes more. */
  drained(session: string, friend: string): void {
    this.#outbound.drained(friend, session)
  }

  /** Something new waits for this friend, or may be said now. */
  pump(friend: string): void {
    this.#outbound.pump(friend)
  }

  /** Says a message that is not kept. @returns false when more should wait. @throws PeerError NOT_CONNECTED */
  say(friend: string, message: ApplicationMessage): boolean {
    const newest = this.#sessions.newest(friend)
    if (!newest || !this.#options.maySend(friend)) throw new PeerError('NOT_CONNECTED')
    const inRoom = message.kind === 'chunk' && message.bytes.length > SMALL_BYTES
    return newest.handle.sendData(inRoom ? encodeChunk(message, this.#chunkRoom) : encodeMessage(message))
  }

  /** Says goodbye to this friend, and takes nothing more of what was said before. */
  hangUp(friend: string): void {
    this.#inbound.forget(friend)
    this.#sessions.hangUp(friend)
  }

  /** Settles when everything that has arrived is on disk. */
  async stop(): Promise<void> {
    this.#keepalive.stop()
    this.#disk.stop()
    await this.#inbound.stop()
  }
}
