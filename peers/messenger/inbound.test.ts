import test from 'ava'
import { PeerError } from '../protocol/errors'
import { DeliveryHarness, item, nothing, offer, STREAM } from './delivery-testing'
import type { StoreEntry } from './message-store'

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

test('items whose disk is full are not confirmed, not told, and taken when they come again', async (t) => {
  const alice = new DeliveryHarness(t)
  await alice.open()
  alice.disk.full = true
  alice.hear(item(1))
  alice.hear(item(2))
  t.is((await alice.until('alarm')).code, 'FILE_FAILED')
  await alice.quiet()
  t.deepEqual([alice.of('message'), alice.messages('receipt'), alice.of('lost')], [[], [], []])
  alice.disk.full = false
  await alice.open()
  t.deepEqual(alice.messages('have', 'session-2'), [nothing])
  alice.hear(item(1), 'session-2')
  alice.hear(item(2), 'session-2')
  await alice.until('message', 2)
  t.deepEqual(alice.of('lost'), [])
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
