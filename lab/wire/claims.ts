/** Who somebody says to be, where it stands in the clear (PROTOCOL.md section 5.1). */

import type { FieldKindName } from './field-kinds'
import { sha256, sizeOfDer } from './keys'
import { misfit, type WireReader } from './reader'

const NAME = /^[a-z0-9][a-z0-9._-]{0,31}$/
/** How every SPKI of such a length begins in DER: a sequence with two bytes of length. */
const DER_BEGIN = Buffer.of(0x30, 0x82)

/** Reads a claim: a name and two public keys. @returns the name. */
export function readClaim(reader: WireReader): string {
  let name = ''
  reader.group('claim', () => {
    name = readName(reader, 'name')
    const signing = readKey(reader, 'signing-key')
    const wrapping = readKey(reader, 'wrapping-key')
    return `${name}, ${sha256(signing, wrapping)}`
  })
  return name
}

/** Reads a name after its length. */
export function readName(reader: WireReader, kind: FieldKindName): string {
  const name = reader.text(reader.uint(2, 'length'), kind)
  if (!NAME.test(name)) throw misfit
  return name
}

function readKey(reader: WireReader, kind: FieldKindName): Buffer {
  const key = reader.take(reader.uint(2, 'length'), kind, sizeOfDer)
  if (!key.subarray(0, DER_BEGIN.length).equals(DER_BEGIN)) throw misfit
  return key
}
