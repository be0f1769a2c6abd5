/** Friendships: who is a friend and who asks to be, as the directory said last, and what of that is news. */

import { stateOf } from '../contacts/contacts'
import type { WantedFriends } from '../directory/directory-account'
import { spoken } from '../files/transfer-view'
import type { ContactStore } from '../home/contacts-file'
import { t } from '../language/sentence'
import type { Way } from '../session/registry'
import type { Journal } from './journal'
import type { FriendView, MessengerEvent, Requests } from './messenger-api'
import { heldFrom, waitingFor } from './outbox'

/**
 * How often the user is told of requests, each time of all that are new: whoever makes up requests, the directory for
 * one, gets five lines and bells in ten minutes. Those that were not told stand in the list meanwhile.
 */
const TOLD_AT_MOST = { times: 5, within: 10 * 60_000 }

/** Names that stand in one sentence. */
const NAMES_SHOWN = 5

export interface FriendshipsOptions {
  readonly contacts: ContactStore
  readonly journal: Journal
  readonly wayTo: (friend: string) => Way | null
  readonly now: () => number
  /** Under what is kept what is meant for the friend's pinned identity; null where no key is known. */
  readonly addressee: (friend: string) => string | null
  readonly onEvent: (event: MessengerEvent) => void
  /** The directory names a friend whom it did not name before, and whom the user wants. */
  readonly onNew: (friend: string) => void
}

export class Friendships {
  readonly #options: FriendshipsOptions
  #latest: WantedFriends = { friends: [], incoming: [], outgoing: [], unasked: [] }
  /** Of those who ask now. */
  #toldRequests: ReadonlySet<string> = new Set()
  /** When requests were told last. */
  #toldAt: readonly number[] = []
  #toldUnasked = false

  constructor(options: FriendshipsOptions) {
    this.#options = options
  }

  /** The directory has answered. */
  heard(friends: WantedFriends): void {
    const { onEvent, onNew } = this.#options
    const before = new Set(this.#latest.friends.map(({ name }) => name))
    const awaited = new Set([...this.#latest.incoming, ...this.#latest.outgoing])
    this.#latest = friends
    for (const { name } of friends.friends) {
      if (awaited.has(name)) onEvent({ event: 'friend', name })
      if (!before.has(name)) onNew(name)
    }
    const { incoming, unasked } = this.requests()
    this.#tellRequests(incoming)
    this.#tellUnasked(unasked)
  }

  /** @returns all whose key is known, by name. */
  list(): FriendView[] {
    const { contacts, journal, wayTo, addressee } = this.#options
    const known = contacts.contacts
    return [...known.keys()].sort().map((name) => {
      const correspondence = journal.store.of(name)
      const to = addressee(name)
      const way = wayTo(name)
      return {
        name,
        trust: stateOf(known, name),
        online: way !== null,
        way,
        waiting: waitingFor(correspondence, to),
        held: heldFrom(correspondence, to)?.count ?? 0,
      }
    })
  }

  requests(): Requests {
    const { incoming, outgoing, unasked } = this.#latest
    const { blocked } = this.#options.contacts
    const isHeard = (name: string) => !blocked.has(name)
    return { incoming: incoming.filter(isHeard), outgoing, unasked: unasked.filter(isHeard) }
  }

  #tellRequests(incoming: readonly string[]): void {
    const { onEvent, now } = this.#options
    const told = this.#toldRequests
    this.#toldRequests = new Set(incoming.filter((name) => told.has(name)))
    const from = incoming.filter((name) => !told.has(name))
    const recently = this.#toldAt.filter((at) => Math.abs(now() - at) < TOLD_AT_MOST.within)
    if (from.length === 0 || recently.length >= TOLD_AT_MOST.times) return
    this.#toldRequests = new Set(incoming)
    this.#toldAt = [...recently, now()]
    onEvent(from.length === 1 ? { event: 'request', from: from[0]! } : { event: 'requests', from })
  }

  /** Once: a directory that makes them up would do so again and again. */
  #tellUnasked(unasked: readonly string[]): void {
    if (this.#toldUnasked || unasked.length === 0) return
    this.#toldUnasked = true
    const left = unasked.length - NAMES_SHOWN
    const shown = unasked.slice(0, NAMES_SHOWN).join(', ')
    const names = left > 0 ? t`${shown}${t` and ${left} more`}` : shown
    const sentence =
      unasked.length === 1
        ? t`The directory names a friend whom you never added here: ${names}. Nobody of them is kept or called: /add NAME takes one whom you know.`
        : t`The directory names ${unasked.length} friends whom you never added here: ${names}. Nobody of them is kept or called: /add NAME takes one whom you know.`
    this.#options.onEvent({
      event: 'notice',
      code: 'UNASKED_FRIENDS',
      ...spoken(sentence),
    })
  }
}
