/** What delivery does with sessions: it says messages in them, and ends them. Which there are, the registry knows. */

import { type ApplicationMessage, encodeMessage } from '../protocol/application'
import { PeerError } from '../protocol/errors'
import type { ConnectedSession, SessionRegistry } from '../session/registry'

/** Answers of different kinds that may wait in a session: a pong, and a receipt for each of a few streams. */
const MOST_ANSWERS = 8

/**
 * Back-pressure: whether more is said in a session, by what its socket says of itself.
 * @param free false where the socket has more to write than is reasonable.
 */
export type BackPressure = (free: boolean) => boolean

/** What a socket does not take stays where it is: items in the journal, bytes of files on the disk. */
export const asTheSocketTakes: BackPressure = (free) => free

export class DeliverySessions {
  readonly #registry: Pick<SessionRegistry, 'handle' | 'with' | 'newest'>
  readonly #backPressure: BackPressure
  /** Sessions whose socket takes no more for now, and what is answered there once it does: the latest of each kind. */
  readonly #full = new Map<string, Map<string, ApplicationMessage>>()

  constructor(
    registry: Pick<SessionRegistry, 'handle' | 'with' | 'newest'>,
    backPressure: BackPressure = asTheSocketTakes,
  ) {
    this.#registry = registry
    this.#backPressure = backPressure
  }

  has(session: string): boolean {
    return this.#registry.handle(session) !== null
  }

  /** The one connected first before the others. */
  with(friend: string): ConnectedSession[] {
    return this.#registry.with(friend)
  }

  /** The one that words go out in. */
  newest(friend: string): ConnectedSession | undefined {
    return this.#registry.newest(friend)
  }

  /** @returns whether the session takes more. */
  say(session: string, message: ApplicationMessage): boolean {
    const handle = this.#registry.handle(session)
    if (!handle) return false
    try {
      return this.wrote(session, handle.sendData(encodeMessage(message)))
    } catch (error) {
      // It has ended, or is about to: the next one begins with what is missing.
      if (error instanceof PeerError) return false
      throw error
    }
  }

  /** Whether a session takes more, as far as it said. */
  takes(session: string): boolean {
    return !this.#full.has(session)
  }

  /** @param free whether the socket takes more after what was said in it. @returns whether the session does. */
  wrote(session: string, free: boolean): boolean {
    const takesMore = this.#backPressure(free)
    if (!takesMore && this.takes(session)) this.#full.set(session, new Map())
    return takesMore
  }

  /**
   * Answers as soon as the session takes it; what waits is replaced by the next of its kind, so a friend who asks and
   * does not read makes nothing grow.
   */
  answer(session: string, kind: string, message: ApplicationMessage): void {
    const waiting = this.#full.get(session)
    if (!waiting) {
      this.say(session, message)
      return
    }
    waiting.delete(kind)
    waiting.set(kind, message)
    const [oldest] = waiting.keys()
    // A receipt that is left out is made up for by HAVE.
    if (oldest !== undefined && waiting.size > MOST_ANSWERS) waiting.delete(oldest)
  }

  /** The session takes more: what waits is answered. */
  drained(session: string): void {
    const waiting = this.#full.get(session)
    this.#full.delete(session)
    for (const [kind, message] of waiting ?? []) this.answer(session, kind, message)
  }

  /** The session has come to its end. */
  ended(session: string): void {
    this.#full.delete(session)
  }

  /** Ends one that is dead or misused, without a goodbye and with an alarm that says why. */
  abandon(session: string, reason: PeerError): void {
    this.#registry.handle(session)?.abandon(reason)
  }

  /** Says goodbye to this friend. */
  hangUp(friend: string): void {
    for (const { handle } of this.with(friend)) handle.close()
  }
}
