import test from 'ava'
import fc from 'fast-check'
import type { Item } from '../protocol/application'
import type { StoreEntry } from './correspondence'
import { MessageStore, taking } from './message-store'
import { heldFrom, idOf, lackOf, receivedEntry, saidEntry, UNCONFIRMED_STREAMS, waitingFor } from './outbox'
import { hardenedOutbox } from './outbox-rules'

const S = 'aa'.repeat(16)
const T = 'bb'.repeat(16)
/** Two identities of Bob's, one after the other. */
const OLD = 'b0'.repeat(32)
const NEW = 'b1'.repeat(32)
const text = (words: string): Item => ({ type: 'text', text: words })

const noPages = (): never => {
  throw new Error('nothing is in pages here')
}

function storeOf(...entries: StoreEntry[]): MessageStore {
  const store = new MessageStore(noPages)
  for (const entry of entries) store.apply(entry)
  return store
}

function out(number: number, stream = S, to = OLD): StoreEntry {
  return {
    kind: 'out',
    friend: 'bob',
    to,
    id: idOf(stream, number),
    stream,
    number,
    written: number * 10,
    item: text(`${number}`),
  }
}

function incoming(number: number, stream = S): StoreEntry {
  return { kind: 'in', friend: 'bob', stream, number, written: 1, at: 2, item: text(`${number}`) }
}

const receipt = (number: number, stream = S): StoreEntry => ({
  kind: 'receipt',
  friend: 'bob',
  stream,
  number,
})
const waiting = (store: MessageStore, to = OLD) => store.of('bob').outboxes.get(to)?.waiting ?? []
const states = (store: MessageStore) =>
  store.of('bob').lines.tail.map((line) => 'state' in line && line.state)
const numbers = (lines: readonly { number: number }[]) => lines.map(({ number }) => number)

test('nothing was said: everything is empty', (t) => {
  const { lines, ...rest } = new MessageStore(noPages).of('bob')
  t.deepEqual(lines.last(10), [])
  t.deepEqual(rest, {
    outboxes: new Map(),
    received: new Map(),
    cleared: new Map(),
    current: null,
    arrived: 0,
    seen: 0,
  })
  t.deepEqual(new MessageStore(noPages).friends, [])
})

test('what is said waits in order until its receipt; receipts count up to their number, in their stream only', (t) => {
  const store = storeOf(out(1), out(2), out(3))
  t.deepEqual(numbers(waiting(store)), [1, 2, 3])
  store.apply(receipt(2))
  t.deepEqual(states(store), ['delivered', 'delivered', 'waiting'])
  t.deepEqual(numbers(waiting(store)), [3])
  store.apply(receipt(3, T))
  t.deepEqual(numbers(waiting(store)), [3])
  store.apply(receipt(1))
  t.deepEqual(numbers(waiting(store)), [3])
})

test('friends do not touch each other', (t) => {
  const store = storeOf(out(1), { ...out(1), friend: 'carol' } as StoreEntry, receipt(1))
  t.is(waitingFor(store.of('carol'), OLD), 1)
  t.deepEqual(store.friends, ['bob', 'carol'])
})

const renewed = { kind: 'renew', friend: 'bob', to: OLD, stream: T } as const

test('what waits can be numbered anew; what was delivered keeps its number', (t) => {
  const store = storeOf(out(1), out(2), out(3), receipt(1), renewed)
  const { lines, outboxes } = store.of('bob')
  t.deepEqual(
    waiting(store).map((line) => [line.stream, line.number, line.id]),
    [
      [T, 1, idOf(S, 2)],
      [T, 2, idOf(S, 3)],
    ],
  )
  t.like(outboxes.get(OLD), { streams: [S, T], lastNumber: 2 })
  t.like(lines.tail[0], { stream: S, number: 1, state: 'delivered' })
  t.like(saidEntry(store.of('bob'), 'bob', OLD, text('next'), 5, 'cc'.repeat(16)), { stream: T, number: 3 })
})

