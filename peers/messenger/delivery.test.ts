import test, { type ExecutionContext } from 'ava'
import fc from 'fast-check'
import { type ApplicationMessage, decodeMessage, encodeMessage, type Item } from '../protocol/application'
import { PeerError } from '../protocol/errors'
import { Told } from '../session/peer-testing'
import { SMALL_BYTES } from '../session/session'
import { Delivery, type DeliveryOptions } from './delivery'
import { Journal } from './journal'
import { type StoreEntry, saidEntry } from './message-store'
import type { MessengerEvent } from './messenger-api'
import { Disk } from './messenger-testing'

const STREAM = 'ab'.repeat(16)
const nothing = { kind: 'have', stream: '00'.repeat(16), last: 0, written: 0 } as const

/** The delivery of Alice, whose sessions with Bob are this test's. */
class Desk extends Told<
  MessengerEvent | { readonly event: 'said'; session: string; message: ApplicationMessage }
> {
  readonly disk = new Disk()
  readonly journal: Journal
  readonly delivery: Delivery
  readonly closed: string[] = []
  readonly abandoned: [string, string][] = []
  readonly transfers: string[] = []
  /** What the sockets say. */
  free = true
  settled = true
  now = 1_000
  #streams = 0

  constructor(t: ExecutionContext, options: Partial<DeliveryOptions> = {}) {
    super()
    this.journal = new Journal([], this.disk, 'journal')
    const note = (what: string) => () => void this.transfers.push(what)
    this.delivery = new Delivery({
      self: 'alice',
      peer: {
        sendData: (session, content) => {
          this.tell({ event: 'said', session, message: decodeMessage(Buffer.from(content)) })
          return this.free
        },
        closeSession: (session) => void this.closed.push(session),
        abandon: (session, { code }) => {
          this.abandoned.push([session, code])
          this.delivery.closed(session)
        },
      },
      journal: this.journal,
      transfers: () => ({
        took: async (_, item) => void this.transfers.push(`took ${item.type}`),
        receive: () => undefined,
        online: note('online'),
        offline: note('offline'),
        drained: note('drained'),
      }),
      maySend: () => this.settled,
      entropy: { bytes: (size) => Buffer.alloc(size, ++this.#streams) },
      now: () => this.now,
      onEvent: this.tell,
      ...options,
    })
    t.teardown(() => this.delivery.stop())
  }

  /** Keeps something in the outbox, as the messenger does. */
  async say(words: string): Promise<void> {
    await this.put({ type: 'text', text: words })
  }

  async put(item: Item): Promise<void> {
    await this.journal.write((store) => {
      const entry = saidEntry(store, 'bob', item, this.now, STREAM)
      return { entries: [entry], answer: undefined }
    })
    this.delivery.pump('bob')
  }

  hear(message: ApplicationMessage, session = 's1') {
    return this.delivery.receive(session, 'bob', encodeMessage(message))
  }

  /** The session opens, and Bob says what he has. */
  async open(session = 's1', have: ApplicationMessage = nothing): Promise<void> {
    this.delivery.connected(session, 'bob', 'fingerprint')
    this.hear(have, session)
    await this.quiet()
  }

  /** Settles when all that is under way has reached the disk, and what follows from it was said. */
  async quiet(): Promise<void> {
    for (let round = 0; round < 3; round++) {
      await this.journal.write(() => ({ entries: [], answer: undefined }))
      await new Promise(setImmediate)
    }
  }

  messages(kind: ApplicationMessage['kind'], session?: string): ApplicationMessage[] {
    return this.of('said')
      .filter((said) => said.message.kind === kind && (session ?? said.session) === said.session)
      .map(({ message }) => message)
  }

  /** What was said as items, as words. */
  words(session?: string): string[] {
    return this.messages('item', session).map((each) =>
      each.kind === 'item' && each.item.type === 'text' ? each.item.text : '',
    )
  }
}

function item(number: number, words = `${number}`, stream = STREAM): ApplicationMessage {
  return { kind: 'item', stream, number, written: number, item: { type: 'text', text: words } }
}

const offer: Item = { type: 'offer', id: 'cd'.repeat(16), size: 1, sha256: '00'.repeat(32), name: 'a' }

test('HAVE comes first; nothing is said before the friend has told what it has', async (t) => {
  const desk = new Desk(t)
  await desk.say('one')
  desk.delivery.connected('s1', 'bob', 'fingerprint')
  await desk.say('two')
  t.deepEqual(
    desk.of('said').map(({ message }) => message),
    [nothing],
  )
  desk.hear(nothing)
  await desk.until('sent', 2)
  t.deepEqual(desk.words(), ['one', 'two'])
  t.deepEqual(desk.of('online'), [{ event: 'online', friend: 'bob', fingerprint: 'fingerprint' }])
})

test('HAVE tells of the last item that came, and is a receipt for what the friend has', async (t) => {
  const desk = new Desk(t)
  for (const words of ['one', 'two', 'three']) await desk.say(words)
  await desk.open('s1', { kind: 'have', stream: STREAM, last: 2, written: 1_000 })
  t.deepEqual(desk.words(), ['three'])
  t.is(desk.of('delivered').length, 2)
  desk.hear(item(1))
  desk.hear(item(2))
  await desk.until('message', 2)
  desk.delivery.connected('s2', 'bob', 'fingerprint')
  t.deepEqual(desk.messages('have', 's2'), [{ kind: 'have', stream: STREAM, last: 2, written: 2 }])
})

test('an item is confirmed only once it is on disk, and told once, whatever comes again', async (t) => {
  const desk = new Desk(t)
  await desk.open()
  desk.hear(item(1))
  t.deepEqual(desk.messages('receipt'), [])
  t.deepEqual(desk.of('message'), [])
  await desk.until('message')
  t.is(desk.disk.entries.length, 1)
  desk.hear(item(1))
  desk.hear(item(2))
  desk.hear(item(2))
  await desk.quiet()
  t.deepEqual(
    desk.of('message').map(({ text }) => text),
    ['1', '2'],
  )
  t.deepEqual(desk.messages('receipt').at(-1), { kind: 'receipt', stream: STREAM, number: 2 })
})

test('what comes while the disk is busy shares one write and one receipt', async (t) => {
  const desk = new Desk(t)
  await desk.open()
  for (let number = 1; number <= 100; number++) desk.hear(item(number))
  await desk.until('message', 100)
  await desk.quiet()
  const receipts = desk.messages('receipt').map((each) => each.kind === 'receipt' && each.number)
  t.deepEqual(receipts, [1, 100])
})

test('a flood of items makes the friend wait until they are on disk', async (t) => {
  const desk = new Desk(t)
  await desk.open()
  const waits: unknown[] = []
  for (let number = 1; number <= 1_000; number++) waits.push(desk.hear(item(number)))
  t.true(waits.slice(0, 256).every((wait) => wait === undefined))
  t.true(waits.at(-1) instanceof Promise)
  await waits.at(-1)
  t.is(desk.disk.entries.length, 1_000)
  t.is(desk.hear(item(1_001)), undefined)
})

test('receipts mark what they count; one that tells less, later, takes nothing back', async (t) => {
  const desk = new Desk(t)
  await desk.open()
  for (const words of ['one', 'two', 'three', 'four']) await desk.say(words)
  for (const number of [1, 2, 3, 1]) desk.hear({ kind: 'receipt', stream: STREAM, number })
  desk.hear({ kind: 'receipt', stream: 'ff'.repeat(16), number: 3 })
  await desk.quiet()
  t.deepEqual(
    desk.of('delivered').map(({ waiting }) => waiting),
    [3, 2, 1],
    'one receipt, and each message knows how many are behind it',
  )
  t.is(desk.journal.store.of('bob').waiting.length, 1)
  const receipts = desk.disk.entries.filter(({ kind }) => kind === 'receipt')
  t.is(receipts.length, 1, 'coalesced')
})

test('what is said about files is no message: nobody is told of its receipt', async (t) => {
  const desk = new Desk(t)
  await desk.open()
  await desk.say('one')
  await desk.put(offer)
  await desk.say('two')
  desk.hear({ kind: 'receipt', stream: STREAM, number: 3 })
  await desk.quiet()
  t.deepEqual(
    desk.of('delivered').map(({ waiting }) => waiting),
    [1, 0],
  )
  t.is(desk.of('sent').length, 2)
  t.is(desk.journal.store.of('bob').waiting.length, 0)
})

test('a receipt whose disk is full counts later, by the next HAVE', async (t) => {
  const desk = new Desk(t)
  await desk.open()
  await desk.say('one')
  desk.disk.full = true
  desk.hear({ kind: 'receipt', stream: STREAM, number: 1 })
  await desk.until('alarm')
  t.deepEqual(desk.abandoned, [['s1', 'FILE_FAILED']])
  t.deepEqual(desk.of('delivered'), [])
  desk.disk.full = false
  await desk.open('s2', { kind: 'have', stream: STREAM, last: 1, written: 1_000 })
  t.is(desk.of('delivered').length, 1)
  t.deepEqual(desk.words('s2'), [])
})

test('items whose disk is full are not confirmed, not told, and taken when they come again', async (t) => {
  const desk = new Desk(t)
  await desk.open()
  desk.disk.full = true
  desk.hear(item(1))
  desk.hear(item(2))
  t.is((await desk.until('alarm')).code, 'FILE_FAILED')
  await desk.quiet()
  t.deepEqual([desk.of('message'), desk.messages('receipt'), desk.of('lost')], [[], [], []])
  desk.disk.full = false
  await desk.open('s2')
  t.deepEqual(desk.messages('have', 's2'), [nothing])
  desk.hear(item(1), 's2')
  desk.hear(item(2), 's2')
  await desk.until('message', 2)
  t.deepEqual(desk.of('lost'), [])
})

test('numbers that are missing are told, and what comes after them still comes', async (t) => {
  const desk = new Desk(t)
  await desk.open()
  desk.hear(item(1))
  desk.hear(item(4))
  t.like(await desk.until('lost'), { friend: 'bob', from: 2, to: 3 })
  await desk.until('message', 2)
})

test('what does not parse ends the session with an alarm, and nothing of it is taken', (t) => {
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
    const desk = new Desk(t)
    desk.delivery.connected('s1', 'bob', 'fingerprint')
    desk.delivery.receive('s1', 'bob', content)
    t.regex(desk.abandoned.join(), /^s1,(MALFORMED|BAD_TEXT)$/, content.toString('hex'))
    t.is(desk.of('offline').length, 1)
    // What is still in the socket is nobody's any more.
    desk.hear({ kind: 'ping' })
    t.deepEqual(desk.messages('pong'), [])
  }
})

test('whatever bytes a friend sends, they are obeyed or end the session, and nothing else happens', async (t) => {
  const desk = new Desk(t)
  await desk.say('mine')
  let sessions = 0
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 8 }),
      fc.uint8Array({ maxLength: 80 }),
      async (kind, bytes) => {
        const session = `s${++sessions}`
        desk.delivery.connected(session, 'bob', 'fingerprint')
        await desk.delivery.receive(session, 'bob', Buffer.concat([Buffer.from([kind]), bytes]))
        await desk.quiet()
        desk.delivery.closed(session)
        t.deepEqual(
          desk.abandoned.filter(([, code]) => !/^(MALFORMED|BAD_TEXT)$/.test(code)),
          [],
        )
      },
    ),
    { numRuns: 200 },
  )
  t.is(desk.journal.store.of('bob').waiting.length, 1)
})

