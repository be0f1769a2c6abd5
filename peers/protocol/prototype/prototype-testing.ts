/** Prototype conversations to test with: Alice, Bob, and what others may say to them. */

import { type KeyObject, randomBytes } from 'node:crypto'
import type { Conversation, ConversationEvent, Output } from '../conversation'
import { testKey } from '../test-keys-testing'
import { prototype } from './prototype'
import { prototypeEncrypt, prototypePem, prototypePublicKey, prototypeSign } from './rsa'
import { formatHandshake, formatMessage } from './wire'

export const keys = Promise.all(['alice', 'bob', 'mallory', 'thrown'].map(testKey)).then(
  ([alice, bob, mallory, thrown]) => ({
    alice: alice!,
    bob: bob!,
    mallory: mallory!,
    thrown: thrown!,
  }),
)

export function unused(): never {
  throw new Error('the prototype knows no names, no clock, and no keys but RSA')
}

/** A conversation with this session key, not open yet. */
export async function converse(session: KeyObject): Promise<Conversation> {
  const { thrown } = await keys
  const fresh = [session, thrown]
  return prototype.converse({
    role: 'initiator',
    self: { name: 'alice', identity: { signing: thrown, wrapping: thrown } },
    calls: 'bob',
    expected: unused,
    entropy: { x25519: unused, bytes: randomBytes, rsa: async () => fresh.shift() ?? unused() },
    now: unused,
  })
}

/** Alice and Bob with their handshakes exchanged. */
export async function connected() {
  const { alice: aliceKey, bob: bobKey } = await keys
  const [alice, bob] = await Promise.all([converse(aliceKey), converse(bobKey)])
  const [fromAlice, fromBob] = [written(alice.open()), written(bob.open())]
  alice.receive(fromBob)
  bob.receive(fromAlice)
  return { alice, bob }
}

/** Bob with a handshake from Alice. Half the price of both, for tests that only listen. */
export async function bobConnected(): Promise<Conversation> {
  const { alice, bob: bobKey } = await keys
  const bob = await converse(bobKey)
  bob.receive(formatHandshake(prototypePem(alice), Buffer.alloc(256)))
  return bob
}

/** @returns the bytes of an output that is one write and nothing else. */
export function written(outputs: Output[]): Buffer {
  const [only, ...more] = outputs
  if (!only || !('write' in only) || more.length > 0) throw new Error('expected one write')
  return Buffer.from(only.write)
}

export function events(outputs: readonly Output[]): ConversationEvent[] {
  return outputs.filter((output): output is ConversationEvent => 'event' in output)
}

export function texts(outputs: readonly Output[]): string[] {
  return events(outputs).flatMap((event) => (event.event === 'delivered' ? [event.text] : []))
}

/** What a program says that encrypts and signs as it likes. */
export function crafted(options: { to: KeyObject; by: KeyObject; message: Buffer; signed?: Buffer }) {
  const random = { bytes: randomBytes }
  const { to, by, message, signed = message } = options
  const ciphertext = prototypeEncrypt(prototypePublicKey(prototypePem(to)), message, random)
  return formatMessage(ciphertext, prototypeSign(by, signed, random))
}
