/** What the picture of a beat is made of: what is on it, and what is left out of it. */

import test from 'ava'
import type { HistoryEvent } from '../history/events'
import {
  type BeatScene,
  closedThatWentBy,
  emptyScene,
  hasLost,
  nextBeat,
  passagesIn,
  type SceneFacts,
  sceneAfter,
  shownIn,
} from './scene'

const facts: SceneFacts = {
  ...{ peers: ['alice', 'bob'], identities: {}, isBetween: true, hasCopies: true, isDirectory: false },
  ...{ isHers: () => false, shown: () => undefined, wasSaid: () => true },
  partner: (node) => (node === 'alice' ? 'bob' : 'alice'),
}

const stamp = { number: 1, act: 'one', phase: 'attack', node: 'lab', at: 0 } as const

/** A record of so many encrypted bytes, in base64. */
function record(bytes: number): string {
  const frame = Buffer.alloc(5 + 8 + bytes)
  frame.writeUInt32BE(frame.length - 4, 0)
  frame.writeUInt8(5, 4)
  return frame.toString('base64')
}

/** One thing that happens. */
type Happened = Record<string, unknown> & { readonly event: string }

const say = (text: string): Happened => ({ event: 'step', do: 'say', from: 'alice', to: 'bob', text })
const goodbye: Happened = { event: 'step', do: 'close', by: 'alice', to: 'bob' }
const out = (bytes: string): Happened => ({ event: 'wire', node: 'alice', session: 's', way: 'out', bytes })
const came = (bytes: string): Happened => ({ event: 'wire', node: 'bob', session: 't', way: 'in', bytes })
const taken = (bytes: string): Happened => ({
  ...{ event: 'intercepted', node: 'mallory', link: 'link-1', from: 'alice', to: 'bob', bytes },
})
const alarm: Happened = { event: 'alarm', node: 'bob', session: 't', code: 'BAD_RECORD', evidence: {} }
const loot: Happened = {
  ...{ event: 'loot', node: 'mallory', link: null, how: 'read', text: 'one', from: 'alice', to: 'bob' },
}
const measured: Happened = { event: 'measured', of: 'bob', what: 'memory', amount: 1 }

function after(scene: BeatScene, ...all: readonly Happened[]): BeatScene {
  return all.reduce((so, one) => sceneAfter(so, { ...stamp, ...one } as HistoryEvent, facts), scene)
}

const letter = after(emptyScene, say('one'), out(record(1)), taken(record(1)), came(record(1)))

test('a goodbye that comes is not drawn, and is told all the same; one that is minded, or does not come, is drawn', (t) => {
  const parted = after(letter, goodbye, out(record(2)), taken(record(2)), came(record(2)))
  t.is(shownIn(parted).length, 1)
  t.is(passagesIn(parted).length, 2)
  t.is(shownIn(after(parted, alarm)).length, 2)
  t.is(shownIn(after(letter, goodbye, out(record(2)), taken(record(2)))).length, 2)
  // Whoever does something afterwards has not said goodbye.
  t.is(shownIn(after(letter, goodbye, say('two'), out(record(2)), came(record(2)))).length, 2)
})

test('of a letter that came twice before it was read, the first is read first', (t) => {
  const read: Happened = { event: 'delivered', node: 'bob', session: 't', from: 'alice', text: 'one' }
  const twice = after(letter, came(record(1)), read)
  const reads = (scene: BeatScene) => shownIn(scene).map((one) => one.read)
  t.deepEqual(reads(twice), [true, false])
  t.deepEqual(
    shownIn(after(twice, alarm)).map(({ refused }) => refused),
    [false, true],
  )
  t.deepEqual(reads(after(twice, read)), [true, true])
})

