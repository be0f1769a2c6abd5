/** What delivery does with sessions: it says messages in them, and ends them. Which there are, the registry knows. */

import { type ApplicationMessage, encodeMessage } from '../protocol/application'
import { PeerError } from '../protocol/errors'
import type { ConnectedSession, SessionRegistry } from '../session/registry'

export class DeliverySessions {
  readonly #registry: Pick<SessionRegistry, 'handle' | 'with' | 'newest'>

  constructor(registry: Pick<SessionRegistry, 'handle' | 'with' | 'newest'>) {
    this.#registry = registry
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
    try {
      return this.#registry.handle(session)?.sendData(encodeMessage(message)) ?? false
    } catch (error) {
      // It has ended, or is about to: the next one begins with what is missing.
      if (error instanceof PeerError) return false
      throw error
    }
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
