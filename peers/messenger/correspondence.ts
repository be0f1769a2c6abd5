/** What is kept of a correspondence: the entries of the journal, and what they add up to in message-store.ts. */

import type { KeptItem, TransferEntry } from '../files/transfers'
import type { Item } from '../protocol/application'
import type { Page } from './page'
import type { Past } from './past'
import type { KeptLack, SentItem, StoredItem, StreamPlace } from './stored-item'

/** What goes to one identity of a friend: a stream, and before it those that it took the place of. */
export interface Outbox {
  /** In the order in which they began: the last one is gone on with. */
  readonly streams: string[]
  /** Of those before the last the ones in which nothing came to its end, as far as they are still known. */
  readonly unconfirmed: string[]
  /** Of the last item in the last stream. */
  lastNumber: number
  /** Of the last stream: up to which number something may have been sent. What comes after it was never in a session. */
  begun: number
  /** How many ids were given out in the last stream: of an item that was taken back nobody else gets the id. */
  given: number
  /** What is not confirmed, in order: the last numbers of the last stream, without a gap. */
  waiting: SentItem[]
  /** Null: it lacks nothing that was not sent again. */
  lack: KeptLack | null
}

/** Times are milliseconds since 1970 by this computer's clock, `written` by the writer's. */
export type StoreEntry =
  /** This user said something. `to`: the friend's identity at that moment, the only one that it goes to. */
  | {
      readonly kind: 'out'
      readonly friend: string
      readonly to: string
      readonly id: string
      readonly stream: string
      readonly number: number
      readonly written: number
      readonly item: Item
      /** There was no session with the friend: it was not sent before a `begun`. */
      readonly rests?: true
    }
  /** What waits for an identity may be sent from now on. */
  | { readonly kind: 'begun'; readonly friend: string; readonly to: string }
  /** The user says something else in place of what was never sent, or nothing. */
  | {
      readonly kind: 'unsaid'
      readonly friend: string
      readonly to: string
      readonly number: number
      readonly instead: Item | null
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
  /** What waits for an identity is numbered anew, from 1, in a new stream. */
  | { readonly kind: 'renew'; readonly friend: string; readonly to: string; readonly stream: string }
  /** An identity of the friend's says to lack something, or the user was told so. */
  | { readonly kind: 'lacks'; readonly friend: string; readonly to: string; readonly lack: KeptLack }
  /** The user sends again what the friend lacks: texts that were delivered wait once more, under new numbers. */
  | {
      readonly kind: 'resend'
      readonly friend: string
      readonly to: string
      readonly after: StreamPlace | null
      readonly until: StreamPlace
    }
  /** The user gives this identity the texts that wait for others; what else waits for them is dropped. */
  | { readonly kind: 'bind'; readonly friend: string; readonly to: string; readonly stream: string }
  /** The user has seen the first `count` items of this friend. */
  | { readonly kind: 'seen'; readonly friend: string; readonly count: number }
  /** Nothing waits any more, but for what is meant for `keep`. Null: the friendship has ended. */
  | { readonly kind: 'drop'; readonly friend: string; readonly keep: string | null }
  /** The user is clearing what was said: an item up to here that is not there is one of those. */
  | { readonly kind: 'cleared'; readonly friend: string; readonly places: readonly StreamPlace[] }
  | TransferEntry
  | CheckpointEntry

/**
 * What a journal that was written anew begins with: the store as it was then. Of a friend the pages come first, then
 * the lines that are not in a page, then those that stand for one in a page, then all the rest.
 */
export type CheckpointEntry =
  | { readonly kind: 'page'; readonly friend: string; readonly page: Page }
  /** `file`: of the page that holds an earlier form of this line; null: it is in none. */
  | {
      readonly kind: 'line'
      readonly friend: string
      readonly file: string | null
      readonly line: StoredItem
    }
  | {
      readonly kind: 'standing'
      readonly friend: string
      readonly outboxes: readonly {
        readonly to: string
        readonly streams: readonly string[]
        /** Left out where there is none. */
        readonly unconfirmed?: readonly string[]
        readonly lastNumber: number
        /** Left out where it is `lastNumber`. */
        readonly begun?: number
        readonly given?: number
        readonly lack: KeptLack | null
      }[]
      readonly received: readonly (StreamPlace & { readonly written: number })[]
      readonly cleared: readonly StreamPlace[]
      readonly current: string | null
      readonly arrived: number
      readonly seen: number
    }
  /** An offer or an END of a transfer that is still known. */
  | ({ readonly kind: 'transfer' } & KeptItem)

/** All that was said with one friend. */
export interface Correspondence {
  lines: Past
  /** By the identity that things were said to. */
  readonly outboxes: Map<string, Outbox>
  /** By stream id of the friend's: the last item that came. */
  readonly received: Map<string, { readonly number: number; readonly written: number }>
  /** By stream of this side's: up to which number the user has cleared what was said. */
  readonly cleared: Map<string, number>
  /** The friend's stream in which the last item came; null before the first. */
  current: string | null
  /** How many items came, and how many of them the user has seen. */
  arrived: number
  seen: number
}
