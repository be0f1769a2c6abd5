/**
 * A unit of the wire, taken apart field by field for people who look at it. Written from PROTOCOL.md, not from the
 * peers' code: what the lab shows of a frame is what stands in its bytes.
 */

import type { Sentence } from '../../peers/language/sentence'
import type { FieldKindName } from './field-kinds'

/** One field: where it stands in the unit, and what it says. */
export interface Field {
  readonly kind: FieldKindName
  /** Bytes from the beginning of the unit. */
  readonly offset: number
  readonly length: number
  /** What the bytes mean, printable: a number, a name, the beginning of what is random. */
  readonly value: string
  /** How deep it stands in others, from 0. */
  readonly depth: number
}

export interface Dissection {
  /** `HELLO`, `RECORD`, `prototype handshake`, or what cannot be taken apart. */
  readonly kind: string
  /** What an onlooker makes of it, in a few words. */
  readonly summary: Sentence
  readonly fields: readonly Field[]
}