test('a friendship that ended: nothing waits any more, also if there is a new one, and the numbers go on', (t) => {
  const store = storeOf(out(1), receipt(1), out(2), { kind: 'drop', friend: 'bob', keep: null })
  t.deepEqual(states(store), ['delivered', 'dropped'])
  t.deepEqual(waiting(store), [])
  store.apply(saidEntry(store.of('bob'), 'bob', OLD, text('again'), 1, T))
  t.deepEqual(numbers(waiting(store)), [3])
  t.deepEqual(numbers(hardenedOutbox.owed(store.of('bob'), OLD, { stream: S, number: 0 })), [3])
})

test('another identity has its own stream, and its receipts and HAVEs end nothing of the one before', (t) => {
  const store = storeOf(out(1), out(2))
  const said = saidEntry(store.of('bob'), 'bob', NEW, text('for the new key'), 1, T)
  t.like(said, { to: NEW, stream: T, number: 1 })
  store.apply(said)
  t.deepEqual(numbers(waiting(store)), [1, 2])
  t.deepEqual(numbers(waiting(store, NEW)), [1])
  store.apply(receipt(9, T))
  t.deepEqual([numbers(waiting(store)), waiting(store, NEW)], [[1, 2], []])
  for (const number of [0, 1, 2]) {
    const have = { stream: S, number, written: number * 10 }
    t.deepEqual(hardenedOutbox.owed(store.of('bob'), NEW, have), [])
    t.not(receivedEntry(store.of('bob'), 'bob', NEW, have, 'cc'.repeat(16))?.kind, 'receipt')
  }
})

test('what waits for another identity is bound to the new one with its texts only, behind what waits there', (t) => {
  const file = { ...out(2), item: { type: 'end', id: 'ab'.repeat(16), outcome: 'taken' } } as StoreEntry
  const store = storeOf(out(1), file, out(3), receipt(1), out(1, T, NEW))
  t.deepEqual(heldFrom(store.of('bob'), NEW), { count: 1, since: 30 })
  t.is(heldFrom(store.of('bob'), OLD)?.count, 1)
  store.apply({ kind: 'bind', friend: 'bob', to: NEW, stream: 'cc'.repeat(16) })
  t.deepEqual(states(store), ['delivered', 'dropped', 'waiting', 'waiting'])
  t.deepEqual(waiting(store), [])
  t.deepEqual(
    waiting(store, NEW).map(({ id, stream, number, to }) => [id, stream, number, to]),
    [
      [idOf(T, 1), T, 1, NEW],
      [idOf(S, 3), T, 2, NEW],
    ],
  )
  t.is(heldFrom(store.of('bob'), NEW), null)
})

test('what waits for another identity can be dropped, and what waits for this one stays', (t) => {
  const store = storeOf(out(1), out(1, T, NEW), { kind: 'drop', friend: 'bob', keep: NEW })
  t.deepEqual(states(store), ['dropped', 'waiting'])
  t.deepEqual([waiting(store), numbers(waiting(store, NEW))], [[], [1]])
})

test('what the friend lacks goes again only by its own entry: those texts, under numbers that were never given', (t) => {
  const store = storeOf(out(1), out(2), out(3), receipt(3), out(4))
  const have = { stream: S, number: 1, written: 10 }
  const lack = lackOf(store.of('bob'), OLD, have)!
  t.like(lack, { count: 2, since: 20, until: { stream: S, number: 3 } })
  t.deepEqual(numbers(hardenedOutbox.owed(store.of('bob'), OLD, have)), [4], 'not by asking')
  store.apply({ kind: 'resend', friend: 'bob', to: OLD, after: lack.after, until: lack.until })
  t.deepEqual(
    waiting(store).map(({ number, id }) => [number, id]),
    [
      [4, idOf(S, 4)],
      [5, idOf(S, 2)],
      [6, idOf(S, 3)],
    ],
  )
  const before = states(store)
  store.apply({ kind: 'resend', friend: 'bob', to: OLD, after: lack.after, until: lack.until })
  t.deepEqual(states(store), before)
  t.is(waiting(store).length, 3, 'once')
  store.apply(receipt(6))
  t.is(lackOf(store.of('bob'), OLD, { stream: S, number: 6, written: 30 }), null)
})

