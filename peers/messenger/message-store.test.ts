import test from 'ava'
import fc from 'fast-check'
import type { Item } from '../protocol/application'
import {
  afterEntry,
  idOf,
  MessageStore,
  receivedEntry,
  type StoreEntry,
  saidEntry,
  taking,
} from './message-store'

const S = 'aa'.repeat(16)
const T = 'bb'.repeat(16)
const text = (words: string): Item => ({ type: 'text', text: words })

function storeOf(...entries: StoreEntry[]): MessageStore {
  const store = new MessageStore()
  for (const entry of entries) store.apply(entry)
  return store
}

function out(number: number, stream = S): StoreEntry {
  return {
    kind: 'out',
    friend: 'bob',
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
const states = (store: MessageStore) => store.of('bob').lines.map((line) => 'state' in line && line.state)
const numbers = (lines: readonly { number: number }[]) => lines.map(({ number }) => number)

test('nothing was said: everything is empty', (t) => {
  t.deepEqual(new MessageStore().of('bob'), {
    lines: [],
    waiting: [],
    stream: null,
    lastNumber: 0,
    received: new Map(),
    current: null,
    arrived: 0,
    seen: 0,
  })
  t.deepEqual(new MessageStore().friends, [])
})

test('what is said waits in order until its receipt; receipts count up to their number, in their stream only', (t) => {
  const store = storeOf(out(1), out(2), out(3))
  t.deepEqual(numbers(store.of('bob').waiting), [1, 2, 3])
  store.apply(receipt(2))
  t.deepEqual(states(store), ['delivered', 'delivered', 'waiting'])
  t.deepEqual(numbers(store.of('bob').waiting), [3])
  store.apply(receipt(3, T))
  t.deepEqual(numbers(store.of('bob').waiting), [3])
  store.apply(receipt(1))
  t.deepEqual(numbers(store.of('bob').waiting), [3])
})

test('friends do not touch each other', (t) => {
  const store = storeOf(out(1), { ...out(1), friend: 'carol' } as StoreEntry, receipt(1))
  t.is(store.of('carol').waiting.length, 1)
  t.deepEqual(store.friends, ['bob', 'carol'])
})

test('what waits can be numbered anew; what was delivered keeps its number', (t) => {
  const store = storeOf(out(1), out(2), out(3), receipt(1), { kind: 'renew', friend: 'bob', stream: T })
  const { waiting, stream, lastNumber, lines } = store.of('bob')
  t.deepEqual(
    waiting.map((line) => [line.stream, line.number, line.id]),
    [
      [T, 1, idOf(S, 2)],
      [T, 2, idOf(S, 3)],
    ],
  )
  t.deepEqual([stream, lastNumber], [T, 2])
  t.like(lines[0], { stream: S, number: 1, state: 'delivered' })
  t.like(saidEntry(store, 'bob', text('next'), 5, 'cc'.repeat(16)), { stream: T, number: 3 })
})

test('a friendship that ended: nothing waits any more, and the numbers go on', (t) => {
  const store = storeOf(out(1), receipt(1), out(2), { kind: 'drop', friend: 'bob' })
  t.deepEqual(states(store), ['delivered', 'dropped'])
  t.deepEqual(store.of('bob').waiting, [])
  store.apply(saidEntry(store, 'bob', text('again'), 1, T))
  t.deepEqual(numbers(store.of('bob').waiting), [3])
  t.deepEqual(numbers(afterEntry(store.of('bob'), S, 0)), [1, 3])
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
    store.of('bob').lines.map(({ id }) => id),
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
  const store = new MessageStore()
  const first = saidEntry(store, 'bob', text('one'), 7, S)
  t.deepEqual(first, {
    kind: 'out',
    friend: 'bob',
    id: `${S.slice(0, 12)}-1`,
    stream: S,
    number: 1,
    written: 7,
    item: text('one'),
  })
  store.apply(first)
  t.like(saidEntry(store, 'bob', text('two'), 8, T), { stream: S, number: 2, id: `${S.slice(0, 12)}-2` })
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
  const hears = (last: number, written: number, stream = S) =>
    receivedEntry(store.of('bob'), 'bob', { stream, last, written }, T)
  t.deepEqual(hears(2, 20), receipt(2))
  t.deepEqual(hears(3, 30), receipt(3))
  t.is(hears(1, 10), null, 'known already')
  t.is(hears(0, 0), null, 'the friend has nothing')
  t.is(hears(2, 20, 'cc'.repeat(16)), null, 'of another stream')
  const renewed = { kind: 'renew', friend: 'bob', stream: T } as const
  t.deepEqual(hears(4, 40), renewed, 'a number that was never given here')
  t.deepEqual(hears(2, 21), renewed, 'a number that was given to something else')
  t.is(receivedEntry(new MessageStore().of('bob'), 'bob', { stream: S, last: 3, written: 30 }, T), null)
})

test('after: what the friend lacks, also of what it once had; in another stream, what waits', (t) => {
  const store = storeOf(out(1), out(2), incoming(1, T), out(3), receipt(2))
  const lacks = (last: number, stream = S) => numbers(afterEntry(store.of('bob'), stream, last))
  t.deepEqual(lacks(0), [1, 2, 3])
  t.deepEqual(lacks(1), [2, 3])
  t.deepEqual(lacks(2), [3])
  t.deepEqual(lacks(3), [])
  t.deepEqual(lacks(0, T), [3])
  store.apply({ kind: 'renew', friend: 'bob', stream: T })
  t.deepEqual(numbers(afterEntry(store.of('bob'), T, 0)), [1])
  t.deepEqual(afterEntry(new MessageStore().of('bob'), S, 0), [])
})

/** One end: what it keeps is all that a restart leaves. */
class Side {
  kept: StoreEntry[] = []
  store = new MessageStore()
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
    this.keep(saidEntry(this.store, this.friend, text(words), this.kept.length, this.fresh()))
  }

  have() {
    const { current, received } = this.store.of(this.friend)
    const last = current === null ? undefined : received.get(current)
    return { stream: current ?? '', last: last?.number ?? 0, written: last?.written ?? 0 }
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
  const news = receivedEntry(from.store.of(from.friend), from.friend, have, from.fresh())
  if (news) from.keep(news)
  const sent = afterEntry(from.store.of(from.friend), have.stream, have.last).slice(0, cut)
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
        t.true(alice.store.of('bob').waiting.length >= said.alice.length - bob.heard.length)
      }
      for (const [who, other] of [
        [alice, bob],
        [bob, alice],
      ] as const)
        gaps += session(who, other, 1_000, 1_000, false)
      t.deepEqual([bob.heard, alice.heard], [said.alice, said.bob])
      t.deepEqual([alice.store.of('bob').waiting, bob.store.of('alice').waiting], [[], []])
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
      t.deepEqual(alice.store.of('bob').waiting, [])
    }),
    { numRuns: 200 },
  )
})

test('a receiver brought back from a backup gets everything again that it lacks', (t) => {
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
        return session(alice, bob, 100, 100, false)
      }
      say(first + 1)
      const backup = [...bob.kept]
      say(second)
      bob.kept = backup
      bob.restart()
      const gaps = say(third)
      const has = bob.store.of('alice').lines.map(({ item }) => item.type === 'text' && item.text)
      t.deepEqual(has, said)
      t.is(gaps, 0)
    }),
  )
})
