/** What somebody in the middle can do with messages that others signed: nothing. */

import test from 'ava'
import type { Conversation } from './conversation'
import type { Defences } from './defences'
import { FrameType } from './frames'
import { flip, people, refused } from './handshake-testing'
import { hardenedDefences } from './hardened'
import { claimBytes, frame, lengthPrefixed, spki } from './reference/bytes-testing'
import {
  type Changes,
  type Party,
  ReferenceInitiator,
  ReferenceResponder,
} from './reference/handshake-testing'
import { converse, events, Line, writes, written } from './secure-testing'

const claimOf = ({ name, identity }: Party) =>
  claimBytes(name, spki(identity.signing), spki(identity.wrapping))

/** Alice, calling somebody, and Bob: not open yet. */
async function both(calls = 'bob', defences: Defences = hardenedDefences) {
  const { asAlice, asBob } = await people
  return {
    alice: await converse({ ...asAlice, defences }, calls),
    bob: await converse({ ...asBob, defences }, null),
  }
}

/** An honest handshake, message by message. */
async function recorded() {
  const { alice, bob } = await both()
  bob.open()
  const hello = written(alice.open())
  const reply = written(bob.receive(hello))
  const proof = written(alice.receive(reply))
  const [confirm] = writes(bob.receive(proof))
  return { alice, bob, hello, reply, proof, confirm: confirm! }
}

test("Bob's signature from another session does not serve Mallory towards Alice", async (t) => {
  const { bob: bobParty, mallory } = await people
  const { alice, bob } = await both()
  bob.open()
  const towardBob = new ReferenceInitiator(mallory, 'bob')
  towardBob.proof(written(bob.receive(towardBob.hello())))
  const changes: Changes = { claim: () => claimOf(bobParty), signature: () => towardBob.peerSignature }
  const towardAlice = new ReferenceResponder({ ...mallory, name: 'bob' }, changes)
  refused(t, 'BAD_SIGNATURE', alice.receive(towardAlice.reply(written(alice.open()))))
})

test("Alice's signature for Mallory does not serve Mallory towards Bob", async (t) => {
  const { alice: aliceParty, mallory } = await people
  // Alice calls Mallory, who is a friend.
  const { alice, bob } = await both('mallory')
  const towardAlice = new ReferenceResponder(mallory)
  towardAlice.confirm(written(alice.receive(towardAlice.reply(written(alice.open())))))
  const stolen: Changes = {
    claim: () => claimOf(aliceParty),
    wrapped: () => towardAlice.peerWrapped,
    signature: () => towardAlice.peerSignature,
  }
  bob.open()
  const asAlice = new ReferenceInitiator({ ...mallory, name: 'alice' }, 'bob')
  const proof = asAlice.proof(written(bob.receive(asAlice.hello())), stolen)
  refused(t, 'BAD_SIGNATURE', bob.receive(proof))

  const { bob: again } = await both()
  again.open()
  const asIs = new ReferenceInitiator({ ...mallory, name: 'alice' }, 'bob')
  const called = () => lengthPrefixed('mallory')
  refused(
    t,
    'WRONG_NAME',
    again.receive(asIs.proof(written(again.receive(asIs.hello())), { ...stolen, called })),
  )
})

test('what was said in one session is refused in the next', async (t) => {
  const old = await recorded()
  const { alice, bob } = await both()
  bob.open()
  // The same HELLO gets another REPLY, so the old PROOF does not fit.
  t.notDeepEqual(written(bob.receive(old.hello)), old.reply)
  refused(t, 'BAD_RECORD', bob.receive(old.proof))
  alice.open()
  refused(t, 'BAD_RECORD', alice.receive(old.reply))

  const next = await both()
  next.bob.open()
  next.alice.receive(written(next.bob.receive(written(next.alice.open()))))
  refused(t, 'BAD_RECORD', next.alice.receive(old.confirm))
})

test('what a side said is refused when it comes back', async (t) => {
  const { alice, bob } = await both()
  refused(t, 'UNEXPECTED_FRAME', alice.receive(written(alice.open())))
  bob.open()
  const reply = written(bob.receive((await recorded()).hello))
  refused(t, 'UNEXPECTED_FRAME', bob.receive(reply))

  const done = await recorded()
  refused(t, 'UNEXPECTED_FRAME', done.alice.receive(done.proof))
  refused(t, 'UNEXPECTED_FRAME', done.bob.receive(done.confirm))
})

