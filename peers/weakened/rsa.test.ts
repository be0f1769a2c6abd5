/** The stand-ins around RSA: honest friends are served, strangers are refused, and what is told is what should be. */

import { constants, createPublicKey, generateKeyPairSync, publicEncrypt, randomBytes } from 'node:crypto'
import test from 'ava'
import type { Conversation } from '../protocol/conversation'
import type { Defences } from '../protocol/defences'
import { encodeFrame, FrameType } from '../protocol/frames'
import { hardenedDefences } from '../protocol/hardened'
import { KEY_BYTES } from '../protocol/key-agreement'
import { RSA_BYTES } from '../protocol/rsa'
import { converse, events, friends, Line, person, texts, written } from '../protocol/secure-testing'
import { type Suite, x25519RsaOaep } from '../protocol/suites'
import { pkcs1Suite, wrappingByPkcs1 } from './pkcs1'
import { wrappingByRsaAlone } from './rsa-only'
import { transportingByRsa } from './rsa-transport'

const people = Promise.all([person('alice'), person('bob'), person('mallory')])

/** Alice, or who takes her place, calls `called`; Bob has `defences`, and so has she if nothing else is given. */
async function both(
  defences: Defences,
  { called = 'bob', hers = defences }: { called?: string; hers?: Defences } = {},
) {
  const [alice, bob] = await people
  const expected = friends(alice, bob)
  return {
    alice: await converse({ self: alice, expected, defences: hers }, called),
    bob: await converse({ self: bob, expected, defences }, null),
  }
}

const codeOf = (conversation: Conversation, bytes: Buffer) => {
  const [first] = events(conversation.receive(bytes))
  return first?.event === 'alarm' ? first.code : first?.event
}

/** TLS's decrypt_error and bad_record_mac, as warnings. */
const wrongPadding = encodeFrame(21, Buffer.of(1, 51))
const wrongRest = encodeFrame(21, Buffer.of(1, 20))

for (const [name, defences] of [
  ['pkcs1', wrappingByPkcs1],
  ['rsa-transport', transportingByRsa],
  ['rsa-only', wrappingByRsaAlone],
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

  test(`${name}: the caller refuses another key, and another name`, async (t) => {
    const [alice, bob, mallory] = await people
    const wrong = await converse({ self: alice, expected: () => mallory.shown, defences }, 'bob')
    const other = await converse({ self: alice, expected: friends(bob), defences }, 'mallory')
    for (const [caller, code] of [
      [wrong, 'FINGERPRINT_MISMATCH'],
      [other, 'WRONG_NAME'],
    ] as const) {
      const { bob: callee } = await both(defences)
      callee.open()
      t.is(codeOf(caller, written(callee.receive(written(caller.open())))), code)
    }
  })
}

test('rsa-transport: tells a wrong padding from a wrong rest, before it knows who calls, and may be asked again', async (t) => {
  const { alice, bob } = await both(transportingByRsa)
  const [, owner] = await people
  bob.open()
  const reply = written(bob.receive(written(alice.open())))
  const key = createPublicKey({ key: Buffer.from(owner.shown.wrapping), format: 'der', type: 'spki' })
  const proof = (wrapped: Buffer) => encodeFrame(FrameType.PROOF, Buffer.concat([wrapped, randomBytes(64)]))
  const entropy = { bytes: randomBytes, x25519: () => key, rsa: async () => key }
  const right = pkcs1Suite.wrap(key, entropy).wrapped
  // Not 00 02: what another padding begins with is that by chance once in 256 times.
  const block = Buffer.concat([Buffer.from([0, 1]), randomBytes(RSA_BYTES - 2)])
  const wrong = publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, block)
  for (let again = 0; again < 3; again += 1) {
    t.deepEqual(written(bob.receive(proof(wrong))), wrongPadding)
    t.deepEqual(written(bob.receive(proof(right))), wrongRest)
    t.deepEqual(written(bob.receive(proof(Buffer.alloc(RSA_BYTES, 0xff)))), wrongPadding)
  }
  t.deepEqual(
    events(bob.receive(written(alice.receive(reply)))).map(({ event }) => event),
    ['connected'],
  )
})

test('rsa-transport: a stranger is refused as everything else that is wrong', async (t) => {
  const [, bob, mallory] = await people
  const callee = (await both(transportingByRsa)).bob
  const expected = friends(bob, mallory)
  const caller = await converse({ self: mallory, expected, defences: transportingByRsa }, 'bob')
  callee.open()
  const reply = written(callee.receive(written(caller.open())))
  t.deepEqual(written(callee.receive(written(caller.receive(reply)))), wrongRest)
  t.like(events(callee.transportEnded())[0], { event: 'alarm', code: 'INCOMPLETE_HANDSHAKE' })
})

test('pkcs1: only a friend hears of a padding; a stranger is refused before', async (t) => {
  const garbled: Suite = {
    ...x25519RsaOaep,
    wrap: () => ({ secret: randomBytes(KEY_BYTES), wrapped: Buffer.alloc(RSA_BYTES, 7) }),
  }
  const [, bob, mallory] = await people
  const defences = { ...hardenedDefences, suites: [garbled] }
  const expected = friends(bob, mallory)
  const stranger = await converse({ self: mallory, expected, defences }, 'bob')
  const friend = (await both(wrappingByPkcs1, { hers: defences })).alice
  for (const [caller, heard] of [
    [friend, wrongPadding],
    [stranger, wrongRest],
  ] as const) {
    const callee = (await both(wrappingByPkcs1)).bob
    callee.open()
    const reply = written(callee.receive(written(caller.open())))
    t.deepEqual(written(callee.receive(written(caller.receive(reply)))), heard)
  }
})

test('rsa-only: nothing of X25519 is left in the keys', (t) => {
  const own = generateKeyPairSync('x25519').privateKey
  for (const suite of wrappingByRsaAlone.suites)
    t.deepEqual(suite.agree(own, randomBytes(KEY_BYTES)), Buffer.alloc(KEY_BYTES))
})
