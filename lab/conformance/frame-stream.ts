/** The TCP stream as a row of frames (PROTOCOL.md section 4). */

import { t } from '../../peers/language/sentence'
import type { DueRefusal } from './departure'

export const HELLO = 1
export const REPLY = 2
export const PROOF = 3
export const CONFIRM = 4
export const RECORD = 5

/** The largest payload of each type, and the rule that says so. */
const types: Readonly<Record<number, { readonly most: number; readonly rule: string }>> = {
  [HELLO]: { most: 128, rule: '4-2' },
  [REPLY]: { most: 2048, rule: '4-3' },
  [PROOF]: { most: 2048, rule: '4-4' },
  [CONFIRM]: { most: 512, rule: '4-5' },
  [RECORD]: { most: 65_560, rule: '4-6' },
}

/** Length and type. */
const HEADER = 5

export interface WireFrame {
  readonly type: number
  readonly payload: Buffer
  /** All of it, header included. */
  readonly bytes: Buffer
}

export class FrameStream {
  #bytes = Buffer.alloc(0)

  push(bytes: Uint8Array): void {
    this.#bytes = Buffer.concat([this.#bytes, bytes])
  }

  /** Whether a frame has begun that has not ended. */
  get isInside(): boolean {
    return this.#bytes.length > 0
  }

  /** @returns the next whole frame, whatever its type. */
  next(): WireFrame | null {
    if (this.#bytes.length < HEADER) return null
    const end = 4 + this.#bytes.readUInt32BE()
    if (end < HEADER || this.#bytes.length < end) return null
    const bytes = this.#bytes.subarray(0, end)
    this.#bytes = this.#bytes.subarray(end)
    return { type: bytes.readUInt8(4), payload: bytes.subarray(HEADER), bytes }
  }

  /**
   * @param isHandshake whether the handshake of the side that reads is not done.
   * @returns why the frame that has begun must be refused already.
   */
  refusal(isHandshake: boolean): DueRefusal | null {
    if (this.#bytes.length < HEADER) return null
    const length = this.#bytes.readUInt32BE()
    const type = this.#bytes.readUInt8(4)
    if (length === 0) return { rule: '4-9', codes: ['FRAME_EMPTY'], why: t`a frame of no bytes` }
    const known = types[type]
    if (!known || (type === RECORD) === isHandshake)
      return { rule: '4-10', codes: ['UNEXPECTED_FRAME'], why: t`a frame of type ${type}` }
    return length - 1 > known.most
      ? { rule: '4-11', codes: ['FRAME_TOO_LARGE'], why: t`a frame of type ${type} with ${length - 1} bytes` }
      : null
  }
}

/** @returns the rule by which a frame is too large, or of no type. */
export function frameRule({ type, payload }: WireFrame): string | null {
  const known = types[type]
  if (!known) return '4-1'
  return payload.length > known.most ? known.rule : null
}
