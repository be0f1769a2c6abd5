/**
 * The store: what was said with whom, and what of it the friend has not got yet. It is a fold over the entries of
 * the journal, so history and outbox are one thing and cannot disagree. Pure; journal.ts keeps the entries on disk.
 *
 * What a user says to one identity of a friend is a stream: items numbered from 1 under a random stream id. An item
 * waits until the friend's receipt, for the identity that it was meant for and no other; outbox.ts says what of it is
 * sent. Of a friend's streams the last number is kept, of every one that ever was seen, so nothing
 * is delivered twice, not even when a friend comes back from a backup and begins a stream anew.
 */

import type { KeptItem, TransferEntry } from '../files/transfers'
import type { Item } from '../protocol/application'
import type { Correspondence, Outbox, StoreEntry } from './correspondence'
import { KeptTransfers } from './kept-transfers'
import { lackingLines } from './lacking'
import { beginStream, idOf } from './outbox'
import { Past, type ReadPage } from './past'
import type { SentItem } from './stored-item'

/** As everybody sees it but the journal. */
export type ReadableStore = Pick<MessageStore, 'of' | 'friends' | 'transfers' | 'offers'>

export class MessageStore {
  readonly #friends = new Map<string, Correspondence>()
  readonly #transfers = new KeptTransfers()
  readonly #read: ReadPage

  constructor(read: ReadPage) {
    this.#read = read
  }

  /** @returns what was said with this friend; empty if nothing was. */
  of(friend: string): Correspondence {
    return this.#friends.get(friend) ?? this.#blank()
  }

