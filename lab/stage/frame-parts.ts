/** What of a frame is worth a word in the picture: its number, and the part in which it is another one than it was. Pure. */

import { type Sentence, t } from '../../peers/language/sentence'
import { dissect } from '../wire/dissect'
import type { FieldKindName } from '../wire/field-kinds'

/** Parts that say more than that something is other, the most telling first. */
const parts: readonly (readonly [FieldKindName, Sentence])[] = [
  ['suite', t`alters the offer`],
  ['suite-chosen', t`alters the choice`],
  ['share', t`other key in it`],
  ['sealed', t`other contents`],
  ['encrypted', t`other contents`],
]

/**
 * @param sent what left, in base64. @param got what came.
 * @returns what she did to it, in a word or two; null where the two can't be laid beside each other.
 */
export function changedPart(sent: string, got: string): Sentence | null {
  if (sent === '' || got === '') return null
  const [before, after] = [dissected(sent), dissected(got)]
  if (before.kind !== after.kind) return null
  return parts.find(([kind]) => partsIn(before, kind) !== partsIn(after, kind))?.[1] ?? null
}

function dissected(frame: string) {
  const bytes = Buffer.from(frame, 'base64')
  return { bytes, ...dissect(bytes) }
}

/** @returns the bytes of all fields of a kind, in hex. */
function partsIn({ bytes, fields }: ReturnType<typeof dissected>, wanted: FieldKindName): string {
  const found = fields.filter(({ kind }) => kind === wanted)
  return found.map(({ offset, length }) => bytes.toString('hex', offset, offset + length)).join()
}

/** @returns the number that stands in a letter, as the program counts; null where it has none. */
export function numberIn(frame: string): string | null {
  if (frame === '') return null
  const { fields } = dissected(frame)
  return fields.find(({ kind }) => kind === 'record-number')?.value ?? null
}

/** @returns what a letter is told apart by: its number, or where it has none, a, b, c as they were written. */
export function labelOf(frame: string, place: number): string {
  return numberIn(frame) ?? String.fromCharCode('a'.charCodeAt(0) + (place % 26))
}
