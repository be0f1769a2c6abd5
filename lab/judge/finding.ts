import type { Sentence } from '../../peers/language/sentence'
import type { HistoryEvent, Property } from '../history/events'
import type { Events } from '../history/selectors'
import { type EventReference, refer } from './event-reference'

/** Why something is held to be so. */
export interface Reason {
  /** One sentence with the evidence. */
  readonly why: Sentence
  /** The events that it rests on; empty where it rests on what did not happen. */
  readonly evidence: readonly EventReference[]
}

export interface Finding extends Reason {
  readonly property: Property
  readonly holds: boolean
  /** Whether the evidence is a number, which a verdict tells also where the property held. */
  readonly measured?: true
  /** Whether it fell without any doing of the attacker's: it stood in the clear for whoever looks. */
  readonly unaided?: true
}

export type Check = (phase: Events, act: Events) => Finding

/** @returns why something is so, and the events that show it. */
export function reason(why: Sentence, ...events: readonly HistoryEvent[]): Reason {
  return { why, evidence: events.map((event) => refer(event)) }
}
