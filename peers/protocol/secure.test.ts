/** The edges of a secure conversation: before it is open, while it closes, and after it has ended. */

import test, { type ExecutionContext } from 'ava'
import { RecordKind } from './channel'
import type { Conversation, Output } from './conversation'
import type { Defences } from './defences'
import { hardenedDefences } from './hardened'
import { ReferenceResponder } from './reference/handshake-testing'
import { hardenedProfile } from './secure'
import { converse, events, friends, Line, person, texts, writes, written } from './secure-testing'

const people = Promise.all([person('alice'), person('bob')])
const often: Defences = { ...hardenedDefences, keyLimits: { records: 1, bytes: 2 ** 30, age: 2 ** 30 } }
const theEnd = [{ hangUp: true }, { event: 'closed', clean: true }]

async function line(defences?: Defences): Promise<Line> {
  const [alice, bob] = await people
  const expected = friends(alice, bob)
  return new Line({
    alice: await converse({ self: alice, expected, defences }, 'bob'),
    bob: await converse({ self: bob, expected, defences }, null),
  })
}

async function connected(defences?: Defences): Promise<Line> {
  return (await line(defences)).open().settle()
}

/** Alice, connected to the other program, which says what it likes. */
async function withReference() {
  const [alice, bob] = await people
  const ours = await converse({ self: alice, expected: friends(bob) }, 'bob')
  const theirs = new ReferenceResponder(bob)
  const { frame, channel } = theirs.confirm(written(ours.receive(theirs.reply(written(ours.open())))))
  ours.receive(frame)
  return { ours, channel }
}

/** Asserts that nothing moves any more. */
function over(t: ExecutionContext, conversation: Conversation): void {
  t.deepEqual(conversation.receive(Buffer.from('more')), [])
  t.deepEqual(conversation.receive(Buffer.alloc(100)), [])
  t.deepEqual(conversation.transportEnded(), [])
  t.deepEqual(conversation.close(), [])
  t.deepEqual(conversation.open(), [])
  t.throws(() => conversation.send('more'), { code: 'NOT_CONNECTED' })
  t.throws(() => conversation.shown(), { code: 'NOT_CONNECTED' })
}

function refused(t: ExecutionContext, conversation: Conversation, outputs: Output[], code: string): void {
  t.is(outputs.length, 3)
  t.like(outputs, [{ event: 'alarm', code }, { hangUp: true }, { event: 'closed', clean: false }])
  over(t, conversation)
}

test('the messenger runs with every defence', (t) => {
  t.is(hardenedProfile.name, 'hardened')
  t.deepEqual(hardenedDefences.keyLimits, { records: 1_048_576, bytes: 1_073_741_824, age: 3_600_000 })
  t.is(hardenedDefences.floor, 0x0101)
})

test('nothing can be sent or compared before both sides have proven who they are', async (t) => {
  const { sides } = await line()
  for (const conversation of [sides.alice, sides.bob]) {
    conversation.open()
    t.throws(() => conversation.send('too early'), { code: 'NOT_CONNECTED' })
    t.throws(() => conversation.shown(), { code: 'NOT_CONNECTED' })
  }
})

test('both sides show the same safety number, and it is the same in the next session', async (t) => {
  const [one, two] = [await connected(), await connected()]
  const shown = one.sides.alice.shown()
  t.is(shown.own, shown.peer)
  t.regex(shown.own, /^\d{5}( \d{5}){11}$/)
  t.deepEqual(one.sides.bob.shown(), shown)
  t.deepEqual(two.sides.bob.shown(), shown)
})

test('a transport that ends in the middle of the handshake', async (t) => {
  for (let frames = 0; frames < 4; frames++) {
    const both = (await line()).open()
    const { sides } = both
    for (let i = 0; i < frames; i++) both.bring(i % 2 === 0 ? 'bob' : 'alice')
    refused(t, sides.alice, sides.alice.transportEnded(), 'INCOMPLETE_HANDSHAKE')
    if (frames < 3) refused(t, sides.bob, sides.bob.transportEnded(), 'INCOMPLETE_HANDSHAKE')
  }
})

test('whoever gives up during the handshake hangs up, without an alarm', async (t) => {
  const { sides } = await line()
  for (const conversation of [sides.alice, sides.bob]) {
    conversation.open()
    t.deepEqual(conversation.close(), [{ hangUp: true }, { event: 'closed', clean: false }])
    over(t, conversation)
  }
})

test('a transport that ends without a goodbye is TRUNCATED, also while waiting for one', async (t) => {
  const open = await connected()
  refused(t, open.sides.alice, open.sides.alice.transportEnded(), 'TRUNCATED')
  refused(t, open.sides.bob, open.sides.bob.transportEnded(), 'TRUNCATED')
  const closing = await connected()
  t.is(closing.sides.alice.close().length, 1)
  refused(t, closing.sides.alice, closing.sides.alice.transportEnded(), 'TRUNCATED')
})

