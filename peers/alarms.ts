/**
 * Which of a peer's alarms are the user's business. A connection that ends early is not: it is tried again, and nothing
 * is lost. Nor are strangers who connect and talk nonsense. The rest is told once, until the friend is reached again.
 */

import type { MessengerEvent } from './messenger-face'
import type { ErrorCode, PeerError } from './protocol/errors'

const quiet: readonly ErrorCode[] = ['TRUNCATED', 'TIMEOUT', 'INCOMPLETE_HANDSHAKE', 'UNKNOWN_PEER']

/** What is known of the session that an alarm is about. */
export interface Suspect {
  /** As called, or as proven. */
  readonly friend: string | null
  /** Called here, and has not proven anything. */
  readonly isStranger: boolean
}

export class Alarms {
  readonly #onEvent: (event: MessengerEvent) => void
  readonly #told = new Set<string>()

  constructor(onEvent: (event: MessengerEvent) => void) {
    this.#onEvent = onEvent
  }

  /** A session was refused or cut. */
  aboutSession({ friend, isStranger }: Suspect, alarm: PeerError): void {
    // Of a stranger only this matters: they show a friend's name under another key.
    if (quiet.includes(alarm.code) || (isStranger && alarm.code !== 'FINGERPRINT_MISMATCH')) return
    this.about(friend, alarm)
  }

  about(friend: string | null, { code, message, evidence }: PeerError): void {
    const key = `${friend} ${code}`
    if (this.#told.has(key)) return
    this.#told.add(key)
    this.#onEvent({ event: 'alarm', friend, code, message, evidence })
  }

  /** The friend was reached: what happens from now on is news. */
  forget(friend: string): void {
    for (const key of [...this.#told]) if (key.startsWith(`${friend} `)) this.#told.delete(key)
  }
}
