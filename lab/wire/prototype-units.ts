/** What the prototype says on the wire (PROTOCOL.md section 12). */

import { type Sentence, t } from '../../peers/language/sentence'
import type { Dissection } from './dissection'
import { grouped, sha256, sizeOfPem } from './keys'
import { firstFit, utf8, type WireReader } from './reader'

const SEPARATOR = Buffer.from('__SEP__')
const RSA_BYTES = 256
const MESSAGE_BYTES = RSA_BYTES + SEPARATOR.length + RSA_BYTES
const PEM_BEGIN = Buffer.from('-----BEGIN')
const verbatim = (bytes: Buffer): string => utf8(bytes) ?? ''

/** @returns the unit taken apart, null where it is none of the prototype's. */
export function prototypeUnit(bytes: Buffer): Dissection | null {
  if (bytes.subarray(0, PEM_BEGIN.length).equals(PEM_BEGIN)) {
    const fit = firstFit(bytes, [(reader) => handshake(reader, bytes.indexOf(SEPARATOR))])
    return fit && { kind: 'prototype handshake', summary: fit.read, fields: fit.fields }
  }
  if (bytes.length !== MESSAGE_BYTES || bytes.indexOf(SEPARATOR, RSA_BYTES) !== RSA_BYTES) return null
  const fit = firstFit(bytes, [message])
  return fit && { kind: 'prototype message', summary: fit.read, fields: fit.fields }
}

/** @returns how many bytes the unit has with which these bytes begin, as far as they tell; null where it is none of the prototype's. */
export function prototypeSize(bytes: Buffer): number | null {
  const isHandshake = beginsAsPrototype(bytes)
  const separator = bytes.indexOf(SEPARATOR)
  if (separator < 0 || !(isHandshake || separator === RSA_BYTES)) return null
  return separator + SEPARATOR.length + RSA_BYTES
}

/** @returns whether it begins as a handshake of the prototype does, whatever comes then. */
export function beginsAsPrototype(bytes: Buffer): boolean {
  return bytes.subarray(0, PEM_BEGIN.length).equals(PEM_BEGIN)
}

function handshake(reader: WireReader, separator: number): Sentence {
  let fingerprint = ''
  reader.group('pem', () => {
    let size = ''
    reader.take(separator, 'fingerprint', (pem) => {
      size = sizeOfPem(pem)
      fingerprint = grouped(sha256(pem))
      return fingerprint
    })
    return size
  })
  reader.take(SEPARATOR.length, 'separator', verbatim)
  reader.take(RSA_BYTES, 'idle-signature')
  return t`A public key in the clear, ${fingerprint.slice(0, 9)}…; nothing says whose it is.`
}

function message(reader: WireReader): Sentence {
  reader.take(RSA_BYTES, 'ciphertext')
  reader.take(SEPARATOR.length, 'separator', verbatim)
  reader.take(RSA_BYTES, 'message-signature')
  return t`A message, encrypted and signed with RSA keys; it has no number.`
}
