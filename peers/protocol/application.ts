/**
 * What the messenger says inside a session: each of these is the content of one DATA record (PROTOCOL.md
 * section 8). The session already gives secrecy, order and no repeats; this layer adds what must outlive a
 * session: numbered items that are kept until the friend has them, and files that go on where they stopped.
 *
 * Both ends parse strictly: what does not parse is MALFORMED and ends the session.
 */

import { t } from '../language/sentence'
import { PeerError } from './errors'
import { decodeText, Reader, uint } from './fields'

export const STREAM_BYTES = 16
/** What HAVE names where nothing came yet, in hex. */
export const NO_STREAM = '00'.repeat(STREAM_BYTES)
export const FILE_ID_BYTES = 16
export const SHA256_BYTES = 32
/** Longest text of one message, in bytes of UTF-8. */
export const MAX_MESSAGE_BYTES = 16_000
/** Longest file name in an offer, in bytes of UTF-8. */
export const MAX_FILE_NAME_BYTES = 255
/** Most bytes of a file in one CHUNK. */
export const MAX_CHUNK_BYTES = 65_000

/** What goes through a stream: kept by the sender until the friend has it, delivered once, in order. */
export type Item =
  | { readonly type: 'text'; readonly text: string }
  /** `id` names the transfer: 16 random bytes in hex, chosen by the one who offers. `sha256` is in hex. */
  | {
      readonly type: 'offer'
      readonly id: string
      /** In bytes. */
      readonly size: number
      readonly sha256: string
      /** As the sender calls it: text of a stranger, never a path. */
      readonly name: string
      /** The file is a pack of so many. */
      readonly files?: number
    }
  /** The end of a transfer, said by either side. */
  | { readonly type: 'end'; readonly id: string; readonly outcome: Outcome }
  /**
   * The next `count` texts of this stream were said and delivered before, and the receiver said to lack them: the
   * sender's user sends them again. `since`: when the first of them was written, by the sender's clock.
   */
  | { readonly type: 'again'; readonly count: number; readonly since: number }

/** `taken`: whole, checked and in its place. The others tell why not. */
export type Outcome = (typeof outcomes)[number]

const outcomes = ['taken', 'refused', 'cancelled', 'changed', 'damaged', 'unreadable', 'too-many'] as const

/** Numbers count from 1 within a stream; `stream` is 16 random bytes in hex, chosen by the one who sends. */
export type ApplicationMessage =
  /**
   * Said first in a session: of your stream, I have all up to `last`; 0 for nothing. `written` is that of the item
   * `last`, so that a sender who was brought back from a backup sees that its numbers now mean other items.
   */
  | { readonly kind: 'have'; readonly stream: string; readonly last: number; readonly written: number }
  /** `written`: milliseconds since 1970 by the sender's clock, to be shown and nothing else. */
  | {
      readonly kind: 'item'
      readonly stream: string
      readonly number: number
      readonly written: number
      readonly item: Item
    }
  /** All up to `number` is on the receiver's disk. */
  | { readonly kind: 'receipt'; readonly stream: string; readonly number: number }
  | { readonly kind: 'ping' }
  | { readonly kind: 'pong' }
  /** My disk takes nothing: no ITEM, please, before my next HAVE. */
  | { readonly kind: 'full' }
  | FileMessage

/** What moves a file's bytes. Lost with the session, and asked for again in the next one. */
export type FileMessage =
  /** Send from `offset` on. `prefix` is the SHA-256 in hex of the bytes before it, as the receiver has them. */
  | { readonly kind: 'fetch'; readonly id: string; readonly offset: number; readonly prefix: string }
  /** A chunk at offset 0 starts anew, also when something else was asked for: the prefix was not the same. */
  | { readonly kind: 'chunk'; readonly id: string; readonly offset: number; readonly bytes: Buffer }

const kinds = { have: 1, item: 2, receipt: 3, ping: 4, pong: 5, fetch: 6, chunk: 7, full: 8 } as const
const types = { text: 0, offer: 1, end: 2, again: 3, folder: 4 } as const

