/**
 * A probe: one thing that PROTOCOL.md forbids, sent to a program that has to refuse it. What it sends is here; which rule
 * it is for, and what refusal is due, the lab knows by its name (scenarios/specified-probes.ts), and tells nobody.
 */

import type { Handling, Link } from './attack'
import type { Bends } from './bent-handshake'
import type { BentRecords } from './bent-records'

/** What the lab asks for. */
export interface ProbeOrder {
  readonly probe: string
  /** Whose refusal is asked for. */
  readonly of: string
  /** Whether she calls them, is called, stands between two others, or asks the directory. */
  readonly as: ProbePlace
  /** A text that she may say: where it is delivered, it came from her. */
  readonly text: string
}

export type ProbePlace = 'caller' | 'called' | 'path' | 'client'

/** In a session of her own: what is bent in the handshake, and what is said in records after it. */
export interface SessionProbe {
  readonly name: string
  readonly handshake?: Bends
  /** Says what is forbidden; without it a text and a goodbye, so that it shows if a bent handshake was taken. */
  readonly records?: (records: BentRecords, text: string) => void | Promise<void>
}

/** Between two others. */
export interface PathProbe {
  readonly name: string
  readonly begin: (link: Link) => Handling
}
