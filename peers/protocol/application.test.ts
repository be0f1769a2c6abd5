/** What is said inside a session: every form comes back as it was, and nothing else is taken. */

import test, { type ExecutionContext } from 'ava'
import fc from 'fast-check'
import { unicodeText } from '../../lab/suite/unicode-text-testing'
import {
  type ApplicationMessage,
  CHUNK_ROOM_BYTES,
  checkItem,
  decodeMessage,
  encodeChunk,
  encodeMessage,
  type Item,
  MAX_CHUNK_BYTES,
  MAX_FILE_NAME_BYTES,
  MAX_MESSAGE_BYTES,
} from './application'
import { MAX_DATA_BYTES } from './channel'
import { PeerError } from './errors'

const hexOf = (bytes: number) =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((all) => Buffer.from(all).toString('hex'))
const id = hexOf(16)
const number = fc.oneof(fc.nat(300), fc.maxSafeNat())
const text = unicodeText({ maxLength: 80 })
const outcomes = ['taken', 'refused', 'cancelled', 'changed', 'damaged', 'unreadable', 'too-many'] as const

const item: fc.Arbitrary<Item> = fc.oneof(
  fc.record({ type: fc.constant('text' as const), text }),
  fc.record({ type: fc.constant('offer' as const), id, size: number, sha256: hexOf(32), name: text }),
  fc.record({ type: fc.constant('end' as const), id, outcome: fc.constantFrom(...outcomes) }),
  fc.record({ type: fc.constant('again' as const), count: number, since: number }),
)
const message: fc.Arbitrary<ApplicationMessage> = fc.oneof(
  fc.record({ kind: fc.constant('have' as const), stream: id, last: number, written: number }),
  fc.record({
    kind: fc.constant('item' as const),
    stream: id,
    number: number.map((any) => Math.max(any, 1)),
    written: number,
    item,
  }),
  fc.record({ kind: fc.constant('receipt' as const), stream: id, number }),
  fc.constantFrom<ApplicationMessage>({ kind: 'ping' }, { kind: 'pong' }, { kind: 'full' }),
  fc.record({ kind: fc.constant('fetch' as const), id, offset: number, prefix: hexOf(32) }),
  fc.record({
    kind: fc.constant('chunk' as const),
    id,
    offset: number,
    bytes: fc.uint8Array({ maxLength: 100 }).map((all) => Buffer.from(all)),
  }),
)

const stream = '00112233445566778899aabbccddeeff'
const inStream = (said: Item): ApplicationMessage => ({
  kind: 'item',
  stream,
  number: 1,
  written: 0,
  item: said,
})
const bytesOf = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex')

function refused(t: ExecutionContext, bytes: Buffer, code = 'MALFORMED'): void {
  t.throws(() => decodeMessage(bytes), { instanceOf: PeerError, code }, bytes.toString('hex').slice(0, 80))
}

test('every message comes back as it was said, and fits into a record', (t) => {
  fc.assert(
    fc.property(message, (said) => {
      const encoded = encodeMessage(said)
      t.deepEqual(decodeMessage(encoded), said)
      t.true(encoded.length <= MAX_DATA_BYTES)
    }),
    { numRuns: 500 },
  )
})