test('what she says that she makes very often is not drawn a second time; what is too much is counted with its like', (t) => {
  const many = { event: 'acted', node: 'mallory', link: null, to: null, presented: null } as const
  const what = { key: 'begins-handshakes', values: [300, 'bob'] }
  const call: Happened = { event: 'called', node: 'mallory', to: 'bob', local: '127.0.0.66:1' }
  const flood = after(emptyScene, { ...many, what }, call, call)
  t.deepEqual(
    flood.moves.map(({ times }) => times),
    [300],
  )
  const calls = after(emptyScene, ...Array.from({ length: 200 }, () => call))
  t.is(
    calls.moves.reduce((sum, { times = 1 }) => sum + times, 0),
    200,
  )
  t.true(calls.moves.length <= 64)
  const asked = { event: 'progress', node: 'mallory', done: 6_534, of: null } as const
  const questions = after(calls, { ...asked, what: { key: 'questions-to', values: ['bob'] } })
  t.deepEqual(
    questions.moves.map(({ times }) => times),
    [6_534],
  )
})

test('closed letters that went by her are counted through a conversation, goodbyes and open ones are not', (t) => {
  t.is(closedThatWentBy(letter), 1)
  const second = after(nextBeat(letter), out(record(3)), taken(record(3)), came(record(3)))
  t.is(closedThatWentBy(second), 2)
  t.is(closedThatWentBy(after(second, goodbye, out(record(2)), taken(record(2)), came(record(2)))), 2)
  t.is(closedThatWentBy(after(letter, loot)), 0)
})

test('time that goes by is told of what is to be seen next, and of no more', (t) => {
  const passing: Happened = { event: 'step', do: 'pass-time', for: ['alice'], minutes: 60 }
  const next = nextBeat(after(nextBeat(letter), passing, passing))
  t.is(next.passed, 120)
  t.is(nextBeat(after(next, out(record(3)))).passed, 0)
})

test('how much of a secret she knows is what she says; who has it all knows all of that', (t) => {
  const says = (key: string, ...values: number[]): Happened => {
    const what = { key, values }
    return { event: 'acted', node: 'mallory', link: null, to: null, presented: null, what }
  }
  const some = after(emptyScene, says('knows-bits', 500, 2_000, 3_000))
  t.deepEqual(some.digits, { known: 500, of: 2_000 })
  t.deepEqual(after(some, says('has-secret', 4_000)).digits, { known: 2_000, of: 2_000 })
  t.is(after(emptyScene, says('has-secret', 4_000)).digits, null)
  t.is(nextBeat(some).digits, null)
})

test('what she says that she copies is kept, for the whole conversation', (t) => {
  const acted: Happened = { event: 'acted', node: 'mallory', link: 'l', to: null, presented: null, what: '' }
  t.false(after(emptyScene, acted).copies)
  t.true(nextBeat(after(emptyScene, { ...acted, what: { key: 'copies', values: [] } })).copies)
})

test('what could not be sent is not on its way: the words before it stay', (t) => {
  const unsent = after(letter, say('two'), { event: 'failed', node: 'alice', code: 'NOT_CONNECTED' })
  t.like(unsent, { words: { wrote: 'one' }, said: [{ text: 'one' }] })
})

test('behind the last look at what an attack took, the picture stays', (t) => {
  const looked = after(emptyScene, measured, ...[say('one'), out(record(1)), came(record(1))], measured)
  t.is(shownIn(looked).length, 1)
  t.is(after(looked, say('two'), out(record(2)), came(record(2))), looked)
})

test('what went by in an earlier beat is opened as a copy, where she gets copies', (t) => {
  const later = after(nextBeat(letter), loot, loot)
  t.deepEqual(
    shownIn(later).map(({ kept, from, to }) => [kept, from, to]),
    [
      [true, 'alice', 'mallory'],
      [true, 'alice', 'mallory'],
    ],
  )
  // It goes nowhere: where ways are told, it is none.
  t.deepEqual(passagesIn(later), [])
  const outside = sceneAfter(nextBeat(letter), { ...stamp, ...loot } as HistoryEvent, {
    ...facts,
    hasCopies: false,
  })
  t.deepEqual(shownIn(outside), [])
  // What goes by in this beat is opened as what it is.
  t.deepEqual(
    shownIn(after(letter, loot)).map(({ kept, opened }) => [kept, opened]),
    [[false, true]],
  )
})

