import test from 'ava'
import fc from 'fast-check'
import { framesIn } from './frames-in'

const RSA_BYTES = 256
const SEPARATOR = Buffer.from('__SEP__')

/** A frame of the protocol. */
const frame = fc.uint8Array({ minLength: 1, maxLength: 400 }).map((body) => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length)
  return Buffer.concat([length, body])
})
/** A unit of the prototype: a key, or a message that begins as no length of a frame could. */
const unit = fc
  .record({ isKey: fc.boolean(), fill: fc.integer({ min: 0x80, max: 0xff }), size: fc.nat(300) })
  .map(({ isKey, fill, size }) => {
    const first = isKey
      ? Buffer.concat([Buffer.from('-----BEGIN PUBLIC KEY-----\n'), Buffer.alloc(size, 65)])
      : Buffer.alloc(RSA_BYTES, fill)
    return Buffer.concat([first, SEPARATOR, Buffer.alloc(RSA_BYTES, fill)])
  })

/** Reads pieces as a program that is told of them one after the other. */
function read(pieces: readonly Buffer[]): { frames: Buffer[]; rest: Buffer } {
  let rest: Buffer = Buffer.alloc(0)
  const frames: Buffer[] = []
  for (const piece of pieces) {
    const found = framesIn(Buffer.concat([rest, piece]))
    frames.push(...found.frames)
    rest = found.rest
  }
  return { frames, rest }
}

test('however the bytes are cut, they are the same frames', (t) => {
  const streams = fc.oneof(fc.array(frame, { maxLength: 6 }), fc.array(unit, { maxLength: 4 }))
  fc.assert(
    fc.property(streams, fc.array(fc.nat(2_000)), (frames, cuts) => {
      const bytes = Buffer.concat(frames)
      const places = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length]
      const pieces = places.slice(1).map((end, at) => bytes.subarray(places[at]!, end))
      const found = read(pieces)
      t.deepEqual(
        found.frames.map((one) => one.toString('hex')),
        frames.map((one) => one.toString('hex')),
      )
      t.is(found.rest.length, 0)
    }),
  )
})

test('byte for byte they are the same', (t) => {
  const frames = [Buffer.from([0, 0, 0, 2, 7, 8]), Buffer.from([0, 0, 0, 1, 9])]
  const bytes = Buffer.concat(frames)
  t.deepEqual(read(Array.from(bytes, (byte) => Buffer.from([byte]))).frames, frames)
})

test('the beginning of a frame waits for its end', (t) => {
  const bytes = Buffer.from([0, 0, 0, 2, 7, 8, 0, 0, 0, 9, 1])
  const { frames, rest } = framesIn(bytes)
  t.deepEqual(frames, [bytes.subarray(0, 6)])
  t.deepEqual(rest, bytes.subarray(6))
})

test('what is no frame is not waited for without end', (t) => {
  const { frames, rest } = framesIn(Buffer.alloc(2 ** 17 + 1, 0xff))
  t.is(frames.length, 1)
  t.is(rest.length, 0)
})
