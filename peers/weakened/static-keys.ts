/**
 * Weakened: a handshake in which nobody signs. Each identity has a static X25519 key, which its RSA key has certified
 * once and for all; who knows the Diffie-Hellman secret of two static keys is taken for one of the two.
 *
 *   HELLO    suites, share A
 *   REPLY    suite, share B, { claim B, static key B, certificate B }
 *   PROOF    { claim A, static key A, certificate A, called, MAC }
 *   CONFIRM  { MAC }
 *
 * This is how NaCl's crypto_box authenticates, and with it the handshake of Tox. All else is as in the hardened one:
 * fresh shares for forward secrecy, sealed identities, names and transcript under the MACs.
 */

import type { KeyObject } from 'node:crypto'
import type { Setup } from '../protocol/conversation'
import type { Defences, HandshakeScript } from '../protocol/defences'
import { PeerError } from '../protocol/errors'
import { field, Reader } from '../protocol/fields'
import { encodeFrame, FrameType } from '../protocol/frames'
import {
  agreedSuite,
  encodeClaim,
  expect,
  handshakeKeys,
  hash,
  mac,
  offer,
  open,
  type PresentedClaim,
  readClaim,
  readOffer,
  replyOpening,
  seal,
  sessionKeys,
  statement,
} from '../protocol/handshake'
import { hardenedDefences } from '../protocol/hardened'
import { publicIdentity } from '../protocol/identity'
import { agree, derive, KEY_BYTES, keyShare, privateKeyOf } from '../protocol/key-agreement'
import { RSA_BYTES, sign } from '../protocol/rsa'

function* initiate(setup: Setup, defences: Defences): HandshakeScript {
  const called = setup.calls ?? ''
  const ephemeral = setup.entropy.x25519()
  const hello = encodeFrame(FrameType.HELLO, Buffer.concat([offer(defences.suites), keyShare(ephemeral)]))
  const cipher = defences.handshakeCipher

  const reply = expect(yield hello, FrameType.REPLY)
  const clear = new Reader(reply.payload)
  const suite = agreedSuite(defences, [clear.uint(2)])
  const share = clear.take(KEY_BYTES)
  const fresh = suite.agree(ephemeral, share)
  const opening = hash(hello, replyOpening(suite, share))
  const keys = handshakeKeys(fresh, opening)
  const sealedReply = new Reader(open(cipher, keys.responder, 0, opening, clear.field()))
  clear.end()
  const bob = readCertified(sealedReply)
  sealedReply.end()
  if (bob.name !== called) throw new PeerError('WRONG_NAME')
  requireCertified(bob, setup, defences)

  const secrets = [fresh, agree(staticKeyOf(setup.self.identity.signing), bob.share)]
  const body = Buffer.concat([certified(setup), field(called)])
  const afterReply = hash(hello, reply.bytes)
  const said = statement('initiator', [setup.self.name, called], hash(afterReply, body))
  const { initiatorMac } = handshakeKeys(Buffer.concat(secrets), afterReply)
  const proofBody = Buffer.concat([body, mac(initiatorMac, said)])
  const proof = encodeFrame(FrameType.PROOF, seal(cipher, keys.initiator, 0, afterReply, proofBody))

  const confirm = expect(yield proof, FrameType.CONFIRM)
  const afterProof = hash(hello, reply.bytes, proof)
  const session = sessionKeys(secrets, afterProof)
  const confirmed = statement('responder', [setup.self.name, called], session.id)
  const confirmation = open(cipher, keys.responder, 1, afterProof, confirm.payload)
  defences.checkConfirmation(mac(session.confirmation, confirmed), confirmation)
  return { peer: bob, session: session.id, root: session.root, last: null }
}