  /** Who anything was ever said with. */
  get friends(): string[] {
    return [...this.#friends.keys()]
  }

  /** The last entry of each file transfer that is still known. */
  get transfers(): readonly TransferEntry[] {
    return this.#transfers.entries
  }

  /** Offers and ENDs of those. */
  get offers(): readonly KeptItem[] {
    return this.#transfers.items
  }

  apply(entry: StoreEntry): void {
    if (entry.kind === 'file') {
      this.#transfers.step(entry)
      return
    }
    if (entry.kind === 'transfer') {
      this.#transfers.said(entry)
      return
    }
    const friend = this.#friends.get(entry.friend) ?? this.#blank()
    this.#friends.set(entry.friend, friend)
    switch (entry.kind) {
      case 'out': {
        const { id, written, item, to, stream, number } = entry
        const line: SentItem = { direction: 'out', id, written, item, to, stream, number, state: 'waiting' }
        friend.lines.add(line)
        const outbox = outboxOf(friend, to, stream)
        put(outbox, line)
        if (!entry.rests) outbox.begun = outbox.lastNumber
        this.#transfers.said({ friend: entry.friend, direction: 'out', item })
        return
      }
      case 'begun': {
        const outbox = friend.outboxes.get(entry.to)
        if (outbox) outbox.begun = outbox.lastNumber
        return
      }
      case 'unsaid': {
        const outbox = friend.outboxes.get(entry.to)
        if (outbox) unsay(outbox, entry.number, entry.instead)
        return
      }
      case 'in': {
        const { stream, number, written, at, item } = entry
        friend.lines.add({ direction: 'in', id: idOf(stream, number), written, at, item })
        this.#transfers.said({ friend: entry.friend, direction: 'in', item })
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
        beginStream(outbox, entry.stream)
        outbox.lastNumber = 0
        outbox.given = 0
        outbox.waiting = []
        for (const line of waiting) put(outbox, line)
        outbox.begun = outbox.lastNumber
        return
      }
      case 'lacks': {
        const outbox = friend.outboxes.get(entry.to)
        if (outbox) outbox.lack = entry.lack
        return
      }
      case 'resend': {
        const outbox = friend.outboxes.get(entry.to)
        if (!outbox) return
        outbox.lack = null
        const lacking = [...lackingLines(friend, entry.to, entry.after, entry.until)]
        for (const placed of lacking) put(outbox, friend.lines.amend(placed))
        outbox.begun = outbox.lastNumber
        return
      }
      case 'bind': {
        const others = takeWaiting(friend, (to) => to !== entry.to)
        for (const line of others) line.state = 'dropped'
        const outbox = outboxOf(friend, entry.to, entry.stream)
        for (const line of others) if (line.item.type === 'text') put(outbox, line, entry.to)
        outbox.begun = outbox.lastNumber
        return
      }
      case 'seen':
        friend.seen = entry.count
        return
      case 'drop':
        for (const line of takeWaiting(friend, (to) => to !== entry.keep)) line.state = 'dropped'
        return
      case 'cleared':
        for (const { stream, number } of entry.places)
          friend.cleared.set(stream, Math.max(friend.cleared.get(stream) ?? 0, number))
        return
      case 'page':
        friend.lines.addPage(entry.page)
        return
      case 'line': {
        const page = entry.file === null ? null : friend.lines.page(entry.file)
        if (page && entry.line.direction === 'out') friend.lines.amend({ line: entry.line, page })
        else friend.lines.add(entry.line)
        return
      }
      case 'standing':
        stand(friend, entry)
        return
    }
  }

  /** @returns entries that make this store anew, with the lines of some friends laid out as in `pasts`. */
  checkpoint(pasts: ReadonlyMap<string, Past>): StoreEntry[] {
    const friends = [...this.#friends].flatMap(([friend, known]) =>
      standing(friend, known, pasts.get(friend) ?? known.lines),
    )
    const transfers = this.#transfers.items.map((item) => ({ kind: 'transfer', ...item }) as const)
    return [...friends, ...transfers, ...this.#transfers.entries]
  }

  /** From now on the lines of these friends lie so. */
  adopt(pasts: ReadonlyMap<string, Past>): void {
    for (const [friend, past] of pasts) this.of(friend).lines = past
  }

  #blank(): Correspondence {
    return {
      lines: new Past(this.#read),
      outboxes: new Map(),
      received: new Map(),
      cleared: new Map(),
      current: null,
      arrived: 0,
      seen: 0,
    }
  }
}

/** @returns the entries of a checkpoint for one friend. */
function standing(friend: string, known: Correspondence, lines: Past): StoreEntry[] {
  const { outboxes, received, cleared, current, arrived, seen } = known
  return [
    ...lines.pages.map((page) => ({ kind: 'page', friend, page }) as const),
    ...lines.tail.map((line) => ({ kind: 'line', friend, file: null, line }) as const),
    ...lines.pages.flatMap((page) =>
      lines.amendedOf(page).map((line) => ({ kind: 'line', friend, file: page.file, line }) as const),
    ),
    {
      kind: 'standing',
      friend,
      outboxes: [...outboxes].map(([to, { streams, unconfirmed, lastNumber, begun, given, lack }]) => ({
        to,
        streams,
        ...(unconfirmed.length > 0 && { unconfirmed }),
        lastNumber,
        ...(begun !== lastNumber && { begun }),
        ...(given !== lastNumber && { given }),
        lack,
      })),
      received: [...received].map(([stream, { number, written }]) => ({ stream, number, written })),
      cleared: [...cleared].map(([stream, number]) => ({ stream, number })),
      current,
      arrived,
      seen,
    },
  ]
}

/** Takes what {@link standing} told, after the lines. */
function stand(friend: Correspondence, entry: Extract<StoreEntry, { kind: 'standing' }>): void {
  for (const { to, streams, unconfirmed = [], lastNumber, begun, given, lack } of entry.outboxes)
    friend.outboxes.set(to, {
      streams: [...streams],
      unconfirmed: [...unconfirmed],
      lastNumber,
      begun: begun ?? lastNumber,
      given: given ?? lastNumber,
      waiting: [],
      lack,
    })
  for (const line of friend.lines.waiting()) friend.outboxes.get(line.to)?.waiting.push(line)
  for (const { waiting } of friend.outboxes.values()) waiting.sort((one, other) => one.number - other.number)
  for (const { stream, number, written } of entry.received) friend.received.set(stream, { number, written })
  for (const { stream, number } of entry.cleared) friend.cleared.set(stream, number)
  friend.current = entry.current
  friend.arrived = entry.arrived
  friend.seen = entry.seen
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
  const outbox = {
    streams: [stream],
    unconfirmed: [],
    lastNumber: 0,
    begun: 0,
    given: 0,
    waiting: [],
    lack: null,
  }
  outboxes.set(to, outbox)
  return outbox
}

/** The line waits, as the last one. */
function put(outbox: Outbox, line: SentItem, to = line.to): void {
  outbox.lastNumber += 1
  outbox.given += 1
  Object.assign(line, { to, stream: outbox.streams.at(-1), number: outbox.lastNumber, state: 'waiting' })
  outbox.waiting.push(line)
}

/** Nobody has heard of it: what comes after it moves up, and itself it has no number any more. */
function unsay(outbox: Outbox, number: number, instead: Item | null): void {
  const line = outbox.waiting.find((each) => each.number === number)
  if (!line || number <= outbox.begun) return
  if (instead) {
    line.item = instead
    return
  }
  outbox.waiting = outbox.waiting.filter((each) => each !== line)
  for (const later of outbox.waiting) if (later.number > number) later.number -= 1
  outbox.lastNumber -= 1
  Object.assign(line, { state: 'dropped', number: 0 })
}

/**
 * @returns what waited for such identities, in the order in which it was said as far as this computer's clock tells; it
 * waits no more.
 */
function takeWaiting({ outboxes }: Correspondence, isMeant: (to: string) => boolean): readonly SentItem[] {
  const taken: SentItem[] = []
  for (const [to, outbox] of outboxes) {
    if (!isMeant(to)) continue
    for (const line of outbox.waiting) taken.push(line)
    outbox.waiting = []
  }
  return taken.sort((one, other) => one.written - other.written)
}
