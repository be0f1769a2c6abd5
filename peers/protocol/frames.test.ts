import test from 'ava'
import fc from 'fast-check'
import { encodeFrame, type Frame, FrameDecoder, FrameType } from './frames'

/** Largest payload of each type, as PROTOCOL.md states it. */
const limits = { HELLO: 128, REPLY: 2048, PROOF: 2048, CONFIRM: 512, RECORD: 65_560 }

/** What a decoder makes of these chunks: the frames it yields, and the code it ends with. */
function decode(chunks: readonly Uint8Array[]): { frames: Frame[]; code: string | null; rest: Buffer } {
  const decoder = new FrameDecoder()
  const frames: Frame[] = []
  try {
    for (const chunk of chunks) for (const frame of decoder.push(chunk)) frames.push(frame)
    return { frames, code: null, rest: decoder.rest }
  } catch (error) {
    return { frames, code: (error as { code: string }).code, rest: decoder.rest }
  }
}

/** The four bytes of a length and a type, written without the code under test. */
function header(length: number, type: number): Buffer {
  return Buffer.of(length >>> 24, (length >> 16) & 255, (length >> 8) & 255, length & 255, type)
}

function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...places.map((place) => place % (bytes.length + 1)), bytes.length].sort((a, b) => a - b)
  return ends.map((end, i) => bytes.subarray(ends[i - 1] ?? 0, end))
}

const type = fc.constantFrom(...Object.values(FrameType))
const payload = fc.uint8Array({ maxLength: 128 })
const places = fc.array(fc.nat(), { maxLength: 20 })

test('a frame is a length that counts the type, a type, and a payload', (t) => {
  t.is(encodeFrame(FrameType.RECORD, Buffer.from('abc')).toString('hex'), '0000000405616263')
  t.deepEqual(FrameType, { HELLO: 1, REPLY: 2, PROOF: 3, CONFIRM: 4, RECORD: 5 })
})

test('what is encoded comes back, wherever the stream is cut', (t) => {
  fc.assert(
    fc.property(fc.array(fc.record({ type, payload }), { maxLength: 8 }), places, (said, where) => {
      const encoded = said.map((frame) => encodeFrame(frame.type, frame.payload))
      const { frames, code, rest } = decode(cut(Buffer.concat(encoded), where))
      t.is(code, null)
      t.is(rest.length, 0)
      t.deepEqual(
        frames,
        said.map((frame, i) => ({
          type: frame.type,
          payload: Buffer.from(frame.payload),
          bytes: encoded[i]!,
        })),
      )
    }),
  )
})

test('one byte at a time gives the same frames', (t) => {
  const stream = Buffer.concat([encodeFrame(1, Buffer.alloc(128, 7)), encodeFrame(5, Buffer.alloc(0))])
  const { frames } = decode([...stream].map((byte) => Buffer.of(byte)))
  t.deepEqual(frames, decode([stream]).frames)
  t.is(frames.length, 2)
})

test('any bytes, cut anywhere, give the same frames and the same refusal', (t) => {
  // Mostly small numbers, so that lengths are often believable.
  const noise = fc.array(fc.oneof(fc.nat(6), fc.nat(255)), { maxLength: 200 }).map((all) => Buffer.from(all))
  const start = fc.array(fc.record({ type, payload }), { maxLength: 3 })
  fc.assert(
    fc.property(start, noise, places, (said, tail, where) => {
      const bytes = [...said.map((frame) => encodeFrame(frame.type, frame.payload)), tail]
      const stream = Buffer.concat(bytes)
      const whole = decode([stream])
      const pieces = decode(cut(stream, where))
      t.deepEqual(pieces.frames, whole.frames)
      t.is(pieces.code, whole.code)
      t.true(whole.frames.length >= said.length)
    }),
  )
})

test('each type has its limit, which is checked before the payload arrives', (t) => {
  for (const [name, limit] of Object.entries(limits)) {
    const number = FrameType[name as keyof typeof limits]
    const largest = encodeFrame(number, Buffer.alloc(limit))
    t.deepEqual(decode([largest]).frames[0]?.bytes, largest, name)
    t.deepEqual(decode([header(limit + 1, number)]), {
      frames: [],
      code: null,
      rest: header(limit + 1, number),
    })
    t.is(decode([header(limit + 2, number)]).code, 'FRAME_TOO_LARGE', name)
    t.is(decode([header(0xffffffff, number)]).code, 'FRAME_TOO_LARGE', name)
  }
})

test('no length, and no type that does not exist', (t) => {
  t.is(decode([header(0, 5)]).code, 'FRAME_EMPTY')
  const known = Object.values<number>(FrameType)
  for (let number = 0; number < 256; number++) {
    if (!known.includes(number)) t.is(decode([header(1, number)]).code, 'UNEXPECTED_FRAME', String(number))
  }
  t.is(decode([header(1, 5)]).frames[0]?.payload.length, 0)
})

test('whole frames before a bad one are still given', (t) => {
  const good = encodeFrame(FrameType.RECORD, Buffer.from('good'))
  const { frames, code } = decode([Buffer.concat([good, good, header(0, 0), good])])
  t.deepEqual(
    frames.map((frame) => frame.bytes),
    [good, good],
  )
  t.is(code, 'FRAME_EMPTY')
})

test('what is left over is kept, whatever was taken before', (t) => {
  const [one, two] = [encodeFrame(1, Buffer.from('one')), encodeFrame(2, Buffer.from('two'))]
  const decoder = new FrameDecoder()
  // Only the first of two frames is taken out, as when a session ends with it.
  for (const frame of decoder.push(Buffer.concat([one, two.subarray(0, 3)]))) {
    t.deepEqual(frame.bytes, one)
    break
  }
  t.deepEqual(decoder.rest, two.subarray(0, 3))
  t.deepEqual(
    [...decoder.push(two.subarray(3))].map((frame) => frame.bytes),
    [two],
  )
})
