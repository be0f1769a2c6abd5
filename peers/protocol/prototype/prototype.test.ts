import { createHash, type KeyObject, randomBytes } from 'node:crypto'
import test from 'ava'
import fc from 'fast-check'
import type { Output } from '../conversation'
import { prototype } from './prototype'
import { connected, converse, events, keys, texts, unused, written } from './prototype-testing'
import { prototypePem } from './rsa'
import { formatHandshake } from './wire'

/** Cuts `bytes` behind each of these places. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...places.map((place) => place % bytes.length), bytes.length].sort((a, b) => a - b)
  return ends.map((end, i) => bytes.subarray(ends[i - 1] ?? 0, end))
}

test('a whole conversation, as both sides see it', async (t) => {
  const { alice: aliceKey, bob: bobKey } = await keys
  const [alice, bob] = [await converse(aliceKey), await converse(bobKey)]
  const log: [string, Output | string][] = []
  const take = (who: string, outputs: Output[]) => {
    for (const output of outputs) log.push([who, 'write' in output ? `${output.write.length} bytes` : output])
    return Buffer.concat(outputs.flatMap((output) => ('write' in output ? [output.write] : [])))
  }
  const fingerprint = (key: KeyObject) => {
    const digits = createHash('sha256').update(prototypePem(key)).digest('hex')
    return [...digits].map((digit, i) => (i % 4 === 0 && i > 0 ? `:${digit}` : digit)).join('')
  }
  const [ofAlice, ofBob] = [fingerprint(aliceKey), fingerprint(bobKey)]

  const fromAlice = take('alice', alice.open())
  const fromBob = take('bob', bob.open())
  take('bob', bob.receive(fromAlice))
  take('alice', alice.receive(fromBob))
  take('bob', bob.receive(take('alice', alice.send('Salut Bob'))))
  take('alice', alice.receive(take('bob', bob.send('Salut Alice ☕'))))
  t.deepEqual(alice.shown(), { own: ofAlice, peer: ofBob })
  t.deepEqual(bob.shown(), { own: ofBob, peer: ofAlice })
  take('alice', alice.close())
  take('bob', bob.transportEnded())
  take('alice', alice.transportEnded())

  t.deepEqual(log, [
    ['alice', '714 bytes'],
    ['bob', '714 bytes'],
    ['bob', { event: 'connected', peer: null, fingerprint: ofAlice, own: ofBob }],
    ['alice', { event: 'connected', peer: null, fingerprint: ofBob, own: ofAlice }],
    ['alice', '519 bytes'],
    ['bob', { event: 'delivered', text: 'Salut Bob' }],
    ['bob', '519 bytes'],
    ['alice', { event: 'delivered', text: 'Salut Alice ☕' }],
    ['alice', { hangUp: true }],
    ['alice', { event: 'closed', clean: true }],
    ['bob', { hangUp: true }],
    ['bob', { event: 'closed', clean: true }],
  ])
})

test('each conversation takes a fresh session key; the throw-away key is made once', async (t) => {
  const { alice, bob, thrown } = await keys
  const made: KeyObject[] = []
  const pool = [alice, thrown, bob]
  const setup = {
    role: 'responder' as const,
    self: { name: 'bob', identity: { signing: thrown, wrapping: thrown } },
    calls: null,
    expected: unused,
    entropy: {
      x25519: unused,
      bytes: randomBytes,
      rsa: async () => {
        made.push(pool[made.length]!)
        return made.at(-1)!
      },
    },
    now: unused,
  }
  const first = written((await prototype.converse(setup)).open())
  const second = written((await prototype.converse(setup)).open())
  t.deepEqual(first.subarray(0, 451), prototypePem(alice))
  t.deepEqual(second.subarray(0, 451), prototypePem(bob))
  t.is(made.length, 3)
})

test('what is sent is delivered, wherever the stream is cut', async (t) => {
  const text = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((each) => Buffer.byteLength(each) <= 190)
  await fc.assert(
    fc.asyncProperty(
      fc.array(text, { maxLength: 2 }),
      fc.array(fc.nat(), { maxLength: 12 }),
      async (sent, places) => {
        const { alice: aliceKey, bob: bobKey } = await keys
        const [alice, bob] = [await converse(aliceKey), await converse(bobKey)]
        alice.receive(written(bob.open()))
        const stream = Buffer.concat([alice.open(), ...sent.map((each) => alice.send(each))].map(written))
        const got = cut(stream, places).flatMap((chunk) => bob.receive(chunk))
        t.deepEqual(
          events(got).map(({ event }) => event),
          ['connected', ...sent.map(() => 'delivered')] as never,
        )
        t.deepEqual(texts(got), sent)
        t.like(bob.transportEnded(), [{ hangUp: true }, { event: 'closed', clean: true }])
      },
    ),
    { numRuns: 8 },
  )
})

test('a message holds 190 bytes of UTF-8 and not one more', async (t) => {
  const { alice, bob } = await connected()
  for (const text of ['', 'x'.repeat(190), 'é'.repeat(95), `${'☕'.repeat(63)}!`, `${'🦊'.repeat(47)}ab`]) {
    t.deepEqual(bob.receive(written(alice.send(text))), [{ event: 'delivered', text }])
  }
  for (const text of ['x'.repeat(191), 'é'.repeat(96), '☕'.repeat(64)]) {
    const bytes = new RegExp(`${Buffer.byteLength(text)} bytes`)
    t.throws(() => alice.send(text), { name: 'PeerError', code: 'MESSAGE_TOO_LONG', message: bytes })
  }
  t.deepEqual(texts(bob.receive(written(alice.send('still here')))), ['still here'])
})

test('nothing can be sent or compared before the handshake or after the end', async (t) => {
  const { alice: key } = await keys
  const early = await converse(key)
  t.throws(() => early.send('hello'), { name: 'PeerError', code: 'NOT_CONNECTED' })
  early.open()
  t.throws(() => early.send('hello'), { name: 'PeerError', code: 'NOT_CONNECTED' })
  t.throws(() => early.shown(), { name: 'PeerError', code: 'NOT_CONNECTED' })
  const { alice } = await connected()
  alice.close()
  t.throws(() => alice.send('hello'), { name: 'PeerError', code: 'NOT_CONNECTED' })
  t.deepEqual(alice.close(), [])
})

test('who gives up before the handshake closes without an alarm, but not cleanly', async (t) => {
  const conversation = await converse((await keys).alice)
  conversation.open()
  t.deepEqual(conversation.close(), [{ hangUp: true }, { event: 'closed', clean: false }])
})

test('the fingerprint is of the PEM as it came, white space and all', async (t) => {
  const { alice: aliceKey, bob: bobKey } = await keys
  const pem = Buffer.from(`\n${prototypePem(aliceKey).toString().replaceAll('\n', '\r\n')}\n`)
  const bob = await converse(bobKey)
  const fingerprint = createHash('sha256').update(pem).digest('hex')
  const [event] = events(bob.receive(formatHandshake(pem, randomBytes(256))))
  t.is(event?.event === 'connected' && event.fingerprint.replaceAll(':', ''), fingerprint)
})
