/**
 * The handshake by the book, in both roles, except that every piece of it passes through a bend on its way: what a probe
 * has no bend for stays as PROTOCOL.md has it (section 5).
 */

import type { KeyObject } from 'node:crypto'
import { field, Reader } from '../peers/protocol/fields'
import { encodeFrame, type Frame, FrameType } from '../peers/protocol/frames'
import {
  agreedSuite,
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
} from '../peers/protocol/handshake'
import { hardenedDefences } from '../peers/protocol/hardened'
import { type PrivateIdentity, publicIdentity } from '../peers/protocol/identity'
import { KEY_BYTES, keyShare } from '../peers/protocol/key-agreement'
import { RSA_BYTES, sign, unwrap, wrap } from '../peers/protocol/rsa'
import { BentRecords } from './bent-records'
import { entropy } from './entropy'
import type { ProbeLine } from './probe-line'

const pieces = [
  ...['offer', 'suite', 'share', 'hello', 'hello frame'],
  ...['name', 'signing', 'wrapping', 'called', 'secret', 'wrapped'],
  ...['signed', 'signature', 'mac', 'body', 'sealed', 'payload', 'frame'],
  ...['confirm secret', 'confirm wrapped', 'confirmed', 'confirmation', 'confirm body', 'confirm sealed'],
  ...['confirm frame'],
] as const

/** What is bent: `hello frame` is HELLO, `frame` her REPLY or PROOF, `confirm …` of CONFIRM. */
export type BentPiece = (typeof pieces)[number]

/** What is known where something is bent. */
export interface KnownToBend {
  readonly self: Self
  readonly line: ProbeLine
  /** The name of the other one, and whom else the two know. */
  readonly other: string
  readonly third: string
  /** The other side's frames so far, and the hash before the piece. */
  readonly heard: readonly Frame[]
  readonly transcript: Buffer
  readonly keys: ReturnType<typeof handshakeKeys>
  /** The key that she seals with. */
  readonly key: Buffer
  readonly body: Buffer
  /** The statement that she signs. */
  readonly signed: Buffer
  /** Of CONFIRM; the secrets are in the order in which the session's keys follow from them. */
  readonly session: ReturnType<typeof sessionKeys>
  readonly secrets: readonly [fresh: Buffer, initiators: Buffer, responders: Buffer]
  readonly wrapped: Buffer
  /** The wrapping key of the one who listens. */
  readonly theirs: KeyObject
}

/** As much of it as there is by now. */
type Knowing = { -readonly [Name in keyof KnownToBend]?: KnownToBend[Name] }

export type Bend = (piece: Buffer, known: KnownToBend) => Uint8Array
export type Bends = Readonly<Partial<Record<BentPiece, Bend>>>

/** Who she says to be. */
export interface Self {
  readonly name: string
  readonly identity: PrivateIdentity
}

const [suite] = hardenedDefences.suites
const cipher = hardenedDefences.handshakeCipher

/** Passes pieces through the bends of a probe. */
function bender(bends: Bends, known: Partial<KnownToBend>) {
  return (piece: BentPiece, bytes: Uint8Array): Buffer =>
    Buffer.from(bends[piece]?.(Buffer.from(bytes), known as KnownToBend) ?? bytes)
}

/** Her side where she calls. @returns the records of the session; null if the other side has hung up before. */
export async function callBent(
  line: ProbeLine,
  self: Self,
  called: string,
  bends: Bends,
): Promise<BentRecords | null> {
  const heard: Frame[] = []
  const known: Knowing = { self, heard, ...people(called) }
  const bent = bender(bends, known)
  const ephemeral = entropy.x25519()
  const said = Buffer.concat([bent('offer', offer([suite!])), bent('share', keyShare(ephemeral))])
  const hello = encodeFrame(FrameType.HELLO, bent('hello', said))
  line.say(bent('hello frame', hello))

  const reply = await heardNext(line, heard, FrameType.REPLY)
  if (!reply) return null
  const clear = new Reader(reply.payload)
  agreedSuite(hardenedDefences, [clear.uint(2)])
  const share = clear.take(KEY_BYTES)
  const fresh = suite!.agree(ephemeral, share)
  const opening = hash(hello, replyOpening(suite!, share))
  const keys = handshakeKeys(fresh, opening)
  const bob = readClaim(new Reader(open(cipher, keys.responder, 0, opening, clear.field())))

  const afterReply = hash(hello, reply.bytes)
  Object.assign(known, { transcript: afterReply, keys, key: keys.initiator, theirs: bob.keys.wrapping })
  const secret = bent('secret', entropy.bytes(KEY_BYTES))
  const wrapped = bent('wrapped', wrap(bob.keys.wrapping, secret))
  const body = Buffer.concat([bentClaim(bent, self), bent('called', field(called)), wrapped])
  const signed = bent('signed', statement('initiator', [self.name, called], hash(afterReply, body)))
  known.signed = signed
  const proof = sealedFrame(bent, known, FrameType.PROOF, {
    inside: [
      body,
      bent('signature', sign(self.identity.signing, signed)),
      bent('mac', mac(keys.initiatorMac, signed)),
    ],
    aad: afterReply,
  })
  line.say(proof)

  const confirm = await heardNext(line, heard, FrameType.CONFIRM)
  if (!confirm) return null
  const afterProof = hash(hello, reply.bytes, proof)
  const inside = new Reader(open(cipher, keys.responder, 1, afterProof, confirm.payload))
  const bobWrapped = inside.take(RSA_BYTES)
  const theirs = unwrap(self.identity.wrapping, bobWrapped)
  const { id, root } = sessionKeys([fresh, secret, theirs], hash(afterProof, bobWrapped))
  return new BentRecords(line, 'initiator', id, root)
}