test('any frame out of its turn is refused, in every state', async (t) => {
  const turns: [string, () => Promise<Conversation>, number][] = [
    ['bob awaits HELLO', async () => open((await both()).bob), FrameType.HELLO],
    ['alice awaits REPLY', async () => open((await both()).alice), FrameType.REPLY],
    ['bob awaits PROOF', async () => beforeProof(), FrameType.PROOF],
    ['alice awaits CONFIRM', async () => (await recorded()).alice, FrameType.CONFIRM],
    ['bob is connected', async () => (await recorded()).bob, FrameType.RECORD],
  ]
  for (const [state, make, turn] of turns) {
    for (const type of Object.values(FrameType)) {
      if (type !== turn)
        refused(t, 'UNEXPECTED_FRAME', (await make()).receive(frame(type, Buffer.alloc(40))), state)
    }
  }
})

function open(conversation: Conversation): Conversation {
  conversation.open()
  return conversation
}

async function beforeProof(): Promise<Conversation> {
  const { alice, bob } = await both()
  open(bob).receive(written(alice.open()))
  return bob
}

test('an offer that was changed on its way is noticed before anybody shows a name', async (t) => {
  const { alice, bob } = await both()
  const hello = written(alice.open())
  const wider = Buffer.concat([Buffer.from('0201010102', 'hex'), hello.subarray(8)])
  const reply = written(open(bob).receive(frame(FrameType.HELLO, wider)))
  refused(t, 'BAD_RECORD', alice.receive(reply))
})

test('the bit of a key share that X25519 ignores is not ignored', async (t) => {
  const { alice, bob } = await both()
  const hello = written(alice.open())
  // Bit 255 does not change the shared secret (RFC 7748 §5), so only the transcript can tell.
  hello[39]! ^= 0x80
  refused(t, 'BAD_RECORD', alice.receive(written(open(bob).receive(hello))))

  const second = await both()
  const reply = written(open(second.bob).receive(written(second.alice.open())))
  reply[5 + 2 + 31]! ^= 0x80
  refused(t, 'BAD_RECORD', second.alice.receive(reply))
})

test('a flipped bit in any part of any message ends the handshake with one alarm', async (t) => {
  for (const [message, at] of [
    ['hello', 5],
    ['hello', 7],
    ['hello', 8],
    ['reply', 6],
    ['reply', 7],
    ['reply', 40],
    ['reply', 41],
    ['reply', 941],
    ['proof', 5],
    ['proof', 1168],
    ['confirm', 5],
    ['confirm', 308],
  ] as const) {
    const { alice, bob } = await both()
    const line = new Line({ alice, bob })
    const send = { hello: 'bob', reply: 'alice', proof: 'bob', confirm: 'alice' } as const
    line.open()
    for (const name of ['hello', 'reply', 'proof', 'confirm'] as const) {
      const [next] = line.toward[send[name]]
      if (next && name === message) line.toward[send[name]][0] = flip(next, at)
      line.bring(send[name])
    }
    const codes = events([...line.outputs.alice, ...line.outputs.bob]).flatMap((e) =>
      'code' in e ? [e.code] : [],
    )
    t.is(codes.length, 1, `${message} ${at}: ${codes}`)
    t.is(
      events(line.outputs.alice).some((event) => event.event === 'connected'),
      false,
    )
  }
})

test('no name and no key is readable on the wire', async (t) => {
  const { alice, bob } = await people
  const { hello, reply, proof, confirm } = await recorded()
  const wire = Buffer.concat([hello, reply, proof, confirm])
  for (const { name, identity } of [alice, bob]) {
    t.false(wire.includes(lengthPrefixed(name)))
    t.false(wire.includes(spki(identity.signing).subarray(33, 289)))
    t.false(wire.includes(spki(identity.wrapping).subarray(33, 289)))
  }
})

test('who cannot unwrap the secrets gets nowhere, even past a signature that nobody checks', async (t) => {
  const { bob: bobParty, alice: aliceParty, mallory } = await people
  const careless: Defences = { ...hardenedDefences, checkSignature: () => {} }
  const { alice, bob } = await both('bob', careless)
  const asBob = new ReferenceResponder({ ...mallory, name: 'bob' }, { claim: () => claimOf(bobParty) })
  const proof = written(alice.receive(asBob.reply(written(alice.open()))))
  refused(t, 'BAD_CONFIRMATION', alice.receive(asBob.confirm(proof).frame))

  const asAlice = new ReferenceInitiator({ ...mallory, name: 'alice' }, 'bob')
  const reply = written(open(bob).receive(asAlice.hello()))
  const [confirm] = writes(bob.receive(asAlice.proof(reply, { claim: () => claimOf(aliceParty) })))
  t.throws(() => asAlice.finish(confirm!), { message: 'confirmation' })
})

test('every session has keys and a name of its own', async (t) => {
  const [one, two] = [await recorded(), await recorded()]
  t.notDeepEqual(one.hello, two.hello)
  t.notDeepEqual(one.reply.subarray(7, 39), two.reply.subarray(7, 39))
  one.alice.receive(one.confirm)
  const word = written(one.alice.send('for this session'))
  refused(t, 'BAD_RECORD', two.bob.receive(word))
})
