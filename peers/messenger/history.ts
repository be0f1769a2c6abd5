/** The past: what was said, as front ends show it, and how much of it a front end has shown already. */

import { PeerError } from '../protocol/errors'
import { clearingOf } from './clearing'
import type { Journal } from './journal'
import type { HistoryItem } from './messenger-api'
import { search } from './search'
import type { SentItem, StoredItem } from './stored-item'

/** Milliseconds between two notes of what the user has seen. */
const SEEN_DELAY = 300

interface Asked {
  /** How many items came before these. */
  readonly first: number
  readonly ids: string[]
  next: number
}

export class History {
  readonly #journal: Pick<Journal, 'store' | 'write' | 'clear'>
  readonly #wasSent: (friend: string, line: SentItem) => boolean
  readonly #onRead: (friend: string) => void
  /** How many items of a friend were shown, and when that is noted. */
  readonly #seen = new Map<string, { count: number; readonly timer: NodeJS.Timeout }>()
  /** The ids of what came from a friend and was not seen, and up to which of them was asked. */
  readonly #asked = new Map<string, Asked>()

  /**
   * @param wasSent whether an item that waits has been written into the open session.
   * @param onRead is told when it is on disk that the user has seen something of a friend's.
   */
  constructor(
    journal: Pick<Journal, 'store' | 'write' | 'clear'>,
    wasSent: (friend: string, line: SentItem) => boolean,
    onRead: (friend: string) => void = () => {},
  ) {
    this.#journal = journal
    this.#wasSent = wasSent
    this.#onRead = onRead
  }

  /** @returns the last `count` items, oldest first. */
  with(friend: string, count: number): HistoryItem[] {
    const { lines } = this.#journal.store.of(friend)
    return lines.last(count).map((line) => this.#item(friend, line))
  }

  /** @returns what was said in a time, oldest first. @param to not part of it. */
  between(friend: string, from: number, to: number): HistoryItem[] {
    return this.#journal.store
      .of(friend)
      .lines.between(from, to)
      .map((line) => this.#item(friend, line))
  }

  /** @returns the newest `most` items that have these words, oldest first. @param friend null for all. */
  async search(
    friend: string | null,
    words: string,
    most: number,
    now: () => number,
  ): Promise<HistoryItem[]> {
    const found = await search(this.#journal.store, friend, words, most, now, () => new Promise(setImmediate))
    const items = found.reverse().map(({ friend: whose, line }) => this.#item(whose, line))
    return items.sort((one, other) => one.at - other.at).slice(-most)
  }

  /** @returns how many items of that time can be cleared. */
  forgettable(friend: string, from: number, to: number): number {
    return clearingOf(this.#journal.store.of(friend), { from, to }).gone.length
  }

  /** Clears them. @param count how many, as the user was shown. @throws PeerError BAD_COMMAND, FILE_FAILED */
  async forget(friend: string, from: number, to: number, count: number): Promise<void> {
    await this.#journal.clear({ friend, from, to }, (there) => {
      if (there !== count || count === 0) throw another(friend, there)
    })
  }

  /** @returns the friends' items that no front end has shown yet, of each friend the oldest first. */
  unseen(): HistoryItem[] {
    const { store } = this.#journal
    return store.friends.flatMap((friend) => {
      const { lines, arrived, seen } = store.of(friend)
      return lines.lastIncoming(arrived - seen).map((line) => this.#item(friend, line))
    })
  }

  /** A front end has shown all that came from this friend until now, or up to the item `id`. */
  seen(friend: string, id?: string): void {
    // What comes between now and the note was not shown.
    const count = id === undefined ? this.#journal.store.of(friend).arrived : this.#countUpTo(friend, id)
    const known = this.#seen.get(friend)
    if (known) {
      known.count = Math.max(known.count, count)
      return
    }
    const timer = setTimeout(() => void this.#note(friend).catch(() => {}), SEEN_DELAY)
    this.#seen.set(friend, { count, timer })
  }

  /**
   * @returns how many of the friend's items came up to this one, or 0 where it stands before one that was asked for
   * earlier. Goes on where it stopped: a backlog is shown one by one, and to count it each time from its beginning, or
   * from its end, would take the square of its length.
   */
  #countUpTo(friend: string, id: string): number {
    const { lines, arrived, seen } = this.#journal.store.of(friend)
    const asked = this.#asked.get(friend) ?? { first: seen, ids: [], next: 0 }
    this.#asked.set(friend, asked)
    const newer = arrived - asked.first - asked.ids.length
    if (newer > 0) for (const line of lines.lastIncoming(newer)) asked.ids.push(line.id)
    const at = asked.ids.indexOf(id, asked.next)
    if (at === -1) return 0
    asked.next = at + 1
    const count = asked.first + asked.next
    // Half of them are behind: they are asked for no more.
    if (asked.next * 2 > asked.ids.length)
      this.#asked.set(friend, { first: count, ids: asked.ids.slice(asked.next), next: 0 })
    return count
  }

  /** Notes what was shown and not noted yet. */
  async close(): Promise<void> {
    for (const [friend, { timer }] of [...this.#seen]) {
      clearTimeout(timer)
      // Shown again at the next start: better than not at all.
      await this.#note(friend).catch(() => {})
    }
  }

  async #note(friend: string): Promise<void> {
    const count = this.#seen.get(friend)?.count ?? 0
    this.#seen.delete(friend)
    await this.#journal.write((store) => ({
      entries: count > store.of(friend).seen ? [{ kind: 'seen', friend, count }] : [],
      answer: undefined,
    }))
    this.#onRead(friend)
  }

  #item(friend: string, line: StoredItem): HistoryItem {
    const { id, written, direction } = line
    const content = contentOf(line)
    if (line.direction === 'in')
      return { friend, direction, id, at: line.at, written, content, status: 'received' }
    const status = line.state === 'waiting' && this.#wasSent(friend, line) ? 'sent' : line.state
    return { friend, direction, id, at: written, written, content, status }
  }
}

function contentOf({ item }: StoredItem): HistoryItem['content'] {
  switch (item.type) {
    case 'text':
    case 'again':
      return item
    case 'offer':
      return { type: 'offer', file: item.id, name: item.name, size: item.size }
    case 'end':
      return { type: 'end', file: item.id, outcome: item.outcome }
  }
}

function another(friend: string, there: number): PeerError {
  return new PeerError(
    'BAD_COMMAND',
    there === 0
      ? `Nothing of that time with ${friend} can be cleared: what waits, or was not seen yet, stays.`
      : `It would be ${there} now: ask again how many, and clear those.`,
  )
}