test('what came is counted, and the last number of each stream kept', (t) => {
  const store = storeOf(incoming(1), incoming(2), incoming(1, T), { kind: 'seen', friend: 'bob', count: 2 })
  t.like(store.of('bob'), { arrived: 3, seen: 2, current: T })
  t.deepEqual(
    [...store.of('bob').received].map(([stream, { number }]) => [stream, number]),
    [
      [S, 2],
      [T, 1],
    ],
  )
  t.deepEqual(
    store.of('bob').lines.tail.map(({ id }) => id),
    [idOf(S, 1), idOf(S, 2), idOf(T, 1)],
  )
})

test('transfers are kept apart from what was said', (t) => {
  const entry = {
    kind: 'file',
    friend: 'bob',
    id: 'ff',
    step: 'offered',
    path: null,
  } as unknown as StoreEntry
  const store = storeOf(entry)
  t.deepEqual(store.transfers as unknown, [entry])
  t.deepEqual(store.friends, [])
})

test('say: the first item begins the given stream, the next ones go on in it', (t) => {
  const store = new MessageStore(noPages)
  const first = saidEntry(store.of('bob'), 'bob', OLD, text('one'), 7, S)
  t.deepEqual(first, {
    kind: 'out',
    friend: 'bob',
    to: OLD,
    id: `${S}-1`,
    stream: S,
    number: 1,
    written: 7,
    item: text('one'),
  })
  store.apply(first)
  t.like(saidEntry(store.of('bob'), 'bob', OLD, text('two'), 8, T), {
    stream: S,
    number: 2,
    id: `${S}-2`,
  })
})

test('taking: the next is new, an earlier one known, a later one tells what is missing', (t) => {
  const cases: [number, number, ReturnType<typeof taking>][] = [
    [0, 1, { take: 'new', lost: null }],
    [5, 6, { take: 'new', lost: null }],
    [5, 5, { take: 'known' }],
    [5, 1, { take: 'known' }],
    [5, 7, { take: 'new', lost: { from: 6, to: 6 } }],
    [0, 4, { take: 'new', lost: { from: 1, to: 3 } }],
  ]
  for (const [last, number, expected] of cases) t.deepEqual(taking(last, number), expected)
})

test("heard: the friend's HAVE is a receipt, or nothing, or tells that this home was brought back", (t) => {
  const store = storeOf(out(1), out(2), out(3), receipt(1))
  const hears = (number: number, written: number, stream = S) =>
    receivedEntry(store.of('bob'), 'bob', OLD, { stream, number, written }, T)
  t.deepEqual(hears(2, 20), receipt(2))
  t.deepEqual(hears(3, 30), receipt(3))
  t.is(hears(1, 10), null, 'known already')
  t.is(hears(0, 0), null, 'the friend has nothing')
  t.deepEqual(hears(2, 20, 'cc'.repeat(16)), renewed, 'of a stream that this home never began')
  t.deepEqual(hears(4, 40), renewed, 'a number that was never given here')
  t.deepEqual(hears(2, 21), renewed, 'a number that was given to something else')
  const none = new MessageStore(noPages).of('bob')
  t.is(receivedEntry(none, 'bob', OLD, { stream: S, number: 3, written: 30 }, T), null)
  store.apply(renewed)
  t.is(hears(3, 30), null, 'of a stream of before')
})

const beyond = (count: number) => `${count}`.padStart(32, '0')

/** The friend says, so many times, to have items of streams that nobody began; each time another one is begun. */
function claimsOthers(store: MessageStore, times: number): void {
  for (let time = 1; time <= times; time++) {
    const have = { stream: `f${beyond(time).slice(1)}`, number: 1, written: 0 }
    const entry = receivedEntry(store.of('bob'), 'bob', OLD, have, beyond(time))
    if (entry) store.apply(entry)
  }
}

