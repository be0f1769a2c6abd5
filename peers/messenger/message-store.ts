/**
 * The store: what was said with whom, and what of it the friend has not got yet. It is a fold over the entries of
 * the journal, so history and outbox are one thing and cannot disagree. Pure; journal.ts keeps the entries on disk.
 *
 * What a user says to one identity of a friend is a stream: items numbered from 1 under a random stream id. An item
 * waits until the friend's receipt, for the identity that it was meant for and no other; outbox.ts says what of it is
 * sent. Of a friend's streams the last number is kept, of every one that ever was seen, so nothing
 * is delivered twice, not even when a friend comes back from a backup and begins a stream anew.
 */

import type { TransferEntry } from '../files/transfers'
import type { Correspondence, Outbox, SentItem, StoreEntry } from './correspondence'
import { idOf, isDeliveredIn } from './outbox'

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
        const { id, written, item, to, stream, number } = entry
        const line: SentItem = { direction: 'out', id, written, item, to, stream, number, state: 'waiting' }
        friend.lines.push(line)
        put(outboxOf(friend, to, stream), line)
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
        const outbox = [...friend.outboxes.values()].find(({ streams }) => streams.at(-1) === entry.stream)
        if (!outbox) return
        for (const line of outbox.waiting) if (line.number <= entry.number) line.state = 'delivered'
        outbox.waiting = outbox.waiting.filter(({ state }) => state === 'waiting')
        return
      }
      case 'renew': {
        const outbox = outboxOf(friend, entry.to, entry.stream)
        const { waiting } = outbox
        if (!outbox.streams.includes(entry.stream)) outbox.streams.push(entry.stream)
        outbox.lastNumber = 0
        outbox.waiting = []
        for (const line of waiting) put(outbox, line)
        return
      }
      case 'resend': {
        const outbox = friend.outboxes.get(entry.to)
        if (!outbox) return
        const lacking = isDeliveredIn(outbox, entry.to, entry.after, entry.until)
        for (const line of friend.lines.filter(lacking)) put(outbox, line)
        return
      }
      case 'bind': {
        const others = takeWaiting(friend, (to) => to !== entry.to)
        for (const line of others) line.state = 'dropped'
        const outbox = outboxOf(friend, entry.to, entry.stream)
        for (const line of others) if (line.item.type === 'text') put(outbox, line, entry.to)
        return
      }
      case 'seen':
        friend.seen = entry.count
        return
      case 'drop':
        for (const line of takeWaiting(friend, (to) => to !== entry.keep)) line.state = 'dropped'
        return
    }
  }
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

/** @param stream for the first item that goes to this identity. */
function outboxOf({ outboxes }: Correspondence, to: string, stream: string): Outbox {
  const known = outboxes.get(to)
  if (known) return known
  const outbox = { streams: [stream], lastNumber: 0, waiting: [] }
  outboxes.set(to, outbox)
  return outbox
}

/** The line waits, as the last one. */
function put(outbox: Outbox, line: SentItem, to = line.to): void {
  outbox.lastNumber += 1
  Object.assign(line, { to, stream: outbox.streams.at(-1), number: outbox.lastNumber, state: 'waiting' })
  outbox.waiting.push(line)
}

/** @returns what waited for such identities, in the order in which it was said; it waits no more. */
function takeWaiting(
  { lines, outboxes }: Correspondence,
  isMeant: (to: string) => boolean,
): readonly SentItem[] {
  for (const [to, outbox] of outboxes) if (isMeant(to)) outbox.waiting = []
  return lines.filter(
    (line): line is SentItem => line.direction === 'out' && line.state === 'waiting' && isMeant(line.to),
  )
}

function blank(): Correspondence {
  return {
    lines: [],
    outboxes: new Map(),
    received: new Map(),
    current: null,
    arrived: 0,
    seen: 0,
  }
}
