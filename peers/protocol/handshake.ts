/**
 * The handshake: SIGMA-I (Krawczyk, "SIGMA: the 'SIGn-and-MAc' approach to authenticated Diffie-Hellman",
 * CRYPTO 2003, §5.2) with RSA-wrapped secrets mixed in. PROTOCOL.md tells the why of each step.
 *
 *   initiator                                                       responder
 *   HELLO    suites, X25519 share               ──────────▶
 *                                               ◀──────────  suite, X25519 share,              REPLY
 *                                                            { name, keys, signature, MAC }
 *   PROOF    { name, called name, keys, wrapped secret,
 *              signature, MAC }                 ──────────▶
 *                                               ◀──────────  { wrapped secret, MAC }           CONFIRM
 *
 * Both sides are written as scripts that yield what to write and are resumed with the next frame.
 */

import { createHash, createHmac } from 'node:crypto'
import type { Role, Setup } from './conversation'
import type { Defences, Handshake, HandshakeScript, RecordCipher } from './defences'
import { PeerError } from './errors'
import { field, Reader, uint } from './fields'
import { encodeFrame, type Frame, FrameType } from './frames'
import { type Identity, type IdentityKeys, identityKeys, publicIdentity } from './identity'
import { expand, extract, KEY_BYTES, keyShare } from './key-agreement'
import { isName } from './names'
import { RSA_BYTES, sign } from './rsa'
import type { Suite } from './suites'

/** Who somebody says to be. */
export interface Claim {
  readonly name: string
  readonly identity: Identity
}

/** Who the other side says to be, its keys parsed once: what was checked is what is used. */
export interface PresentedClaim extends Claim {
  readonly keys: IdentityKeys
}

/** The messenger's own handshake. */
export const sigma: Handshake = { initiate, respond }

function* initiate(setup: Setup, defences: Defences): HandshakeScript {
  const called = setup.calls ?? ''
  const ephemeral = setup.entropy.x25519()
  const hello = encodeFrame(FrameType.HELLO, Buffer.concat([offer(defences.suites), keyShare(ephemeral)]))
  const transcript = new Transcript(defences.helloInTranscript(hello))
  const cipher = defences.handshakeCipher

  const reply = expect(yield hello, FrameType.REPLY)
  const clear = new Reader(reply.payload)
  const chosen = clear.uint(2)
  const share = clear.take(KEY_BYTES)
  const suite = agreedSuite(defences, [chosen])
  const secret = suite.agree(ephemeral, share)
  const opening = transcript.hash(replyOpening(suite, share))
  const keys = handshakeKeys(secret, opening)

  const sealed = clear.field()
  clear.end()
  const sealedReply = new Reader(open(cipher, keys.responder, 0, opening, sealed))
  const bob = readClaim(sealedReply, setup.expected)
  const bobSignature = sealedReply.take(RSA_BYTES)
  const bobMac = sealedReply.take(KEY_BYTES)
  sealedReply.end()
  if (bob.name !== called) throw new PeerError('WRONG_NAME')
  const bobSigned = statement('responder', [bob.name], hash(opening, encodeClaim(bob)))
  defences.checkIdentity(setup.expected(bob.name), bob.identity)
  defences.checkSignature(bob.keys.signing, bobSigned, bobSignature)
  defences.checkConfirmation(mac(keys.responderMac, bobSigned), bobMac)

  const alice: Claim = { name: setup.self.name, identity: publicIdentity(setup.self.identity) }
  const own = suite.wrap(bob.keys.wrapping, setup.entropy)
  const body = Buffer.concat([encodeClaim(alice), field(called), own.wrapped])
  const afterReply = transcript.add(reply.bytes).hash()
  const signed = statement('initiator', [alice.name, called], hash(afterReply, body))
  const proofBody = Buffer.concat([
    body,
    sign(setup.self.identity.signing, signed),
    mac(keys.initiatorMac, signed),
  ])
  const proof = encodeFrame(FrameType.PROOF, seal(cipher, keys.initiator, 0, afterReply, proofBody))

  const confirm = expect(yield proof, FrameType.CONFIRM)
  const afterProof = transcript.add(proof).hash()
  const sealedConfirm = new Reader(open(cipher, keys.responder, 1, afterProof, confirm.payload))
  const bobWrapped = sealedConfirm.take(RSA_BYTES)
  const confirmation = sealedConfirm.take(KEY_BYTES)
  sealedConfirm.end()
  const bobSecret = suite.unwrap(setup.self.identity.wrapping, bobWrapped)
  const session = sessionKeys([secret, own.secret, bobSecret], hash(afterProof, bobWrapped))
  const confirmed = statement('responder', [alice.name, called], session.id)
  defences.checkConfirmation(mac(session.confirmation, confirmed), confirmation)
  return { peer: whoIs(bob), session: session.id, root: session.root, last: null }
}

