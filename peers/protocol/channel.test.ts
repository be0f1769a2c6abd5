/** Records: what comes through, and what is refused with which code. */

import { randomBytes } from 'node:crypto'
import test, { type ExecutionContext } from 'ava'
import fc from 'fast-check'
import { unicodeText } from '../../lab/suite/unicode-text-testing'
import { type Channel, MAX_TEXT_BYTES, RecordKind } from './channel'
import { channels, frameOf, openText, type Pair } from './channel-testing'
import { padToBlocks } from './defences'
import type { ErrorCode } from './errors'
import { frame } from './reference/bytes-testing'
import { ReferenceChannel } from './reference/channel-testing'

const text = unicodeText({ maxLength: 300 })

function refused(t: ExecutionContext, code: ErrorCode, open: () => unknown, what: string = code): void {
  t.throws(open, { name: 'PeerError', code }, what)
}

/** A responder's channel, and the other program at the other end. */
function responder(pair: Partial<Pair> = {}): { bob: Channel; alice: ReferenceChannel } {
  const { bob, session, root } = channels(pair)
  return { bob, alice: new ReferenceChannel('initiator', session, root) }
}

test('what is said is delivered, in both directions', (t) => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), text), { maxLength: 10 }), (said) => {
      const { alice, bob } = channels()
      for (const [byAlice, words] of said) {
        const [from, to] = byAlice ? [alice, bob] : [bob, alice]
        t.is(openText(to, from.text(words)), words)
      }
    }),
    { numRuns: 50 },
  )
})

test('the longest text, and one byte more', (t) => {
  const { alice, bob } = channels()
  t.is(MAX_TEXT_BYTES, 16_381)
  const longest = `${'é'.repeat(8190)}x`
  t.is(openText(bob, alice.text(longest)), longest)
  refused(t, 'MESSAGE_TOO_LONG', () => alice.text(`${longest}x`))
  t.throws(() => alice.text(`${longest}é`), { message: /16,383 bytes; .* at most 16,381/ })
  t.is(openText(bob, alice.text('still here')), 'still here')
})

test('a text that UTF-8 cannot carry is not sent, and not changed either', (t) => {
  const { alice, bob } = channels()
  for (const broken of ['\ud83d', '\ude00', 'a\ud83db', '\ude00\ud83d']) {
    refused(t, 'BAD_TEXT', () => alice.text(broken))
  }
  t.is(openText(bob, alice.text('\ud83d\ude00')), '\ud83d\ude00')
})

test('a record has a multiple of 256 bytes inside, whatever the text', (t) => {
  const { alice } = channels()
  for (const [size, inside] of [
    [0, 256],
    [1, 256],
    [253, 256],
    [254, 512],
    [509, 512],
    [510, 768],
    [16_381, 16_384],
  ] as const) {
    const [record] = alice.text('x'.repeat(size))
    t.is(record!.length, 5 + 8 + inside + 16, `${size}`)
  }
  t.deepEqual([0, 1, 256, 257].map(padToBlocks), [0, 256, 256, 512])
})

test('a record that is dropped, repeated or moved is OUT_OF_ORDER, with both numbers', (t) => {
  const { alice, bob } = channels()
  const [zero, one, two] = ['zero', 'one', 'two'].map((word) => frameOf(alice.text(word)[0]!))
  const evidence = (expected: string, received: string) => ({ expected, received })
  refusedWith(t, () => bob.open(one!), evidence('0', '1'))
  bob.open(zero!)
  refusedWith(t, () => bob.open(zero!), evidence('1', '0'))
  refusedWith(t, () => bob.open(two!), evidence('1', '2'))
  t.is(bob.open(one!).content.toString(), 'one')
})

function refusedWith(t: ExecutionContext, open: () => unknown, evidence: object): void {
  t.like(t.throws(open), { code: 'OUT_OF_ORDER', evidence })
}

