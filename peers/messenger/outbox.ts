/**
 * The outbox: what waits for one friend, apart for each identity that it was meant for, and what a friend's HAVE means
 * for it. Pure; the entries that change it are in correspondence.ts.
 *
 * Nothing that a friend says makes an item wait again. HAVE and receipts end what is owed; what a friend says to lack
 * of what was delivered is found out here, and sent again only by an entry that the user agreed to.
 */

import { t } from '../language/sentence'
import { type Item, NO_STREAM, STREAM_BYTES } from '../protocol/application'
import type { Entropy } from '../protocol/conversation'
import { PeerError } from '../protocol/errors'
import type { Correspondence, Outbox, StoreEntry } from './correspondence'
import { deliveredBetween, type Lack } from './lacking'
import { mayHold } from './page'
import type { Past } from './past'
import type { Backlog, SentItem, StoredItem, StreamPlace } from './stored-item'

export interface Have extends StreamPlace {
  /** Of the item `number`. */
  readonly written: number
}

/** @returns the id of a stream that nobody has begun. */
export function freshStream(entropy: Pick<Entropy, 'bytes'>): string {
  return entropy.bytes(STREAM_BYTES).toString('hex')
}

/**
 * @returns the id of an item, unique among all that one side ever says to the other: the whole stream is in it, for a friend
 * chooses its own and could begin two of them alike.
 */
export function idOf(stream: string, number: number): string {
  return `${stream}-${number}`
}

/**
 * Earlier streams in which nothing came to its end that stay known: sessions that cross may still name one of the last.
 * While something waits, a friend who names streams that nobody began makes this side begin another one each time.
 */
export const UNCONFIRMED_STREAMS = 8

/** From now on this stream is gone on with. Of those before, all stay known in which something came to its end. */
export function beginStream(
  { streams, unconfirmed, lastNumber, waiting, lack }: Outbox,
  stream: string,
): void {
  if (streams.includes(stream)) return
  const before = streams.at(-1)
  if (before !== undefined && waiting.length === lastNumber) unconfirmed.push(before)
  streams.push(stream)
  if (unconfirmed.length <= UNCONFIRMED_STREAMS) return
  // What is kept as lacking is told by two places, and those count by the order of streams.
  const inUse = [lack?.after?.stream, lack?.until.stream]
  const gone = unconfirmed.find((each) => !inUse.includes(each))
  if (gone === undefined) return
  unconfirmed.splice(unconfirmed.indexOf(gone), 1)
  streams.splice(streams.indexOf(gone), 1)
}

/**
 * @param to the identity that it is meant for. @param stream a fresh stream id, for the first item to this identity.
 * @param rests there is no session with the friend. @returns the entry that puts an item into the outbox.
 */
export function saidEntry(
  known: Pick<Correspondence, 'outboxes'>,
  friend: string,
  to: string,
  item: Item,
  written: number,
  stream: string,
  rests = false,
): Extract<StoreEntry, { kind: 'out' }> {
  const outbox = known.outboxes.get(to)
  const [own, number, given] = outbox
    ? [outbox.streams.at(-1)!, outbox.lastNumber + 1, outbox.given + 1]
    : [stream, 1, 1]
  // Numbered anew or not, this is the id that the user was given for it.
  const id = idOf(own, given)
  return { kind: 'out', friend, to, id, stream: own, number, written, item, ...(rests && { rests }) }
}

/**
 * What a friend's HAVE means for the outbox.
 * @param to the identity that the friend has proven in this session.
 * @param stream a fresh stream id, for the case that the friend has what this home never gave out, or another item
 * under its number: this home was brought back from a backup. What waits goes into a new stream then: it may come a
 * second time, but nothing is taken for delivered that is not.
 * @returns the entry to be kept, or null where nothing is new.
 */
export function receivedEntry(
  known: Correspondence,
  friend: string,
  to: string,
  have: Have,
  stream: string,
): Extract<StoreEntry, { kind: 'renew' | 'receipt' }> | null {
  const outbox = known.outboxes.get(to)
  // In a stream in which nothing was said yet no number can have another meaning.
  if (!outbox || outbox.lastNumber === 0 || have.number === 0) return null
  const own = outbox.streams.at(-1)!
  if (have.stream !== own)
    return outbox.streams.includes(have.stream) ? null : { kind: 'renew', friend, to, stream }
  const last = saidAt(known.lines, { stream: own, number: have.number })
  const isCleared = !last && have.number <= (known.cleared.get(own) ?? 0)
  if (!isCleared && last?.written !== have.written) return { kind: 'renew', friend, to, stream }
  const first = outbox.waiting[0]
  return first && first.number <= have.number
    ? { kind: 'receipt', friend, stream: own, number: have.number }
    : null
}

