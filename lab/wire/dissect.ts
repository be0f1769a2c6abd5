/**
 * Takes a unit of the wire apart, field by field. Pure; takes whatever bytes there are and never throws. It knows the
 * wire from PROTOCOL.md alone and has no keys: what is encrypted stays that unless what is inside is given, and where a stand-in means something else
 * by bytes that look the same, they are called as the protocol calls them.
 */

import { t } from '../../peers/language/sentence'
import { printable } from '../text/printable'
import type { Dissection, Field } from './dissection'
import type { FieldKindName } from './field-kinds'
import { alert, confirm, hello, type Layout, proof, reply } from './handshake-frames'
import { beginsAsPrototype, prototypeUnit } from './prototype-units'
import { beginning, firstFit, utf8 } from './reader'
import { record } from './record-frames'

interface FrameKind {
  readonly kind: string
  readonly layouts: readonly Layout[]
}

/** By the type that stands in the header; 21 is what stand-ins borrowed from TLS. */
const frameKinds: Readonly<Record<number, FrameKind>> = {
  1: { kind: 'HELLO', layouts: hello },
  2: { kind: 'REPLY', layouts: reply },
  3: { kind: 'PROOF', layouts: proof },
  4: { kind: 'CONFIRM', layouts: confirm },
  5: { kind: 'RECORD', layouts: record },
  21: { kind: 'ALERT', layouts: alert },
}

const LENGTH_BYTES = 4
const HEADER_BYTES = 5
/** The largest frame: a record. */
const LARGEST = 65_560

/**
 * @returns what stands in a unit, for everybody on its way. The fields of depth 0 are the whole unit, one after the
 * other; deeper ones lie within.
 */
export function dissect(bytes: Uint8Array): Dissection {
  const unit = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return prototypeUnit(unit) ?? frame(unit, null) ?? raw(unit)
}

/**
 * @param inside what the two ends made of the part of this frame that is encrypted.
 * @returns what stands in the frame for those two: the fields inside lie within the encrypted ones.
 */
export function dissectOpened(bytes: Uint8Array, inside: Uint8Array): Dissection {
  const unit = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return frame(unit, inside) ?? raw(unit)
}

function frame(unit: Buffer, inside: Uint8Array | null): Dissection | null {
  if (unit.length < HEADER_BYTES || unit.readUInt32BE(0) !== unit.length - LENGTH_BYTES) return null
  const type = unit[LENGTH_BYTES]!
  const { kind, layouts } = frameKinds[type] ?? { kind: 'raw', layouts: [] }
  const payload = unit.subarray(HEADER_BYTES)
  const fit = firstFit(payload, layouts, inside)
  if (fit) {
    const fields = fit.fields.map((field) => ({ ...field, offset: field.offset + HEADER_BYTES }))
    return { kind, summary: fit.read, fields: [...header(unit), ...fields] }
  }
  const summary =
    layouts.length > 0 ? t`A ${kind} that is not built like one.` : t`A frame of unknown type ${type}.`
  return { kind, summary, fields: [...header(unit), ...rest(unit, HEADER_BYTES, 'payload')] }
}

/** What fits nothing, with what it looks like. */
function raw(unit: Buffer): Dissection {
  if (unit.length === 0) return { kind: 'raw', summary: t`No bytes at all.`, fields: [] }
  const whole = rest(unit, 0, 'bytes')
  if (beginsAsPrototype(unit))
    return {
      kind: 'raw',
      summary: t`A key of the prototype’s, cut off or with something behind it.`,
      fields: whole,
    }
  if (unit.length < HEADER_BYTES)
    return { kind: 'raw', summary: t`Too few bytes for a frame.`, fields: whole }
  const announced = unit.readUInt32BE(0)
  const kind = frameKinds[unit[LENGTH_BYTES]!]?.kind
  if (kind === undefined || announced === 0 || announced > LARGEST)
    return { kind: 'raw', summary: t`Bytes that are no unit of this wire.`, fields: whole }
  const size = announced + LENGTH_BYTES
  const fields = [...header(unit), ...rest(unit, HEADER_BYTES, 'payload')]
  return unit.length < size
    ? { kind: 'raw', summary: t`The beginning of a ${kind}: ${unit.length} of ${size} bytes.`, fields }
    : { kind: 'raw', summary: t`A ${kind} of ${size} bytes, with more behind it.`, fields }
}

function header(unit: Buffer): Field[] {
  const type = unit[LENGTH_BYTES]!
  const kind = frameKinds[type]?.kind
  return [
    field('frame-length', 0, LENGTH_BYTES, String(unit.readUInt32BE(0))),
    field('frame-type', LENGTH_BYTES, 1, kind === undefined ? String(type) : `${type} ${kind}`),
  ]
}

function rest(unit: Buffer, offset: number, kind: FieldKindName): Field[] {
  const bytes = unit.subarray(offset)
  if (bytes.length === 0) return []
  const text = utf8(bytes)
  // Text of a few controls is most likely none.
  const readable = text !== null && !/[^\P{C}\r\n\t]/u.test(text)
  return [field(kind, offset, bytes.length, readable ? printable(text, 120) : beginning(bytes))]
}

function field(kind: FieldKindName, offset: number, length: number, value: string): Field {
  return { kind, offset, length, value, depth: 0 }
}
