/**
 * The store: what was said with whom, and what of it the friend has not got yet. It is a fold over the entries of
 * the journal, so history and outbox are one thing and cannot disagree. Pure; journal.ts keeps the entries on disk.
 *
 * What a user says to one friend is a stream: items numbered from 1 under a random stream id. An item waits until
 * the friend's receipt. Of a friend's streams the last number is kept, of every one that ever was seen, so nothing
 * is delivered twice, not even when a friend comes back from a backup and begins a stream anew.
 */

import type { TransferEntry } from '../files/transfers'
import type { Item } from '../protocol/application'

/** Times are milliseconds since 1970 by this computer's clock, `written` by the writer's. */
export type StoreEntry =
  /** This user said something. */
  | {
      readonly kind: 'out'
      readonly friend: string
      readonly id: string
      readonly stream: string
      readonly number: number
      readonly written: number
      readonly item: Item
    }
  /** A friend's item. */
  | {
      readonly kind: 'in'
      readonly friend: string
      readonly stream: string
      readonly number: number
      readonly written: number
      readonly at: number
      readonly item: Item
    }
  /** The friend has all up to `number`. */
  | {
      readonly kind: 'receipt'
      readonly friend: string
      readonly stream: string
      readonly number: number
    }
  /** What waits is numbered anew, from 1, in a new stream. */
  | { readonly kind: 'renew'; readonly friend: string; readonly stream: string }
  /** The user has seen the first `count` items of this friend. */
  | { readonly kind: 'seen'; readonly friend: string; readonly count: number }
  /** Nothing waits any more: the friendship has ended. */
  | { readonly kind: 'drop'; readonly friend: string }
  | TransferEntry

/** Something that was said, in the order in which it came to this disk. */
export type StoredItem =
  | {
      readonly direction: 'out'
      readonly id: string
      readonly written: number
      readonly item: Item
      /** Under which it waits, or was delivered. */
      stream: string
      number: number
      state: 'waiting' | 'delivered' | 'dropped'
    }
  | {
      readonly direction: 'in'
      readonly id: string
      readonly written: number
      readonly at: number
      readonly item: Item
    }

export type SentItem = Extract<StoredItem, { direction: 'out' }>

/** All that was said with one friend. */
export interface Correspondence {
  readonly lines: StoredItem[]
  /** What the friend has not confirmed, in order. */
  waiting: SentItem[]
  /** Of what this user says; null before the first item. */
  stream: string | null
  /** Of the last item in `stream`. */
  lastNumber: number
  /** By stream id of the friend's: the last item that came. */
  readonly received: Map<string, { readonly number: number; readonly written: number }>
  /** The friend's stream in which the last item came; null before the first. */
  current: string | null
  /** How many items came, and how many of them the user has seen. */
  arrived: number
  seen: number
}

export class MessageStore {
  readonly #friends = new Map<string, Correspondence>()
  readonly #transfers: TransferEntry[] = []

  /** @returns what was said with this friend; empty if nothing was. */
  of(friend: string): Correspondence {
    return this.#friends.get(friend) ?? blank()
  }

