import test from 'ava'
import fc from 'fast-check'
import { decodeMessage, encodeMessage } from '../protocol/application'
import { SMALL_BYTES } from '../session/session'
import { DeliveryHarness, item, nothing, STREAM } from './delivery-testing'

test('what does not parse ends the session with an alarm, and nothing of it is taken', async (t) => {
  const bad = [
    Buffer.alloc(0),
    Buffer.from([0]),
    Buffer.from([99]),
    encodeMessage(item(1)).subarray(0, 20),
    Buffer.concat([encodeMessage({ kind: 'ping' }), Buffer.from([0])]),
    Buffer.concat([encodeMessage(item(1)), Buffer.from([0xff])]),
    Buffer.concat([Buffer.from([2]), Buffer.alloc(16), Buffer.alloc(16), Buffer.from([0])]),
  ]
  for (const content of bad) {
    const alice = new DeliveryHarness(t)
    alice.connect()
    alice.delivery.receive('session-1', 'bob', content)
    t.regex(alice.abandoned.join(), /^session-1,(MALFORMED|BAD_TEXT)$/, content.toString('hex'))
    t.is(alice.of('offline').length, 1)
    // What is still in the socket is nobody's any more.
    alice.hear({ kind: 'ping' })
    alice.hear(item(1))
    await alice.quiet()
    t.deepEqual([alice.messages('pong'), alice.of('message'), alice.disk.entries], [[], [], []])
  }
})

test('whatever bytes a friend sends, they are obeyed or end the session, and nothing else happens', async (t) => {
  const alice = new DeliveryHarness(t)
  await alice.say('mine')
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 8 }),
      fc.uint8Array({ maxLength: 80 }),
      async (kind, bytes) => {
        const session = alice.connect()
        await alice.delivery.receive(session, 'bob', Buffer.concat([Buffer.from([kind]), bytes]))
        await alice.quiet()
        alice.end(session)
        t.deepEqual(
          alice.abandoned.filter(([, code]) => !/^(MALFORMED|BAD_TEXT)$/.test(code)),
          [],
        )
      },
    ),
    { numRuns: 200 },
  )
  t.is(alice.waiting, 1)
})

test('a ping is answered; a session that is silent is asked once, and given up when it stays so', async (t) => {
  const alice = new DeliveryHarness(t, { keepalive: { ask: 3, giveUp: 100 } })
  await alice.open()
  alice.hear({ kind: 'ping' })
  t.deepEqual(alice.messages('pong'), [{ kind: 'pong' }])
  alice.now += 50
  await alice.seen(() => alice.messages('ping')[0])
  alice.now += 1
  // Two more beats of the heart ask nothing: the answer to the first one is still to come.
  for (let beat = 0; beat < 2; beat++) await new Promise((resolve) => setTimeout(resolve, 2))
  t.is(alice.messages('ping').length, 1)
  t.deepEqual(alice.abandoned, [])
  alice.hear({ kind: 'pong' })
  alice.now += 99
  await alice.seen(() => alice.messages('ping')[1])
  t.deepEqual(alice.abandoned, [])
  alice.now += 2
  await alice.until('offline')
  t.deepEqual(alice.abandoned, [['session-1', 'TIMEOUT']])
})

test('of two sessions whose handshakes cross, words go out in the one that was done last', async (t) => {
  const alice = new DeliveryHarness(t)
  const [first, second] = [alice.begin(), alice.begin()]
  alice.connect(second)
  alice.hear(nothing, second)
  alice.connect(first)
  alice.hear(nothing, first)
  await alice.quiet()
  t.deepEqual(alice.closed, [second])
  await alice.say('hello')
  alice.end(second)
  await alice.quiet()
  t.deepEqual([alice.words(first), alice.words(second)], [['hello'], []])
  t.is(alice.of('sent').length, 1)
})