test('a friend who names streams that nobody began, again and again, makes few of them stay known', (t) => {
  const store = storeOf(out(1), out(2), receipt(1))
  claimsOthers(store, 1_000)
  const { streams, waiting: owed } = store.of('bob').outboxes.get(OLD)!
  t.deepEqual(
    streams,
    [
      S,
      ...Array.from({ length: UNCONFIRMED_STREAMS + 1 }, (_, at) => beyond(1_000 - UNCONFIRMED_STREAMS + at)),
    ],
    'the one in which something was delivered, and the last few',
  )
  t.deepEqual(
    owed.map(({ stream, number }) => [stream, number]),
    [[beyond(1_000), 1]],
    'what waited waits',
  )
  // Sessions that cross may name an earlier one: nothing is begun anew for that.
  const late = { stream: beyond(999), number: 1, written: 20 }
  t.is(receivedEntry(store.of('bob'), 'bob', OLD, late, T), null)
  store.apply(receipt(1, beyond(1_000)))
  const nothing = { stream: '00'.repeat(16), number: 0, written: 0 }
  t.is(lackOf(store.of('bob'), OLD, nothing)?.count, 2, 'what was delivered counts, in whichever stream')
})

test('each stream in which something was delivered stays known, however many', (t) => {
  const store = storeOf()
  const own = Array.from({ length: 3 * UNCONFIRMED_STREAMS }, (_, at) => beyond(at))
  for (const stream of own) {
    store.apply(saidEntry(store.of('bob'), 'bob', OLD, text('one'), 1, stream))
    store.apply({ kind: 'renew', friend: 'bob', to: OLD, stream })
    store.apply(receipt(1, stream))
  }
  t.deepEqual(store.of('bob').outboxes.get(OLD)?.streams, own)
  const lacks = lackOf(store.of('bob'), OLD, { stream: own[1]!, number: 1, written: 1 })
  t.is(lacks?.count, own.length - 2)
})

test('a stream by which it is kept what the friend lacks stays known', (t) => {
  const store = storeOf(out(1), out(2), receipt(1), renewed)
  const after = { stream: T, number: 0 }
  store.apply({ kind: 'lacks', friend: 'bob', to: OLD, lack: { after, until: after, told: null } })
  claimsOthers(store, 100)
  const { streams } = store.of('bob').outboxes.get(OLD)!
  t.deepEqual(streams.slice(0, 2), [S, T])
  t.true(streams.length <= 2 + UNCONFIRMED_STREAMS + 1)
})

test('which streams stay known outlives that the journal is written anew', (t) => {
  const store = storeOf(out(1))
  claimsOthers(store, 5)
  const again = storeOf(...store.checkpoint(new Map()))
  for (const one of [store, again]) claimsOthers(one, 100)
  t.deepEqual(again.of('bob').outboxes, store.of('bob').outboxes)
})

test('owed is what waits, after what was sent already; in another stream all of it', (t) => {
  const store = storeOf(out(1), out(2), incoming(1, T), out(3), out(4), receipt(2))
  const owed = (number: number, stream = S) =>
    numbers(hardenedOutbox.owed(store.of('bob'), OLD, { stream, number }))
  t.deepEqual([owed(0), owed(1), owed(2), owed(3), owed(4), owed(9)], [[3, 4], [3, 4], [3, 4], [4], [], []])
  t.deepEqual(owed(0, T), [3, 4])
  store.apply(renewed)
  t.deepEqual(owed(0, T), [1, 2])
  t.deepEqual(hardenedOutbox.owed(new MessageStore(noPages).of('bob'), OLD, { stream: S, number: 0 }), [])
})