test('a ping is answered; a session that is silent is asked once, and given up when it stays so', async (t) => {
  const desk = new Desk(t, { pulse: { ask: 3, giveUp: 100 } })
  await desk.open('s1')
  desk.hear({ kind: 'ping' })
  t.deepEqual(desk.messages('pong'), [{ kind: 'pong' }])
  desk.now += 50
  await desk.seen(() => desk.messages('ping')[0])
  desk.now += 1
  // Two more beats of the heart ask nothing: the answer to the first one is still to come.
  for (let beat = 0; beat < 2; beat++) await new Promise((resolve) => setTimeout(resolve, 2))
  t.is(desk.messages('ping').length, 1)
  t.deepEqual(desk.abandoned, [])
  desk.hear({ kind: 'pong' })
  desk.now += 99
  await desk.seen(() => desk.messages('ping')[1])
  t.deepEqual(desk.abandoned, [])
  desk.now += 2
  await desk.until('offline')
  t.deepEqual(desk.abandoned, [['s1', 'TIMEOUT']])
})

test('a clock that was put back a day does not keep a dead session', async (t) => {
  const desk = new Desk(t, { pulse: { ask: 3, giveUp: 100 } })
  desk.now = 100_000_000
  await desk.open('s1')
  desk.now -= 86_400_000
  await desk.until('offline')
  t.deepEqual(desk.abandoned, [['s1', 'TIMEOUT']])
})

