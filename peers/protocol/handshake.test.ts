/** The handshake: one honest conversation as a literal list, and who is refused for not being who they say. */

import { type KeyObject, randomBytes } from 'node:crypto'
import test from 'ava'
import type { Entropy } from './conversation'
import type { Established } from './defences'
import { type Frame, FrameDecoder, FrameType } from './frames'
import { sigma } from './handshake'
import { flip, people, refused, toConfirm, toProof, toReply } from './handshake-testing'
import { hardenedDefences } from './hardened'
import { fingerprint } from './identity'
import { keyShare } from './key-agreement'
import { claimBytes, lengthPrefixed, oaepWrap, spki } from './reference/bytes-testing'
import type { Party } from './reference/handshake-testing'
import { converse, entropy, friends, Line, type Who } from './secure-testing'

const frameNames = Object.fromEntries(Object.entries(FrameType).map(([name, type]) => [type, name]))

test('a whole conversation, as both sides see it', async (t) => {
  const { alice, bob, asAlice, asBob } = await people
  const log: unknown[] = []
  const sides = { alice: await converse(asAlice, 'bob'), bob: await converse(asBob, null) }
  const line = new Line(sides, (who: Who, output) => {
    if ('write' in output) log.push([who, `${frameNames[output.write[4]!]}, ${output.write.length} bytes`])
    else log.push([who, output])
  })
  line.open().settle()
  t.deepEqual(sides.alice.shown(), sides.bob.shown())
  line.say('alice', 'Salut Bob').settle()
  line.say('bob', 'Salut Alice ☕').say('bob', 'x'.repeat(300)).settle()
  line.take('alice', sides.alice.close())
  line.settle()
  line.take('bob', sides.bob.transportEnded())
  line.take('alice', sides.alice.transportEnded())

  const [ofAlice, ofBob] = [fingerprint(alice.shown), fingerprint(bob.shown)]
  t.deepEqual(log, [
    ['alice', 'HELLO, 40 bytes'],
    ['bob', 'REPLY, 942 bytes'],
    ['alice', 'PROOF, 1169 bytes'],
    ['bob', 'CONFIRM, 309 bytes'],
    ['bob', { event: 'connected', peer: 'alice', fingerprint: ofAlice, own: ofBob }],
    ['alice', { event: 'connected', peer: 'bob', fingerprint: ofBob, own: ofAlice }],
    ['alice', 'RECORD, 285 bytes'],
    ['bob', { event: 'delivered', text: 'Salut Bob' }],
    ['bob', 'RECORD, 285 bytes'],
    ['bob', 'RECORD, 541 bytes'],
    ['alice', { event: 'delivered', text: 'Salut Alice ☕' }],
    ['alice', { event: 'delivered', text: 'x'.repeat(300) }],
    ['alice', 'RECORD, 285 bytes'],
    ['bob', 'RECORD, 285 bytes'],
    ['bob', { hangUp: true }],
    ['bob', { event: 'closed', clean: true }],
    ['alice', { hangUp: true }],
    ['alice', { event: 'closed', clean: true }],
  ])
})

test('both sides of a handshake take a key and a secret of 32 bytes from their entropy, and show that key', async (t) => {
  const { asAlice, asBob } = await people
  const taken: (KeyObject | number)[] = []
  const counted: Entropy = {
    ...entropy,
    x25519: () => {
      const key = entropy.x25519()
      taken.push(key)
      return key
    },
    bytes: (size) => {
      taken.push(size)
      return entropy.bytes(size)
    },
  }
  const alice = await converse({ ...asAlice, entropy: counted }, 'bob')
  const bob = await converse({ ...asBob, entropy: counted }, null)
  const line = new Line({ alice, bob }).open()
  const hello = line.toward.bob[0]!
  line.bring('bob')
  const reply = line.toward.alice[0]!
  line.settle()
  const [hers, his, ...secrets] = taken
  t.deepEqual(secrets, [32, 32])
  t.not(hers, his)
  for (const [key, frame] of [
    [hers, hello],
    [his, reply],
  ] as const)
    t.true(frame.includes(keyShare(key as KeyObject)))
})

test('of the other side a session keeps name and identity, and no key of the handshake', async (t) => {
  const { alice, bob, asAlice, asBob } = await people
  const usual = { entropy, now: () => 0 }
  const calling = sigma.initiate({ ...asAlice, ...usual, role: 'initiator', calls: 'bob' }, hardenedDefences)
  const called = sigma.respond({ ...asBob, ...usual, role: 'responder', calls: null }, hardenedDefences)
  const frame = (written: unknown): Frame => [...new FrameDecoder().push(written as Buffer)][0]!
  called.next(null as never)
  const reply = called.next(frame(calling.next(null as never).value)).value
  const established = called.next(frame(calling.next(frame(reply)).value)).value as Established
  t.deepEqual(established.peer, { name: 'alice', identity: alice.shown })
  const { peer } = calling.next(frame(established.last)).value as Established
  t.deepEqual(peer, { name: 'bob', identity: bob.shown })
})

test("another key under the friend's name is refused, with both fingerprints as evidence", async (t) => {
  const { alice, bob, mallory } = await people
  const seen = fingerprint(mallory.shown)
  const byAlice = await toReply({}, { by: { ...mallory, name: 'bob' } })
  refused(t, 'FINGERPRINT_MISMATCH', byAlice)
  t.like(byAlice[0], { evidence: { expected: fingerprint(bob.shown), seen } })
  const byBob = await toProof({}, { by: { ...mallory, name: 'alice' } })
  refused(t, 'FINGERPRINT_MISMATCH', byBob)
  t.like(byBob[0], { evidence: { expected: fingerprint(alice.shown), seen } })
})

