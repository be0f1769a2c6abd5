/** The protocol talks to a second one that shares no line with it, in both roles, through two rekeys. */

import test, { type ExecutionContext } from 'ava'
import { RecordKind } from './channel'
import type { Conversation } from './conversation'
import type { Defences } from './defences'
import { hardenedDefences } from './hardened'
import type { ReferenceChannel } from './reference/channel-testing'
import { ReferenceInitiator, ReferenceResponder } from './reference/handshake-testing'
import { converse, events, friends, person, texts, writes, written } from './secure-testing'

const people = Promise.all([person('alice'), person('bob')])
const often: Defences = { ...hardenedDefences, keyLimits: { records: 3, bytes: 2 ** 30, age: 2 ** 30 } }

/** Our side calls the other program. */
async function weCall(): Promise<[Conversation, ReferenceChannel]> {
  const [alice, bob] = await people
  const ours = await converse({ self: alice, expected: friends(bob), defences: often }, 'bob')
  const theirs = new ReferenceResponder(bob)
  const { frame, channel } = theirs.confirm(written(ours.receive(theirs.reply(written(ours.open())))))
  ours.receive(frame)
  return [ours, channel]
}

/** The other program calls our side. */
async function itCalls(): Promise<[Conversation, ReferenceChannel]> {
  const [alice, bob] = await people
  const ours = await converse({ self: bob, expected: friends(alice), defences: often }, null)
  ours.open()
  const theirs = new ReferenceInitiator(alice, 'bob')
  const [confirm] = writes(ours.receive(theirs.proof(written(ours.receive(theirs.hello())))))
  return [ours, theirs.finish(confirm!)]
}

/** The other program reads our frames, and our side reads what it answers to them. */
function read(ours: Conversation, theirs: ReferenceChannel, frames: Buffer[]): string[] {
  return frames.flatMap((frame) => {
    const { kind, content } = theirs.open(frame)
    if (kind === RecordKind.TEXT) return [content.toString()]
    const answered = (answer: Buffer) => read(ours, theirs, writes(ours.receive(answer)))
    if (kind === RecordKind.REKEY) return answered(theirs.answerRekey(content))
    if (kind === RecordKind.REKEY_REPLY) return answered(theirs.finishRekey(content))
    theirs.switchReceiving()
    return []
  })
}

async function talk(t: ExecutionContext, ours: Conversation, theirs: ReferenceChannel): Promise<void> {
  const said = ['', 'Bonjour ☕', 'é'.repeat(126), 'y'.repeat(253), 'z'.repeat(254), 'x'.repeat(16_381)]
  const roots = new Set<string>()
  for (const text of [...said, ...said]) {
    if (theirs.role === 'initiator' && theirs.sent % 3n === 2n) {
      t.deepEqual(read(ours, theirs, writes(ours.receive(theirs.startRekey()))), [])
    }
    t.deepEqual(read(ours, theirs, writes(ours.send(text))), [text])
    const got = ours.receive(theirs.seal(RecordKind.TEXT, text))
    t.deepEqual(texts(got), [text])
    t.deepEqual(read(ours, theirs, writes(got)), [])
    roots.add(theirs.root.toString('hex'))
  }
  t.true(roots.size >= 3)
}

for (const [who, make] of [
  ['we call', weCall],
  ['it calls', itCalls],
] as const) {
  test(`both talk, rekey, and we say goodbye: ${who}`, async (t) => {
    const [ours, theirs] = await make()
    await talk(t, ours, theirs)
    const before = theirs.received
    const { kind, content } = theirs.open(written(ours.close()))
    t.is(kind, RecordKind.CLOSE)
    t.is(content.readBigUInt64BE(), before)
    t.deepEqual(ours.receive(theirs.goodbye()), [{ hangUp: true }, { event: 'closed', clean: true }])
  })

  test(`both talk, rekey, and it says goodbye: ${who}`, async (t) => {
    const [ours, theirs] = await make()
    await talk(t, ours, theirs)
    const outputs = ours.receive(theirs.goodbye())
    t.deepEqual(events(outputs), [{ event: 'closed', clean: true }])
    const before = theirs.received
    const { kind, content } = theirs.open(writes(outputs)[0]!)
    t.is(kind, RecordKind.CLOSE)
    t.is(content.readBigUInt64BE(), before)
  })
}
