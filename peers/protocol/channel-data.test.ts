/** Records of the layer above: how large, how counted, and that the other program speaks them too. */

import test from 'ava'
import fc from 'fast-check'
import { plaintext } from '../weakened/plaintext'
import { MAX_DATA_BYTES, MAX_TEXT_BYTES, RecordKind, unbundle } from './channel'
import { channels, frameOf, framesOf } from './channel-testing'
import type { Defences } from './defences'
import { PeerError } from './errors'
import { FrameDecoder, recordFrames } from './frames'
import { hardenedDefences } from './hardened'
import { ReferenceChannel } from './reference/channel-testing'
import { converse, friends, Line, person, writes } from './secure-testing'

const never = 2 ** 40
const people = Promise.all([person('alice'), person('bob')])

async function connected(defences: Defences = hardenedDefences): Promise<Line> {
  const [alice, bob] = await people
  const sides = {
    alice: await converse({ self: alice, expected: friends(bob), defences }, 'bob'),
    bob: await converse({ self: bob, expected: friends(alice), defences }, null),
  }
  return new Line(sides).open().settle()
}

test('any content comes through as it is, in both directions', (t) => {
  const { alice, bob } = channels()
  const contents = fc.oneof(fc.uint8Array({ maxLength: 600 }), fc.uint8Array({ maxLength: MAX_DATA_BYTES }))
  fc.assert(
    fc.property(contents, fc.boolean(), (content, byAlice) => {
      const [from, to] = byAlice ? [alice, bob] : [bob, alice]
      const [record, ...more] = framesOf(from.data(content))
      const opened = to.open(frameOf(record!))
      t.is(opened.kind, RecordKind.DATA)
      t.true(opened.content.equals(content))
      t.is(more.length + opened.write.length, 0)
    }),
    { numRuns: 60 },
  )
})

test('the largest content, and one byte more', (t) => {
  t.is(MAX_DATA_BYTES, 65_533)
  const { alice, bob } = channels()
  const [record] = framesOf(alice.data(Buffer.alloc(65_533, 1)))
  t.is(record!.length, 5 + 8 + 65_536 + 16)
  t.is(bob.open(frameOf(record!)).content.length, 65_533)
  t.throws(() => alice.data(Buffer.alloc(65_534)), { code: 'MESSAGE_TOO_LONG' })
  // Nothing was sent, so the numbers go on.
  t.is(bob.open(frameOf(alice.data(Buffer.of(7))[0]!)).content[0], 7)
})

test('a content is padded to a multiple of 256 bytes, with zeros, whatever was sent before', (t) => {
  const { alice, session, root } = channels()
  const theirs = new ReferenceChannel('responder', session, root)
  for (const [size, inside] of [
    [65_000, 65_024],
    [0, 256],
    [253, 256],
    [254, 512],
    [100, 256],
  ] as const) {
    const [record] = framesOf(alice.data(Buffer.alloc(size, 0xff)))
    t.is(record!.length, 5 + 8 + inside + 16, `${size}`)
    // The other program refuses padding that is not zero.
    t.is(theirs.open(record!).content.length, size)
  }
})

test('several messages in one record: each as it is, and what is no row of messages is refused', async (t) => {
  const { alice, bob } = channels()
  const several = fc.array(fc.uint8Array({ maxLength: 400 }), { minLength: 2, maxLength: 20 })
  fc.assert(
    fc.property(several, (contents) => {
      const [record, ...more] = framesOf(alice.data(...contents))
      const opened = bob.open(frameOf(record!))
      t.is(opened.kind, RecordKind.BUNDLE)
      t.deepEqual(
        unbundle(opened.content).map((each) => [...each]),
        contents.map((each) => [...each]),
      )
      t.is(more.length, 0)
    }),
    { numRuns: 60 },
  )
  t.deepEqual(alice.data(), [])
  const most = [Buffer.alloc(65_533 - 4 - 10), Buffer.alloc(10)]
  t.is(framesOf(alice.data(...most)).length, 1)
  t.throws(() => alice.data(...most, Buffer.alloc(0)), { code: 'MESSAGE_TOO_LONG' })
  for (const bytes of [[], [0], [0, 1], [0, 0], [0, 1, 7], [0, 0, 0], [0, 0, 0, 1], [255, 255, 1]])
    t.throws(() => unbundle(Buffer.from(bytes)), { code: 'MALFORMED' }, bytes.join())
  t.deepEqual(unbundle(Buffer.of(0, 0, 0, 1, 7)), [Buffer.alloc(0), Buffer.of(7)])
  const line = await connected()
  line.take('alice', line.sides.alice.sendData(Buffer.from('one'), Buffer.from('two')))
  line.settle()
  t.deepEqual(line.outputs.bob.slice(-2), [
    { event: 'data', content: Buffer.from('one') },
    { event: 'data', content: Buffer.from('two') },
  ])
})

test('the other program speaks them too', (t) => {
  const { bob, session, root } = channels()
  const theirs = new ReferenceChannel('initiator', session, root)
  for (const size of [0, 1, 65_533]) {
    const opened = bob.open(frameOf(theirs.seal(6, Buffer.alloc(size, 3))))
    t.is(opened.kind, RecordKind.DATA)
    t.is(opened.content.length, size)
  }
})