test('of two sessions the one whose name comes first ends the older; words go out in the newest', async (t) => {
  const desk = new Desk(t)
  await desk.open('s1')
  await desk.open('s2')
  t.deepEqual(desk.closed, ['s1'])
  await desk.say('hello')
  t.deepEqual([desk.words('s1'), desk.words('s2')], [[], ['hello']])
  // What still comes in the older one counts, and is confirmed there.
  desk.hear(item(1), 's1')
  await desk.until('message')
  await desk.quiet()
  t.is(desk.messages('receipt', 's1').length, 1)
  desk.delivery.closed('s1')
  t.true(desk.delivery.isOnline('bob'))
  t.deepEqual(desk.of('offline'), [])

  const zoe = new Desk(t, { self: 'zoe' })
  await zoe.open('s1')
  await zoe.open('s2')
  t.deepEqual(zoe.closed, [])
  await zoe.say('one')
  zoe.delivery.closed('s2')
  // Bob kept the other one: what may have been lost with the newest is said there again.
  await zoe.quiet()
  t.deepEqual([zoe.words('s2'), zoe.words('s1')], [['one'], ['one']])
  t.is(zoe.of('online').length, 1)
  zoe.delivery.closed('s1')
  t.is(zoe.of('offline').length, 1)
})

test('a full socket holds items back until it drains; files have what they leave', async (t) => {
  const desk = new Desk(t)
  for (const words of ['one', 'two', 'three']) await desk.say(words)
  desk.free = false
  await desk.open()
  t.deepEqual(desk.words(), ['one'])
  t.deepEqual(desk.transfers, ['online'])
  desk.free = true
  desk.transfers.length = 0
  desk.delivery.drained('s1')
  t.deepEqual(desk.words(), ['one', 'two', 'three'])
  t.deepEqual(desk.transfers, ['drained'])
  desk.delivery.drained('an older one')
  t.deepEqual(desk.transfers, ['drained'])
})

