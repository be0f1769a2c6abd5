/**
 * Records (PROTOCOL.md sections 6 to 8). What is in them is encrypted; where a stand-in leaves it open, it is read as
 * far as people want to see it.
 */

import { type Sentence, t } from '../language/sentence'
import { printable } from '../text/printable'
import type { Layout } from './handshake-frames'
import { readSealed } from './handshake-frames'
import { misfit, type WireReader } from './reader'

const KINDS = ['TEXT', 'CLOSE', 'REKEY', 'REKEY_REPLY', 'REKEY_DONE', 'DATA', 'BUNDLE']
/** Of the layer above. */
const MESSAGES = ['HAVE', 'ITEM', 'RECEIPT', 'PING', 'PONG', 'FETCH', 'CHUNK']
const SHARE_BYTES = 32
const TAG_BYTES = 16
const BLOCK = 256
/** Characters of a text that a summary holds. */
const EXCERPT = 80

export const record: readonly Layout[] = [
  (reader) => {
    const number = reader.uint64(t`number of the record`)
    const kind = reader.uint(1, t`kind`, (code) => named(code, KINDS))
    const name = KINDS[kind - 1]
    if (name === undefined) throw misfit
    const size = reader.uint(2, t`length`)
    if (size > reader.left) throw misfit
    const padding = reader.left - size
    const content = readContent(reader, name, size)
    if (padding > 0 && reader.take(padding, t`padding, zeros`).some((byte) => byte !== 0)) throw misfit
    return t`Record ${number}, in the clear: ${content}`
  },
  (reader) => {
    const number = reader.uint64(t`number of the record`)
    const size = reader.left
    // Padded to blocks, a record has room for a tag or has none; of another length, nobody can tell.
    if (size % BLOCK === TAG_BYTES) readSealed(reader)
    else reader.take(size, t`encrypted`)
    return t`Record ${number}: ${size} bytes, encrypted.`
  },
]

/** Reads what a record holds, to its end. */
function readContent(reader: WireReader, kind: string, size: number): Sentence {
  const until = reader.left - size
  const read = (): Sentence => {
    switch (kind) {
      case 'TEXT':
        return t`the text “${excerpt(reader.text(size, t`text`))}”`
      case 'CLOSE':
        return t`goodbye, after ${reader.uint64(t`records sent before`)} records.`
      case 'REKEY':
      case 'REKEY_REPLY':
        reader.take(SHARE_BYTES, t`X25519 share`)
        return t`new keys are agreed on.`
      case 'REKEY_DONE':
        return t`new keys are agreed on.`
      case 'DATA':
        return readMessage(reader, size)
      default:
        reader.take(size, t`messages`)
        return t`several messages.`
    }
  }
  const sentence = read()
  if (reader.left !== until) throw misfit
  return sentence
}

/** A message of the messenger; what is no such message is data of some program. */
function readMessage(reader: WireReader, size: number): Sentence {
  const kind = reader.uint(1, t`kind of message`, (code) => named(code, MESSAGES))
  reader.take(size - 1, t`message`)
  return t`a message of the messenger, ${named(kind, MESSAGES)}.`
}

function excerpt(text: string): string {
  return printable(text, EXCERPT)
}

/** Codes count from 1. */
function named(code: number, names: readonly string[]): string {
  const name = names[code - 1]
  return name === undefined ? String(code) : `${code} ${name}`
}