test('a text is no longer than a text, though a larger record would carry it', (t) => {
  const { bob, session, root } = channels()
  const theirs = new ReferenceChannel('initiator', session, root)
  const most = bob.open(frameOf(theirs.seal(RecordKind.TEXT, 'x'.repeat(MAX_TEXT_BYTES))))
  t.is(most.content.length, 16_381)
  t.throws(() => bob.open(frameOf(theirs.seal(RecordKind.TEXT, 'x'.repeat(16_382)))), { code: 'MALFORMED' })
})

test('data counts for a rekey, in records and in bytes, and is refused when one is overdue', (t) => {
  for (const keyLimits of [
    { records: 2, bytes: never, age: never },
    { records: never, bytes: 2 * (5 + 8 + 65_024 + 16), age: never },
  ]) {
    const { alice, bob, session, root } = channels({ keyLimits })
    const content = Buffer.alloc(65_000)
    t.deepEqual(
      [1, 2, 3].map(() => framesOf(alice.data(content)).length),
      [1, 2, 1],
    )
    const overdue = () => alice.data(content)
    // By bytes, REKEY is among them, so the fourth is either the last or one too many.
    const tried = [1, 2].map(() => {
      try {
        return overdue().length
      } catch (error) {
        return (error as PeerError).code
      }
    })
    t.is(tried.at(-1), 'REKEY_OVERDUE')
    const theirs = new ReferenceChannel('initiator', session, root)
    const codes = [1, 2, 3, 4, 5].map(() => {
      try {
        return bob.open(frameOf(theirs.seal(6, content))).kind
      } catch (error) {
        return (error as PeerError).code
      }
    })
    t.deepEqual(codes, [6, 6, 6, 6, 'REKEY_OVERDUE'])
  }
})

test('a conversation carries data beside texts, in order', async (t) => {
  const line = await connected()
  const { alice } = line.sides
  line.take('alice', alice.sendData(Buffer.from('one')))
  line.say('alice', 'two')
  line.take('alice', alice.sendData(Buffer.alloc(65_533, 3)))
  t.throws(() => alice.sendData(Buffer.alloc(65_534)), { code: 'MESSAGE_TOO_LONG' })
  line.settle()
  t.deepEqual(line.outputs.bob.slice(-3), [
    { event: 'data', content: Buffer.from('one') },
    { event: 'delivered', text: 'two' },
    { event: 'data', content: Buffer.alloc(65_533, 3) },
  ])
  line.take('alice', alice.close())
  t.throws(() => alice.sendData(Buffer.of(1)), { code: 'NOT_CONNECTED' })
})

test('what came stays what it was, whatever comes after it and wherever it was cut', async (t) => {
  for (const defences of [hardenedDefences, plaintext]) {
    const line = await connected(defences)
    const { alice, bob } = line.sides
    const said = [65_533, 20_000, 65_533, 300, 300].map((size, number) => Buffer.alloc(size, number))
    const bytes = Buffer.concat(said.flatMap((content) => writes(alice.sendData(content))))
    const heard: Buffer[] = []
    for (let at = 0; at < bytes.length; at += 50_001)
      for (const output of bob.receive(bytes.subarray(at, at + 50_001)))
        if ('event' in output && output.event === 'data') heard.push(output.content)
    t.is(heard.length, said.length)
    t.true(heard.every((content, number) => content.equals(said[number]!)))
  }
})

test('no data before the handshake is done', async (t) => {
  const [alice, bob] = await people
  const calling = await converse({ self: alice, expected: friends(bob) }, 'bob')
  calling.open()
  t.throws(() => calling.sendData(Buffer.of(1)), { instanceOf: PeerError, code: 'NOT_CONNECTED' })
})

const header = (length: number, type: number) => {
  const bytes = Buffer.alloc(5, type)
  bytes.writeUInt32BE(length)
  return bytes
}

test('a record announced before the handshake is done is refused by its first five bytes', async (t) => {
  const [alice, bob] = await people
  for (const calls of ['bob', null]) {
    const self = calls ? alice : bob
    const ours = await converse({ self, expected: friends(alice, bob) }, calls)
    ours.open()
    t.like(ours.receive(header(65_561, 5)), [{ event: 'alarm', code: 'UNEXPECTED_FRAME' }])
  }
})

test('and a handshake frame after it, while the first record may follow the last of them at once', async (t) => {
  const [alice, bob] = await people
  const calling = await converse({ self: alice, expected: friends(bob) }, 'bob')
  const answering = await converse({ self: bob, expected: friends(alice) }, null)
  answering.open()
  const proof = calling.receive(writes(answering.receive(writes(calling.open())[0]!))[0]!)
  const confirm = writes(answering.receive(writes(proof)[0]!))
  const first = writes(answering.sendData(Buffer.from('at once')))
  t.like(calling.receive(Buffer.concat([...confirm, ...first])).at(-1), {
    event: 'data',
    content: Buffer.from('at once'),
  })
  for (const type of [1, 2, 3, 4]) {
    const again = (await connected()).sides.bob
    t.like(again.receive(header(2, type)), [{ event: 'alarm', code: 'UNEXPECTED_FRAME' }])
  }
})

test('a frame that is on its way takes the room of one frame, however small the pieces', (t) => {
  const decoder = new FrameDecoder(recordFrames)
  const [record] = framesOf(channels().alice.data(Buffer.alloc(65_533)))
  const frames = [...record!.subarray(0, -1)].flatMap((byte) => [...decoder.push(Buffer.of(byte))])
  t.deepEqual(frames, [])
  t.is(decoder.rest.length, record!.length - 1)
  t.true([...decoder.push(record!.subarray(-1))][0]!.bytes.equals(record!))
})
