/**
 * What one friend may cost (PROTOCOL.md section 8.4). A friend has proven an identity, which says nothing about what
 * their program does. Items beyond the rate wait in the friend's own socket, so nothing is lost; questions beyond it, and
 * what is more than the user has not read yet, end the sessions, and the friend is kept away for a while that grows.
 *
 * Pure: the time comes in, and whoever asks does what the answer says.
 */

import { type Sentence, t } from '../language/sentence'
import type { Item } from '../protocol/application'
import { PeerError } from '../protocol/errors'
import { TokenBucket } from './token-bucket'

/** What the user may choose. */
export interface BudgetLimits {
  /** Of one friend, on this disk and not read yet: items, and bytes as the journal holds them. */
  readonly unreadItems: number
  readonly unreadBytes: number
  /** Of one friend, items and bytes a second after the burst. */
  readonly itemsPerSecond: number
  readonly bytesPerSecond: number
}

export const budgetLimits: BudgetLimits = {
  // Nobody reads more; it is some 30 MB of small texts, and a start that reads them takes a second.
  unreadItems: 100_000,
  // Six hundred pages of the longest texts; sixteen such friends fill a gigabyte, one does not.
  unreadBytes: 64 * 1024 * 1024,
  // Faster than people and most programs talk; writing them takes some hundredths of a core.
  itemsPerSecond: 500,
  // Four of the longest texts a second, for ever: 5 GB a day at most, and that only if it is read.
  bytesPerSecond: 64 * 1024,
}

/** Items before the rate: what an honest friend has to say after weeks (40,000 texts). */
const ITEM_BURST = 50_000
/** Bytes before the rate: the same with six hundred bytes each. */
const BYTE_BURST = 32 * 1024 * 1024
/**
 * Of these so many at once, half a second of a core; the rest with a pace at which a fifth of it is enough, whichever of the
 * two is reached: a megabyte of the journal takes 60 ms or so, as texts, twice on the disk, and on the way to the user.
 * 40,000 texts take ten seconds by their number, and no longer by their bytes if they have some five hundred each.
 */
export const ITEMS_AT_ONCE = 10_000
export const ITEM_PACE = 3_000
export const BYTES_AT_ONCE = 8 * 1024 * 1024
export const BYTE_PACE = 2 * 1024 * 1024
/** What an entry of the journal has besides the words. */
const ENTRY_BYTES = 200
/** An offer is answered and listed, and the number of a new stream is kept for ever: each counts as so many texts. */
const COSTLY_ITEM = 100

/**
 * PING, FETCH. An honest friend asks twice a minute whether this side is alive, and in each session once for each file
 * that is under way; reading the two blocks that a FETCH begins with takes a millisecond.
 */
const QUESTION_BURST = 200
const QUESTIONS_PER_SECOND = 5
/**
 * Chunks that nobody asked for, receipts that say nothing new, answers without a question. After a file was cancelled its
 * chunks still arrive, as many as sockets hold: 64 MiB are a thousand.
 */
const STRAY_BURST = 2_000
const STRAYS_PER_SECOND = 100
/**
 * Milliseconds of hashing, so that a friend's program can compare a file's beginning with what it has: of a gigabyte at
 * once, and then, together with reading, a fifth of a core. Four gigabytes after a restart take a quarter of a minute.
 */
const HASHING_BURST = 500
const HASHING_PER_SECOND = 125
/** A clock that was put forward meanwhile must not make the friend wait for hours. */
const LONGEST_PIECE = 100
/** Sessions that the friend opens: a bad line breaks some times a minute, and a handshake takes two milliseconds. */
const HANDSHAKE_BURST = 30
const HANDSHAKES_PER_SECOND = 0.2

/** For so long a friend is kept away at first, in milliseconds; it doubles each time, up to the second. */
const FIRST_PAUSE = 1_000
const LONGEST_PAUSE = 300_000
/** After so many milliseconds without a refusal the next one is the first again, and told again. */
const CALM_AFTER = 600_000

interface Account {
  readonly items: TokenBucket
  readonly bytes: TokenBucket
  /** Of whatever kind they are. */
  readonly pacedItems: TokenBucket
  readonly pacedBytes: TokenBucket
  readonly questions: TokenBucket
  readonly strays: TokenBucket
  readonly handshakes: TokenBucket
  readonly hashing: TokenBucket
  /** Refusals one after the other, when the last was, and until when the friend is kept away. */
  refusals: number
  refusedAt: number
  awayUntil: number
  isNews: boolean
}

export class FriendBudget {
  readonly #accounts = new Map<string, Account>()

  constructor(readonly limits: BudgetLimits = budgetLimits) {}

  /**
   * An item came. @param isNewStream of which nothing came yet. @param size of {@link keptBytes}, which reads all of it.
   * @returns milliseconds to wait before the next is read.
   */
  item(friend: string, item: Item, isNewStream: boolean, now: number, size = keptBytes(item)): number {
    const { items, bytes, pacedItems, pacedBytes } = this.#of(friend)
    const count = item.type === 'text' && !isNewStream ? 1 : COSTLY_ITEM
    return Math.max(
      items.owe(count, now),
      bytes.owe(size, now),
      pacedItems.owe(1, now),
      pacedBytes.owe(size, now),
    )
  }