test('of two sessions the one whose name comes first ends the older; words go out in the newest', async (t) => {
  const alice = new DeliveryHarness(t)
  await alice.open()
  await alice.open()
  t.deepEqual(alice.closed, ['session-1'])
  await alice.say('hello')
  t.deepEqual([alice.words('session-1'), alice.words('session-2')], [[], ['hello']])
  // What still comes in the older one counts, and is confirmed there.
  alice.hear(item(1), 'session-1')
  await alice.until('message')
  await alice.quiet()
  t.is(alice.messages('receipt', 'session-1').length, 1)
  alice.end('session-1')
  t.true(alice.delivery.isOnline('bob'))
  t.deepEqual(alice.of('offline'), [])

  const zoe = new DeliveryHarness(t, { self: 'zoe' })
  await zoe.open()
  await zoe.open()
  t.deepEqual(zoe.closed, [])
  await zoe.say('one')
  zoe.end('session-2')
  // Bob kept the other one: what may have been lost with the newest is said there again.
  await zoe.quiet()
  t.deepEqual([zoe.words('session-2'), zoe.words('session-1')], [['one'], ['one']])
  t.is(zoe.of('online').length, 1)
  zoe.end('session-1')
  t.is(zoe.of('offline').length, 1)
})

test('a friend has two sessions at most, whoever ends the older one', async (t) => {
  for (const self of ['alice', 'zoe']) {
    const here = new DeliveryHarness(t, { self })
    for (let count = 0; count < 10; count++) here.connect()
    t.true(here.sessions.with('bob').length <= 2, self)
    t.is(here.sessions.newest('bob')?.id, 'session-10')
    t.is(here.of('offline').length, 0)
  }
})

test('who asks and does not read is answered once when the socket takes it', async (t) => {
  const alice = new DeliveryHarness(t)
  await alice.open()
  alice.free = false
  alice.hear(item(1))
  await alice.until('message')
  await alice.quiet()
  t.is(alice.messages('receipt').length, 1)
  for (let time = 0; time < 50; time++) alice.hear({ kind: 'ping' })
  for (let number = 2; number <= 40; number++) {
    alice.hear(item(number))
    await alice.quiet()
  }
  t.deepEqual([alice.messages('pong').length, alice.messages('receipt').length], [0, 1])
  alice.free = true
  alice.delivery.drained('session-1', 'bob')
  t.is(alice.messages('pong').length, 1)
  t.deepEqual(alice.messages('receipt').slice(1), [{ kind: 'receipt', stream: STREAM, number: 40 }])
})

test('streams without end leave a few receipts waiting', async (t) => {
  const alice = new DeliveryHarness(t)
  await alice.open()
  alice.free = false
  for (let stream = 0; stream < 100; stream++) {
    alice.hear(item(1, 'x', stream.toString(16).padStart(32, '0')))
    await alice.quiet()
  }
  alice.free = true
  const before = alice.messages('receipt').length
  alice.delivery.drained('session-1', 'bob')
  t.is(alice.messages('receipt').length - before, 8)
})

test('whoever makes this program hash without end waits for each piece, and nobody else does', async (t) => {
  const waits: number[] = []
  const alice = new DeliveryHarness(t, { wait: async (milliseconds) => void waits.push(milliseconds) })
  let pieces = 0
  const slowly = (milliseconds: number) => () => {
    pieces += 1
    alice.now += milliseconds
  }
  for (let piece = 0; piece < 5; piece++) await alice.delivery.hash('bob', slowly(100))
  t.deepEqual(waits, [])
  await alice.delivery.hash('bob', slowly(100))
  t.is(waits.length, 1)
  await alice.delivery.hash('carol', slowly(100))
  t.deepEqual([pieces, waits.length], [7, 1])
})

test('a small chunk, which a session keeps for a moment, stays what it was', async (t) => {
  const alice = new DeliveryHarness(t)
  await alice.open()
  const chunk = (size: number) =>
    ({ kind: 'chunk', id: STREAM, offset: 0, bytes: Buffer.alloc(size, size) }) as const
  const sizes = [1, SMALL_BYTES - 25, SMALL_BYTES - 24, SMALL_BYTES]
  const before = alice.written.length
  for (const size of sizes) alice.delivery.say('bob', chunk(size))
  alice.delivery.say('bob', chunk(65_000))
  for (const [at, size] of sizes.entries())
    t.deepEqual(decodeMessage(Buffer.from(alice.written[before + at]!)), chunk(size), `${size}`)
})
