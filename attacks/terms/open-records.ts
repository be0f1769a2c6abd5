/** What Mallory reads: the records that open with keys which she can compute. */

import { RecordKind } from '../../peers/protocol/channel'
import { FrameType, HEADER_BYTES } from '../../peers/protocol/frames'
import { opened } from './functions'
import type { ComputedTerms, Definitions } from './term'

const NUMBER_BYTES = 8

/** @returns what records hold, for the keys of sessions that she can compute: each definition `….root` is tried. */
export function* openedBy(
  knowledge: ComputedTerms,
  definitions: Definitions,
  frames: readonly Buffer[],
): Generator<Buffer> {
  for (const name of Object.keys(definitions)) {
    if (!name.endsWith('.root')) continue
    const of = name.slice(0, -'.root'.length)
    const session = knowledge.value({ ref: `${of}.session` })
    for (const role of ['role initiator', 'role responder']) {
      const term = { fn: 'traffic key', args: [{ ref: name }, { ref: `${of}.session` }, { fn: role }] }
      const key = knowledge.value(term)
      if (!Buffer.isBuffer(key) || !Buffer.isBuffer(session)) continue
      for (const frame of frames) {
        if (frame[4] !== FrameType.RECORD) continue
        try {
          yield opened(key, session, frame)
        } catch {
          // Not this key's.
        }
      }
    }
  }
}

const KIND_AND_LENGTH = 3

/** @returns the texts in what was opened, and those that stand in the clear. */
export function textsOf(frames: readonly Buffer[], contents: Iterable<Buffer>): string[] {
  const inClear = frames.flatMap((frame) => {
    const inside =
      frame[4] === FrameType.RECORD ? frame.subarray(HEADER_BYTES + NUMBER_BYTES) : frame.subarray(0, 0)
    if (inside.length < KIND_AND_LENGTH || inside[0] !== RecordKind.TEXT) return []
    const end = KIND_AND_LENGTH + inside.readUInt16BE(1)
    // What is encrypted has no such end.
    return end <= inside.length && inside.subarray(end).every((byte) => byte === 0)
      ? [inside.subarray(KIND_AND_LENGTH, end)]
      : []
  })
  return [...inClear, ...contents].flatMap((bytes) => {
    try {
      const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
      // The count of a goodbye is no text.
      return text === '' || text.startsWith('\0') ? [] : [text]
    } catch {
      return []
    }
  })
}
