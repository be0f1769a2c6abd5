/**
 * Frames: how the byte stream of a connection is cut into units.
 *
 * A frame is a 4-byte length (big-endian; it counts the type byte and the payload), a type byte, a payload.
 * Type and length are checked before anything of that size is kept.
 */

import { PeerError } from './errors'

export const FrameType = { HELLO: 1, REPLY: 2, PROOF: 3, CONFIRM: 4, RECORD: 5 } as const

/** Largest plaintext of one record, in bytes: kind, length, content and padding. */
export const MAX_RECORD_PLAINTEXT = 64 * 1024

/** Largest payload of each type, in bytes; a type that is not listed is refused. */
export type FrameLimits = Readonly<Record<number, number>>

/** What is a frame before the handshake is done: small, whoever sends it. */
export const handshakeFrames: FrameLimits = {
  [FrameType.HELLO]: 128,
  [FrameType.REPLY]: 2048,
  [FrameType.PROOF]: 2048,
  [FrameType.CONFIRM]: 512,
}

/** What is a frame after it. */
export const recordFrames: FrameLimits = { [FrameType.RECORD]: 8 + MAX_RECORD_PLAINTEXT + 16 }

const allFrames: FrameLimits = { ...handshakeFrames, ...recordFrames }

/** Length of what stands before a payload. */
export const HEADER_BYTES = 5

export interface Frame {
  readonly type: number
  readonly payload: Buffer
  /** The whole frame as it was on the wire, header included. */
  readonly bytes: Buffer
}

/** @returns the frame as bytes. */
export function encodeFrame(type: number, payload: Uint8Array): Buffer {
  const header = Buffer.alloc(HEADER_BYTES)
  writeHeader(header, type, payload.length)
  return Buffer.concat([header, payload])
}

/** Writes the first HEADER_BYTES bytes of a frame whose payload has `size` bytes. */
export function writeHeader(target: Buffer, type: number, size: number): void {
  target.writeUInt32BE(size + 1, 0)
  target[4] = type
}

const NOTHING = Buffer.alloc(0)

/** Cuts a stream of chunks, split anywhere, into frames. */
export class FrameDecoder {
  #limits: FrameLimits
  /** What was pushed and not looked at yet; at the end of a `push` less than a header. */
  #unread: Buffer = NOTHING
  /** A frame of which `#filled` bytes are here: its room is its own size, which was checked. */
  #begun: Buffer | null = null
  #filled = 0
  /** Where frames that come in pieces are put together, one after the other; null for new room each time. */
  #room: Buffer | null = null

  /** @param accepted the types that are frames here. */
  constructor(accepted: FrameLimits = allFrames) {
    this.#limits = accepted
  }

  /**
   * Other types from the next frame on, and the same room for each of them: the bytes of a frame are good until the
   * next one is asked for. Large records come by the thousand, and new memory for each took longer than to copy them.
   */
  accept(types: FrameLimits): void {
    this.#limits = types
    this.#room = NOTHING
  }

  /** What was pushed after the last whole frame. */
  get rest(): Buffer {
    return this.#begun ? Buffer.concat([this.#begun.subarray(0, this.#filled), this.#unread]) : this.#unread
  }

  /**
   * @returns an iterator over the frames that `chunk` completes. It yields every whole frame before it throws,
   * so that the outcome does not depend on where the chunks were cut.
   * @throws PeerError FRAME_EMPTY, FRAME_TOO_LARGE, UNEXPECTED_FRAME (a type that is not accepted).
   */
  *push(chunk: Uint8Array): Generator<Frame, void> {
    this.#unread =
      this.#unread.length === 0
        ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
        : Buffer.concat([this.#unread, chunk])
    for (let frame = this.#next(); frame; frame = this.#next()) yield frame
  }

  /** A frame that lies whole in a chunk is not copied; one that was cut is copied once, into its own room. */
  #next(): Frame | null {
    if (!this.#begun) {
      const unread = this.#unread
      if (unread.length < HEADER_BYTES) {
        // A copy, so that a few bytes don't keep the whole chunk.
        this.#unread = unread.length === 0 ? NOTHING : Buffer.from(unread)
        return null
      }
      const size = this.#frameSize(unread)
      if (unread.length >= size) {
        this.#unread = unread.subarray(size)
        return frameOf(unread.subarray(0, size))
      }
      this.#begun = this.#roomFor(size)
      this.#filled = 0
    }
    const begun = this.#begun
    const copied = this.#unread.copy(begun, this.#filled)
    this.#filled += copied
    this.#unread = this.#unread.subarray(copied)
    if (this.#filled < begun.length) return null
    this.#begun = null
    return frameOf(begun)
  }

  #roomFor(size: number): Buffer {
    if (!this.#room) return Buffer.allocUnsafe(size)
    if (this.#room.length < size) this.#room = Buffer.allocUnsafeSlow(size)
    return this.#room.subarray(0, size)
  }

  #frameSize(header: Buffer): number {
    const length = header.readUInt32BE(0)
    if (length === 0) throw new PeerError('FRAME_EMPTY')
    const limit = this.#limits[header[4]!]
    if (limit === undefined) throw new PeerError('UNEXPECTED_FRAME')
    if (length - 1 > limit) throw new PeerError('FRAME_TOO_LARGE')
    return 4 + length
  }
}

function frameOf(bytes: Buffer): Frame {
  return { type: bytes[4]!, payload: bytes.subarray(HEADER_BYTES), bytes }
}