/** The responder's side. It learns who calls from the PROOF, after it has shown who it is. */
function* respond(setup: Setup, defences: Defences): HandshakeScript {
  const hello = expect(yield null, FrameType.HELLO)
  const transcript = new Transcript(defences.helloInTranscript(hello.bytes))
  const cipher = defences.handshakeCipher
  const clear = new Reader(hello.payload)
  const offered = readOffer(clear)
  const share = clear.take(KEY_BYTES)
  clear.end()
  const suite = agreedSuite(defences, offered)
  const ephemeral = setup.entropy.x25519()
  const secret = suite.agree(ephemeral, share)
  const saidFirst = replyOpening(suite, keyShare(ephemeral))
  const opening = transcript.hash(saidFirst)
  const keys = handshakeKeys(secret, opening)

  const bob: Claim = { name: setup.self.name, identity: publicIdentity(setup.self.identity) }
  const bobSigned = statement('responder', [bob.name], hash(opening, encodeClaim(bob)))
  const replyBody = Buffer.concat([
    encodeClaim(bob),
    sign(setup.self.identity.signing, bobSigned),
    mac(keys.responderMac, bobSigned),
  ])
  const sealedReply = field(seal(cipher, keys.responder, 0, opening, replyBody))
  const reply = encodeFrame(FrameType.REPLY, Buffer.concat([saidFirst, sealedReply]))

  const proof = expect(yield reply, FrameType.PROOF)
  const afterReply = transcript.add(reply).hash()
  const sealedProof = new Reader(open(cipher, keys.initiator, 0, afterReply, proof.payload))
  const alice = readClaim(sealedProof, setup.expected)
  const called = sealedProof.text()
  const wrapped = sealedProof.take(RSA_BYTES)
  const signature = sealedProof.take(RSA_BYTES)
  const aliceMac = sealedProof.take(KEY_BYTES)
  sealedProof.end()
  if (called !== bob.name) throw new PeerError('WRONG_NAME')
  const body = Buffer.concat([encodeClaim(alice), field(called), wrapped])
  const signed = statement('initiator', [alice.name, called], hash(afterReply, body))
  defences.checkIdentity(setup.expected(alice.name), alice.identity)
  defences.checkSignature(alice.keys.signing, signed, signature)
  defences.checkConfirmation(mac(keys.initiatorMac, signed), aliceMac)

  const aliceSecret = suite.unwrap(setup.self.identity.wrapping, wrapped)
  const own = suite.wrap(alice.keys.wrapping, setup.entropy)
  const afterProof = transcript.add(proof.bytes).hash()
  const session = sessionKeys([secret, aliceSecret, own.secret], hash(afterProof, own.wrapped))
  const confirmed = statement('responder', [alice.name, called], session.id)
  const confirmBody = Buffer.concat([own.wrapped, mac(session.confirmation, confirmed)])
  const last = encodeFrame(FrameType.CONFIRM, seal(cipher, keys.responder, 1, afterProof, confirmBody))
  return { peer: whoIs(alice), session: session.id, root: session.root, last }
}

/** @returns what a session keeps of a claim: parsed keys are kept for contacts, once for each, and not for sessions. */
function whoIs({ name, identity }: Claim): Claim {
  return { name, identity }
}

/** @returns the frame. @throws PeerError UNEXPECTED_FRAME if it is not of this type. */
export function expect(frame: Frame, type: number): Frame {
  if (frame.type !== type) throw new PeerError('UNEXPECTED_FRAME')
  return frame
}

/** @returns the suites as HELLO lists them. */
export function offer(suites: readonly Suite[]): Buffer {
  return Buffer.concat([uint(suites.length, 1), ...suites.map(({ id }) => uint(id, 2))])
}

/** @returns the suites that {@link offer} wrote. */
export function readOffer(reader: Reader): number[] {
  return Array.from({ length: reader.uint(1) }, () => reader.uint(2))
}