test('the bytes are those of PROTOCOL.md', (t) => {
  const u64 = (value: number) => value.toString(16).padStart(16, '0')
  const sha256 = 'ab'.repeat(32)
  const bytes: [ApplicationMessage, string][] = [
    [{ kind: 'have', stream, last: 3, written: 4 }, `01${stream}${u64(3)}${u64(4)}`],
    [
      { kind: 'item', stream, number: 2, written: 5, item: { type: 'text', text: 'é' } },
      `02${stream}${u64(2)}${u64(5)}00c3a9`,
    ],
    [
      inStream({ type: 'offer', id: stream, size: 9, sha256, name: 'a/b' }),
      `02${stream}${u64(1)}${u64(0)}01${stream}${u64(9)}${sha256}612f62`,
    ],
    ...outcomes.map((outcome, at): [ApplicationMessage, string] => [
      inStream({ type: 'end', id: stream, outcome }),
      `02${stream}${u64(1)}${u64(0)}02${stream}0${at}`,
    ]),
    [inStream({ type: 'again', count: 3, since: 4 }), `02${stream}${u64(1)}${u64(0)}03${u64(3)}${u64(4)}`],
    [{ kind: 'receipt', stream, number: 7 }, `03${stream}${u64(7)}`],
    [{ kind: 'ping' }, '04'],
    [{ kind: 'pong' }, '05'],
    [{ kind: 'fetch', id: stream, offset: 8, prefix: sha256 }, `06${stream}${u64(8)}${sha256}`],
    [{ kind: 'chunk', id: stream, offset: 8, bytes: Buffer.from('hi') }, `07${stream}${u64(8)}6869`],
    [{ kind: 'full' }, '08'],
  ]
  for (const [said, hex] of bytes) {
    t.is(encodeMessage(said).toString('hex'), hex)
    t.deepEqual(decodeMessage(bytesOf(hex)), said)
  }
})

test('a message that is cut, or longer than it is, is refused', (t) => {
  const open = new Set(['text', 'offer', 'chunk'])
  fc.assert(
    fc.property(message, fc.nat(), (said, place) => {
      const encoded = encodeMessage(said)
      const type = said.kind === 'item' ? said.item.type : said.kind
      // What ends with a text or bytes has no end of its own; all else has exactly one size.
      if (open.has(type)) return
      refused(t, encoded.subarray(0, place % encoded.length))
      refused(t, Buffer.concat([encoded, Buffer.of(0)]))
    }),
    { numRuns: 300 },
  )
  refused(t, Buffer.alloc(0))
  for (const hex of [`02${stream}`, `02${stream}${'00'.repeat(7)}01${'00'.repeat(8)}`, `07${stream}00`]) {
    refused(t, bytesOf(hex))
  }
})

test('unknown kinds, types and outcomes are refused', (t) => {
  const item = (rest: string) => bytesOf(`02${stream}${'00'.repeat(7)}01${'00'.repeat(8)}${rest}`)
  for (const kind of [0, 8, 255]) refused(t, Buffer.concat([Buffer.of(kind), Buffer.alloc(40)]))
  for (const type of ['03', 'ff']) refused(t, item(type))
  refused(t, item(`02${stream}07`))
  refused(t, item(`02${stream}ff`))
  t.is(decodeMessage(item(`02${stream}00`)).kind, 'item')
})

test('numbers count from 1, and what no double holds exactly is refused', (t) => {
  const item = (number: string) => bytesOf(`02${stream}${number}${'00'.repeat(8)}00`)
  refused(t, item('0000000000000000'))
  t.like(decodeMessage(item('001fffffffffffff')), { number: Number.MAX_SAFE_INTEGER })
  for (const beyond of ['0020000000000000', '0020000000000001', 'ffffffffffffffff']) {
    refused(t, item(beyond))
    refused(t, bytesOf(`01${stream}${beyond}${'00'.repeat(8)}`))
    refused(t, bytesOf(`01${stream}${'00'.repeat(8)}${beyond}`))
    refused(t, bytesOf(`03${stream}${beyond}`))
    refused(t, bytesOf(`07${stream}${beyond}`))
  }
})

