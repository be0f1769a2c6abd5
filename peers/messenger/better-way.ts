/**
 * Looks for a better way to friends who are reached through the relay: they are called directly from time to time, by
 * either side. A session that comes of it takes the place of the relayed one, as of any older one.
 */

import { type Backoff, waitBefore } from '../directory/backoff'

/** The first try is soon: a router may have been asked for a port meanwhile. A laptop that has moved is found in ten minutes. */
export const betterWayBackoff: Backoff = { first: 30_000, most: 600_000 }

export interface BetterWayOptions {
  readonly isRelayed: (friend: string) => boolean
  /** Asks where the friend is, and calls there. How it ends shows in the session that there is then. */
  readonly call: (friend: string) => Promise<void>
  readonly random: () => number
  readonly betterWayBackoff?: Backoff
}

export class BetterWay {
  readonly #options: BetterWayOptions
  readonly #timers = new Map<string, NodeJS.Timeout>()

  constructor(options: BetterWayOptions) {
    this.#options = options
  }

  /** This friend is reached through the relay. */
  look(friend: string): void {
    if (!this.#timers.has(friend)) this.#later(friend, 1)
  }

  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
  }

  #later(friend: string, tries: number): void {
    const { betterWayBackoff: backoff = betterWayBackoff, random } = this.#options
    const timer = setTimeout(() => this.#try(friend, tries), waitBefore(backoff, tries, random()))
    this.#timers.set(friend, timer)
  }

  #try(friend: string, tries: number): void {
    const { isRelayed, call } = this.#options
    this.#timers.delete(friend)
    if (!isRelayed(friend)) return
    // Before the call begins: what it meets does not show in when the directory is asked next.
    this.#later(friend, tries + 1)
    call(friend).catch(() => {})
  }
}
