/** The past: what was said, as front ends show it, and how much of it a front end has shown already. */

import { t } from '../language/sentence'
import type { Item } from '../protocol/application'
import { PeerError } from '../protocol/errors'
import { clearingOf } from './clearing'
import type { Journal } from './journal'
import type { HistoryItem, ItemPlace } from './messenger-api'
import { isAtFriend, unsaidEntry, unsent } from './outbox'
import { search } from './search'
import type { SentItem, StoredItem } from './stored-item'

/** Milliseconds between two notes of what the user has seen. */
const SEEN_DELAY = 300

/** Up to which of a friend's items was asked, and those that lie together with it. */
interface Asked {
  /** How many items came before these. */
  readonly first: number
  readonly ids: readonly string[]
  readonly next: number
}

export class History {
  readonly #journal: Pick<Journal, 'store' | 'write' | 'clear'>
  readonly #wasSent: (friend: string, line: SentItem) => boolean
  readonly #onRead: (friend: string) => void
  /** How many items of a friend were shown, and when that is noted. */
  readonly #seen = new Map<string, { count: number; readonly timer: NodeJS.Timeout }>()
  readonly #asked = new Map<string, Asked>()
  /** How many items of each friend came before this program started. */
  readonly #before: ReadonlyMap<string, number>

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
    const { store } = journal
    this.#before = new Map(store.friends.map((friend) => [friend, store.of(friend).arrived]))
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

  /** @returns the texts that were never in a session, oldest first. */
  unsent(friend: string): HistoryItem[] {
    return unsent(this.#journal.store.of(friend)).map((line) => this.#item(friend, line))
  }

  /**
   * Deletes one item for good. What was never sent is taken back first: a kill in between leaves it dropped.
   * @returns whether the friend has it as well; null where nobody here knows. @throws PeerError BAD_COMMAND, FILE_FAILED
   */
  async delete({ friend, direction, id, at }: ItemPlace): Promise<boolean | null> {
    if (direction === 'out') await this.#unsay(friend, id, null)
    const clearing = { friend, from: at, to: at + 1, only: { direction, id } }
    const known = this.#journal.store.of(friend)
    const [line] = clearingOf(known, clearing).gone
    const isThere = line && isAtFriend(known, line)
    await this.#journal.clear(clearing, (there) => {
      if (there === 0)
        throw new PeerError(
          'BAD_COMMAND',
          t`It is not there any more, or it was not shown to you yet: it stays.`,
        )
    })
    return isThere!
  }

  /** Says something else in place of what was never sent. @throws PeerError BAD_COMMAND, FILE_FAILED */
  async edit(friend: string, id: string, text: string): Promise<void> {
    if (await this.#unsay(friend, id, { type: 'text', text })) return
    throw new PeerError('BAD_COMMAND', t`It does not wait: what ${friend} has is not changed from here.`)
  }

  /** @returns whether it waited. */
  #unsay(friend: string, id: string, instead: Item | null): Promise<boolean> {
    return this.#journal.write((store) => {
      const entry = unsaidEntry(store.of(friend), friend, id, instead)
      return { entries: entry ? [entry] : [], answer: entry !== null }
    })
  }

  /**
   * The friends' items that no front end had shown when this program started, of each friend the oldest first. One page at
   * a time is in memory, whatever comes to the journal meanwhile.
   */
  *unseen(): Generator<HistoryItem> {
    for (const [friend, before] of this.#before) {
      let part = this.#unseenAfter(friend, 0)
      while (part.first < before && part.lines.length > 0) {
        for (const line of part.lines.slice(0, before - part.first)) yield this.#item(friend, line)
        part = this.#unseenAfter(friend, part.first + part.lines.length)
      }
    }
  }

  /** @returns the friend's next items after so many, as many as lie together. Those that were seen may be cleared. */
  #unseenAfter(friend: string, count: number): { readonly first: number; readonly lines: StoredItem[] } {
    const { lines, arrived, seen } = this.#journal.store.of(friend)
    const first = Math.max(count, seen)
    return { first, lines: lines.oldestOfLastIncoming(arrived - first) }
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
    let { first, ids, next } = this.#asked.get(friend) ?? { first: 0, ids: [], next: 0 }
    for (let at = ids.indexOf(id, next); ; at = ids.indexOf(id, next)) {
      if (at !== -1) {
        this.#asked.set(friend, { first, ids, next: at + 1 })
        return first + at + 1
      }
      const part = this.#unseenAfter(friend, first + ids.length)
      if (part.lines.length === 0) return 0
      ;({ first } = part)
      ids = part.lines.map((line) => line.id)
      next = 0
    }
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
      return {
        ...{ type: 'offer', file: item.id, name: item.name, size: item.size },
        ...(item.files !== undefined && { files: item.files }),
      }
    case 'end':
      return { type: 'end', file: item.id, outcome: item.outcome }
  }
}

function another(friend: string, there: number): PeerError {
  return new PeerError(
    'BAD_COMMAND',
    there === 0
      ? t`Nothing of that time with ${friend} can be cleared: what waits, or was not seen yet, stays.`
      : t`It would be ${there} now: ask again how many, and clear those.`,
  )
}
