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
  const [before, after] = [sent, got].map((bytes) => dissect(Buffer.from(bytes, 'base64')))
  if (before!.kind !== after!.kind) return null
  const [left, right] = [sent, got].map((bytes) => Buffer.from(bytes, 'base64'))
  const of = (
    { fields }: ReturnType<typeof dissect>,
    bytes: Buffer,
    kind: FieldKindName,
  ): readonly string[] =>
    fields.flatMap((one) =>
      one.kind === kind ? [bytes.toString('hex', one.offset, one.offset + one.length)] : [],
    )
  const found = parts.find(([kind]) => of(before!, left!, kind).join() !== of(after!, right!, kind).join())
  return found?.[1] ?? null
}

/** @returns the number that stands in a letter, as the program counts; null where it has none. */
export function numberIn(frame: string): string | null {
  if (frame === '') return null
  const { fields } = dissect(Buffer.from(frame, 'base64'))
  return fields.find(({ kind }) => kind === 'record-number')?.value ?? null
}

/** @returns what a letter is told apart by: its number, or where it has none, a, b, c as they were written. */
export function labelOf(frame: string, place: number): string {
  return numberIn(frame) ?? String.fromCharCode('a'.charCodeAt(0) + (place % 26))
}
