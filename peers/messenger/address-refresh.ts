/**
 * Keeps the newest address record of friends who are there. Who is connected is not looked up, so what is kept of them
 * would be out of date by the time that it is needed: when this messenger starts and no directory answers.
 */

import type { Contacts } from '../contacts/contacts'

/** Milliseconds that a kept record has to count for. A friend who is there publishes a new one each six hours. */
const STILL_COUNTS = 18 * 60 * 60 * 1000
/** Milliseconds until the same friend is looked up again for this: there may be no newer record. */
const ASK_AGAIN = 60 * 60 * 1000

export interface AddressRefreshOptions {
  readonly contacts: { readonly contacts: Contacts }
  readonly isOnline: (friend: string) => boolean
  /** Looks a friend up and keeps the record. @throws anything where that fails. */
  readonly locate: (friend: string) => Promise<unknown>
  readonly now: () => number
}

export class AddressRefresh {
  readonly #options: AddressRefreshOptions
  readonly #asked = new Map<string, number>()

  constructor(options: AddressRefreshOptions) {
    this.#options = options
  }

  /** The directory answers: of those who are there, one whose record is due is looked up. */
  beat(): void {
    const { contacts, isOnline, locate, now } = this.#options
    const isDue = (friend: string, expires = 0) =>
      expires - now() < STILL_COUNTS && Math.abs(now() - (this.#asked.get(friend) ?? -ASK_AGAIN)) >= ASK_AGAIN
    for (const [friend, { address }] of contacts.contacts) {
      if (!isOnline(friend) || !isDue(friend, address?.record.expires)) continue
      this.#asked.set(friend, now())
      // Whoever calls this friend is told what is wrong.
      locate(friend).catch(() => {})
      return
    }
  }
}
