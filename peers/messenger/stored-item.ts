/** What is kept of one thing that was said. */

import type { Item } from '../protocol/application'

/** A place in a friend's streams: all up to `number`. */
export interface StreamPlace {
  readonly stream: string
  readonly number: number
}

/** Texts that go nowhere unless the user says so. `since`: when the first of them was written, by this clock. */
export interface Backlog {
  readonly count: number
  readonly since: number
}

/** What a friend said to lack of what was delivered, the last time that it lacked something. */
export interface KeptLack {
  /** Null: from the beginning. */
  readonly after: StreamPlace | null
  readonly until: StreamPlace
  /** How many texts the user was told of; null: of none yet. */
  readonly told: Backlog | null
}

/** Something that was said, in the order in which it came to this disk. */
export type StoredItem =
  | {
      readonly direction: 'out'
      readonly id: string
      readonly written: number
      item: Item
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