/** Her side where she is called. @returns as {@link callBent}. */
export async function answerBent(line: ProbeLine, self: Self, bends: Bends): Promise<BentRecords | null> {
  const heard: Frame[] = []
  const known: Knowing = { self, heard, ...people('alice') }
  const bent = bender(bends, known)
  const hello = await heardNext(line, heard, FrameType.HELLO)
  if (!hello) return null
  const clear = new Reader(hello.payload)
  readOffer(clear)
  const ephemeral = entropy.x25519()
  const fresh = suite!.agree(ephemeral, clear.take(KEY_BYTES))
  const opened = replyOpening(suite!, keyShare(ephemeral))
  const opening = hash(hello.bytes, opened)
  const keys = handshakeKeys(fresh, opening)
  Object.assign(known, { transcript: opening, keys, key: keys.responder })
  const claim = bentClaim(bent, self)
  const signed = bent('signed', statement('responder', [self.name], hash(opening, claim)))
  known.signed = signed
  const clearPart = Buffer.concat([bent('suite', opened.subarray(0, 2)), bent('share', opened.subarray(2))])
  const reply = sealedFrame(bent, known, FrameType.REPLY, {
    inside: [
      claim,
      bent('signature', sign(self.identity.signing, signed)),
      bent('mac', mac(keys.responderMac, signed)),
    ],
    aad: opening,
    before: clearPart,
  })
  line.say(reply)

  const proof = await heardNext(line, heard, FrameType.PROOF)
  if (!proof) return null
  const afterReply = hash(hello.bytes, reply)
  const inside = new Reader(open(cipher, keys.initiator, 0, afterReply, proof.payload))
  const alice: PresentedClaim = readClaim(inside)
  inside.field()
  const theirs = unwrap(self.identity.wrapping, inside.take(RSA_BYTES))
  const afterProof = hash(hello.bytes, reply, proof.bytes)
  Object.assign(known, { transcript: afterProof, theirs: alice.keys.wrapping })
  const secret = bent('confirm secret', entropy.bytes(KEY_BYTES))
  const wrapped = bent('confirm wrapped', wrap(alice.keys.wrapping, secret))
  const session = sessionKeys([fresh, theirs, secret], hash(afterProof, wrapped))
  Object.assign(known, { session, wrapped, secrets: [fresh, theirs, secret] })
  const confirmed = bent('confirmed', statement('responder', [alice.name, self.name], session.id))
  const confirmation = bent('confirmation', mac(session.confirmation, confirmed))
  const confirmBody = bent('confirm body', Buffer.concat([wrapped, confirmation]))
  Object.assign(known, { body: confirmBody })
  const sealed = bent('confirm sealed', seal(cipher, keys.responder, 1, afterProof, confirmBody))
  line.say(bent('confirm frame', encodeFrame(FrameType.CONFIRM, sealed)))
  return new BentRecords(line, 'responder', session.id, session.root)
}

function people(other: string): Pick<KnownToBend, 'other' | 'third'> {
  return { other, third: other === 'alice' ? 'bob' : 'alice' }
}

function bentClaim(bent: ReturnType<typeof bender>, { name, identity }: Self): Buffer {
  const { signing, wrapping } = publicIdentity(identity)
  return Buffer.concat([
    bent('name', field(name)),
    bent('signing', field(signing)),
    bent('wrapping', field(wrapping)),
  ])
}

/** REPLY and PROOF: what is sealed, behind what is not. */
function sealedFrame(
  bent: ReturnType<typeof bender>,
  known: Knowing,
  type: number,
  { inside, aad, before }: { inside: readonly Buffer[]; aad: Buffer; before?: Buffer },
): Buffer {
  const body = bent('body', Buffer.concat(inside))
  known.body = body
  const sealed = bent('sealed', seal(cipher, known.key!, 0, aad, body))
  const payload = before ? Buffer.concat([before, field(sealed)]) : sealed
  return bent('frame', encodeFrame(type, bent('payload', payload)))
}

async function heardNext(line: ProbeLine, heard: Frame[], type: number): Promise<Frame | null> {
  const frame = await line.next()
  if (frame) heard.push(frame)
  return frame?.type === type ? frame : null
}
