/**
 * What Mallory reads in frames: what stands in the clear, the records that open with keys which she can compute, and those
 * that were encrypted with the same bytes as another one.
 */

import { RecordKind } from '../../peers/protocol/channel'
import { Reader } from '../../peers/protocol/fields'
import { FrameType, HEADER_BYTES } from '../../peers/protocol/frames'
import { readClaim } from '../../peers/protocol/handshake'
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
const TAG_BYTES = 16

/**
 * A goodbye is known to the last byte: its kind, its length, how many records came before it, and zeros. Where another record
 * of the same side was encrypted with the same bytes, what is left of both when they are XORed is the other's content
 * (a two-time pad).
 *
 * @param wrote the frames of one side. @returns what other records hold, if the last one was its goodbye.
 */
export function* besideGoodbyes(wrote: readonly Buffer[]): Generator<Buffer> {
  const records = wrote
    .filter((frame) => frame[4] === FrameType.RECORD)
    .map((frame) => frame.subarray(HEADER_BYTES))
  const last = records.pop()
  if (!last || last.length <= NUMBER_BYTES + TAG_BYTES + KIND_AND_LENGTH + NUMBER_BYTES) return
  const known = Buffer.alloc(last.length)
  known.set([RecordKind.CLOSE, 0, NUMBER_BYTES])
  known.set(last.subarray(0, NUMBER_BYTES), KIND_AND_LENGTH)
  const stream = xor(encryptedIn(last), known)
  for (const encrypted of records.map(encryptedIn)) {
    if ((encrypted[0]! ^ stream[0]!) !== RecordKind.TEXT) continue
    // Of what is longer than the goodbye the beginning is known.
    const inside = xor(encrypted, stream)
    yield inside.subarray(KIND_AND_LENGTH, KIND_AND_LENGTH + inside.readUInt16BE(1))
  }
}

const encryptedIn = (record: Buffer) => record.subarray(NUMBER_BYTES, -TAG_BYTES)

function xor(one: Buffer, two: Buffer): Buffer {
  return Buffer.from(
    one.subarray(0, Math.min(one.length, two.length)).map((byte, place) => byte ^ two[place]!),
  )
}

/** @returns the names in a frame that are followed by two keys, as nothing else is: a claim that is not sealed. */
export function namesIn(frame: Buffer): string[] {
  const names: string[] = []
  for (let at = HEADER_BYTES; at + LEAST_CLAIM <= frame.length; at += 1) {
    const size = frame.readUInt16BE(at)
    if (size === 0 || size > LONGEST_NAME) continue
    try {
      names.push(readClaim(new Reader(frame.subarray(at))).name)
    } catch {
      // No claim begins here.
    }
  }
  return names
}

const LONGEST_NAME = 32
const LEAST_CLAIM = 600

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
