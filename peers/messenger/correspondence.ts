/** What is kept of a correspondence: the entries of the journal, and what they add up to in message-store.ts. */

import type { TransferEntry } from '../files/transfers'
import type { Item } from '../protocol/application'

/** What goes to one identity of a friend: a stream, and before it those that it took the place of. */
export interface Outbox {
  /** In the order in which they began: the last one is gone on with. */
  readonly streams: string[]
  /** Of the last item in the last stream. */
  lastNumber: number
  /** What is not confirmed, in order: the last numbers of the last stream, without a gap. */
  waiting: SentItem[]
}

/** A place in a friend's streams: all up to `number`. */
export interface StreamPlace {
  readonly stream: string
  readonly number: number
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
  | TransferEntry

/** Something that was said, in the order in which it came to this disk. */
export type StoredItem =
  | {
      readonly direction: 'out'
      readonly id: string
      readonly written: number
      readonly item: Item
      /** Which identity it waits for, or was delivered to. */
      to: string
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
  /** By the identity that things were said to. */
  readonly outboxes: Map<string, Outbox>
  /** By stream id of the friend's: the last item that came. */
  readonly received: Map<string, { readonly number: number; readonly written: number }>
  /** The friend's stream in which the last item came; null before the first. */
  current: string | null
  /** How many items came, and how many of them the user has seen. */
  arrived: number
  seen: number
}