/** @throws PeerError MESSAGE_TOO_LONG, BAD_TEXT for a text or name that UTF-8 cannot carry. */
export function encodeMessage(message: ApplicationMessage): Buffer {
  const kind = uint(kinds[message.kind], 1)
  switch (message.kind) {
    case 'have':
      return Buffer.concat([
        kind,
        hex(message.stream, STREAM_BYTES),
        uint(message.last, 8),
        uint(message.written, 8),
      ])
    case 'receipt':
      return Buffer.concat([kind, hex(message.stream, STREAM_BYTES), uint(message.number, 8)])
    case 'item': {
      const { stream, number, written, item } = message
      return Buffer.concat([
        kind,
        hex(stream, STREAM_BYTES),
        uint(number, 8),
        uint(written, 8),
        encodeItem(item),
      ])
    }
    case 'ping':
    case 'pong':
    case 'full':
      return kind
    case 'fetch': {
      const { id, offset, prefix } = message
      return Buffer.concat([kind, hex(id, FILE_ID_BYTES), uint(offset, 8), hex(prefix, SHA256_BYTES)])
    }
    case 'chunk':
      return Buffer.concat([kind, hex(message.id, FILE_ID_BYTES), uint(message.offset, 8), message.bytes])
  }
}

/** What stands before the bytes of a CHUNK: kind, id, offset. */
const CHUNK_HEAD_BYTES = 1 + FILE_ID_BYTES + 8

/** Room for the largest CHUNK. */
export const CHUNK_ROOM_BYTES = CHUNK_HEAD_BYTES + MAX_CHUNK_BYTES

/**
 * Encodes a CHUNK without new memory for each: a file has thousands of them.
 * @param room at least CHUNK_ROOM_BYTES. @returns the part of it that was written. @throws RangeError
 */
export function encodeChunk(
  { id, offset, bytes }: Extract<FileMessage, { kind: 'chunk' }>,
  room: Buffer,
): Buffer {
  const end = CHUNK_HEAD_BYTES + bytes.length
  if (bytes.length > MAX_CHUNK_BYTES || room.length < end) throw new RangeError('the chunk is too large')
  room[0] = kinds.chunk
  room.set(hex(id, FILE_ID_BYTES), 1)
  room.writeBigUInt64BE(BigInt(offset), 1 + FILE_ID_BYTES)
  room.set(bytes, CHUNK_HEAD_BYTES)
  return room.subarray(0, end)
}

/** @throws PeerError MALFORMED, BAD_TEXT. */
export function decodeMessage(content: Buffer): ApplicationMessage {
  const reader = new Reader(content)
  const kind = reader.uint(1)
  const message = ((): ApplicationMessage => {
    switch (kind) {
      case kinds.have: {
        const stream = readHex(reader, STREAM_BYTES)
        return { kind: 'have', stream, last: readNumber(reader), written: readNumber(reader) }
      }
      case kinds.receipt:
        return { kind: 'receipt', stream: readHex(reader, STREAM_BYTES), number: readNumber(reader) }
      case kinds.item: {
        const stream = readHex(reader, STREAM_BYTES)
        const number = readNumber(reader)
        if (number === 0) throw new PeerError('MALFORMED')
        return { kind: 'item', stream, number, written: readNumber(reader), item: decodeItem(reader) }
      }
      case kinds.ping:
        return { kind: 'ping' }
      case kinds.pong:
        return { kind: 'pong' }
      case kinds.full:
        return { kind: 'full' }
      case kinds.fetch: {
        const id = readHex(reader, FILE_ID_BYTES)
        return { kind: 'fetch', id, offset: readNumber(reader), prefix: readHex(reader, SHA256_BYTES) }
      }
      case kinds.chunk: {
        const id = readHex(reader, FILE_ID_BYTES)
        const offset = readNumber(reader)
        const bytes = reader.rest()
        // A record has room for some more.
        if (bytes.length > MAX_CHUNK_BYTES) throw new PeerError('MALFORMED')
        return { kind: 'chunk', id, offset, bytes }
      }
      default:
        throw new PeerError('MALFORMED')
    }
  })()
  reader.end()
  return message
}