test('where it is counted who gets through, it decides nothing that a call of hers is turned away', (t) => {
  const hers: SceneFacts = { ...facts, partner: (_, session) => (session === 't' ? 'mallory' : 'alice') }
  const alarmed = (scene: BeatScene, to: SceneFacts): BeatScene =>
    sceneAfter(scene, { ...stamp, ...alarm } as HistoryEvent, to)
  const counted = after(letter, measured)
  t.is(alarmed(counted, hers), counted)
  t.is(alarmed(counted, facts).weight, 3)
  t.is(alarmed(letter, hers).weight, 3)
})

test('those who hang up because their keys differ say goodbye as well', (t) => {
  const compared = (match: boolean): Happened => ({ event: 'compared', between: ['alice', 'bob'], match })
  t.is(shownIn(after(letter, compared(false), out(record(2)), came(record(2)))).length, 1)
  t.is(shownIn(after(letter, compared(true), out(record(2)), came(record(2)))).length, 2)
  // What is done at the directory in between is no talk.
  const published: Happened = { event: 'step', do: 'account', by: 'bob', what: 'publish' }
  t.is(shownIn(after(letter, goodbye, published, out(record(2)), came(record(2)))).length, 1)
})

test('letters in another order weigh as much as a forgery; what she keeps is lost until it comes', (t) => {
  const read = (text: string): Happened => ({
    ...{ event: 'delivered', node: 'bob', session: 't', from: 'alice', text },
  })
  const both = after(emptyScene, say('one'), say('two'))
  t.is(after(both, read('one'), read('two')).weight, 0)
  t.is(after(both, read('two')).weight, 2)
  t.is(after(both, read('one'), read('one')).weight, 2)
  const kept = after(emptyScene, say('one'), out(record(1)), taken(record(1)))
  t.true(hasLost(kept))
  t.false(hasLost(after(kept, came(record(1)), read('one'))))
})

test('what is read is held against what was said to the same one', (t) => {
  const back: Happened = { event: 'step', do: 'say', from: 'bob', to: 'alice', text: 'two' }
  const read = (node: string, text: string): Happened => ({
    ...{ event: 'delivered', node, session: 't', from: node === 'bob' ? 'alice' : 'bob', text },
  })
  // Bob is told late what he read in the beat before.
  t.is(after(emptyScene, back, read('bob', 'one'), read('alice', 'two')).weight, 0)
})

test('an alarm weighs most, one that comes when all is read least', (t) => {
  const counted = (announced: number, received: number): Happened => ({
    ...alarm,
    ...{ code: 'BAD_COUNT', evidence: { announced, received } },
  })
  t.is(after(letter, alarm).weight, 3)
  t.is(after(letter, counted(3, 2)).weight, 3)
  t.is(after(letter, counted(2, 3)).weight, 1)
  t.is(after(letter, goodbye, alarm).weight, 2)
  t.is(after(letter, goodbye, counted(3, 2)).weight, 3)
})

test('a letter with other words behind her is shown as one that she alters', (t) => {
  const forged: Happened = { ...loot, how: 'forged', text: 'one, and more' }
  const read = after(emptyScene, say('one'), out(record(1)), taken(record(1)), loot)
  const resealed = after(read, came(record(2)))
  t.deepEqual(
    [resealed, after(resealed, forged)].map((scene) =>
      shownIn(scene).map(({ rewritten }) => rewritten ?? false),
    ),
    [[false], [true]],
  )
})

test('a program that is connected after its alarm has refused nothing', (t) => {
  const connected: Happened = {
    ...{ event: 'connected', node: 'bob', session: 't', peer: 'alice', own: 'b', remote: 'a' },
  }
  const alarmed = after(letter, alarm)
  t.deepEqual(
    [alarmed, after(alarmed, connected)].map((scene) => shownIn(scene).map(({ refused }) => refused)),
    [[true], [false]],
  )
  t.deepEqual(after(alarmed, connected).wentOn, ['bob'])
  t.is(after(alarmed, connected).weight, 1)
  t.deepEqual(after(letter, connected).wentOn, [])
})