test('a goodbye is answered with one, and then nothing moves', async (t) => {
  const both = await connected()
  both.say('alice', 'last words')
  both.take('alice', both.sides.alice.close())
  t.deepEqual(both.sides.alice.close(), [])
  t.throws(() => both.sides.alice.send('too late'), { code: 'NOT_CONNECTED' })
  both.settle()
  t.deepEqual(texts(both.outputs.bob), ['last words'])
  t.deepEqual(both.outputs.alice.slice(-2), theEnd)
  t.deepEqual(both.outputs.bob.slice(-2), theEnd)
  over(t, both.sides.alice)
  over(t, both.sides.bob)
})

test('goodbyes may cross, and so may what was said before', async (t) => {
  const both = await connected()
  both.say('alice', 'from alice').say('bob', 'from bob').say('bob', 'and more')
  both.take('alice', both.sides.alice.close())
  both.take('bob', both.sides.bob.close())
  both.settle()
  t.deepEqual(texts(both.outputs.alice), ['from bob', 'and more'])
  t.deepEqual(texts(both.outputs.bob), ['from alice'])
  t.deepEqual(both.outputs.alice.slice(-2), theEnd)
  t.deepEqual(both.outputs.bob.slice(-2), theEnd)
})

test('what follows a goodbye is ignored, in the same chunk and in a later one', async (t) => {
  const both = await connected()
  const goodbye = written(both.sides.alice.close())
  const garbage = Buffer.alloc(300)
  const outputs = both.sides.bob.receive(Buffer.concat([goodbye, garbage]))
  t.is(outputs.length, 3)
  t.deepEqual(outputs.slice(1), theEnd)
  t.deepEqual(both.sides.bob.receive(garbage), [])
  t.deepEqual(both.sides.alice.receive(Buffer.concat([writes(outputs)[0]!, garbage])), theEnd)
})

test('a side that has said goodbye says nothing more, not even to a rekey', async (t) => {
  const both = await connected(often)
  both.say('alice', 'this starts a rekey')
  t.is(both.toward.bob.length, 2)
  both.bring('bob')
  both.bring('bob')
  // REKEY_REPLY is on its way to Alice, and under the new key a word of Bob's.
  both.say('bob', 'under the new key')
  both.take('alice', both.sides.alice.close())
  const before = writes(both.outputs.alice).length
  both.bring('alice')
  both.bring('alice')
  t.is(writes(both.outputs.alice).length, before)
  t.deepEqual(texts(both.outputs.alice), ['under the new key'])
  both.settle()
  t.deepEqual(both.outputs.alice.slice(-2), theEnd)
  t.deepEqual(both.outputs.bob.slice(-2), theEnd)
})

test('a text that is refused here ends nothing', async (t) => {
  const both = await connected(often)
  t.throws(() => both.sides.alice.send('x'.repeat(16_382)), { code: 'MESSAGE_TOO_LONG' })
  t.throws(() => both.sides.alice.send('\ud800'), { code: 'BAD_TEXT' })
  both.say('alice', 'one')
  t.throws(() => both.sides.alice.send('two'), { code: 'REKEY_OVERDUE' })
  both.settle().say('alice', 'two').settle()
  t.deepEqual(texts(both.outputs.bob), ['one', 'two'])
})

test('a friend who sends what is not UTF-8 is refused, and what came before is kept', async (t) => {
  const { ours, channel } = await withReference()
  const good = channel.seal(RecordKind.TEXT, 'good')
  const bad = channel.seal(RecordKind.TEXT, Buffer.of(0x61, 0xc3))
  const more = channel.seal(RecordKind.TEXT, 'more')
  const outputs = ours.receive(Buffer.concat([good, bad, more]))
  t.deepEqual(outputs[0], { event: 'delivered', text: 'good' })
  refused(t, ours, outputs.slice(1), 'BAD_TEXT')
})

test('a wrong count at the goodbye is an alarm, with both numbers', async (t) => {
  const { ours, channel } = await withReference()
  ours.receive(channel.seal(RecordKind.TEXT, 'one'))
  const outputs = ours.receive(channel.goodbye(2n))
  t.like(outputs[0], { evidence: { received: '1', announced: '2' } })
  refused(t, ours, outputs, 'BAD_COUNT')
})

test('records that are dropped, repeated or moved end the session; nothing is delivered after it', async (t) => {
  const orders: [number[], string[]][] = [
    [[1], []],
    [[0, 0], ['zero']],
    [[0, 2], ['zero']],
    [
      [0, 1, 0, 2],
      ['zero', 'one'],
    ],
    [[0, 2, 1], ['zero']],
    [[2, 1, 0], []],
  ]
  for (const [order, delivered] of orders) {
    const both = await connected()
    for (const word of ['zero', 'one', 'two']) both.say('alice', word)
    const frames = both.toward.bob.splice(0)
    const outputs = order.flatMap((at) => both.sides.bob.receive(frames[at]!))
    t.deepEqual(texts(outputs), delivered)
    refused(t, both.sides.bob, outputs.slice(delivered.length), 'OUT_OF_ORDER')
  }
})

test('the sentence of an alarm is the one for its code', async (t) => {
  const { sides } = await connected()
  const [alarm] = events(sides.alice.transportEnded())
  t.like(alarm, {
    message: 'The connection ended before the other side said goodbye: messages may be missing.',
    evidence: {},
  })
})
