/** What findings rest on: events of the history by their numbers, and where in their bytes. Pure. */

import type { HistoryEvent } from '../history/events'

/** An event that a finding rests on. */
export interface EventReference {
  /** Its place in the history, counted from 1. */
  readonly number: number
  /** Who said it. */
  readonly node: string
  /** Of what it tells: the number of the event in which the lab wrote that down, such as a message that was said. */
  readonly of?: number
  /**
   * Where that stands: in the bytes of a unit of the wire, or in those of a text in UTF-8. On the wire it may go on in
   * the units that follow on the same link from the same side.
   */
  readonly bytes?: { readonly at: number; readonly length: number }
}

export function refer(
  { number, node }: HistoryEvent,
  of?: HistoryEvent,
  bytes?: EventReference['bytes'],
): EventReference {
  return { number, node, ...(of && { of: of.number }), ...(bytes && { bytes }) }
}

/** What a verdict rests on, as programs read it. */
export interface EvidenceSummary {
  /** A property, or `alarm`, `notice`, `attack`, `control`, `service`, `counterpart`, `doubt`, or the `rule` of PROTOCOL.md that was broken. */
  readonly claim: string
  /** How many events it rests on. */
  readonly count: number
  readonly events: readonly EventReference[]
}

/** People read this file too, and a flood has events by the thousand: whoever wants them all judges the history again. */
const MOST = 8

/** @param evidence what the claim rests on most comes first. @returns the first of the events. */
export function summary(claim: string, evidence: readonly EventReference[]): EvidenceSummary {
  return { claim, count: evidence.length, events: evidence.slice(0, MOST) }
}