test("a socket that drains before the friend's HAVE is on disk does not stall files", async (t) => {
  const desk = new Desk(t)
  desk.delivery.connected('s1', 'bob', 'fingerprint')
  desk.delivery.drained('s1')
  t.deepEqual(desk.transfers, ['online'])
  desk.hear(nothing)
  await desk.quiet()
  t.deepEqual(desk.transfers, ['online', 'drained'])
})

test("what the friend said in one session does not open the next one's flow", async (t) => {
  const desk = new Desk(t)
  await desk.say('one')
  desk.delivery.connected('s1', 'bob', 'fingerprint')
  desk.hear(nothing, 's1')
  desk.delivery.connected('s2', 'bob', 'fingerprint')
  await desk.quiet()
  t.deepEqual(desk.words(), [])
  desk.hear(nothing, 's2')
  await desk.until('sent')
  t.deepEqual(desk.words('s2'), ['one'])
})

test('while a changed key is not settled nothing is said; when it is, all of it', async (t) => {
  const desk = new Desk(t)
  desk.settled = false
  await desk.say('secret')
  await desk.open()
  t.deepEqual(desk.words(), [])
  t.throws(() => desk.delivery.say('bob', { kind: 'ping' }), { code: 'NOT_CONNECTED' })
  desk.settled = true
  desk.delivery.pump('bob')
  t.deepEqual(desk.words(), ['secret'])
  t.true(desk.delivery.say('bob', { kind: 'ping' }))
  t.throws(() => desk.delivery.say('nobody', { kind: 'ping' }), { code: 'NOT_CONNECTED' })
})