test('any bit of a record flipped is refused', (t) => {
  const { alice, session, root } = channels()
  const [record] = alice.text('pay 10 euros')
  const place = fc.integer({ min: 5, max: record!.length - 1 })
  fc.assert(
    fc.property(place, fc.nat(7), (at, bit) => {
      const { bob } = channels({ session, root })
      const bad = Buffer.from(record!)
      bad[at]! ^= 1 << bit
      refused(t, at < 13 ? 'OUT_OF_ORDER' : 'BAD_RECORD', () => bob.open(frameOf(bad)), `byte ${at}`)
      t.is(openText(bob, [record!]), 'pay 10 euros')
    }),
    {
      numRuns: 100,
      examples: [
        [5, 7],
        [12, 0],
        [13, 0],
        [284, 0],
      ],
    },
  )
})

test('a record that is cut is refused', (t) => {
  const { alice, bob } = channels()
  const [record] = alice.text('hello')
  const payload = record!.subarray(5)
  for (const size of [0, 1, 7]) {
    refused(t, 'MALFORMED', () => bob.open(frameOf(frame(5, payload.subarray(0, size)))), `${size}`)
  }
  for (const size of [8, 9, 23, 24, 25, payload.length - 1]) {
    refused(t, 'BAD_RECORD', () => bob.open(frameOf(frame(5, payload.subarray(0, size)))), `${size}`)
  }
  refused(t, 'BAD_RECORD', () => bob.open(frameOf(frame(5, Buffer.concat([payload, Buffer.of(0)])))))
  refused(t, 'UNEXPECTED_FRAME', () => bob.open(frameOf(frame(4, payload))))
})

test('a record is bound to its session, its number, its type and its length', (t) => {
  const { bob, alice } = responder()
  const seal = (changes: object) => {
    alice.sent = 0n
    return () => bob.open(frameOf(alice.seal(RecordKind.TEXT, 'hello', changes)))
  }
  refused(t, 'BAD_RECORD', seal({ session: randomBytes(32) }), 'session')
  refused(t, 'BAD_RECORD', seal({ type: 4 }), 'type')
  refused(t, 'BAD_RECORD', seal({ length: 279 }), 'length')
  refused(t, 'BAD_RECORD', seal({ aadCounter: 1n }), 'number in the AAD')
  refused(t, 'BAD_RECORD', seal({ nonceCounter: 1n }), 'number as nonce')
  refused(t, 'OUT_OF_ORDER', seal({ counter: 1n }), 'number')
  t.is(seal({})().content.toString(), 'hello')
})

test('a side does not take its own records for those of the other', (t) => {
  const { alice, bob } = channels()
  refused(t, 'BAD_RECORD', () => alice.open(frameOf(alice.text('to bob')[0]!)))
  refused(t, 'BAD_RECORD', () => bob.open(frameOf(bob.text('to alice')[0]!)))
})

test('a goodbye counts the records before it', (t) => {
  for (const count of [0, 1, 5]) {
    const { bob, alice } = responder()
    for (let i = 0; i < count; i++) bob.open(frameOf(alice.seal(RecordKind.TEXT, 'x')))
    const { kind, write } = bob.open(frameOf(alice.goodbye()))
    t.is(kind, RecordKind.CLOSE)
    t.deepEqual(write, [])
  }
  for (const wrong of [0n, 1n, 3n, 2n ** 64n - 1n]) {
    const { bob, alice } = responder()
    for (let i = 0; i < 2; i++) bob.open(frameOf(alice.seal(RecordKind.TEXT, 'x')))
    const error = t.throws(() => bob.open(frameOf(alice.goodbye(wrong))))
    t.like(error, { code: 'BAD_COUNT', evidence: { received: '2', announced: wrong.toString() } })
  }
  for (const size of [0, 7, 9]) {
    const { bob, alice } = responder()
    refused(t, 'MALFORMED', () => bob.open(frameOf(alice.seal(RecordKind.CLOSE, Buffer.alloc(size)))))
  }
})

test('it counts the records that came, not the number of the last one: one that is missing, or came twice, is noticed', (t) => {
  const unordered = { checkSequence: () => {} }
  for (const [taken, came] of [
    [[0, 2], '2'],
    [[0, 1, 1, 2], '4'],
    [[1, 0, 2], '3'],
  ] as const) {
    const { alice, bob } = channels({ defences: unordered })
    const said = ['zero', 'one', 'two'].map((word) => frameOf(alice.text(word)[0]!))
    for (const place of taken) bob.open(said[place]!)
    const goodbye = frameOf(alice.goodbye())
    if (came === '3') t.is(bob.open(goodbye).kind, RecordKind.CLOSE)
    else
      t.like(
        t.throws(() => bob.open(goodbye)),
        { code: 'BAD_COUNT', evidence: { received: came, announced: '3' } },
      )
  }
})

