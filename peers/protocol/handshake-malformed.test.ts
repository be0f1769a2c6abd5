/** Messages of the handshake that are not what the protocol allows: suites, shares, keys, names and lengths. */

import { generateKeyPairSync } from 'node:crypto'
import test from 'ava'
import { FrameType } from './frames'
import { people, refused, toConfirm, toHello, toProof, toReply } from './handshake-testing'
import { hardenedDefences } from './hardened'
import { claimBytes, frame, spki } from './reference/bytes-testing'
import { type Party, ReferenceResponder } from './reference/handshake-testing'
import { converse, newRsaKey, written } from './secure-testing'

test('no common suite, and a suite below the floor', async (t) => {
  const unknown = () => Buffer.from('0102', 'hex')
  refused(t, 'NO_COMMON_VERSION', await toReply({ suite: unknown }))
  refused(t, 'NO_COMMON_VERSION', await toHello({ suites: () => Buffer.from('010102', 'hex') }))
  refused(t, 'NO_COMMON_VERSION', await toHello({ suites: () => Buffer.of(0) }))
  const side = { defences: { ...hardenedDefences, floor: 0x0102 } }
  refused(t, 'BELOW_FLOOR', await toReply({}, side))
  refused(t, 'BELOW_FLOOR', await toHello({}, side))
  // Whoever offers more than we speak is answered.
  t.is(written(await toHello({ suites: () => Buffer.from('0302010101ffff', 'hex') }))[4], FrameType.REPLY)
})

test('a key share of low order is refused', async (t) => {
  const share = () => Buffer.alloc(32)
  refused(t, 'BAD_KEY_SHARE', await toReply({ share }))
  refused(t, 'BAD_KEY_SHARE', await toHello({ share }))
})

test('keys that are not RSA-2048 are refused, wherever they stand', async (t) => {
  const { alice, bob } = await people
  const [small, cubic, large] = await Promise.all([newRsaKey(1024), newRsaKey(2048, 3), newRsaKey(3072)])
  const curve = generateKeyPairSync('ed25519').privateKey
  const even = spki(bob.identity.wrapping)
  // OpenSSL throws when it encrypts to an even modulus: a friend with such a key must not stop the program.
  even[even.length - 6]! &= 0xfe
  const top = spki(bob.identity.wrapping)
  top[33]! &= 0x7f
  const longer = Buffer.concat([spki(bob.identity.signing), Buffer.of(0)])
  const bad = [...[small, cubic, large, curve].map(spki), even, top, longer, Buffer.alloc(0)]
  for (const key of bad) {
    for (const [name, own, ask] of [
      ['bob', bob, toReply],
      ['alice', alice, toProof],
    ] as const) {
      const good = spki(own.identity.signing)
      refused(t, 'BAD_IDENTITY', await ask({ claim: () => claimBytes(name, key, good) }))
      refused(t, 'BAD_IDENTITY', await ask({ claim: () => claimBytes(name, good, key) }))
    }
  }
})

test('a friend whose pinned wrapping key is unusable is refused, not a reason to crash', async (t) => {
  const { alice, bob } = await people
  const wrapping = spki(bob.identity.wrapping)
  wrapping[wrapping.length - 6]! &= 0xfe
  const odd = (own: Party) => ({ signing: spki(own.identity.signing), wrapping })
  const claim = (own: Party) => () => claimBytes(own.name, spki(own.identity.signing), wrapping)
  refused(t, 'BAD_IDENTITY', await toReply({ claim: claim(bob) }, { expected: () => odd(bob) }))
  refused(t, 'BAD_IDENTITY', await toProof({ claim: claim(alice) }, { expected: () => odd(alice) }))
})

test('what is not a name is refused before anything is looked up with it', async (t) => {
  const { alice, bob } = await people
  const asked: string[] = []
  const expected = (name: string) => {
    asked.push(name)
    return undefined
  }
  for (const name of ['', 'Bob', 'bob\n', 'a'.repeat(33), '__proto__', 'bób']) {
    refused(t, 'MALFORMED', await toReply({}, { by: { ...bob, name }, expected }), name)
    refused(t, 'MALFORMED', await toProof({}, { by: { ...alice, name }, expected }), name)
  }
  const keys = [spki(bob.identity.signing), spki(bob.identity.wrapping)] as const
  const claim = () => claimBytes(Buffer.of(0x62, 0xff), ...keys)
  refused(t, 'BAD_TEXT', await toReply({ claim }, { expected }))
  refused(t, 'BAD_TEXT', await toProof({ claim }, { expected }))
  t.deepEqual(asked, [])
})

test('a message that is longer or shorter than it must be is refused', async (t) => {
  const longer = (honest: Buffer) => Buffer.concat([honest, Buffer.of(0)])
  const shorter = (honest: Buffer) => honest.subarray(0, -1)
  for (const body of [longer, shorter, () => Buffer.alloc(0)]) {
    refused(t, 'MALFORMED', await toHello({ body }), 'HELLO')
    refused(t, 'MALFORMED', await toReply({ body }), 'REPLY')
    refused(t, 'MALFORMED', await toProof({ body }), 'PROOF')
    refused(t, 'MALFORMED', await toConfirm({ body }), 'CONFIRM')
  }
  const { asAlice, bob } = await people
  const alice = await converse(asAlice, 'bob')
  const reply = new ReferenceResponder(bob).reply(written(alice.open()))
  refused(t, 'MALFORMED', alice.receive(frame(FrameType.REPLY, longer(reply.subarray(5)))))
})