test('lacking: what was delivered to this identity after what it has, in the order of its streams', (t) => {
  const store = storeOf(
    out(1),
    out(2),
    receipt(2),
    out(3),
    renewed,
    receipt(1, T),
    out(2, T),
    out(1, 'ee', NEW),
  )
  const lack = (stream: string, number: number, to = OLD) =>
    lackOf(store.of('bob'), to, { stream, number, written: 0 })?.count ?? 0
  t.is(lack('00'.repeat(16), 0), 3, 'nothing is there')
  t.is(lack(S, 0), 3)
  t.is(lack(S, 1), 2)
  t.is(lack(S, 2), 1)
  t.is(lack(T, 1), 0)
  t.is(lack('ff'.repeat(16), 1), 0, 'it is this home that lacks something')
  t.is(lack('00'.repeat(16), 0, NEW), 0)
  t.is(lackOf(store.of('bob'), 'b2'.repeat(32), { stream: S, number: 0, written: 0 }), null)
})

/** One end: what it keeps is all that a restart leaves. */
class Side {
  kept: StoreEntry[] = []
  store = new MessageStore(noPages)
  readonly heard: string[] = []
  #streams = 0

  constructor(
    readonly name: string,
    readonly friend: string,
  ) {}

  keep(entry: StoreEntry): void {
    this.kept.push(entry)
    this.store.apply(entry)
  }

  restart(): void {
    this.store = storeOf(...this.kept)
  }

  fresh(): string {
    return Buffer.from(`${this.name}${++this.#streams}`.padEnd(16)).toString('hex')
  }

  say(words: string): void {
    const known = this.store.of(this.friend)
    this.keep(saidEntry(known, this.friend, OLD, text(words), this.kept.length, this.fresh()))
  }

  have() {
    const { current, received } = this.store.of(this.friend)
    const last = current === null ? undefined : received.get(current)
    return { stream: current ?? '00'.repeat(16), number: last?.number ?? 0, written: last?.written ?? 0 }
  }

  take({ stream, number, written, item }: { stream: string; number: number; written: number; item: Item }) {
    const step = taking(this.store.of(this.friend).received.get(stream)?.number ?? 0, number)
    if (step.take === 'known') return 0
    this.keep({ kind: 'in', friend: this.friend, stream, number, written, at: 0, item })
    if (item.type === 'text') this.heard.push(item.text)
    return step.lost ? 1 : 0
  }
}

/** One session, cut after `cut` items and then after `confirmed` receipts. @returns how many gaps were seen. */
function session(from: Side, to: Side, cut: number, confirmed: number, repeat: boolean): number {
  const have = to.have()
  const news = receivedEntry(from.store.of(from.friend), from.friend, OLD, have, from.fresh())
  if (news) from.keep(news)
  const sent = hardenedOutbox.owed(from.store.of(from.friend), OLD, have).slice(0, cut)
  const arriving = repeat ? sent.flatMap((line) => [line, line]) : sent
  let gaps = 0
  // Copies, as the wire makes them: numbering anew changes lines.
  for (const line of arriving.map((each) => ({ ...each }))) gaps += to.take(line)
  for (const { stream, number } of sent.slice(0, confirmed).map((line) => ({ ...line })))
    from.keep({ kind: 'receipt', friend: from.friend, stream, number })
  return gaps
}

const event = fc.oneof(
  fc.record({ do: fc.constant('say' as const), who: fc.boolean() }),
  fc.record({ do: fc.constant('restart' as const), who: fc.boolean() }),
  fc.record({
    do: fc.constant('session' as const),
    who: fc.boolean(),
    cut: fc.nat(6),
    confirmed: fc.nat(6),
    repeat: fc.boolean(),
  }),
)

