import type { Property } from '../history/events'
import type { Events } from '../history/selectors'
import type { Sentence } from '../language/sentence'

export interface Finding {
  readonly property: Property
  readonly holds: boolean
  /** One sentence with the evidence. */
  readonly why: Sentence
  /** Whether the evidence is a number, which a verdict tells also where the property held. */
  readonly measured?: true
}

export type Check = (phase: Events, act: Events) => Finding
