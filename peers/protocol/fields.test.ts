import test from 'ava'
import fc from 'fast-check'
import { unicodeText } from '../../lab/suite/unicode-text-testing'
import { decodeText, field, Reader, uint } from './fields'

const malformed = { name: 'PeerError', code: 'MALFORMED' }
const badText = { name: 'PeerError', code: 'BAD_TEXT' }

type Part =
  | { readonly is: 'uint'; readonly size: 1 | 2 | 4; readonly value: number }
  | { readonly is: 'uint64'; readonly value: bigint }
  | { readonly is: 'field'; readonly value: Buffer }
  | { readonly is: 'text'; readonly value: string }

const small = (size: 1 | 2 | 4) =>
  fc.integer({ min: 0, max: 2 ** (8 * size) - 1 }).map((value): Part => ({ is: 'uint', size, value }))

const part: fc.Arbitrary<Part> = fc.oneof(
  small(1),
  small(2),
  small(4),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((value): Part => ({ is: 'uint64', value })),
  fc.uint8Array({ maxLength: 40 }).map((value): Part => ({ is: 'field', value: Buffer.from(value) })),
  unicodeText({ maxLength: 20 }).map((value): Part => ({ is: 'text', value })),
)

function write(parts: readonly Part[]): Buffer {
  const encoded = parts.map((each) => {
    if (each.is === 'uint') return uint(each.value, each.size)
    return each.is === 'uint64' ? uint(each.value, 8) : field(each.value)
  })
  return Buffer.concat(encoded)
}

function read(parts: readonly Part[], bytes: Uint8Array): unknown[] {
  const reader = new Reader(bytes)
  const values = parts.map((each) => (each.is === 'uint' ? reader.uint(each.size) : reader[each.is]()))
  reader.end()
  return values
}

test('the bytes are big-endian, and a field opens with its length in two bytes', (t) => {
  t.is(uint(0x01, 1).toString('hex'), '01')
  t.is(uint(0x0102, 2).toString('hex'), '0102')
  t.is(uint(0x01020304, 4).toString('hex'), '01020304')
  t.is(uint(0x0102030405060708n, 8).toString('hex'), '0102030405060708')
  t.is(field(Buffer.of(9, 8, 7)).toString('hex'), '0003090807')
  t.is(field('é').toString('hex'), '0002c3a9')
  t.is(field('').toString('hex'), '0000')
})

test('any structure reads back as it was written', (t) => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      t.deepEqual(
        read(parts, write(parts)),
        parts.map((each) => each.value),
      )
    }),
  )
})

test('a structure cut at any byte, or with a byte too many, is MALFORMED', (t) => {
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
      const bytes = write(parts)
      for (let size = 0; size < bytes.length; size++) {
        // A text that lost its end is found to be too short before it is decoded.
        t.throws(() => read(parts, bytes.subarray(0, size)), malformed)
      }
      t.throws(() => read(parts, Buffer.concat([bytes, Buffer.of(0)])), malformed)
    }),
    { numRuns: 30 },
  )
})

test('a reader sees its own bytes only, also in a larger buffer', (t) => {
  const large = Buffer.from('000102030405', 'hex')
  const reader = new Reader(new Uint8Array(large.buffer, large.byteOffset + 2, 2))
  t.is(reader.uint(2), 0x0203)
  t.throws(() => reader.uint(1), malformed)
})

test('what does not fit is refused when writing', (t) => {
  t.is(field(Buffer.alloc(65_535)).length, 65_537)
  t.throws(() => field(Buffer.alloc(65_536)), { instanceOf: RangeError })
  t.throws(() => uint(256, 1), { instanceOf: RangeError })
  t.throws(() => uint(-1, 4), { instanceOf: RangeError })
  t.throws(() => uint(2n ** 64n, 8), { instanceOf: RangeError })
})

test('text that is not UTF-8 is BAD_TEXT', (t) => {
  // A lone continuation, a cut sequence, an overlong slash, a surrogate, beyond U+10FFFF (RFC 3629 §3, §10).
  for (const hex of ['80', 'c3', 'c0af', 'eda080', 'f4908080', 'ff']) {
    t.throws(() => decodeText(Buffer.from(hex, 'hex')), badText)
    t.throws(() => new Reader(field(Buffer.from(hex, 'hex'))).text(), badText)
  }
})

test('a byte order mark is part of the text', (t) => {
  t.is(decodeText(Buffer.from('\uFEFFa')), '\uFEFFa')
})