  /** Who anything was ever said with. */
  get friends(): string[] {
    return [...this.#friends.keys()]
  }

  get transfers(): readonly TransferEntry[] {
    return this.#transfers
  }

  apply(entry: StoreEntry): void {
    if (entry.kind === 'file') {
      this.#transfers.push(entry)
      return
    }
    const friend = this.#friends.get(entry.friend) ?? blank()
    this.#friends.set(entry.friend, friend)
    switch (entry.kind) {
      case 'out': {
        const { id, written, item, stream, number } = entry
        const line: SentItem = { direction: 'out', id, written, item, stream, number, state: 'waiting' }
        friend.lines.push(line)
        friend.waiting.push(line)
        friend.stream = stream
        friend.lastNumber = number
        return
      }
      case 'in': {
        const { stream, number, written, at, item } = entry
        friend.lines.push({ direction: 'in', id: idOf(stream, number), written, at, item })
        friend.received.set(stream, { number, written })
        friend.current = stream
        friend.arrived += 1
        return
      }
      case 'receipt': {
        if (entry.stream !== friend.stream) return
        for (const line of friend.waiting) if (line.number <= entry.number) line.state = 'delivered'
        friend.waiting = friend.waiting.filter(({ state }) => state === 'waiting')
        return
      }
      case 'renew':
        friend.stream = entry.stream
        friend.waiting.forEach((line, index) => {
          line.stream = entry.stream
          line.number = index + 1
        })
        friend.lastNumber = friend.waiting.length
        return
      case 'seen':
        friend.seen = entry.count
        return
      case 'drop':
        for (const line of friend.waiting) line.state = 'dropped'
        friend.waiting = []
        return
    }
  }
}

/** @returns the id of a friend's item, unique among all that this friend ever says. */
export function idOf(stream: string, number: number): string {
  return `${stream.slice(0, 12)}-${number}`
}

/**
 * @param stream a fresh stream id, for the first item to this friend.
 * @returns the entry that puts an item into the outbox.
 */
export function saidEntry(
  store: Pick<MessageStore, 'of'>,
  friend: string,
  item: Item,
  written: number,
  stream: string,
): Extract<StoreEntry, { kind: 'out' }> {
  const known = store.of(friend)
  const [own, number] = known.stream ? [known.stream, known.lastNumber + 1] : [stream, 1]
  // Numbered anew or not, this is the number that the user was given for it.
  return { kind: 'out', friend, id: idOf(own, number), stream: own, number, written, item }
}

/** What is to be done with a friend's item. */
export type Taking =
  | { readonly take: 'new'; readonly lost: { readonly from: number; readonly to: number } | null }
  | { readonly take: 'known' }

/** @param last the last number that came of this stream, or 0. */
export function taking(last: number, number: number): Taking {
  if (number <= last) return { take: 'known' }
  return { take: 'new', lost: number === last + 1 ? null : { from: last + 1, to: number - 1 } }
}

/**
 * What a friend's HAVE means for the outbox.
 * @param stream a fresh stream id, for the case that the friend's last item is not the one that has this number
 * here: this home was brought back from a backup. What waits goes into a new stream then: it may come a second time,
 * but nothing is taken for delivered that is not.
 * @returns the entry to be kept, or null where nothing is new.
 */
export function receivedEntry(
  { stream: own, lines, waiting }: Correspondence,
  friend: string,
  have: { readonly stream: string; readonly last: number; readonly written: number },
  stream: string,
): StoreEntry | null {
  if (own === null || have.stream !== own || have.last === 0) return null
  const last = lines.findLast(
    (line): line is SentItem => line.direction === 'out' && line.stream === own && line.number === have.last,
  )
  if (last?.written !== have.written) return { kind: 'renew', friend, stream }
  const first = waiting[0]
  return first && first.number <= have.last
    ? { kind: 'receipt', friend, stream: own, number: have.last }
    : null
}

/**
 * @param last the number in `stream` that the friend has.
 * @returns what to send next, in order: also what counted as delivered, where the friend was brought back from a backup
 * and lacks it again.
 */
export function afterEntry(
  { stream: own, lines, waiting }: Correspondence,
  stream: string,
  last: number,
): SentItem[] {
  if (stream !== own) return waiting
  const missing: SentItem[] = []
  for (let index = lines.length - 1; index >= 0; index--) {
    const line = lines[index]!
    if (line.direction !== 'out' || line.stream !== own) continue
    if (line.number <= last) break
    if (line.state !== 'dropped') missing.push(line)
  }
  return missing.reverse()
}

function blank(): Correspondence {
  return {
    lines: [],
    waiting: [],
    stream: null,
    lastNumber: 0,
    received: new Map(),
    current: null,
    arrived: 0,
    seen: 0,
  }
}