test('sent is what stands in the open session, and only while it is open', async (t) => {
  const desk = new Desk(t)
  await desk.say('one')
  const [line] = desk.journal.store.of('bob').waiting
  t.false(desk.delivery.wasSent('bob', line!))
  await desk.open()
  t.true(desk.delivery.wasSent('bob', line!))
  desk.delivery.closed('s1')
  t.false(desk.delivery.wasSent('bob', line!))
})

test('an offer that cannot be dealt with is told, and what came with it too', async (t) => {
  const desk = new Desk(t, {
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
  await desk.open()
  desk.hear(item(1))
  desk.hear({ kind: 'item', stream: STREAM, number: 2, written: 2, item: offer })
  desk.hear(item(3))
  await desk.until('message', 2)
  t.is((await desk.until('alarm')).code, 'FILE_FAILED')
  await desk.quiet()
  t.deepEqual(desk.messages('receipt').at(-1), { kind: 'receipt', stream: STREAM, number: 3 })
  t.deepEqual(desk.abandoned, [])
})

test('a home that was brought back renews its stream, and says anew what waits', async (t) => {
  const desk = new Desk(t)
  for (const words of ['one', 'two']) await desk.say(words)
  await desk.open('s1', { kind: 'have', stream: STREAM, last: 7, written: 5 })
  t.deepEqual(desk.words(), ['one', 'two'])
  t.deepEqual(
    desk.messages('item').map((each) => each.kind === 'item' && [each.stream, each.number]),
    [
      ['01'.repeat(16), 1],
      ['01'.repeat(16), 2],
    ],
  )
  t.deepEqual(desk.of('delivered'), [])
})

test('the end waits until what has arrived is on disk', async (t) => {
  const desk = new Desk(t)
  await desk.open()
  for (let number = 1; number <= 10; number++) desk.hear(item(number))
  await desk.delivery.stop()
  t.is(desk.disk.entries.filter((entry: StoreEntry) => entry.kind === 'in').length, 10)
})

test('a small chunk, which a session keeps for a moment, stays what it was', async (t) => {
  const kept: Uint8Array[] = []
  const peer = { sendData: (_: string, content: Uint8Array) => kept.push(content) > 0 }
  const desk = new Desk(t, { peer: { ...peer, closeSession: () => {}, abandon: () => {} } })
  await desk.open()
  const chunk = (size: number) =>
    ({ kind: 'chunk', id: STREAM, offset: 0, bytes: Buffer.alloc(size, size) }) as const
  const sizes = [1, SMALL_BYTES - 25, SMALL_BYTES - 24, SMALL_BYTES]
  const before = kept.length
  for (const size of sizes) desk.delivery.say('bob', chunk(size))
  desk.delivery.say('bob', chunk(65_000))
  for (const [at, size] of sizes.entries())
    t.deepEqual(decodeMessage(Buffer.from(kept[before + at]!)), chunk(size), `${size}`)
})
