import test, { type ExecutionContext } from 'ava'
import { HeldTimers } from '../../lab/suite/held-timers-testing'
import { PeerError } from '../protocol/errors'
import type { StoreEntry } from './correspondence'
import { DeliveryHarness, item, nothing, offer, STREAM } from './delivery-testing'
import { MAX_QUEUE_BYTES } from './inbound'

test('an item is confirmed only once it is on disk, and told once, whatever comes again', async (t) => {
  const alice = new DeliveryHarness(t)
  await alice.open()
  alice.hear(item(1))
  t.deepEqual(alice.messages('receipt'), [])
  t.deepEqual(alice.of('message'), [])
  await alice.until('message')
  t.is(alice.disk.entries.length, 1)
  alice.hear(item(1))
  alice.hear(item(2))
  alice.hear(item(2))
  await alice.quiet()
  t.deepEqual(
    alice.of('message').map(({ text }) => text),
    ['1', '2'],
  )
  t.deepEqual(alice.messages('receipt').at(-1), { kind: 'receipt', stream: STREAM, number: 2 })
})

test('what comes while the disk is busy shares one write and one receipt', async (t) => {
  const alice = new DeliveryHarness(t)
  await alice.open()
  for (let number = 1; number <= 100; number++) alice.hear(item(number))
  await alice.until('message', 100)
  await alice.quiet()
  const receipts = alice.messages('receipt').map((each) => each.kind === 'receipt' && each.number)
  t.deepEqual(receipts, [1, 100])
})

test('a flood of items makes the friend wait until they are on disk', async (t) => {
  const alice = new DeliveryHarness(t)
  await alice.open()
  const waits: unknown[] = []
  for (let number = 1; number <= 1_000; number++) waits.push(alice.hear(item(number)))
  t.true(waits.slice(0, 256).every((wait) => wait === undefined))
  t.true(waits.at(-1) instanceof Promise)
  await waits.at(-1)
  t.is(alice.disk.entries.length, 1_000)
  t.is(alice.hear(item(1_001)), undefined)
})

test('what was read together with what is too much is paid back as well before anything else is read', async (t) => {
  const waits: number[] = []
  const alice = new DeliveryHarness(t, { wait: async (milliseconds) => void waits.push(milliseconds) })
  await alice.open()
  // Each counts as a hundred texts: ten more than there may be at once, at five hundred texts a second.
  const heard = Array.from({ length: 510 }, (_, place) =>
    alice.hear({ kind: 'item', stream: STREAM, number: place + 1, written: 1, item: offer }),
  )
  await heard.at(-1)
  t.is(
    waits.reduce((sum, one) => sum + one, 0),
    2_000,
  )
  t.true(waits.every((one) => one > 0))
})

/** Alice, whose disk has refused these of Bob's items; the next try is a matter of the timers. */
async function withFullDisk(t: ExecutionContext, ...numbers: readonly number[]) {
  const timers = new HeldTimers(t)
  const alice = new DeliveryHarness(t)
  await alice.open()
  alice.disk.full = true
  for (const number of numbers) alice.hear(item(number))
  await alice.until('alarm')
  return { timers, alice }
}

test.serial(
  'while the disk is full the friend is told once, the session stays, and the pauses grow',
  async (t) => {
    const { timers, alice } = await withFullDisk(t, 1)
    const pauses: number[] = []
    for (let round = 0; round < 10; round++) {
      // Who goes on nevertheless costs neither memory nor disk.
      for (let number = 2; number < 500; number++) t.is(alice.hear(item(number)), undefined)
      await alice.quiet()
      pauses.push(...timers.waits)
      await timers.pass()
    }
    t.deepEqual(
      pauses,
      [1, 2, 4, 8, 16, 32, 60, 60, 60, 60].map((seconds) => seconds * 1_000),
    )
    await alice.quiet()
    t.is(alice.disk.tries, 11)
    t.is(alice.of('alarm').length, 1)
    t.deepEqual(alice.messages('full'), [{ kind: 'full' }])
    t.deepEqual([alice.of('message'), alice.messages('receipt'), alice.of('offline')], [[], [], []])
    t.deepEqual([alice.abandoned, alice.closed], [[], []])
  },
)

test.serial('once there is room, what waited is told, and the friend goes on after it', async (t) => {
  const { timers, alice } = await withFullDisk(t, 1, 2)
  alice.hear(item(3))
  await alice.quiet()
  alice.disk.full = false
  await timers.pass()
  await alice.until('message')
  await alice.quiet()
  t.deepEqual(alice.messages('receipt'), [{ kind: 'receipt', stream: STREAM, number: 1 }])
  t.deepEqual(alice.messages('have'), [nothing, { kind: 'have', stream: STREAM, last: 1, written: 1 }])
  t.is(alice.of('notice').length, 1)
  alice.hear(item(2))
  alice.hear(item(3))
  await alice.until('message', 3)
  t.deepEqual(alice.of('lost'), [])
  alice.disk.full = true
  alice.hear(item(4))
  await alice.until('alarm', 2)
})

