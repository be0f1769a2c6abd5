/** Friendships: who is a friend and who asks to be, as the directory said last, and what of that is news. */

import { stateOf } from '../contacts/contacts'
import type { Friends } from '../directory/client'
import type { ContactStore } from '../home/contacts-file'
import type { Journal } from './journal'
import type { FriendView, MessengerEvent, Requests } from './messenger-api'

export interface FriendshipsOptions {
  readonly contacts: ContactStore
  readonly journal: Journal
  readonly isOnline: (friend: string) => boolean
  readonly onEvent: (event: MessengerEvent) => void
  /** The directory names a friend whom it did not name before. */
  readonly onNew: (friend: string) => void
}

export class Friendships {
  readonly #options: FriendshipsOptions
  #latest: Friends = { friends: [], incoming: [], outgoing: [] }

  constructor(options: FriendshipsOptions) {
    this.#options = options
  }

  /** The directory has answered. */
  heard(friends: Friends): void {
    const { onEvent, onNew } = this.#options
    const before = new Set(this.#latest.friends.map(({ name }) => name))
    const asked = new Set(this.#latest.incoming)
    const wasWaiting = new Set(this.#latest.outgoing)
    this.#latest = friends
    for (const { name } of friends.friends) {
      if (wasWaiting.has(name) || asked.has(name)) onEvent({ event: 'friend', name })
      if (!before.has(name)) onNew(name)
    }
    for (const from of friends.incoming) if (!asked.has(from)) onEvent({ event: 'request', from })
  }

  /** @returns all whose key is known, and all whom the directory calls friends, by name. */
  list(): FriendView[] {
    const { contacts, journal, isOnline } = this.#options
    const known = contacts.contacts
    const names = new Set([...known.keys(), ...this.#latest.friends.map(({ name }) => name)])
    return [...names].sort().map((name) => ({
      name,
      trust: stateOf(known, name),
      online: isOnline(name),
      waiting: journal.store.of(name).waiting.length,
    }))
  }

  requests(): Requests {
    const { incoming, outgoing } = this.#latest
    return { incoming, outgoing }
  }
}