test('through whatever cuts, restarts and repeats, what is delivered is what was said, once and in order', (t) => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      const alice = new Side('alice', 'bob')
      const bob = new Side('bob', 'alice')
      const said = { alice: [] as string[], bob: [] as string[] }
      let gaps = 0
      for (const each of events) {
        const [who, other] = each.who ? [alice, bob] : [bob, alice]
        if (each.do === 'say') {
          const words = `${who.name} ${said[who.name as 'alice'].length + 1}`
          said[who.name as 'alice'].push(words)
          who.say(words)
        } else if (each.do === 'restart') who.restart()
        else gaps += session(who, other, each.cut, each.confirmed, each.repeat)
        t.deepEqual(bob.heard, said.alice.slice(0, bob.heard.length))
        t.deepEqual(alice.heard, said.bob.slice(0, alice.heard.length))
        t.true(waiting(alice.store).length >= said.alice.length - bob.heard.length)
      }
      for (const [who, other] of [
        [alice, bob],
        [bob, alice],
      ] as const)
        gaps += session(who, other, 1_000, 1_000, false)
      t.deepEqual([bob.heard, alice.heard], [said.alice, said.bob])
      t.deepEqual([waiting(alice.store), waitingFor(bob.store.of('alice'), OLD)], [[], 0])
      t.is(gaps, 0)
    }),
    { numRuns: 200 },
  )
})

const writing = fc.record({ before: fc.nat(5), lost: fc.integer({ min: 1, max: 5 }), next: fc.nat(8) })

test('a sender brought back from a backup delivers everything that it says afterwards', (t) => {
  fc.assert(
    fc.property(writing, fc.boolean(), ({ before, lost, next }, told) => {
      const alice = new Side('alice', 'bob')
      const bob = new Side('bob', 'alice')
      for (let count = 1; count <= before; count++) alice.say(`before ${count}`)
      session(alice, bob, 100, told ? 100 : 0, false)
      const backup = [...alice.kept]
      for (let count = 1; count <= lost; count++) alice.say(`lost ${count}`)
      session(alice, bob, 100, 100, false)
      const heardBefore = bob.heard.length
      alice.kept = backup
      alice.restart()
      // Another time than the one that was lost, or else the numbers could not tell them apart.
      alice.keep({ kind: 'seen', friend: 'carol', count: 0 })
      for (let count = 0; count < lost + 20; count++)
        alice.kept.push({ kind: 'seen', friend: 'carol', count })
      const after = Array.from({ length: next }, (_, index) => `next ${index + 1}`)
      for (const words of after) alice.say(words)
      session(alice, bob, 100, 100, false)
      // What waited in the backup may come twice; what is said from then on comes once, in order, and is the last.
      t.deepEqual(
        bob.heard.slice(heardBefore).filter((words) => words.startsWith('next')),
        after,
      )
      t.deepEqual(bob.heard.slice(bob.heard.length - next), after)
      t.deepEqual(waiting(alice.store), [])
    }),
    { numRuns: 200 },
  )
})

test('a receiver brought back from a backup gets what waits, and what it lacks once the user says so', (t) => {
  fc.assert(
    fc.property(fc.nat(8), fc.nat(8), fc.nat(8), (first, second, third) => {
      const alice = new Side('alice', 'bob')
      const bob = new Side('bob', 'alice')
      const said: string[] = []
      const say = (count: number) => {
        for (let index = 0; index < count; index++) {
          said.push(`message ${said.length}`)
          alice.say(said.at(-1) ?? '')
        }
      }
      say(first + 1)
      session(alice, bob, 100, 100, false)
      const backup = [...bob.kept]
      say(second)
      session(alice, bob, 100, 100, false)
      bob.kept = backup
      bob.restart()
      const lack = lackOf(alice.store.of('bob'), OLD, bob.have())
      t.is(lack?.count ?? 0, second)
      say(third)
      session(alice, bob, 100, 100, false)
      const has = () => bob.store.of('alice').lines.tail.map(({ item }) => item.type === 'text' && item.text)
      const [before, lacking, since] = [
        said.slice(0, first + 1),
        said.slice(first + 1, first + 1 + second),
        said.slice(first + 1 + second),
      ]
      t.deepEqual(has(), [...before, ...since])
      if (lack) alice.keep({ kind: 'resend', friend: 'bob', to: OLD, after: lack.after, until: lack.until })
      session(alice, bob, 100, 100, false)
      t.deepEqual(has(), [...before, ...since, ...lacking])
      t.deepEqual(waiting(alice.store), [])
      alice.restart()
      t.deepEqual(waiting(alice.store), [])
    }),
  )
})