test.serial(
  'a session that opens while the disk is full begins with that, and hears what is here later',
  async (t) => {
    const { timers, alice } = await withFullDisk(t, 1)
    alice.end('session-1')
    await alice.open()
    t.deepEqual(alice.messages('have', 'session-2'), [])
    t.is(alice.messages('full', 'session-2').length, 1)
    alice.disk.full = false
    await timers.pass()
    await alice.quiet()
    t.like(alice.messages('have', 'session-2')[0], { last: 1 })
    t.is(alice.of('alarm').length, 1)
  },
)

test.serial('a friend who was made to wait is heard again when the disk turns out to be full', async (t) => {
  new HeldTimers(t)
  const alice = new DeliveryHarness(t)
  await alice.open()
  alice.disk.full = true
  const waits: unknown[] = []
  for (let number = 1; number <= 1_000; number++) waits.push(alice.hear(item(number)))
  t.true(waits.at(-1) instanceof Promise)
  await Promise.all(waits)
  t.is(alice.messages('full').length, 1)
})

test.serial('what waits for room is not taken from somebody who is a friend no more', async (t) => {
  const { timers, alice } = await withFullDisk(t, 1)
  alice.delivery.hangUp('bob')
  alice.disk.full = false
  await timers.pass()
  await alice.quiet()
  t.deepEqual(alice.of('message'), [])
})

test.serial('the end does not wait for room', async (t) => {
  const { alice } = await withFullDisk(t, 1)
  await alice.delivery.stop()
  t.deepEqual(alice.messages('receipt'), [])
})

test('numbers that are missing are told, and what comes after them still comes', async (t) => {
  const alice = new DeliveryHarness(t)
  await alice.open()
  alice.hear(item(1))
  alice.hear(item(4))
  t.like(await alice.until('lost'), { friend: 'bob', from: 2, to: 3 })
  await alice.until('message', 2)
})

test('an offer that cannot be dealt with is told, and what came with it too', async (t) => {
  const alice = new DeliveryHarness(t, {
    transfers: () => ({
      took: async () => {
        throw new PeerError('FILE_FAILED')
      },
      receive: () => undefined,
      online: () => {},
      offline: () => {},
      drained: () => {},
    }),
  })
  await alice.open()
  alice.hear(item(1))
  alice.hear({ kind: 'item', stream: STREAM, number: 2, written: 2, item: offer })
  alice.hear(item(3))
  await alice.until('message', 2)
  t.is((await alice.until('alarm')).code, 'FILE_FAILED')
  await alice.quiet()
  t.deepEqual(alice.messages('receipt').at(-1), { kind: 'receipt', stream: STREAM, number: 3 })
  t.deepEqual(alice.abandoned, [])
})

test('the end waits until what has arrived is on disk', async (t) => {
  const alice = new DeliveryHarness(t)
  await alice.open()
  for (let number = 1; number <= 10; number++) alice.hear(item(number))
  await alice.delivery.stop()
  t.is(alice.disk.entries.filter((entry: StoreEntry) => entry.kind === 'in').length, 10)
})

test('an item beyond the rate makes the friend wait until it is paid for, and is taken all the same', async (t) => {
  let paid = () => {}
  const wait = () =>
    new Promise<void>((resolve) => {
      paid = resolve
    })
  const alice = new DeliveryHarness(t, { wait })
  await alice.open()
  let said = 0
  let paced: unknown
  while (!paced && said < 1_000) {
    paced = alice.hear(item(++said, '\u0001'.repeat(16_000)))
    // Nothing waits for the disk.
    if (said % 10 === 0) await alice.quiet()
  }
  t.true(said < 100, `${said}`)
  let goesOn = false
  void Promise.resolve(paced).then(() => {
    goesOn = true
  })
  await alice.quiet()
  t.false(goesOn)
  await alice.until('message', said)
  paid()
  await paced
  t.pass()
})

test('long texts wait for the disk, and are written, no more than a megabyte of them at once', async (t) => {
  const alice = new DeliveryHarness(t)
  await alice.open()
  const atOnce: number[] = []
  const append = alice.disk.append.bind(alice.disk)
  alice.disk.append = (entries) => {
    atOnce.push(entries.reduce((sum, { length }) => sum + length, 0))
    return append(entries)
  }
  // 96,000 bytes each on the disk.
  const waits = Array.from({ length: 60 }, (_, at) => alice.hear(item(at + 1, '\u0001'.repeat(16_000))))
  t.is(
    waits.findIndex((wait) => wait !== undefined),
    11,
  )
  await alice.until('message', 60)
  t.true(Math.max(...atOnce) <= MAX_QUEUE_BYTES, `${atOnce}`)
  await Promise.all(waits)
})

test('two streams of a friend’s that begin alike: each item has an id of its own', async (t) => {
  const alice = new DeliveryHarness(t)
  await alice.open()
  alice.hear(item(1, 'one'))
  alice.hear(item(1, 'other', `${STREAM.slice(0, -2)}cd`))
  await alice.quiet()
  const ids = alice.of('message').map(({ id }) => id)
  t.is(new Set(ids).size, 2)
  t.deepEqual(
    alice.journal.store.of('bob').lines.tail.map(({ id }) => id),
    ids,
  )
})
