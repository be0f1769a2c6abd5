import test from 'ava'
import fc from 'fast-check'
import { formatHandshake, formatMessage, PrototypeSplitter, prototypeFingerprint } from './wire'

const handshake = formatHandshake(Buffer.from('a PEM'), Buffer.alloc(256, 1))
const message = formatMessage(Buffer.alloc(256, 2), Buffer.alloc(256, 3))

/** A splitter that got past the handshake. */
function shaken(): PrototypeSplitter {
  const splitter = new PrototypeSplitter()
  splitter.push(handshake)
  return splitter
}

/** Cuts `bytes` behind each of these places. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...places.map((place) => place % bytes.length), bytes.length].sort((a, b) => a - b)
  return ends.map((end, i) => bytes.subarray(ends[i - 1] ?? 0, end))
}

const block = fc.uint8Array({ minLength: 256, maxLength: 256 })

test('the layout on the wire is the one of the students program', (t) => {
  t.is(handshake.toString('latin1'), `a PEM__SEP__${'\x01'.repeat(256)}`)
  t.is(message.toString('latin1'), `${'\x02'.repeat(256)}__SEP__${'\x03'.repeat(256)}`)
  t.is(message.length, 519)
})

test('units come out as they went in, wherever the stream is cut', (t) => {
  const pem = fc.base64String({ maxLength: 600 })
  const messages = fc.array(fc.tuple(block, block), { maxLength: 3 })
  fc.assert(
    fc.property(pem, block, messages, fc.array(fc.nat(), { maxLength: 20 }), (text, proof, pairs, places) => {
      const sent = [formatHandshake(Buffer.from(text), proof), ...pairs.map((pair) => formatMessage(...pair))]
      const splitter = new PrototypeSplitter()
      const units = cut(Buffer.concat(sent), places).flatMap((chunk) => splitter.push(chunk))
      t.deepEqual(
        units.map((unit) => unit.bytes),
        sent,
      )
      const parts = units.map((unit) => {
        if (unit.kind === 'malformed') return t.fail()
        return [Buffer.from(unit.kind === 'handshake' ? unit.pem : unit.ciphertext), unit.signature]
      })
      t.deepEqual(parts, [
        [Buffer.from(text), Buffer.from(proof)],
        ...pairs.map((pair) => pair.map((half) => Buffer.from(half))),
      ])
      t.is(splitter.rest().length, 0)
    }),
  )
})

test('a byte at a time is enough', (t) => {
  const splitter = new PrototypeSplitter()
  const kinds = [...Buffer.concat([handshake, message, message])].flatMap((byte) =>
    splitter.push(Buffer.of(byte)).map((unit) => unit.kind),
  )
  t.deepEqual(kinds, ['handshake', 'message', 'message'])
})

test('a unit that lacks its last byte waits', (t) => {
  const splitter = new PrototypeSplitter()
  t.deepEqual(splitter.push(handshake.subarray(0, -1)), [])
  t.deepEqual(splitter.rest(), handshake.subarray(0, -1))
  t.is(splitter.push(handshake.subarray(-1)).length, 1)
  t.deepEqual(splitter.push(message.subarray(0, -1)), [])
  t.is(splitter.push(message.subarray(-1)).length, 1)
})

test('a ciphertext and a signature may hold the separator', (t) => {
  const holds = Buffer.alloc(256, '__SEP__')
  const [unit] = shaken().push(formatMessage(holds, holds))
  t.like(unit, { kind: 'message', ciphertext: holds, signature: holds })
})

test('the separator of the handshake must end within 2 KiB', (t) => {
  const signature = Buffer.alloc(256)
  const fits = formatHandshake(Buffer.alloc(2041, 'x'), signature)
  t.is(new PrototypeSplitter().push(fits)[0]?.kind, 'handshake')
  const tooLong = formatHandshake(Buffer.alloc(2042, 'x'), signature)
  t.is(new PrototypeSplitter().push(tooLong)[0]?.kind, 'malformed')
})

test('what comes without a separator is not kept beyond 2 KiB', (t) => {
  const splitter = new PrototypeSplitter()
  t.deepEqual(splitter.push(Buffer.alloc(2047, 'x')), [])
  t.like(splitter.push(Buffer.alloc(1, 'x')), [{ kind: 'malformed', bytes: Buffer.alloc(2048, 'x') }])
  t.is(splitter.rest().length, 0)
})

test('a message without its separator is malformed, and so is all that follows', (t) => {
  for (let at = 256; at < 263; at++) {
    const splitter = shaken()
    const broken = Buffer.from(message)
    broken[at]! ^= 1
    t.like(splitter.push(broken), [{ kind: 'malformed', bytes: broken }])
    t.like(splitter.push(message), [{ kind: 'malformed', bytes: message }])
    t.deepEqual(splitter.push(Buffer.alloc(0)), [])
  }
})

test('units before malformed bytes are not lost with them', (t) => {
  const kinds = shaken()
    .push(Buffer.concat([message, Buffer.alloc(519)]))
    .map((unit) => unit.kind)
  t.deepEqual(kinds, ['message', 'malformed'])
})

test('whatever is pushed comes out again: units and rest are the bytes that went in', (t) => {
  const chunk = fc.oneof(fc.uint8Array({ maxLength: 1200 }), fc.constantFrom(handshake, message))
  fc.assert(
    fc.property(fc.array(chunk, { maxLength: 6 }), (chunks) => {
      const splitter = new PrototypeSplitter()
      const out = chunks.flatMap((each) => splitter.push(each).map((unit) => unit.bytes))
      t.deepEqual(Buffer.concat([...out, splitter.rest()]), Buffer.concat(chunks))
      t.true(splitter.rest().length < 2048 + 256)
    }),
  )
})

test('the fingerprint is SHA-256 in groups of four', (t) => {
  // FIPS 180-2, appendix B.1: SHA-256 of "abc".
  const abc = 'ba78:16bf:8f01:cfea:4141:40de:5dae:2223:b003:61a3:9617:7a9c:b410:ff61:f200:15ad'
  t.is(prototypeFingerprint(Buffer.from('abc')), abc)
})
