/** Who somebody says to be, where it stands in the clear (PROTOCOL.md section 5.1). */

import { type Sentence, t } from '../language/sentence'
import { sha256, sizeOfDer } from './keys'
import { misfit, type WireReader } from './reader'

const NAME = /^[a-z0-9][a-z0-9._-]{0,31}$/
/** How every SPKI of such a length begins in DER: a sequence with two bytes of length. */
const DER_BEGIN = Buffer.of(0x30, 0x82)

/** Reads a claim: a name and two public keys. @returns the name. */
export function readClaim(reader: WireReader): string {
  let name = ''
  reader.group(t`who it says to be`, () => {
    name = readName(reader, t`name`)
    const signing = readKey(reader, t`signing key`)
    const wrapping = readKey(reader, t`wrapping key`)
    return `${name}, ${sha256(signing, wrapping)}`
  })
  return name
}

/** Reads a name after its length. */
export function readName(reader: WireReader, called: Sentence): string {
  const name = reader.text(reader.uint(2, t`length`), called)
  if (!NAME.test(name)) throw misfit
  return name
}

function readKey(reader: WireReader, called: Sentence): Buffer {
  const key = reader.take(reader.uint(2, t`length`), called, sizeOfDer)
  if (!key.subarray(0, DER_BEGIN.length).equals(DER_BEGIN)) throw misfit
  return key
}