/** @throws PeerError MESSAGE_TOO_LONG, BAD_TEXT for what {@link encodeMessage} would refuse. */
export function checkItem(item: Item): void {
  if (item.type === 'text') checkText(item.text, MAX_MESSAGE_BYTES)
  if (item.type === 'offer') checkText(item.name, MAX_FILE_NAME_BYTES)
}

function encodeItem(item: Item): Buffer {
  const isFolder = item.type === 'offer' && item.files !== undefined
  const type = uint(types[isFolder ? 'folder' : item.type], 1)
  switch (item.type) {
    case 'text':
      return Buffer.concat([type, utf8(item.text, MAX_MESSAGE_BYTES)])
    case 'offer':
      return Buffer.concat([
        type,
        hex(item.id, FILE_ID_BYTES),
        uint(item.size, 8),
        hex(item.sha256, SHA256_BYTES),
        ...(item.files === undefined ? [] : [uint(item.files, 4)]),
        utf8(item.name, MAX_FILE_NAME_BYTES),
      ])
    case 'end':
      return Buffer.concat([type, hex(item.id, FILE_ID_BYTES), uint(outcomes.indexOf(item.outcome), 1)])
    case 'again':
      return Buffer.concat([type, uint(item.count, 8), uint(item.since, 8)])
  }
}

function decodeItem(reader: Reader): Item {
  const type = reader.uint(1)
  switch (type) {
    case types.text:
      return { type: 'text', text: text(reader.rest(), MAX_MESSAGE_BYTES) }
    case types.offer:
    case types.folder: {
      const id = readHex(reader, FILE_ID_BYTES)
      const size = readNumber(reader)
      const sha256 = readHex(reader, SHA256_BYTES)
      const files = type === types.folder ? reader.uint(4) : undefined
      const name = text(reader.rest(), MAX_FILE_NAME_BYTES)
      return { type: 'offer', id, size, sha256, name, ...(files !== undefined && { files }) }
    }
    case types.end: {
      const id = readHex(reader, FILE_ID_BYTES)
      const outcome = outcomes[reader.uint(1)]
      if (!outcome) throw new PeerError('MALFORMED')
      return { type: 'end', id, outcome }
    }
    case types.again:
      return { type: 'again', count: readNumber(reader), since: readNumber(reader) }
    default:
      throw new PeerError('MALFORMED')
  }
}

function utf8(value: string, maximum: number): Buffer {
  checkText(value, maximum)
  return Buffer.from(value, 'utf8')
}

function checkText(value: string, maximum: number): void {
  const length = Buffer.byteLength(value, 'utf8')
  if (length > maximum) {
    throw new PeerError(
      'MESSAGE_TOO_LONG',
      t`It has ${length} bytes, and at most ${maximum} can be sent at once: send it in parts, or as a file.`,
    )
  }
  if (/\p{Surrogate}/u.test(value)) {
    throw new PeerError('BAD_TEXT', t`It holds half a character (a lone surrogate): it cannot be sent.`)
  }
}

function text(bytes: Buffer, maximum: number): string {
  if (bytes.length > maximum) throw new PeerError('MALFORMED')
  return decodeText(bytes)
}

function hex(value: string, size: number): Buffer {
  const bytes = Buffer.from(value, 'hex')
  if (bytes.length !== size) throw new RangeError(`expected ${size} bytes in hex`)
  return bytes
}

function readHex(reader: Reader, size: number): string {
  return reader.take(size).toString('hex')
}

/** Counters, sizes and times fit into a double exactly; what does not is nobody's honest number. */
function readNumber(reader: Reader): number {
  const value = Number(reader.uint64())
  if (!Number.isSafeInteger(value)) throw new PeerError('MALFORMED')
  return value
}
