/**
 * Weakened: the handshake of TLS up to 1.2 with RSA key transport (RFC 5246 §7.4.7.1). The caller makes up the secret
 * of the session and sends it under RSAES-PKCS1-v1_5; there is no X25519 in the keys, and who is called stands in the
 * clear.
 *
 *   initiator                                                  responder
 *   HELLO    suites, random A                 ──────────▶
 *                                             ◀──────────  suite, random B, claim B             REPLY
 *   PROOF    wrapped secret,
 *            { claim A, called, signature, MAC }  ──────▶
 *                                             ◀──────────  { confirmation }                     CONFIRM
 *
 * The secret is unwrapped before it is known who calls, for the rest is sealed under keys of it. Who is refused hears
 * why, in an alert, and may send another PROOF over the same connection, as TLS lets a client renegotiate. (Of those
 * who ask many questions that spares both sides the connections; it changes nothing in how many questions it takes.)
 */

import type { Setup } from '../protocol/conversation'
import type { Defences, Established, HandshakeScript } from '../protocol/defences'
import { PeerError } from '../protocol/errors'
import { field, Reader } from '../protocol/fields'
import { encodeFrame, type Frame, FrameType } from '../protocol/frames'
import {
  agreedSuite,
  encodeClaim,
  expect,
  handshakeKeys,
  hash,
  mac,
  offer,
  open,
  readClaim,
  readOffer,
  replyOpening,
  seal,
  sessionKeys,
  statement,
} from '../protocol/handshake'
import { hardenedDefences } from '../protocol/hardened'
import { publicIdentity } from '../protocol/identity'
import { KEY_BYTES } from '../protocol/key-agreement'
import { RSA_BYTES, sign } from '../protocol/rsa'
import { alertFor, pkcs1Suite } from './pkcs1'

function* initiate(setup: Setup, defences: Defences): HandshakeScript {
  const called = setup.calls ?? ''
  const cipher = defences.handshakeCipher
  const random = setup.entropy.bytes(KEY_BYTES)
  const hello = encodeFrame(FrameType.HELLO, Buffer.concat([offer(defences.suites), random]))

  const reply = expect(yield hello, FrameType.REPLY)
  const clear = new Reader(reply.payload)
  const suite = agreedSuite(defences, [clear.uint(2)])
  const opening = hash(hello, replyOpening(suite, clear.take(KEY_BYTES)))
  const bob = readClaim(clear)
  clear.end()
  if (bob.name !== called) throw new PeerError('WRONG_NAME')
  defences.checkIdentity(setup.expected(bob.name), bob.identity)

  const { secret, wrapped } = pkcs1Suite.wrap(bob.keys.wrapping, setup.entropy)
  const keys = handshakeKeys(secret, opening)
  const alice = { name: setup.self.name, identity: publicIdentity(setup.self.identity) }
  const body = Buffer.concat([encodeClaim(alice), field(called)])
  const afterReply = hash(hello, reply.bytes, wrapped)
  const signed = statement('initiator', [alice.name, called], hash(afterReply, body))
  const inside = [body, sign(setup.self.identity.signing, signed), mac(keys.initiatorMac, signed)]
  const sealed = seal(cipher, keys.initiator, 0, afterReply, Buffer.concat(inside))
  const proof = encodeFrame(FrameType.PROOF, Buffer.concat([wrapped, sealed]))

  const confirm = expect(yield proof, FrameType.CONFIRM)
  const afterProof = hash(hello, reply.bytes, proof)
  const session = sessionKeys([secret], afterProof)
  const confirmed = statement('responder', [alice.name, called], session.id)
  const confirmation = open(cipher, keys.responder, 1, afterProof, confirm.payload)
  defences.checkConfirmation(mac(session.confirmation, confirmed), confirmation)
  return { peer: bob, session: session.id, root: session.root, last: null }
}

function* respond(setup: Setup, defences: Defences): HandshakeScript {
  const hello = expect(yield null, FrameType.HELLO)
  const clear = new Reader(hello.payload)
  const suite = agreedSuite(defences, readOffer(clear))
  clear.take(KEY_BYTES)
  clear.end()
  const saidFirst = replyOpening(suite, setup.entropy.bytes(KEY_BYTES))
  const claim = encodeClaim({ name: setup.self.name, identity: publicIdentity(setup.self.identity) })
  const reply = encodeFrame(FrameType.REPLY, Buffer.concat([saidFirst, claim]))
  const opening = hash(hello.bytes, saidFirst)

  for (let answer = reply; ; ) {
    const proof = expect(yield answer, FrameType.PROOF)
    try {
      return accept(setup, defences, { opening, before: [hello.bytes, reply], proof })
    } catch (error) {
      if (!(error instanceof PeerError)) throw error
      answer = alertFor(error)
    }
  }
}

interface Said {
  readonly opening: Buffer
  /** HELLO and REPLY. */
  readonly before: readonly Buffer[]
  readonly proof: Frame
}

/** @throws PeerError BAD_SECRET for a wrong padding, before anything else. */
function accept(setup: Setup, defences: Defences, { opening, before, proof }: Said): Established {
  const cipher = defences.handshakeCipher
  const all = new Reader(proof.payload)
  const wrapped = all.take(RSA_BYTES)
  const secret = pkcs1Suite.unwrap(setup.self.identity.wrapping, wrapped)
  const keys = handshakeKeys(secret, opening)
  const afterReply = hash(...before, wrapped)
  const inside = new Reader(open(cipher, keys.initiator, 0, afterReply, all.rest()))
  const alice = readClaim(inside)
  const called = inside.text()
  const signature = inside.take(RSA_BYTES)
  const aliceMac = inside.take(KEY_BYTES)
  inside.end()
  if (called !== setup.self.name) throw new PeerError('WRONG_NAME')
  const body = Buffer.concat([encodeClaim(alice), field(called)])
  const signed = statement('initiator', [alice.name, called], hash(afterReply, body))
  defences.checkIdentity(setup.expected(alice.name), alice.identity)
  defences.checkSignature(alice.keys.signing, signed, signature)
  defences.checkConfirmation(mac(keys.initiatorMac, signed), aliceMac)

  const afterProof = hash(...before, proof.bytes)
  const session = sessionKeys([secret], afterProof)
  const confirmed = statement('responder', [alice.name, called], session.id)
  const confirmation = mac(session.confirmation, confirmed)
  const last = encodeFrame(FrameType.CONFIRM, seal(cipher, keys.responder, 1, afterProof, confirmation))
  return { peer: alice, session: session.id, root: session.root, last }
}

export const transportingByRsa: Defences = { ...hardenedDefences, handshake: { initiate, respond } }
