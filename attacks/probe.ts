/**
 * A probe: one thing that PROTOCOL.md forbids, sent to a program that has to refuse it. What it sends is here; which rule
 * it is for, and what refusal is due, the lab knows by its name (scenarios/specified-*probes.ts), and tells nobody.
 */

import type { Bends } from './bent-handshake'
import type { BentRecords } from './bent-records'
import type { ProbeLine } from './probe-line'

/** A connection of hers, and what she can say in its session, if there is one. */
export interface OpenSession {
  readonly line: ProbeLine
  readonly records: BentRecords | null
}

/** In a session of her own: what is bent in the handshake, and what is said in records after it. */
export interface SessionProbe {
  readonly name: string
  readonly handshake?: Bends
  /**
   * Says what is forbidden; without it a text and a goodbye, so that it shows if a bent handshake was taken.
   * @param again opens another session with the same one, by the book. @returns the session that is looked at, where it is
   * another one.
   */
  readonly records?: (
    records: BentRecords,
    text: string,
    again: () => Promise<OpenSession | null>,
  ) => void | Promise<void> | Promise<OpenSession | null>
  /** Opens the session that is looked at in place of the first, which comes to nothing. Null where nothing can be shown. */
  readonly instead?: (again: () => Promise<OpenSession | null>) => Promise<OpenSession | null>
}
