/** What can be wrong with a frame, or with a part of one: bytes in, other bytes out. Places are those of PROTOCOL.md. */

import { field, Reader, uint } from '../../peers/protocol/fields'
import { encodeFrame, FrameType, HEADER_BYTES } from '../../peers/protocol/frames'
import { KEY_BYTES } from '../../peers/protocol/key-agreement'
import { RSA_BYTES } from '../../peers/protocol/rsa'
import type { SaidInput } from './inputs'

/** Makes other bytes of some. */
export type Edit = (bytes: Buffer) => Buffer

export const OLD = 0x0100
/** More than anybody has left out. */
const MISCOUNT = 1_000

export const flipped =
  (fromEnd: number): Edit =>
  (bytes) => {
    const copy = Buffer.from(bytes)
    copy[copy.length - fromEnd]! ^= 1
    return copy
  }
export const inMac = flipped(1)
export const inSignature = flipped(KEY_BYTES + 1)

export const payloadOf = (frame: Buffer) => frame.subarray(HEADER_BYTES)

/** HELLO: other suites, the same share. */
const offering =
  (change: (suites: readonly number[]) => readonly number[]): Edit =>
  (hello) => {
    const reader = new Reader(payloadOf(hello))
    const suites = change(Array.from({ length: reader.uint(1) }, () => reader.uint(2)))
    const offered = [uint(suites.length, 1), ...suites.map((id) => uint(id, 2)), reader.rest()]
    return encodeFrame(FrameType.HELLO, Buffer.concat(offered))
  }
export const oneMore = offering((suites) => [...suites, OLD])
export const onlyOld = offering(() => [OLD])

/** REPLY: another suite is said to be chosen. */
export const choosingOld: Edit = (reply) => {
  const copy = Buffer.from(reply)
  copy.writeUInt16BE(OLD, HEADER_BYTES)
  return copy
}

export const zeroShareAt =
  (place: (frame: Buffer) => number): Edit =>
  (frame) =>
    Buffer.from(frame).fill(0, place(frame), place(frame) + KEY_BYTES)
export const shareInHello = ({ length }: Buffer) => length - KEY_BYTES
export const shareInReply = () => HEADER_BYTES + 2

/** What she opens of REPLY begins with a claim: its name is read as another one. */
export const readingName =
  (name: string): Edit =>
  (inside) => {
    const reader = new Reader(inside)
    reader.field()
    return Buffer.concat([field(name), reader.rest()])
  }

/** What she opens of REPLY begins with a claim: the key to wrap to is read as another one. */
export const readingKey =
  (wrapping: Uint8Array): Edit =>
  (inside) => {
    const reader = new Reader(inside)
    const [name, signing] = [reader.field(), reader.field()]
    reader.field()
    return Buffer.concat([field(name), field(signing), field(wrapping), reader.rest()])
  }

export const miscounted: Edit = (inside) => {
  inside.writeBigUInt64BE(inside.readBigUInt64BE(3) + BigInt(MISCOUNT), 3)
  return inside
}

/** The first bytes of a frame that announces a mebibyte. */
export function tooLong(type: number): Buffer {
  return Buffer.concat([uint(2 ** 20, 4), uint(type, 1)])
}

/** @returns a frame of the type that was to be said, with nothing in it that means anything. */
export function standIn(what: SaidInput): Buffer {
  if (what === 'a frame too long') return tooLong(FrameType.HELLO)
  if (what === 'a frame of no type') return encodeFrame(6, Buffer.alloc(8))
  const types = Object.keys(FrameType) as (keyof typeof FrameType)[]
  const type = types.find((name) => what.replace('its own ', '').startsWith(name)) ?? 'RECORD'
  return encodeFrame(FrameType[type], Buffer.alloc(RSA_BYTES))
}