  /** Something that wants an answer. @returns whether it gets one. */
  question(friend: string, now: number): boolean {
    return this.#of(friend).questions.take(1, now)
  }

  /** Something that nobody wants. @returns whether it may be passed over; else the session is misused. */
  stray(friend: string, now: number): boolean {
    return this.#of(friend).strays.take(1, now)
  }

  /** The friend has opened a session. @returns whether it may. */
  handshake(friend: string, now: number): boolean {
    return this.#of(friend).handshakes.take(1, now)
  }

  /** A piece of hashing was done that the friend causes. @returns milliseconds to wait before the next is. */
  hashed(friend: string, milliseconds: number, now: number): number {
    return this.#of(friend).hashing.owe(Math.min(Math.max(milliseconds, 0), LONGEST_PIECE), now)
  }

  /** The friend was refused: it is kept away for a while. */
  refuse(friend: string, now: number): void {
    const account = this.#of(friend)
    if (account.refusals === 0 || Math.abs(now - account.refusedAt) > CALM_AFTER) {
      account.refusals = 0
      account.isNews = true
    }
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** account.refusals)
    // The exponent need not grow beyond what the longest pause asks for.
    account.refusals = Math.min(account.refusals + 1, 20)
    account.refusedAt = now
    account.awayUntil = now + pause
  }

  isAway(friend: string, now: number): boolean {
    const { awayUntil } = this.#of(friend)
    // A clock that was put back must keep nobody away for longer.
    return now < awayUntil && awayUntil - now <= LONGEST_PAUSE
  }

  /** Whether a refusal is news: the first after some calm, once. */
  isNews(friend: string): boolean {
    const account = this.#of(friend)
    const { isNews } = account
    account.isNews = false
    return isNews
  }

  /** The user has read what came: the friend may come back. @returns whether it was refused before. */
  forgive(friend: string): boolean {
    const account = this.#of(friend)
    const wasRefused = account.refusals > 0
    account.refusals = 0
    account.awayUntil = 0
    return wasRefused
  }

  #of(friend: string): Account {
    const known = this.#accounts.get(friend)
    if (known) return known
    const { itemsPerSecond, bytesPerSecond } = this.limits
    const account: Account = {
      items: new TokenBucket(ITEM_BURST, itemsPerSecond),
      bytes: new TokenBucket(BYTE_BURST, bytesPerSecond),
      // Whoever chose a higher rate has it.
      pacedItems: new TokenBucket(ITEMS_AT_ONCE, Math.max(ITEM_PACE, itemsPerSecond)),
      pacedBytes: new TokenBucket(BYTES_AT_ONCE, Math.max(BYTE_PACE, bytesPerSecond)),
      questions: new TokenBucket(QUESTION_BURST, QUESTIONS_PER_SECOND),
      strays: new TokenBucket(STRAY_BURST, STRAYS_PER_SECOND),
      handshakes: new TokenBucket(HANDSHAKE_BURST, HANDSHAKES_PER_SECOND),
      hashing: new TokenBucket(HASHING_BURST, HASHING_PER_SECOND),
      refusals: 0,
      refusedAt: 0,
      awayUntil: 0,
      isNews: false,
    }
    this.#accounts.set(friend, account)
    return account
  }
}

/** @returns about how many bytes of the journal an item takes: it escapes control characters, six bytes for one. */
export function keptBytes(item: Item): number {
  const words = item.type === 'text' ? item.text : item.type === 'offer' ? item.name : ''
  return ENTRY_BYTES + jsonBytes(words)
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const FIRST_PRINTED = 0x20

/** @returns how many bytes these words have as JSON, which is not made for it: of control characters that takes five times as long. */
function jsonBytes(words: string): number {
  let escapes = 2
  for (let at = 0; at < words.length; at++) {
    const code = words.charCodeAt(at)
    if (code < FIRST_PRINTED) escapes += isShortlyEscaped(code) ? 1 : 5
    else if (code === QUOTE || code === BACKSLASH) escapes += 1
  }
  return Buffer.byteLength(words) + escapes
}

/** Backspace, tab, line feed, form feed and carriage return have two bytes, other control characters six. */
function isShortlyEscaped(code: number): boolean {
  return code >= 0x08 && code <= 0x0d && code !== 0x0b
}

/**
 * What a friend did too much of: more than the user has read, more ENDs than the friend confirms, or else questions,
 * strays or sessions.
 */
export type Excess = 'unread' | 'offers' | 'questions'

/** @returns the refusal of a friend who is over the budget, as the user reads it. */
export function overBudget(friend: string, excess: Excess): PeerError {
  const sentences: Readonly<Record<Excess, Sentence>> = {
    unread: t`${friend} sends more than this messenger takes: read what ${friend} has sent`,
    offers: t`${friend} offers more files than this messenger takes: answer those that wait`,
    questions: t`${friend} asks more of this messenger than it answers: it is let in again after a while, or ask ${friend} what runs there`,
  }
  return new PeerError('OVER_BUDGET', t`${sentences[excess]}, or hear nothing more with /block ${friend}.`, {
    friend,
  })
}
