/** Rekeying: when it starts, that it never stands in the way of messages, and what ends it. */

import test, { type ExecutionContext } from 'ava'
import fc from 'fast-check'
import { type Channel, RecordKind } from './channel'
import { channels, frameOf, openText } from './channel-testing'
import { aes256gcm, type KeyLimits } from './defences'
import { PeerError } from './errors'
import { uint64 } from './reference/bytes-testing'
import { ReferenceChannel } from './reference/channel-testing'

const never = 2 ** 40
const limited = (limits: Partial<KeyLimits>): KeyLimits => ({
  records: never,
  bytes: never,
  age: never,
  ...limits,
})

/** Brings frames, and what is answered to them, until nobody answers. @returns how many there were. */
function settle(to: Channel, from: Channel, frames: readonly Buffer[]): number {
  const way = frames.map((next) => ({ next, to, from }))
  for (const { next, to, from } of way) {
    for (const answer of to.open(frameOf(next)).write) way.push({ next: answer, to: from, from: to })
  }
  return way.length
}

const actions = ['alice says', 'bob says', 'to alice', 'to bob'] as const

test('messages cross rekeys in both directions, and every one arrives, in order', (t) => {
  let rekeys = 0
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...actions), { minLength: 40, maxLength: 120 }),
      fc.integer({ min: 1, max: 4 }),
      (schedule, records) => {
        const uses = new Map<string, number>()
        const onSeal = (key: Uint8Array) => {
          const name = Buffer.from(key).toString('hex')
          uses.set(name, (uses.get(name) ?? 0) + 1)
        }
        const ends = channels({ keyLimits: limited({ records }), onSeal })
        const said = { alice: [] as string[], bob: [] as string[] }
        const heard = { alice: [] as string[], bob: [] as string[] }
        const toward = { alice: [] as Buffer[], bob: [] as Buffer[] }
        const say = (by: 'alice' | 'bob', to: 'alice' | 'bob') => {
          const words = `${by} ${said[by].length}`
          try {
            toward[to].push(...ends[by].text(words))
            said[by].push(words)
          } catch (error) {
            // Too much is on its way: this text is not sent, and the next one may be.
            if (!(error instanceof PeerError) || error.code !== 'REKEY_OVERDUE') throw error
          }
        }
        const bring = (to: 'alice' | 'bob', from: 'alice' | 'bob'): boolean => {
          const next = toward[to].shift()
          if (!next) return false
          const { kind, content, write } = ends[to].open(frameOf(next))
          if (kind === RecordKind.TEXT) heard[to].push(content.toString())
          toward[from].push(...write)
          return true
        }
        for (const action of schedule) {
          if (action === 'alice says') say('alice', 'bob')
          if (action === 'bob says') say('bob', 'alice')
          if (action === 'to alice') bring('alice', 'bob')
          if (action === 'to bob') bring('bob', 'alice')
        }
        while (bring('bob', 'alice') || bring('alice', 'bob')) {}
        t.deepEqual(heard, { alice: said.bob, bob: said.alice })
        // Texts up to twice the limit, and REKEY or REKEY_REPLY, and REKEY_DONE.
        for (const count of uses.values()) t.true(count <= 2 * records + 2, `${count} under one key`)
        rekeys += uses.size / 2 - 1
        // Nothing is left over: both can go on.
        say('alice', 'bob')
        say('bob', 'alice')
        while (bring('bob', 'alice') || bring('alice', 'bob')) {}
        t.deepEqual(heard, { alice: said.bob, bob: said.alice })
      },
    ),
    { numRuns: 60 },
  )
  t.true(rekeys > 50)
})

test('the initiator starts one when a key has protected enough records, in either direction', (t) => {
  const sending = channels({ keyLimits: limited({ records: 3 }) })
  t.deepEqual(
    [1, 2].map(() => settle(sending.bob, sending.alice, sending.alice.text('x'))),
    [1, 1],
  )
  // The text, REKEY, REKEY_REPLY, REKEY_DONE.
  t.is(settle(sending.bob, sending.alice, sending.alice.text('x')), 4)
  const receiving = channels({ keyLimits: limited({ records: 3 }) })
  t.deepEqual(
    [1, 2].map(() => settle(receiving.alice, receiving.bob, receiving.bob.text('x'))),
    [1, 1],
  )
  t.is(settle(receiving.alice, receiving.bob, receiving.bob.text('x')), 4)
  t.is(settle(receiving.alice, receiving.bob, receiving.bob.text('x')), 1)
})

test('or enough bytes, counted as frames on the wire', (t) => {
  for (const [bytes, frames] of [
    [570, 4],
    [571, 1],
  ] as const) {
    const { alice, bob } = channels({ keyLimits: limited({ bytes }) })
    t.is(settle(bob, alice, alice.text('x')), 1)
    t.is(settle(bob, alice, alice.text('x')), frames, `${bytes}`)
  }
})

test('or when it is old enough, with the next message in either direction', (t) => {
  let time = 1000
  const { alice, bob } = channels({ keyLimits: limited({ age: 60 }), now: () => time })
  time += 59
  t.is(settle(bob, alice, alice.text('x')), 1)
  time += 1
  t.is(settle(bob, alice, alice.text('x')), 4)
  time += 59
  t.is(settle(alice, bob, bob.text('x')), 1)
  time += 1
  t.is(settle(alice, bob, bob.text('x')), 4)
})

test('the responder never starts one', (t) => {
  let time = 0
  const { bob } = channels({ keyLimits: limited({ records: 3, age: 60 }), now: () => time })
  time = 1000
  for (let i = 0; i < 6; i++) t.is(bob.text('x').length, 1)
})

