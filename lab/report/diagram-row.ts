/** The rows of a sequence diagram, as values. */

import type { Sentence } from '../../peers/language/sentence'
import type { Cargo, Owner } from '../stage/cargo'

/** Whose deed a row is; what users are warned of is an alarm. */
export type Mark = 'plain' | 'attack' | 'alarm'

/** What all rows have: `number` is the event's line in the history, `at` its milliseconds since the run began. */
export interface ToldRow {
  readonly number: number
  readonly at: number
  readonly mark: Mark
  readonly words: Sentence
  /** What makes rows alike, so that of many a few stand for all. */
  readonly sort: string
  /** The sentence of the beat that begins with this row. */
  readonly begins?: Sentence
}

/** One arrow. */
export interface Leg {
  readonly from: string
  readonly to: string
  readonly mark: Mark
  /** As an onlooker of the wire calls it. */
  readonly words: Sentence
  /** What it is in the picture, and whose; null for what is no frame. */
  readonly cargo: Cargo | null
  readonly holder: Owner
}

/** Bytes that went. */
export interface FrameOnWay {
  readonly from: string
  readonly to: string
  readonly bytes: Buffer
}

/** What went from one to the other: straight on, or to the attacker and from her. */
export interface MessageRow extends ToldRow {
  readonly row: 'message'
  readonly legs: readonly Leg[]
  /** What the attacker did to it. */
  readonly deed: Sentence | null
  /** Whether the program to which it came raised an alarm then. */
  readonly refused: boolean
  readonly isFrame: boolean
  /** As it left, and as it came where that is something else. */
  readonly frames: readonly FrameOnWay[]
  /** Whether the attacker knows the words in it. */
  readonly opened: boolean
}

export type DiagramRow =
  | MessageRow
  /** Over these participants, one at least. */
  | (ToldRow & { readonly row: 'note'; readonly over: readonly string[] })

/** Rows that are not drawn, by the first and the last event among them. */
export interface Fold {
  readonly row: 'fold'
  readonly count: number
  /** How many of them are frames. */
  readonly frames: number
  readonly first: number
  readonly last: number
}

/** What an onlooker calls a unit of the wire. */
export type FrameName = (bytes: Buffer) => Sentence

/** A row, and its place among the events of the beat. */
export interface PlacedRow {
  readonly place: number
  readonly row: DiagramRow
}