test('a record whose inside does not parse is refused, also from a friend', (t) => {
  const insides: [ErrorCode, Buffer][] = [
    ['MALFORMED', Buffer.alloc(0)],
    ['MALFORMED', Buffer.of(RecordKind.TEXT)],
    ['MALFORMED', Buffer.of(RecordKind.TEXT, 0)],
    ['MALFORMED', Buffer.of(RecordKind.TEXT, 0, 1)],
    ['MALFORMED', Buffer.of(RecordKind.TEXT, 255, 255, 0)],
    ['UNEXPECTED_FRAME', Buffer.of(0, 0, 0)],
    ['UNEXPECTED_FRAME', Buffer.of(8, 0, 0)],
    ['UNEXPECTED_FRAME', Buffer.of(255, 0, 0)],
  ]
  for (const [code, plaintext] of insides) {
    const { bob, alice } = responder()
    refused(t, code, () => bob.open(frameOf(alice.seal(0, '', { plaintext }))), plaintext.toString('hex'))
  }
})

test('what pads a record means nothing', (t) => {
  for (const plaintext of [Buffer.from('\x01\x00\x02hi'), Buffer.from('\x01\x00\x02hi and more')]) {
    const { bob, alice } = responder()
    t.is(openText(bob, [alice.seal(0, '', { plaintext })]), 'hi')
  }
})

test('any two records under one key have different nonces, through every rekey', (t) => {
  const seen = new Set<string>()
  let sealed = 0
  const { alice, bob } = channels({
    keyLimits: { records: 2, bytes: 2 ** 30, age: 2 ** 30 },
    onSeal: (key, nonce) => {
      sealed += 1
      seen.add(Buffer.concat([key, nonce]).toString('hex'))
    },
  })
  const settle = (to: Channel, from: Channel, frames: Buffer[]): void => {
    for (const each of frames) settle(from, to, [...to.open(frameOf(each)).write])
  }
  for (let i = 0; i < 20; i++) {
    settle(bob, alice, alice.text('a'))
    settle(alice, bob, bob.text('b'))
  }
  t.true(sealed > 60)
  t.is(seen.size, sealed)
})

const anyNumber = fc.bigInt(0n, 2n ** 64n - 2n)
/** Where a number needs one more byte than before, from both sides. */
const edges = [8n, 16n, 24n, 32n, 40n, 48n, 56n, 63n].flatMap((bits) => [2n ** bits - 1n, 2n ** bits])

test('the nonce of a record is all 64 bits of its number, after four zero bytes', (t) => {
  const nonceOf = (first: bigint): string => {
    let sealed = ''
    const { alice } = channels({
      first,
      onSeal: (_, nonce) => {
        sealed = Buffer.from(nonce).toString('hex')
      },
    })
    alice.text('hello')
    return sealed
  }
  t.is(nonceOf(0n), '000000000000000000000000')
  t.is(nonceOf(2n ** 8n), '000000000000000000000100')
  t.is(nonceOf(2n ** 32n), '000000000000000100000000')
  t.is(nonceOf(0x0102_0304_0506_0708n), '000000000102030405060708')
  t.is(nonceOf(2n ** 64n - 2n), '00000000fffffffffffffffe')
})

test('records beyond number 2^8 and 2^32 are those of the specification, sealed and opened', (t) => {
  const exchange = (first: bigint): void => {
    const { alice, bob, session, root } = channels({ first })
    const [hers, his] = (['initiator', 'responder'] as const).map(
      (role) => new ReferenceChannel(role, session, root),
    )
    for (const side of [hers!, his!]) {
      side.sent = first
      side.received = first
    }
    t.is(his!.open(alice.text('from alice')[0]!).content.toString(), 'from alice', `${first}`)
    t.is(openText(bob, [hers!.seal(RecordKind.TEXT, 'to bob')]), 'to bob', `${first}`)
  }
  for (const first of edges) exchange(first)
  fc.assert(fc.property(anyNumber, exchange), { numRuns: 50 })
})
