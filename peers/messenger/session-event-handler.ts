/** What the messenger does when something happens to a session: who is let in, who is called again, what is an alarm. */

import type { FriendAction } from '../contacts/key-policy'
import { PeerError } from '../protocol/errors'
import type { PeerEvent } from '../session/peer'
import type { SessionRegistry } from '../session/registry'
import type { Alarms } from './alarms'
import type { BetterWay } from './better-way'
import type { Delivery } from './delivery'
import { overBudget } from './friend-budget'
import type { Redialer } from './redialer'

/** Milliseconds between two questions to the directory that strangers' calls can cause. */
const REFRESH_AFTER_STRANGER = 5_000
/**
 * Milliseconds after which a session has lasted. One that ends sooner, again and again, ends for a reason that the next
 * one meets as well: it is tried after growing waits, and the reason is told once.
 */
const LASTING = 10_000

export interface SessionEventHandlerOptions {
  readonly sessions: Pick<SessionRegistry, 'turnAway' | 'handle'>
  readonly may: (friend: string, action: FriendAction) => boolean
  readonly alarms: Pick<Alarms, 'aboutSession' | 'forget'>
  readonly redialer: Pick<Redialer<unknown>, 'reached' | 'lasted' | 'later'>
  readonly delivery: Pick<Delivery, 'connected' | 'closed' | 'isOnline' | 'admits' | 'isNews'>
  /** Is told of friends who are reached through the relay. */
  readonly betterWay: Pick<BetterWay, 'look'>
  /** Asks the directory who the friends are. */
  readonly refresh: () => void
  readonly now: () => number
}

export class SessionEventHandler {
  readonly #options: SessionEventHandlerOptions
  #askedForStranger = 0
  /** When sessions with friends began of which it is not known yet whether they last. */
  readonly #since = new Map<string, number>()

  constructor(options: SessionEventHandlerOptions) {
    this.#options = options
  }

  take(event: PeerEvent): void {
    switch (event.event) {
      case 'connected':
        this.#connected(event)
        return
      case 'delivered':
        // A text of the session alone: no number, no receipt. Messengers do not say such.
        this.#options.sessions.handle(event.session)?.abandon(new PeerError('UNEXPECTED_FRAME'))
        return
      case 'alarm':
        this.#alarm(event)
        return
      case 'closed':
        this.#closed(event)
        return
      case 'opened':
      case 'sent':
        return
    }
  }

  #connected({
    session,
    role,
    friend,
    proven,
    fingerprint,
    way,
  }: Extract<PeerEvent, { event: 'connected' }>): void {
    if (friend === null || !proven) return
    const { may, sessions, redialer, delivery, betterWay } = this.#options
    if (!may(friend, 'converse')) {
      sessions.turnAway(session)
      return
    }
    if (!delivery.admits(friend, role)) {
      sessions.handle(session)?.abandon(overBudget(friend, 'questions'))
      return
    }
    this.#since.set(session, this.#options.now())
    redialer.reached(friend)
    delivery.connected(session, friend, fingerprint, way)
    if (way === 'relayed') betterWay.look(friend)
  }

  #closed({ session, friend }: PeerEvent): void {
    if (friend === null) return
    const { may, redialer, delivery } = this.#options
    this.#weigh(session, friend)
    this.#since.delete(session)
    delivery.closed(session, friend)
    if (!delivery.isOnline(friend) && may(friend, 'call')) redialer.later(friend)
  }

  #alarm(event: Extract<PeerEvent, { event: 'alarm' }>): void {
    const { session, friend, role, proven, code } = event
    if (friend !== null) this.#weigh(session, friend)
    const isStranger = role === 'responder' && !proven
    if (code === 'OVER_BUDGET' && friend !== null) {
      // It goes on however often the friend comes back: told once.
      if (!this.#options.delivery.isNews(friend)) return
      this.#options.alarms.forget(friend)
    }
    if (code === 'UNKNOWN_PEER' && isStranger) this.#askWhoThatIs()
    this.#options.alarms.aboutSession({ friend, isStranger }, event)
  }

  /** What happens in or after a session that has lasted is news. */
  #weigh(session: string, friend: string): void {
    const since = this.#since.get(session)
    // A clock that was put back would call no session long.
    if (since === undefined || Math.abs(this.#options.now() - since) < LASTING) return
    this.#since.delete(session)
    this.#options.redialer.lasted(friend)
    this.#options.alarms.forget(friend)
  }

  /** A caller whose key is not known: perhaps somebody who has just accepted a request. */
  #askWhoThatIs(): void {
    const now = this.#options.now()
    if (Math.abs(now - this.#askedForStranger) < REFRESH_AFTER_STRANGER) return
    this.#askedForStranger = now
    this.#options.refresh()
  }
}