/**
 * @param known after what HAVE ended was kept, see {@link receivedEntry}.
 * @returns which texts the friend says to lack of those that were delivered to this identity, or null: nothing, or this
 * home is the one that was brought back.
 */
export function lackOf(known: Correspondence, to: string, have: Have): Lack | null {
  const outbox = known.outboxes.get(to)
  if (!outbox) return null
  const has = have.number > 0 && have.stream !== NO_STREAM
  if (has && !outbox.streams.includes(have.stream)) return null
  const after = has ? { stream: have.stream, number: have.number } : null
  const until = { stream: outbox.streams.at(-1)!, number: outbox.lastNumber - outbox.waiting.length }
  return deliveredBetween(known, to, after, until)
}

/** @returns the texts that wait and were never in a session: they can still be taken back. */
export function unsent({ outboxes }: Pick<Correspondence, 'outboxes'>): SentItem[] {
  return [...outboxes.values()].flatMap(({ waiting, begun }) =>
    waiting.filter(({ number, item }) => number > begun && item.type === 'text'),
  )
}

/**
 * @param instead what is said in its place; null: nothing.
 * @returns the entry that does so; null where the item does not wait.
 * @throws PeerError BAD_COMMAND where it may have been sent.
 */
export function unsaidEntry(
  known: Pick<Correspondence, 'outboxes'>,
  friend: string,
  id: string,
  instead: Item | null,
): Extract<StoreEntry, { kind: 'unsaid' }> | null {
  const line = allWaiting(known).find((each) => each.id === id)
  if (!line) return null
  if (!unsent(known).includes(line))
    throw new PeerError(
      'BAD_COMMAND',
      line.item.type === 'text' || line.item.type === 'again'
        ? t`It may be on its way to ${friend} already: it stays as it is until ${friend} has confirmed it.`
        : t`It is about a file: /cancel ends that, and it can be deleted when it has gone.`,
    )
  const { to, number } = line
  return { kind: 'unsaid', friend, to, number, instead }
}

/** @returns whether the friend has what waits no more; null where it was dropped when it may have been sent already. */
export function isAtFriend({ outboxes }: Pick<Correspondence, 'outboxes'>, line: StoredItem): boolean | null {
  if (line.direction === 'in' || line.state === 'delivered') return true
  const outbox = outboxes.get(line.to)
  const isRested = outbox?.streams.at(-1) === line.stream && line.number > outbox.begun
  // What was taken back has no number any more.
  return line.number === 0 || isRested ? false : null
}

/** @returns what waits, for whichever identity. */
export function allWaiting({ outboxes }: Pick<Correspondence, 'outboxes'>): readonly SentItem[] {
  return [...outboxes.values()].flatMap(({ waiting }) => waiting)
}

/** @returns how many items wait for this identity. @param to null where no key of the friend is known. */
export function waitingFor({ outboxes }: Pick<Correspondence, 'outboxes'>, to: string | null): number {
  return (to !== null && outboxes.get(to)?.waiting.length) || 0
}

/** @returns the texts that wait for another identity than this one, or null. */
export function heldFrom({ outboxes }: Pick<Correspondence, 'outboxes'>, to: string | null): Backlog | null {
  const others = [...outboxes].flatMap(([identity, { waiting }]) => (identity === to ? [] : waiting))
  const texts = others.filter(({ item }) => item.type === 'text')
  if (texts.length === 0) return null
  // Of any number: as arguments of one call they would be too many.
  const since = texts.reduce((least, { written }) => Math.min(least, written), Number.POSITIVE_INFINITY)
  return { count: texts.length, since }
}

/** @returns the item that has this number now, or undefined. */
function saidAt(lines: Past, place: StreamPlace): SentItem | undefined {
  const isThere = (line: SentItem) => line.stream === place.stream && line.number === place.number
  for (const page of lines.pages) {
    const amended = lines.amendedOf(page).find(isThere)
    if (amended) return amended
  }
  for (const { line } of lines.backwards((page) => mayHold(page, place)))
    if (line.direction === 'out' && isThere(line)) return line
  return undefined
}
