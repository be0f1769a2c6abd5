import test from 'ava'
import { HeldTimers } from '../../lab/suite/held-timers-testing'
import { BOB, DeliveryHarness, item, nothing, offer, STREAM } from './delivery-testing'

test('HAVE comes first; nothing is said before the friend has told what it has', async (t) => {
  const alice = new DeliveryHarness(t)
  await alice.say('one')
  alice.connect()
  await alice.say('two')
  t.deepEqual(
    alice.of('said').map(({ message }) => message),
    [nothing],
  )
  alice.hear(nothing)
  await alice.until('sent', 2)
  t.deepEqual(alice.words(), ['one', 'two'])
  t.deepEqual(alice.of('online'), [{ event: 'online', friend: 'bob', fingerprint: BOB, way: 'direct' }])
})

test('HAVE tells of the last item that came, and is a receipt for what the friend has', async (t) => {
  const alice = new DeliveryHarness(t)
  for (const words of ['one', 'two', 'three']) await alice.say(words)
  await alice.open({ kind: 'have', stream: STREAM, last: 2, written: 1_000 })
  t.deepEqual(alice.words(), ['three'])
  t.is(alice.of('delivered').length, 2)
  alice.hear(item(1))
  alice.hear(item(2))
  await alice.until('message', 2)
  alice.connect()
  t.deepEqual(alice.messages('have', 'session-2'), [{ kind: 'have', stream: STREAM, last: 2, written: 2 }])
})

test('receipts mark what they count; one that tells less, later, takes nothing back', async (t) => {
  const alice = new DeliveryHarness(t)
  await alice.open()
  for (const words of ['one', 'two', 'three', 'four']) await alice.say(words)
  for (const number of [1, 2, 3, 1]) alice.hear({ kind: 'receipt', stream: STREAM, number })
  alice.hear({ kind: 'receipt', stream: 'ff'.repeat(16), number: 3 })
  await alice.quiet()
  t.deepEqual(
    alice.of('delivered').map(({ waiting }) => waiting),
    [3, 2, 1],
    'one receipt, and each message knows how many are behind it',
  )
  t.is(alice.waiting, 1)
  const receipts = alice.disk.entries.filter(({ kind }) => kind === 'receipt')
  t.is(receipts.length, 1, 'coalesced')
})

test('what is said about files is no message: nobody is told of its receipt', async (t) => {
  const alice = new DeliveryHarness(t)
  await alice.open()
  await alice.say('one')
  await alice.put(offer)
  await alice.say('two')
  alice.hear({ kind: 'receipt', stream: STREAM, number: 3 })
  await alice.quiet()
  t.deepEqual(
    alice.of('delivered').map(({ waiting }) => waiting),
    [1, 0],
  )
  t.is(alice.of('sent').length, 2)
  t.is(alice.waiting, 0)
})

test.serial(
  'a receipt for which the disk has no room is kept when there is some, and the session stays',
  async (t) => {
    const timers = new HeldTimers(t)
    const alice = new DeliveryHarness(t)
    await alice.open()
    for (const words of ['one', 'two', 'three']) await alice.say(words)
    alice.disk.full = true
    for (let number = 1; number <= 2; number++) {
      alice.hear({ kind: 'receipt', stream: STREAM, number })
      await alice.quiet()
    }
    await timers.pass()
    await alice.quiet()
    t.deepEqual([alice.of('delivered'), alice.abandoned], [[], []])
    t.is(alice.of('alarm').length, 1)
    alice.disk.full = false
    await timers.pass()
    await alice.quiet()
    t.deepEqual(
      alice.of('delivered').map(({ waiting }) => waiting),
      [2, 1],
    )
    alice.hear({ kind: 'receipt', stream: STREAM, number: 3 })
    await alice.quiet()
    t.is(alice.of('delivered').length, 3)
  },
)

test('to a friend whose disk is full nothing more is sent, the user hears of it once, and then all goes', async (t) => {
  const alice = new DeliveryHarness(t)
  await alice.open()
  await alice.say('one')
  for (let time = 0; time < 100; time++) {
    alice.hear({ kind: 'full' })
    await alice.say(`more ${time}`)
    // Room that is claimed and not proven by a receipt is no news.
    if (time === 50) alice.hear(nothing)
    await alice.quiet()
  }
  t.deepEqual(
    alice.of('notice').map(({ code, message }) => [code, message]),
    [['FRIEND_DISK_FULL', 'The disk of bob is full: what you say waits here until there is room.']],
  )
  const before = alice.words().length
  alice.hear(nothing)
  await alice.quiet()
  t.is(alice.words().length, before + 101)
  alice.hear({ kind: 'receipt', stream: STREAM, number: 101 })
  await alice.quiet()
  t.is(alice.of('notice').at(-1)?.code, 'FRIEND_DISK_BACK')
  t.is(alice.waiting, 0)
})