/** @returns the best of the own suites that is offered. @throws PeerError NO_COMMON_VERSION, BELOW_FLOOR */
export function agreedSuite({ suites, floor }: Defences, offered: readonly number[]): Suite {
  const suite = suites.find(({ id }) => offered.includes(id))
  if (!suite) throw new PeerError('NO_COMMON_VERSION')
  if (suite.id < floor) throw new PeerError('BELOW_FLOOR')
  return suite
}

/** @returns what REPLY says in the clear. */
export function replyOpening({ id }: Suite, share: Uint8Array): Buffer {
  return Buffer.concat([uint(id, 2), share])
}

/** @returns name and both keys, each after its length. */
export function encodeClaim({ name, identity }: Claim): Buffer {
  return Buffer.concat([field(name), field(identity.signing), field(identity.wrapping)])
}

/**
 * @param expected the identity that is kept of a name, if any: its keys need not be parsed again.
 * @returns what {@link encodeClaim} wrote. @throws PeerError MALFORMED, BAD_TEXT, BAD_IDENTITY
 */
export function readClaim(reader: Reader, expected?: Setup['expected']): PresentedClaim {
  const name = reader.text()
  if (!isName(name)) throw new PeerError('MALFORMED')
  const identity = { signing: reader.field(), wrapping: reader.field() }
  return { name, identity, keys: identityKeys(identity, expected?.(name)) }
}

/** What a side signs and MACs: its role, the names it knows by then, and the hash of all that was said. */
export function statement(role: Role, names: readonly string[], transcript: Buffer): Buffer {
  return Buffer.concat([
    field(`secure-p2p handshake 1 ${role}`),
    uint(names.length, 1),
    ...names.map(field),
    transcript,
  ])
}

/** @returns four keys of 32 bytes for what is sealed and MACed before the session has keys of its own. */
export function handshakeKeys(secret: Buffer, opening: Buffer) {
  const extracted = extract(secret, opening)
  const key = (label: string) => expand(extracted, `secure-p2p handshake 1 ${label}`)
  return {
    initiator: key('initiator key'),
    responder: key('responder key'),
    initiatorMac: key('initiator mac'),
    responderMac: key('responder mac'),
  }
}

/** @returns what stands for the session, what traffic keys come from, and what confirms both; 32 bytes each. */
export function sessionKeys(secrets: readonly Buffer[], transcript: Buffer) {
  const extracted = extract(Buffer.concat(secrets), transcript)
  const key = (label: string) => expand(extracted, `secure-p2p session 1 ${label}`)
  return { id: key('id'), root: key('root'), confirmation: key('confirmation') }
}

/** Seals a message of the handshake; each key and counter serves once. */
export function seal(
  cipher: RecordCipher,
  key: Buffer,
  counter: number,
  aad: Buffer,
  plaintext: Buffer,
): Buffer {
  return cipher.seal(key, handshakeNonce(counter), aad, plaintext)
}

/** @returns what {@link seal} sealed. @throws PeerError BAD_RECORD */
export function open(
  cipher: RecordCipher,
  key: Buffer,
  counter: number,
  aad: Buffer,
  sealed: Buffer,
): Buffer {
  return cipher.open(key, handshakeNonce(counter), aad, sealed)
}

const NOTHING = Buffer.alloc(0)

function handshakeNonce(counter: number): Buffer {
  return Buffer.concat([Buffer.alloc(8), uint(counter, 4)])
}

/** @returns HMAC-SHA-256. */
export function mac(key: Buffer, signed: Buffer): Buffer {
  return createHmac('sha256', key).update(signed).digest()
}

/** SHA-256 of what was said so far. Each frame is hashed once, however often the hash is asked for. */
class Transcript {
  readonly #sha256 = createHash('sha256')

  constructor(first: Uint8Array) {
    this.#sha256.update(first)
  }

  add(frame: Uint8Array): this {
    this.#sha256.update(frame)
    return this
  }

  /** @returns the hash of all that was added, and of `next`, which is not added. */
  hash(next: Uint8Array = NOTHING): Buffer {
    return this.#sha256.copy().update(next).digest()
  }
}

/** @returns SHA-256 of the parts in a row. */
export function hash(...parts: readonly Uint8Array[]): Buffer {
  const sha256 = createHash('sha256')
  for (const part of parts) sha256.update(part)
  return sha256.digest()
}
