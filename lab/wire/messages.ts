/** Messages of the layer above (PROTOCOL.md section 8), field by field. */

import { type Sentence, t } from '../../peers/language/sentence'
import { printable } from '../text/printable'
import type { FieldKindName } from './field-kinds'
import { misfit, type WireReader } from './reader'

const KINDS = ['HAVE', 'ITEM', 'RECEIPT', 'PING', 'PONG', 'FETCH', 'CHUNK', 'FULL']
const ITEMS = ['TEXT', 'OFFER', 'END', 'AGAIN', 'FOLDER']
const OUTCOMES = ['taken', 'refused', 'cancelled', 'changed', 'damaged', 'unreadable', 'too many']
const ID_BYTES = 16
const HASH_BYTES = 32
/** Characters of a text that a summary holds. */
const EXCERPT = 80

/** Reads a message of so many bytes; what is built like none is data of some program. */
export function readMessage(reader: WireReader, size: number): Sentence {
  const until = reader.left - size
  const kind = reader.uint(1, 'message-kind', (code) => named(code, KINDS))
  const name = KINDS[kind - 1]
  const sentence = readBody(reader, name, reader.left - until)
  if (reader.left !== until) throw misfit
  return sentence
}

function readBody(reader: WireReader, kind: string | undefined, size: number): Sentence {
  switch (kind) {
    case 'HAVE': {
      readStream(reader)
      const last = reader.uint64('last-held')
      readTime(reader, 'last-written')
      return t`HAVE: it holds everything up to ${last}.`
    }
    case 'ITEM': {
      readStream(reader)
      const number = reader.uint64('item-number')
      readTime(reader, 'written')
      return t`ITEM ${number}: ${readItem(reader, size - ID_BYTES - 8 - 8)}`
    }
    case 'RECEIPT': {
      readStream(reader)
      return t`RECEIPT: everything up to ${reader.uint64('receipt')} is on its disk.`
    }
    case 'PING':
      return t`PING: is somebody there?`
    case 'PONG':
      return t`PONG: somebody is there.`
    case 'FETCH': {
      reader.take(ID_BYTES, 'file-id')
      const offset = reader.uint64('offset')
      reader.take(HASH_BYTES, 'prefix')
      return t`FETCH: the file from byte ${offset} on.`
    }
    case 'CHUNK': {
      reader.take(ID_BYTES, 'file-id')
      const offset = reader.uint64('offset')
      const bytes = size - ID_BYTES - 8
      reader.take(bytes, 'chunk')
      return t`CHUNK: ${bytes} bytes of a file, from byte ${offset} on.`
    }
    case 'FULL':
      return t`FULL: its disk takes nothing.`
    default:
      reader.take(size, 'message')
      return t`a message of an unknown kind.`
  }
}

function readItem(reader: WireReader, size: number): Sentence {
  const type = reader.uint(1, 'item-type', (code) => named(code, ITEMS, 0))
  const body = size - 1
  switch (ITEMS[type]) {
    case 'TEXT':
      return t`the text “${excerpt(reader.text(body, 'text'))}”`
    case 'OFFER': {
      reader.take(ID_BYTES, 'file-id')
      const bytes = reader.uint64('file-size')
      reader.take(HASH_BYTES, 'file-hash')
      const name = reader.text(body - ID_BYTES - 8 - HASH_BYTES, 'file-name')
      return t`the offer of “${excerpt(name)}”, ${bytes} bytes.`
    }
    case 'FOLDER': {
      reader.take(ID_BYTES, 'file-id')
      const bytes = reader.uint64('file-size')
      reader.take(HASH_BYTES, 'file-hash')
      const files = reader.uint(4, 'file-count')
      const name = reader.text(body - ID_BYTES - 8 - HASH_BYTES - 4, 'file-name')
      return t`the offer of “${excerpt(name)}”, ${files} files of ${bytes} bytes.`
    }
    case 'END': {
      reader.take(ID_BYTES, 'file-id')
      const outcome = reader.uint(1, 'outcome', (code) => named(code, OUTCOMES, 0))
      return t`the end of a file: ${named(outcome, OUTCOMES, 0)}.`
    }
    case 'AGAIN': {
      const count = reader.uint64('text-count')
      readTime(reader, 'since')
      return t`${count} texts come again.`
    }
    default:
      reader.take(body, 'item')
      return t`an item of an unknown type.`
  }
}

function readStream(reader: WireReader): void {
  reader.take(ID_BYTES, 'stream')
}

/** Milliseconds since 1970, which may be more than a date holds. */
function readTime(reader: WireReader, kind: FieldKindName): void {
  reader.take(8, kind, (bytes) => {
    const time = new Date(Number(bytes.readBigUInt64BE()))
    return Number.isNaN(time.getTime()) ? String(bytes.readBigUInt64BE()) : time.toISOString()
  })
}

export function excerpt(text: string): string {
  return printable(text, EXCERPT)
}

/** @param from what the first of the names has for a code. */
export function named(code: number, names: readonly string[], from = 1): string {
  const name = names[code - from]
  return name === undefined ? String(code) : `${code} ${name}`
}
