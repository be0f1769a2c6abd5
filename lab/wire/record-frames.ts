/**
 * Records (PROTOCOL.md sections 6 to 8). What is in them is encrypted; where a stand-in leaves it open, it is read as
 * far as people want to see it.
 */

import { type Sentence, t } from '../../peers/language/sentence'
import { type Layout, readSealed } from './handshake-frames'
import { excerpt, named, readMessage } from './messages'
import { misfit, type WireReader } from './reader'

const KINDS = ['TEXT', 'CLOSE', 'REKEY', 'REKEY_REPLY', 'REKEY_DONE', 'DATA', 'BUNDLE']
const SHARE_BYTES = 32
const TAG_BYTES = 16
const BLOCK = 256

export const record: readonly Layout[] = [
  (reader) => {
    const number = reader.uint64('record-number')
    return t`Record ${number}, in the clear: ${readPlaintext(reader)}`
  },
  (reader) => {
    const number = reader.uint64('record-number')
    const size = reader.left
    // Padded to blocks, a record has room for a tag or has none; of another length, nobody can tell.
    const inside =
      size % BLOCK === TAG_BYTES
        ? readSealed(reader, [readPlaintext])
        : reader.sealed(size, 'encrypted', [readPlaintext])
    return inside ? t`Record ${number}: ${inside}` : t`Record ${number}: ${size} bytes, encrypted.`
  },
]

function readPlaintext(reader: WireReader): Sentence {
  const kind = reader.uint(1, 'record-kind', (code) => named(code, KINDS))
  const name = KINDS[kind - 1]
  if (name === undefined) throw misfit
  const size = reader.uint(2, 'length')
  if (size > reader.left) throw misfit
  const padding = reader.left - size
  const content = readContent(reader, name, size)
  if (padding > 0 && reader.take(padding, 'padding').some((byte) => byte !== 0)) throw misfit
  return content
}

/** Reads what a record holds, to its end. */
function readContent(reader: WireReader, kind: string, size: number): Sentence {
  const until = reader.left - size
  const read = (): Sentence => {
    switch (kind) {
      case 'TEXT':
        return t`the text “${excerpt(reader.text(size, 'text'))}”`
      case 'CLOSE':
        return t`goodbye, after ${reader.uint64('sent-before')} records.`
      case 'REKEY':
      case 'REKEY_REPLY':
        reader.take(SHARE_BYTES, 'share')
        return t`new keys are agreed on.`
      case 'REKEY_DONE':
        return t`new keys are agreed on.`
      case 'DATA':
        return readMessage(reader, size)
      default:
        return readBundle(reader, until)
    }
  }
  const sentence = read()
  if (reader.left !== until) throw misfit
  return sentence
}

/** Several messages, each after its length. */
function readBundle(reader: WireReader, until: number): Sentence {
  const messages: Sentence[] = []
  while (reader.left > until) messages.push(readMessage(reader, reader.uint(2, 'length')))
  const [first, ...others] = messages
  if (!first) throw misfit
  return t`${messages.length} messages: ${others.reduce((all, one) => t`${all} ${one}`, first)}`
}
