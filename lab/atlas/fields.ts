/** The fields of a frame, those within its encrypted part too: opened with what its two ends have. */

import { studied } from '../../attacks/terms/conversations'
import { insideOf } from '../../attacks/terms/functions'
import { ephemeral } from '../../attacks/terms/people'
import { ComputedTerms, type Term, type TermFunction } from '../../attacks/terms/term'
import type { SearchSetting, TraceOutcome } from '../search/execute'
import { executionRandom } from '../search/random'
import { dissect, dissectOpened } from '../wire/dissect'
import type { Field } from '../wire/dissection'
import type { AtlasField } from './atlas'

/** @param seed that of the execution: the first key that was drawn in it is the caller's share. */
export function fieldsOf(
  frame: Buffer,
  { ends }: TraceOutcome,
  { later }: SearchSetting,
  seed: number,
): { readonly kind: string; readonly fields: readonly AtlasField[] } {
  const own: TermFunction = {
    ...{ args: [], gives: 'scalar' },
    run: () => ephemeral(executionRandom(seed).bytes(32)),
  }
  const heard = (end: string, nth: number) => ends.find(({ name }) => name === end)?.wrote[nth]
  const known = new ComputedTerms(studied(), { ...later, 'scalar 1': own }, heard)
  const inside = [...insides(known, frame)].find((bytes) => bytes !== null)
  const { kind, fields } = inside ? dissectOpened(frame, inside) : dissect(frame)
  return { kind, fields: leaves(fields) }
}

/** What the frame would hold if it were this or that one: only one of them opens. */
function* insides(known: ComputedTerms, frame: Buffer): Generator<Buffer | null> {
  const my = (name: string): Term => ({ ref: `ab.${name}` })
  const bytesOf = (term: Term) => {
    const value = known.value(term)
    return Buffer.isBuffer(value) ? value : null
  }
  const heardAs = (end: string, nth: number) => bytesOf({ heard: end, nth })?.equals(frame)
  const reply: Term = { heard: 'b', nth: 0 }
  if (heardAs('a', 1)) yield bytesOf(my('inside'))
  if (heardAs('b', 1)) yield bytesOf(my('answer'))
  if (heardAs('b', 0))
    yield bytesOf({
      fn: 'open',
      args: [
        { fn: 'responder key', args: [my('agreed'), my('opening')] },
        { fn: 'number 0' },
        my('opening'),
        { fn: 'sealed in REPLY', args: [reply] },
      ],
    })
  const session = bytesOf(my('session'))
  for (const role of ['role initiator', 'role responder']) {
    const key = bytesOf({ fn: 'traffic key', args: [my('root'), my('session'), { fn: role }] })
    if (!key || !session) continue
    try {
      yield insideOf(key, session, frame)
    } catch {
      // Not this key's, or no record.
    }
  }
}

/** @returns the fields that have none within, one after the other. */
function leaves(fields: readonly Field[]): AtlasField[] {
  return fields
    .filter(
      (field) =>
        field.length > 0 &&
        !fields.some(
          (other) =>
            other.depth > field.depth &&
            other.offset >= field.offset &&
            other.offset + other.length <= field.offset + field.length,
        ),
    )
    .map(({ kind, offset, length }) => ({ kind, offset, length }))
    .toSorted((one, other) => one.offset - other.offset)
}
