/**
 * A probe: one thing that PROTOCOL.md forbids, sent to a program that has to refuse it. What it sends is here; which rule
 * it is for, and what refusal is due, the lab knows by its name (scenarios/specified-probes.ts), and tells nobody.
 */

import type { Bends } from './bent-handshake'
import type { BentRecords } from './bent-records'

/** In a session of her own: what is bent in the handshake, and what is said in records after it. */
export interface SessionProbe {
  readonly name: string
  readonly handshake?: Bends
  /** Says what is forbidden; without it a text and a goodbye, so that it shows if a bent handshake was taken. */
  readonly records?: (records: BentRecords, text: string) => void | Promise<void>
}