function* respond(setup: Setup, defences: Defences): HandshakeScript {
  const cipher = defences.handshakeCipher
  const hello = expect(yield null, FrameType.HELLO)
  const clear = new Reader(hello.payload)
  const suite = agreedSuite(defences, readOffer(clear))
  const share = clear.take(KEY_BYTES)
  clear.end()
  const ephemeral = setup.entropy.x25519()
  const saidFirst = replyOpening(suite, keyShare(ephemeral))
  const fresh = suite.agree(ephemeral, share)
  const opening = hash(hello.bytes, saidFirst)
  const keys = handshakeKeys(fresh, opening)
  const sealedReply = field(seal(cipher, keys.responder, 0, opening, certified(setup)))
  const reply = encodeFrame(FrameType.REPLY, Buffer.concat([saidFirst, sealedReply]))

  const proof = expect(yield reply, FrameType.PROOF)
  const afterReply = hash(hello.bytes, reply)
  const sealedProof = new Reader(open(cipher, keys.initiator, 0, afterReply, proof.payload))
  const alice = readCertified(sealedProof)
  const called = sealedProof.text()
  const aliceMac = sealedProof.take(KEY_BYTES)
  sealedProof.end()
  if (called !== setup.self.name) throw new PeerError('WRONG_NAME')
  requireCertified(alice, setup, defences)
  const secrets = [fresh, agree(staticKeyOf(setup.self.identity.signing), alice.share)]
  const body = Buffer.concat([alice.bytes, field(called)])
  const said = statement('initiator', [alice.name, called], hash(afterReply, body))
  const { initiatorMac } = handshakeKeys(Buffer.concat(secrets), afterReply)
  defences.checkConfirmation(mac(initiatorMac, said), aliceMac)

  const afterProof = hash(hello.bytes, reply, proof.bytes)
  const session = sessionKeys(secrets, afterProof)
  const confirmed = statement('responder', [alice.name, called], session.id)
  const confirmation = mac(session.confirmation, confirmed)
  const last = encodeFrame(FrameType.CONFIRM, seal(cipher, keys.responder, 1, afterProof, confirmation))
  return { peer: alice, session: session.id, root: session.root, last }
}

interface Certified extends PresentedClaim {
  /** The static key's public half, and the signature of the identity that it is theirs. */
  readonly share: Buffer
  readonly certificate: Buffer
  /** All of it as it was sent. */
  readonly bytes: Buffer
}

/** What a side shows of itself: the same bytes in every session, but for the salt of the signature. */
function certified({ self }: Setup): Buffer {
  const share = keyShare(staticKeyOf(self.identity.signing))
  const claim = encodeClaim({ name: self.name, identity: publicIdentity(self.identity) })
  return Buffer.concat([claim, share, sign(self.identity.signing, certificateOf(self.name, share))])
}

function readCertified(reader: Reader): Certified {
  const claim = readClaim(reader)
  const share = reader.take(KEY_BYTES)
  const certificate = reader.take(RSA_BYTES)
  return { ...claim, share, certificate, bytes: Buffer.concat([encodeClaim(claim), share, certificate]) }
}

/** The friend's pinned RSA key must have certified the static key. That says nothing of who is there now. */
function requireCertified(
  { name, identity, keys, share, certificate }: Certified,
  setup: Setup,
  defences: Defences,
) {
  defences.checkIdentity(setup.expected(name), identity)
  defences.checkSignature(keys.signing, certificateOf(name, share), certificate)
}

/** @returns what an identity's RSA key signs to certify its static key. */
function certificateOf(name: string, share: Uint8Array): Buffer {
  return Buffer.concat([field('secure-p2p static key 1'), field(name), field(share)])
}

/** @returns the static X25519 private key of an identity, made from its signing key by HKDF: nothing more to keep. */
function staticKeyOf(signing: KeyObject): KeyObject {
  const der = signing.export({ type: 'pkcs8', format: 'der' })
  return privateKeyOf(derive(der, Buffer.alloc(0), 'secure-p2p static key 1'))
}

export const authenticatingByStaticKeys: Defences = { ...hardenedDefences, handshake: { initiate, respond } }