test('either key alone makes another identity', async (t) => {
  const { alice, bob, mallory } = await people
  const halves = (own: Party) => [
    { ...own.identity, signing: mallory.identity.signing },
    { ...own.identity, wrapping: mallory.identity.wrapping },
  ]
  for (const identity of halves(bob)) {
    refused(t, 'FINGERPRINT_MISMATCH', await toReply({}, { by: { name: 'bob', identity } }))
  }
  for (const identity of halves(alice)) {
    refused(t, 'FINGERPRINT_MISMATCH', await toProof({}, { by: { name: 'alice', identity } }))
  }
})

test('somebody unknown is refused, with the fingerprint that was shown', async (t) => {
  const { alice, bob } = await people
  const expected = friends()
  const byAlice = await toReply({}, { expected })
  refused(t, 'UNKNOWN_PEER', byAlice)
  t.like(byAlice[0], { evidence: { seen: fingerprint(bob.shown) } })
  const byBob = await toProof({}, { expected })
  refused(t, 'UNKNOWN_PEER', byBob)
  t.like(byBob[0], { evidence: { seen: fingerprint(alice.shown) } })
})

test('the one who answers must be the one who was called, on both sides', async (t) => {
  const { mallory } = await people
  refused(t, 'WRONG_NAME', await toReply({}, { by: mallory }))
  refused(t, 'WRONG_NAME', await toProof({ called: () => lengthPrefixed('carol') }))
})

/** What somebody could sign instead of the statement at hand. */
const otherStatements: Record<string, (honest: Buffer) => Buffer> = {
  'the other role': (honest) => swap(honest, 'initiator', 'responder'),
  'another name': (honest) => swap(honest, 'bob', 'eve'),
  'another transcript': (honest) => flip(honest, honest.length - 1),
  nothing: () => Buffer.alloc(0),
}

function swap(bytes: Buffer, one: string, other: string): Buffer {
  const text = bytes.toString('latin1')
  const swapped = text.includes(one) ? text.replace(one, other) : text.replace(other, one)
  return Buffer.from(swapped, 'latin1')
}

test('a signature by another key, or over anything else, is refused', async (t) => {
  const { alice, bob, mallory } = await people
  const claim =
    ({ name, identity }: Party) =>
    () =>
      claimBytes(name, spki(identity.signing), spki(identity.wrapping))
  const [asBob, asAlice] = [
    { ...mallory, name: 'bob' },
    { ...mallory, name: 'alice' },
  ]
  refused(t, 'BAD_SIGNATURE', await toReply({ claim: claim(bob) }, { by: asBob }))
  refused(t, 'BAD_SIGNATURE', await toProof({ claim: claim(alice) }, { by: asAlice }))
  for (const [what, signed] of Object.entries(otherStatements)) {
    refused(t, 'BAD_SIGNATURE', await toReply({ signed }), `REPLY: ${what}`)
    refused(t, 'BAD_SIGNATURE', await toProof({ signed }), `PROOF: ${what}`)
  }
  const signedByAlice = (honest: Buffer) => swap(honest, 'alice', 'carol')
  refused(t, 'BAD_SIGNATURE', await toProof({ signed: signedByAlice }))
  const signature = (honest: Buffer) => flip(honest, 100)
  refused(t, 'BAD_SIGNATURE', await toReply({ signature }))
  refused(t, 'BAD_SIGNATURE', await toProof({ signature }))
})

test('a MAC over anything else, or any other MAC, is refused in all three messages', async (t) => {
  for (const [what, maced] of Object.entries(otherStatements)) {
    refused(t, 'BAD_CONFIRMATION', await toReply({ maced }), `REPLY: ${what}`)
    refused(t, 'BAD_CONFIRMATION', await toProof({ maced }), `PROOF: ${what}`)
    refused(t, 'BAD_CONFIRMATION', await toConfirm({ maced }), `CONFIRM: ${what}`)
  }
  const maced = (honest: Buffer) => swap(honest, 'alice', 'carol')
  refused(t, 'BAD_CONFIRMATION', await toProof({ maced }))
  refused(t, 'BAD_CONFIRMATION', await toConfirm({ maced }))
  for (const at of [0, 31]) {
    const mac = (honest: Buffer) => flip(honest, at)
    refused(t, 'BAD_CONFIRMATION', await toReply({ mac }))
    refused(t, 'BAD_CONFIRMATION', await toProof({ mac }))
    refused(t, 'BAD_CONFIRMATION', await toConfirm({ mac }))
  }
})

test('a secret wrapped for another key, or of another length, is refused', async (t) => {
  const { mallory } = await people
  const wrapped = () => oaepWrap(mallory.identity.wrapping, Buffer.alloc(32))
  refused(t, 'BAD_SECRET', await toProof({ wrapped }))
  refused(t, 'BAD_SECRET', await toConfirm({ wrapped }))
  for (const size of [0, 31, 33, 190]) {
    const secret = () => randomBytes(size)
    refused(t, 'BAD_SECRET', await toProof({ secret }), `${size} bytes`)
    refused(t, 'BAD_SECRET', await toConfirm({ secret }), `${size} bytes`)
  }
})

test('who signs as the friend but cannot unwrap the secret is refused', async (t) => {
  const { bob, mallory } = await people
  const identity = { signing: bob.identity.signing, wrapping: mallory.identity.wrapping }
  const claim = () => claimBytes('bob', spki(bob.identity.signing), spki(bob.identity.wrapping))
  refused(t, 'BAD_CONFIRMATION', await toConfirm({}, { by: { name: 'bob', identity } }, { claim }))
})
