/** What is forbidden in what the messenger says inside a session (PROTOCOL.md section 8), and what has to be taken. */

import { randomBytes } from 'node:crypto'
import {
  type ApplicationMessage,
  encodeMessage,
  NO_STREAM,
  STREAM_BYTES,
} from '../peers/protocol/application'
import { RecordKind } from '../peers/protocol/channel'
import { uint } from '../peers/protocol/fields'
import type { BentRecords } from './bent-records'
import type { SessionProbe } from './probe'

type Say = (records: BentRecords, text: string) => void | Promise<void>

/** The first number that a double does not hold as it is. */
const TOO_LARGE = 2n ** 53n
const STREAM = Buffer.alloc(STREAM_BYTES, 5)
const ID = Buffer.alloc(16, 6)
const HASH = Buffer.alloc(32, 7)

const have = encodeMessage({ kind: 'have', stream: NO_STREAM, last: 0, written: 0 })

function data(records: BentRecords, ...contents: Uint8Array[]): void {
  for (const content of contents) records.say(RecordKind.DATA, content)
}

/** By the book, and then this. */
function message(...parts: Uint8Array[]): Say {
  return (records) => data(records, have, Buffer.concat(parts))
}

function kind(number: number): Buffer {
  return Buffer.of(number)
}

function item(type: number, ...content: Uint8Array[]): Uint8Array[] {
  return [kind(2), STREAM, uint(1, 8), uint(1, 8), kind(type), ...content]
}

function offer(name: Uint8Array, size: number | bigint = 10): Uint8Array[] {
  return item(1, ID, uint(size, 8), HASH, name)
}

const malformed: Readonly<Record<string, Say>> = {
  'message-empty': message(),
  'message-kind-0': message(kind(0)),
  'message-kind-9': message(kind(9)),
  'message-kind-255': message(kind(255)),
  'ping-with-content': message(kind(4), kind(0)),
  'pong-with-content': message(kind(5), kind(0)),
  'full-with-content': message(kind(8), kind(0)),
  'have-short': (records) => data(records, have.subarray(0, -1)),
  'have-long': (records) => data(records, Buffer.concat([have, kind(0)])),
  'receipt-short': message(kind(3), STREAM, uint(1, 4)),
  'receipt-long': message(kind(3), STREAM, uint(1, 8), kind(0)),
  'item-number-0': message(kind(2), STREAM, uint(0, 8), uint(1, 8), kind(0), Buffer.from('x')),
  'item-without-type': message(kind(2), STREAM, uint(1, 8), uint(1, 8)),
  'item-type-5': message(...item(5, Buffer.from('x'))),
  'fetch-short': message(kind(6), ID, uint(0, 8), HASH.subarray(1)),
  'fetch-long': message(kind(6), ID, uint(0, 8), HASH, kind(0)),
  'chunk-without-offset': message(kind(7), ID),
  'chunk-too-long': message(kind(7), ID, uint(0, 8), Buffer.alloc(65_001)),
  'item-text-too-long': message(...item(0, Buffer.alloc(16_001, 'x'))),
  'offer-name-too-long': message(...offer(Buffer.alloc(256, 'x'))),
  'folder-name-too-long': message(...item(4, ID, uint(10, 8), HASH, uint(1, 4), Buffer.alloc(256, 'x'))),
  'folder-short': message(...item(4, ID, uint(10, 8), HASH)),
  'offer-short': message(...item(1, ID, uint(1, 8))),
  'end-of-no-outcome': message(...item(2, ID, kind(7))),
  'end-short': message(...item(2, ID)),
  'end-long': message(...item(2, ID, kind(0), kind(0))),
  'again-short': message(...item(3, uint(1, 8))),
  'again-long': message(...item(3, uint(1, 8), uint(1, 8), kind(0))),
  'have-number-too-large': (records) =>
    data(records, Buffer.concat([kind(1), STREAM, uint(TOO_LARGE, 8), uint(1, 8)])),
  'item-number-too-large': message(
    kind(2),
    STREAM,
    uint(TOO_LARGE, 8),
    uint(1, 8),
    kind(0),
    Buffer.from('x'),
  ),
  'item-written-too-large': message(
    kind(2),
    STREAM,
    uint(1, 8),
    uint(TOO_LARGE, 8),
    kind(0),
    Buffer.from('x'),
  ),
  'receipt-number-too-large': message(kind(3), STREAM, uint(TOO_LARGE, 8)),
  'fetch-offset-too-large': message(kind(6), ID, uint(TOO_LARGE, 8), HASH),
  'chunk-offset-too-large': message(kind(7), ID, uint(TOO_LARGE, 8), kind(1)),
  'offer-size-too-large': message(...offer(Buffer.from('x'), TOO_LARGE)),
  'again-count-too-large': message(...item(3, uint(TOO_LARGE, 8), uint(1, 8))),
}

const others: Readonly<Record<string, Say>> = {
  'item-text-not-utf-8': message(...item(0, Buffer.from('fffe', 'hex'))),
  'offer-name-not-utf-8': message(...offer(Buffer.from('fffe', 'hex'))),
  'have-twice': (records) => data(records, have, have),
  'bundle-with-one-wrong': (records) => {
    const [wrong, right] = [kind(9), have]
    const content = [right, wrong].flatMap((each) => [uint(each.length, 2), each])
    records.say(RecordKind.BUNDLE, Buffer.concat(content))
  },
  /** The second one is dropped, whatever it says. */
  'item-number-twice': async (records, text) => {
    const stream = randomBytes(STREAM_BYTES).toString('hex')
    const first: ApplicationMessage = {
      kind: 'item',
      stream,
      number: 1,
      written: 1,
      item: { type: 'text', text },
    }
    data(records, have, encodeMessage(first))
    await receipt(records)
    data(records, encodeMessage({ ...first, item: { type: 'text', text: `${text} Twice.` } }))
    await receipt(records)
    records.close()
  },
  'questions-without-end': (records) => data(records, have, ...Array<Buffer>(260).fill(kind(4))),
  'answers-to-nothing': (records) => data(records, have, ...Array<Buffer>(2_300).fill(kind(5))),
}

/** Waits until the other side has written what was said: records that come meanwhile are HAVE and receipts. */
async function receipt({ line }: BentRecords): Promise<void> {
  await line.next()
  await new Promise((resolve) => setTimeout(resolve, 150))
}

export const messageProbes: readonly SessionProbe[] = Object.entries({ ...malformed, ...others }).map(
  ([name, records]) => ({ name, records }),
)
