/**
 * Weakened: a handshake whose signatures cover the two key shares, and nothing about whose they are.
 *
 *   initiator                                           responder
 *   HELLO    suites, share A           ──────────▶
 *                                      ◀──────────  suite, share B, claim B, Sign_B(share B ‖ share A)   REPLY
 *   PROOF    claim A, Sign_A(share A ‖ share B)   ──────────▶
 *
 * This is "basic authenticated Diffie-Hellman", with which Krawczyk's SIGMA paper (CRYPTO 2003, §3.1) begins. Both
 * signatures are fresh and true, and the keys of the session are known to nobody but the two who made the shares.
 *
 * It is a handshake of its own, and goes without more than what is signed: identities are not sealed, there are no MACs,
 * no wrapped secrets and no CONFIRM, and the offer is not in the transcript. With names and transcript left out of the
 * hardened signatures alone, whoever misbinds an identity is still found out.
 */

import type { Setup } from '../protocol/conversation'
import type { Defences, HandshakeScript } from '../protocol/defences'
import { PeerError } from '../protocol/errors'
import { Reader } from '../protocol/fields'
import { encodeFrame, FrameType } from '../protocol/frames'
import {
  agreedSuite,
  type Claim,
  encodeClaim,
  expect,
  hash,
  offer,
  readClaim,
  readOffer,
  replyOpening,
  sessionKeys,
} from '../protocol/handshake'
import { hardenedDefences } from '../protocol/hardened'
import { publicIdentity } from '../protocol/identity'
import { KEY_BYTES, keyShare } from '../protocol/key-agreement'
import { RSA_BYTES, sign } from '../protocol/rsa'

function* initiate(setup: Setup, defences: Defences): HandshakeScript {
  const ephemeral = setup.entropy.x25519()
  const own = keyShare(ephemeral)
  const hello = Buffer.concat([offer(defences.suites), own])
  const reply = new Reader(expect(yield encodeFrame(FrameType.HELLO, hello), FrameType.REPLY).payload)
  const suite = agreedSuite(defences, [reply.uint(2)])
  const theirs = reply.take(KEY_BYTES)
  const secret = suite.agree(ephemeral, theirs)
  const bob = readSigned(reply, theirs, own, setup, defences)
  if (bob.name !== setup.calls) throw new PeerError('WRONG_NAME')
  const last = encodeFrame(FrameType.PROOF, signed(setup, own, theirs))
  return { peer: bob, ...session(secret, own, theirs), last }
}

function* respond(setup: Setup, defences: Defences): HandshakeScript {
  const hello = new Reader(expect(yield null, FrameType.HELLO).payload)
  const suite = agreedSuite(defences, readOffer(hello))
  const theirs = hello.take(KEY_BYTES)
  hello.end()
  const ephemeral = setup.entropy.x25519()
  const own = keyShare(ephemeral)
  const secret = suite.agree(ephemeral, theirs)
  const reply = Buffer.concat([replyOpening(suite, own), signed(setup, own, theirs)])
  const proof = new Reader(expect(yield encodeFrame(FrameType.REPLY, reply), FrameType.PROOF).payload)
  const alice = readSigned(proof, theirs, own, setup, defences)
  return { peer: alice, ...session(secret, theirs, own), last: null }
}

/** Who one is, and a signature over one's own share and then the other's: who answers whom is in the order. */
function signed({ self }: Setup, own: Buffer, theirs: Buffer): Buffer {
  const claim = encodeClaim({ name: self.name, identity: publicIdentity(self.identity) })
  return Buffer.concat([claim, sign(self.identity.signing, Buffer.concat([own, theirs]))])
}

/** @returns who has signed the two shares. @throws PeerError as the hardened handshake does. */
function readSigned(reader: Reader, theirs: Buffer, own: Buffer, setup: Setup, defences: Defences): Claim {
  const claim = readClaim(reader)
  const signature = reader.take(RSA_BYTES)
  reader.end()
  defences.checkIdentity(setup.expected(claim.name), claim.identity)
  defences.checkSignature(claim.keys.signing, Buffer.concat([theirs, own]), signature)
  return claim
}

function session(secret: Buffer, initiators: Buffer, responders: Buffer) {
  const { id, root } = sessionKeys([secret], hash(initiators, responders))
  return { session: id, root }
}

export const signingKeysOnly: Defences = { ...hardenedDefences, handshake: { initiate, respond } }
