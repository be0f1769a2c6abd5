/**
 * The registry of sessions: the one place that knows which sessions a peer has, with whom, and how far each of them
 * has come. A session stands here from the open connection to its end.
 */

import type { Role } from '../protocol/conversation'
import type { Session } from './session'

/**
 * How a session reaches the friend: at an address of theirs, at a port that a router maps, or through a relay. Who stands
 * on the way changes nothing of what a session is.
 */
export type Way = 'direct' | 'mapped' | 'relayed'

/** What is known of a session; each event of a peer carries it as it is at that moment. */
export interface SessionInfo {
  /** Numbers the connections of this program. */
  readonly session: string
  readonly role: Role
  /** The friend's name: as called, or as proven in the handshake; null where neither says one. */
  readonly friend: string | null
  /** Whether the friend has proven in the handshake to be who the name says. */
  readonly proven: boolean
  readonly way: Way
}

/** What those above a session may do with it. */
export type SessionHandle = Pick<
  Session,
  'send' | 'sendData' | 'pause' | 'resume' | 'abandon' | 'close' | 'shown'
>

/** A session whose handshake is done. */
export interface ConnectedSession {
  readonly id: string
  readonly handle: SessionHandle
  readonly way: Way
}

interface Entry {
  info: SessionInfo
  stage: 'handshake' | 'connected' | 'turned away'
  /** Null while the keys for the handshake are made. */
  handle: SessionHandle | null
}

export class SessionRegistry {
  readonly #entries = new Map<string, Entry>()
  #count = 0

  get isEmpty(): boolean {
    return this.#entries.size === 0
  }

  /** A connection is open. @param calls whom this peer called, or null. */
  add(role: Role, calls: string | null, way: Way = 'direct'): SessionInfo {
    const info = { session: `session-${++this.#count}`, role, friend: calls, proven: false, way }
    this.#entries.set(info.session, { info, stage: 'handshake', handle: null })
    return info
  }

  /** The handshake begins. */
  attach(id: string, handle: SessionHandle): void {
    const entry = this.#entries.get(id)
    if (entry) entry.handle = handle
  }

  /** The handshake is done. @param proven the name that the other side has proven; null where there are no names. */
  connected(id: string, proven: string | null): void {
    const entry = this.#entries.get(id)
    if (!entry) return
    entry.stage = 'connected'
    // Handshakes that cross end in another order than they began: the last one done is the newest.
    this.#entries.delete(id)
    this.#entries.set(id, entry)
    if (proven !== null) entry.info = { ...entry.info, friend: proven, proven: true }
  }

  /** Nothing is said in this session, and what still comes in it is not taken: it says goodbye and counts no more. */
  turnAway(id: string): void {
    const entry = this.#entries.get(id)
    if (!entry) return
    entry.stage = 'turned away'
    entry.handle?.close()
  }

  isTurnedAway(id: string): boolean {
    return this.#entries.get(id)?.stage === 'turned away'
  }

  /** The session has come to its end. */
  remove(id: string): void {
    this.#entries.delete(id)
  }

  info(id: string): SessionInfo | undefined {
    return this.#entries.get(id)?.info
  }

  /** @returns the session, if its handshake has begun. */
  handle(id: string): SessionHandle | null {
    return this.#entries.get(id)?.handle ?? null
  }

  /** @returns all whose handshake has begun. */
  handles(): SessionHandle[] {
    return [...this.#entries.values()].flatMap(({ handle }) => handle ?? [])
  }

  /**
   * @returns the sessions with this friend in the order in which they were connected. Where the protocol has no names,
   * words to a friend go to whoever is connected.
   */
  with(friend: string): ConnectedSession[] {
    const named = this.#connected(friend)
    return named.length > 0 ? named : this.#connected(null)
  }

  /**
   * @returns the session with a friend that was connected last: where the friend had to start anew, an earlier one
   * leads nowhere.
   */
  newest(friend: string): ConnectedSession | undefined {
    return this.with(friend).at(-1)
  }

  #connected(friend: string | null): ConnectedSession[] {
    return [...this.#entries].flatMap(([id, { info, stage, handle }]) =>
      stage === 'connected' && info.friend === friend && handle ? { id, handle, way: info.way } : [],
    )
  }
}