test('a friend who becomes full while its HAVE is being kept is sent nothing', async (t) => {
  const alice = new DeliveryHarness(t)
  await alice.say('one')
  alice.connect()
  alice.hear(nothing)
  alice.hear({ kind: 'full' })
  await alice.quiet()
  t.deepEqual(alice.words(), [])
})

test('a full socket holds items back until it drains; files have what they leave', async (t) => {
  const alice = new DeliveryHarness(t)
  for (const words of ['one', 'two', 'three']) await alice.say(words)
  alice.connect()
  alice.free = false
  alice.hear(nothing)
  await alice.quiet()
  t.deepEqual(alice.words(), ['one'])
  t.deepEqual(alice.transfers, ['online'])
  alice.free = true
  alice.transfers.length = 0
  alice.delivery.drained('session-1', 'bob')
  t.deepEqual(alice.words(), ['one', 'two', 'three'])
  t.deepEqual(alice.transfers, ['drained'])
  alice.delivery.drained('an older one', 'bob')
  t.deepEqual(alice.transfers, ['drained'])
})

test('nothing is said in a session that was full before the friend said what it has', async (t) => {
  const alice = new DeliveryHarness(t)
  await alice.say('one')
  alice.free = false
  await alice.open()
  t.deepEqual(alice.words(), [])
  alice.free = true
  alice.delivery.drained('session-1', 'bob')
  t.deepEqual(alice.words(), ['one'])
})

test("a socket that drains before the friend's HAVE is on disk does not stall files", async (t) => {
  const alice = new DeliveryHarness(t)
  alice.connect()
  alice.delivery.drained('session-1', 'bob')
  t.deepEqual(alice.transfers, ['online'])
  alice.hear(nothing)
  await alice.quiet()
  t.deepEqual(alice.transfers, ['online', 'drained'])
})

test("what the friend said in one session does not open the next one's flow", async (t) => {
  const alice = new DeliveryHarness(t)
  await alice.say('one')
  alice.connect()
  alice.hear(nothing, 'session-1')
  alice.connect()
  await alice.quiet()
  t.deepEqual(alice.words(), [])
  alice.hear(nothing, 'session-2')
  await alice.until('sent')
  t.deepEqual(alice.words('session-2'), ['one'])
})

test('while a changed key is not settled nothing is said; when it is, all of it', async (t) => {
  const alice = new DeliveryHarness(t)
  alice.settled = false
  await alice.say('secret')
  await alice.open()
  t.deepEqual(alice.words(), [])
  t.throws(() => alice.delivery.say('bob', { kind: 'ping' }), { code: 'NOT_CONNECTED' })
  alice.settled = true
  alice.delivery.pump('bob')
  t.deepEqual(alice.words(), ['secret'])
  t.true(alice.delivery.say('bob', { kind: 'ping' }))
  t.throws(() => alice.delivery.say('nobody', { kind: 'ping' }), { code: 'NOT_CONNECTED' })
})

test('sent is what stands in the open session, and only while it is open', async (t) => {
  const alice = new DeliveryHarness(t)
  await alice.say('one')
  const [line] = alice.journal.store.of('bob').outboxes.get(BOB)!.waiting
  t.false(alice.delivery.wasSent('bob', line!))
  await alice.open()
  t.true(alice.delivery.wasSent('bob', line!))
  alice.end('session-1')
  t.false(alice.delivery.wasSent('bob', line!))
})

test('a home that was brought back renews its stream, and says anew what waits', async (t) => {
  const alice = new DeliveryHarness(t)
  for (const words of ['one', 'two']) await alice.say(words)
  await alice.open({ kind: 'have', stream: STREAM, last: 7, written: 5 })
  t.deepEqual(alice.words(), ['one', 'two'])
  t.deepEqual(
    alice.messages('item').map((each) => each.kind === 'item' && [each.stream, each.number]),
    [
      ['01'.repeat(16), 1],
      ['01'.repeat(16), 2],
    ],
  )
  t.deepEqual(alice.of('delivered'), [])
})