test('texts and names have a largest size, on both ends', (t) => {
  const head = Buffer.concat([bytesOf(`02${stream}${'00'.repeat(7)}01${'00'.repeat(8)}`)])
  const offer = Buffer.concat([head, Buffer.of(1), Buffer.alloc(16 + 8 + 32)])
  const cases: [number, Buffer, (words: string) => Item][] = [
    [MAX_MESSAGE_BYTES, Buffer.concat([head, Buffer.of(0)]), (words) => ({ type: 'text', text: words })],
    [
      MAX_FILE_NAME_BYTES,
      offer,
      (name) => ({ type: 'offer', id: stream, size: 0, sha256: '00'.repeat(32), name }),
    ],
  ]
  for (const [most, before, of] of cases) {
    const longest = inStream(of('x'.repeat(most)))
    t.deepEqual(decodeMessage(encodeMessage(longest)), longest)
    t.notThrows(() => checkItem(of('x'.repeat(most))))
    for (const say of [checkItem, (item: Item) => encodeMessage(inStream(item))]) {
      t.throws(() => say(of('x'.repeat(most + 1))), { code: 'MESSAGE_TOO_LONG' })
      t.throws(() => say(of('a\ud83d')), { code: 'BAD_TEXT' })
    }
    refused(t, Buffer.concat([before, Buffer.alloc(most + 1, 'x')]))
    refused(t, Buffer.concat([before, Buffer.of(0xc3)]), 'BAD_TEXT')
  }
  t.is(MAX_MESSAGE_BYTES, 16_000)
  t.is(MAX_FILE_NAME_BYTES, 255)
})

test('a text can be sent exactly if UTF-8 gives it back', (t) => {
  const units = fc.array(fc.constantFrom('a', 'é', '\ud83d', '\ude00', '\u{1f600}'), { maxLength: 6 })
  fc.assert(
    fc.property(units, (parts) => {
      const text = parts.join('')
      const comesBack = Buffer.from(text, 'utf8').toString('utf8') === text
      const check = () => checkItem({ type: 'text', text })
      if (comesBack) t.notThrows(check)
      else t.throws(check, { code: 'BAD_TEXT' })
    }),
  )
})

test('the largest chunk fits into a record', (t) => {
  const bytes = Buffer.alloc(MAX_CHUNK_BYTES, 1)
  const encoded = encodeMessage({ kind: 'chunk', id: stream, offset: 2 ** 40, bytes })
  t.true(encoded.length <= MAX_DATA_BYTES)
  t.like(decodeMessage(encoded), { offset: 2 ** 40, bytes })
})

test('any bytes are a message that is said again the same way, or a refusal', (t) => {
  const noise = fc.uint8Array({ maxLength: 120 }).map((all) => Buffer.from(all))
  const kind = fc.integer({ min: 0, max: 8 })
  fc.assert(
    fc.property(kind, noise, (first, rest) => {
      const bytes = Buffer.concat([Buffer.of(first), rest])
      let said: ApplicationMessage
      try {
        said = decodeMessage(bytes)
      } catch (error) {
        t.true(error instanceof PeerError && ['MALFORMED', 'BAD_TEXT'].includes(error.code), String(error))
        return
      }
      // One form has one encoding.
      t.true(encodeMessage(said).equals(bytes))
    }),
    { numRuns: 1500 },
  )
})

test('a chunk is the same in room that was used before; one that is too large is refused', (t) => {
  const room = Buffer.alloc(CHUNK_ROOM_BYTES, 0xee)
  const bytes = fc.uint8Array({ maxLength: 300 }).map((all) => Buffer.from(all))
  const chunk = fc.record({ kind: fc.constant('chunk' as const), id, offset: number, bytes })
  fc.assert(fc.property(chunk, (said) => t.deepEqual(encodeChunk(said, room), encodeMessage(said))))
  const most = { kind: 'chunk', id: stream, offset: 0, bytes: Buffer.alloc(MAX_CHUNK_BYTES) } as const
  t.deepEqual(encodeChunk(most, room), encodeMessage(most))
  const more = { ...most, bytes: Buffer.alloc(MAX_CHUNK_BYTES + 1) }
  t.deepEqual(decodeMessage(encodeMessage(most)), most)
  refused(t, encodeMessage(more))
  t.throws(() => encodeChunk(more, Buffer.alloc(2 * CHUNK_ROOM_BYTES)), { instanceOf: RangeError })
  t.throws(() => encodeChunk(most, room.subarray(1)), { instanceOf: RangeError })
})
