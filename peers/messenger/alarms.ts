/**
 * Which of a peer's alarms are the user's business. A connection that ends early is not: it is tried again, and nothing
 * is lost. Nor are strangers who connect and talk nonsense. The rest is told once, until a session with the friend has lasted.
 */

import { alarm } from '../protocol/conversation'
import type { ErrorCode, PeerError } from '../protocol/errors'
import type { MessengerEvent } from './messenger-api'

const quiet: readonly ErrorCode[] = ['TRUNCATED', 'TIMEOUT', 'INCOMPLETE_HANDSHAKE', 'UNKNOWN_PEER']

/** What is known of the session that an alarm is about. */
export interface Suspect {
  /** As called, or as proven. */
  readonly friend: string | null
  /** Called here, and has not proven anything. */
  readonly isStranger: boolean
}

/** A refusal, or what was told of one. */
type Refusal = Pick<PeerError, 'code' | 'message' | 'evidence'> & Partial<Pick<PeerError, 'words'>>

export class Alarms {
  readonly #onEvent: (event: MessengerEvent) => void
  readonly #told = new Set<string>()

  constructor(onEvent: (event: MessengerEvent) => void) {
    this.#onEvent = onEvent
  }

  /** A session was refused or cut. */
  aboutSession({ friend, isStranger }: Suspect, refusal: Refusal): void {
    // Of a stranger only this matters: they show a friend's name under another key.
    if (quiet.includes(refusal.code) || (isStranger && refusal.code !== 'FINGERPRINT_MISMATCH')) return
    this.about(friend, refusal)
  }

  about(friend: string | null, refusal: Refusal): void {
    const key = `${friend} ${refusal.code}`
    if (this.#told.has(key)) return
    this.#told.add(key)
    this.#onEvent({ ...alarm(refusal), friend })
  }

  /** A session with the friend has lasted: what happens from now on is news. */
  forget(friend: string): void {
    for (const key of [...this.#told]) if (key.startsWith(`${friend} `)) this.#told.delete(key)
  }
}