test('the keys really are others, and an old one opens nothing new', (t) => {
  const keys: Uint8Array[] = []
  const onSeal = (key: Uint8Array) => keys.push(key)
  const { alice, bob, session } = channels({ keyLimits: limited({ records: 2 }), onSeal })
  settle(bob, alice, alice.text('before'))
  const before = keys.at(-1)!
  settle(bob, alice, alice.text('and now rekey'))
  const [record] = alice.text('after')
  const after = keys.at(-1)!
  t.notDeepEqual(before, after)
  const counter = record!.subarray(5, 13)
  const aad = Buffer.concat([session, counter, Buffer.of(5), Buffer.of(0, 0, 1, 24)])
  const open = (key: Uint8Array) =>
    aes256gcm.open(key, Buffer.concat([Buffer.alloc(4), counter]), aad, record!.subarray(13))
  t.is(open(after).subarray(3, 8).toString(), 'after')
  t.throws(() => open(before), { code: 'BAD_RECORD' })
  t.is(openText(bob, [record!]), 'after')
})

test('without an answer to REKEY no more texts are sent, until it comes', (t) => {
  const { alice, bob } = channels({ keyLimits: limited({ records: 2 }) })
  const frames = [1, 2, 3].flatMap(() => alice.text('x'))
  // Three texts and REKEY are under way. Twice the limit is reached, and nothing is lost by trying.
  t.is(frames.length, 4)
  t.throws(() => alice.text('x'), { code: 'REKEY_OVERDUE' })
  t.throws(() => alice.text('x'), { code: 'REKEY_OVERDUE' })
  settle(bob, alice, frames)
  t.is(alice.text('x').length, 1)
  t.is(alice.text('x').length, 2)
  alice.text('x')
  t.throws(() => alice.text('x'), { code: 'REKEY_OVERDUE' })
  // A goodbye is always possible.
  t.is(alice.goodbye().length, 285)
})

test('a side that sends on under an old key is refused, by either role and for either limit', (t) => {
  const refusedAt = (role: 'initiator' | 'responder', keyLimits: KeyLimits): number => {
    const { alice, bob, session, root } = channels({ keyLimits })
    const theirs = new ReferenceChannel(role, session, root)
    const ours = role === 'initiator' ? bob : alice
    for (let number = 1; number < 20; number++) {
      const text = frameOf(theirs.seal(RecordKind.TEXT, 'x'))
      try {
        ours.open(text)
      } catch (error) {
        t.like(error, { name: 'PeerError', code: 'REKEY_OVERDUE' })
        return number
      }
    }
    return 0
  }
  for (const role of ['initiator', 'responder'] as const) {
    t.is(refusedAt(role, limited({ records: 4 })), 9)
    t.is(refusedAt(role, limited({ bytes: 285 * 3 })), 7)
  }
})

/** Everything about rekeying that a friend could get wrong. Each case ends the session. */
function refusedRekeys(t: ExecutionContext, role: 'initiator' | 'responder') {
  const fresh = (records = never) => {
    const { alice, bob, session, root } = channels({ keyLimits: limited({ records }) })
    return { ours: role === 'initiator' ? bob : alice, theirs: new ReferenceChannel(role, session, root) }
  }
  return {
    fresh,
    refused: (code: string, { ours, theirs }: ReturnType<typeof fresh>, kind: number, content: Uint8Array) =>
      t.throws(() => ours.open(frameOf(theirs.seal(kind, content))), { name: 'PeerError', code }),
  }
}

const { REKEY, REKEY_REPLY, REKEY_DONE } = RecordKind
const share = Buffer.alloc(32, 9)

test('a responder refuses what only a responder says, and what comes unasked', (t) => {
  const { fresh, refused } = refusedRekeys(t, 'initiator')
  refused('UNEXPECTED_FRAME', fresh(), REKEY_REPLY, share)
  refused('UNEXPECTED_FRAME', fresh(), REKEY_DONE, Buffer.alloc(0))
  refused('BAD_KEY_SHARE', fresh(), REKEY, Buffer.alloc(32))
  refused('BAD_KEY_SHARE', fresh(), REKEY, share.subarray(1))
  const twice = fresh()
  twice.ours.open(frameOf(twice.theirs.startRekey()))
  refused('UNEXPECTED_FRAME', twice, REKEY, share)
  const loud = fresh()
  loud.ours.open(frameOf(loud.theirs.startRekey()))
  refused('MALFORMED', loud, REKEY_DONE, uint64(0n))
})

test('an initiator refuses what only an initiator says, and what comes unasked', (t) => {
  const { fresh, refused } = refusedRekeys(t, 'responder')
  refused('UNEXPECTED_FRAME', fresh(), REKEY, share)
  refused('UNEXPECTED_FRAME', fresh(), REKEY_REPLY, share)
  refused('UNEXPECTED_FRAME', fresh(), REKEY_DONE, Buffer.alloc(0))
  const started = fresh(1)
  t.is(started.ours.text('x').length, 2)
  refused('BAD_KEY_SHARE', started, REKEY_REPLY, Buffer.alloc(32))
  const short = fresh(1)
  short.ours.text('x')
  refused('BAD_KEY_SHARE', short, REKEY_REPLY, share.subarray(1))
  const twice = fresh(1)
  const [, rekey] = twice.ours.text('x')
  twice.theirs.received = 1n
  const reply = twice.theirs.answerRekey(twice.theirs.open(rekey!).content)
  t.is(twice.ours.open(frameOf(reply)).write.length, 1)
  refused('UNEXPECTED_FRAME', twice, REKEY_REPLY, share)
})
