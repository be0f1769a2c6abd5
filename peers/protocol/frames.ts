/**
 * Frames: how the byte stream of a connection is cut into units.
 *
 * A frame is a 4-byte length (big-endian; it counts the type byte and the payload), a type byte, a payload.
 * The length is checked against the type's limit before anything of that size is kept.
 */

import { PeerError } from './errors'
import { uint } from './fields'

export const FrameType = { HELLO: 1, REPLY: 2, PROOF: 3, CONFIRM: 4, RECORD: 5 } as const

/** Largest plaintext of one record, in bytes: kind, length, content and padding. */
export const MAX_RECORD_PLAINTEXT = 64 * 1024

/** Largest payload of each type, in bytes; a type that is not listed is refused. */
const limits: Readonly<Record<number, number>> = {
  [FrameType.HELLO]: 128,
  [FrameType.REPLY]: 2048,
  [FrameType.PROOF]: 2048,
  [FrameType.CONFIRM]: 512,
  [FrameType.RECORD]: 8 + MAX_RECORD_PLAINTEXT + 16,
}

const HEADER_BYTES = 5

export interface Frame {
  readonly type: number
  readonly payload: Buffer
  /** The whole frame as it was on the wire, header included. */
  readonly bytes: Buffer
}

/** @returns the frame as bytes. */
export function encodeFrame(type: number, payload: Uint8Array): Buffer {
  return Buffer.concat([uint(payload.length + 1, 4), uint(type, 1), payload])
}

/** Cuts a stream of chunks, split anywhere, into frames. */
export class FrameDecoder {
  #rest: Buffer = Buffer.alloc(0)

  /** What was pushed after the last whole frame. */
  get rest(): Buffer {
    return this.#rest
  }

  /**
   * @returns an iterator over the frames that `chunk` completes. It yields every whole frame before it throws,
   * so that the outcome does not depend on where the chunks were cut.
   * @throws PeerError FRAME_EMPTY, FRAME_TOO_LARGE, UNEXPECTED_FRAME (a type that does not exist).
   */
  *push(chunk: Uint8Array): Generator<Frame, void> {
    this.#rest = Buffer.concat([this.#rest, chunk])
    while (this.#rest.length >= HEADER_BYTES) {
      const length = this.#rest.readUInt32BE(0)
      const type = this.#rest[4]!
      if (length === 0) throw new PeerError('FRAME_EMPTY')
      const limit = limits[type]
      if (limit === undefined) throw new PeerError('UNEXPECTED_FRAME')
      if (length - 1 > limit) throw new PeerError('FRAME_TOO_LARGE')
      const end = 4 + length
      if (this.#rest.length < end) return
      const bytes = this.#rest.subarray(0, end)
      this.#rest = this.#rest.subarray(end)
      yield { type, payload: bytes.subarray(HEADER_BYTES), bytes }
    }
  }
}
