/** The handshakes that stand in for the hardened one: all that they are not meant to lack, they have. */

import test from 'ava'
import type { Conversation } from '../protocol/conversation'
import type { Defences } from '../protocol/defences'
import { flip } from '../protocol/handshake-testing'
import { converse, events, friends, Line, person, texts, written } from '../protocol/secure-testing'
import { signingKeysOnly } from './sign-keys-only'
import { authenticatingByStaticKeys } from './static-keys'

const people = Promise.all([person('alice'), person('bob'), person('mallory')])

/** Alice, who calls, and Bob; each expects the other's true key unless something else is given. */
async function both(
  defences: Defences,
  { called = 'bob', known = friends }: { called?: string; known?: typeof friends } = {},
) {
  const [alice, bob] = await people
  const expected = known(alice, bob)
  return {
    alice: await converse({ self: alice, expected, defences }, called),
    bob: await converse({ self: bob, expected, defences }, null),
  }
}

/** Everybody is expected to have Mallory's key. */
const mallorysKey = async (): Promise<typeof friends> => {
  const [, , mallory] = await people
  return () => () => mallory.shown
}

const codeOf = (conversation: Conversation, bytes: Buffer) => {
  const [first] = events(conversation.receive(bytes))
  return first?.event === 'alarm' ? first.code : first?.event
}

for (const [name, defences] of [
  ['sign-keys-only', signingKeysOnly],
  ['static-keys', authenticatingByStaticKeys],
] as const) {
  test(`${name}: two friends know each other, talk both ways, and say goodbye`, async (t) => {
    const line = new Line(await both(defences)).open().settle()
    line.say('alice', 'one').say('bob', 'two').settle()
    line.take('alice', line.sides.alice.close())
    line.settle()
    t.like(events(line.outputs.alice)[0], { event: 'connected', peer: 'bob' })
    t.like(events(line.outputs.bob)[0], { event: 'connected', peer: 'alice' })
    t.deepEqual([texts(line.outputs.bob), texts(line.outputs.alice)], [['one'], ['two']])
    for (const who of ['alice', 'bob'] as const)
      t.deepEqual(events(line.outputs[who]).at(-1), { event: 'closed', clean: true })
  })

  test(`${name}: another key than the pinned one is refused, by either side`, async (t) => {
    const known = await mallorysKey()
    const one = await both(defences, { known })
    one.bob.open()
    const reply = written(one.bob.receive(written(one.alice.open())))
    t.is(codeOf(one.alice, reply), 'FINGERPRINT_MISMATCH')

    const [right, wrong] = [await both(defences), await both(defences, { known })]
    wrong.bob.open()
    const answer = wrong.bob.receive(written(right.alice.open()))
    const [proof] = right.alice.receive(written(answer))
    t.is(codeOf(wrong.bob, Buffer.from((proof as { write: Uint8Array }).write)), 'FINGERPRINT_MISMATCH')
  })

  test(`${name}: somebody else than the one who was called is refused`, async (t) => {
    const { alice, bob } = await both(defences, { called: 'mallory' })
    bob.open()
    t.is(codeOf(alice, written(bob.receive(written(alice.open())))), 'WRONG_NAME')
  })

  test(`${name}: shares that are changed on the way are refused by the caller`, async (t) => {
    for (const what of ['hello', 'reply'] as const) {
      const { alice, bob } = await both(defences)
      bob.open()
      const hello = written(alice.open())
      // The last byte of HELLO, and the third of what REPLY carries, are of the shares.
      const reply = written(bob.receive(what === 'hello' ? flip(hello, hello.length - 2) : hello))
      const code = codeOf(alice, what === 'reply' ? flip(reply, 5 + 2) : reply)
      t.is(code, name === 'static-keys' ? 'BAD_RECORD' : 'BAD_SIGNATURE')
    }
  })
}
