/**
 * Calling somebody under another's name: the initiator's side of the handshake, by the book, except that the proof of
 * who calls is made with whatever keys there are. How Alice wants it proven shows in what Bob shows of himself.
 */

import { type KeyObject, randomBytes } from 'node:crypto'
import type { Socket } from 'node:net'
import { Channel } from '../peers/protocol/channel'
import { field, Reader } from '../peers/protocol/fields'
import { encodeFrame, type Frame, FrameDecoder, FrameType } from '../peers/protocol/frames'
import {
  agreedSuite,
  encodeClaim,
  handshakeKeys,
  hash,
  mac,
  offer,
  open,
  type PresentedClaim,
  readClaim,
  replyOpening,
  seal,
  sessionKeys,
  statement,
} from '../peers/protocol/handshake'
import { hardenedDefences } from '../peers/protocol/hardened'
import type { PrivateIdentity } from '../peers/protocol/identity'
import { agree, derive, KEY_BYTES, keyShare, privateKeyOf } from '../peers/protocol/key-agreement'
import { RSA_BYTES, sign, verify, wrap } from '../peers/protocol/rsa'
import { entropy } from './entropy'

export type Frames = AsyncGenerator<Frame, void>

/** The frames that come, until the other side hangs up, or the phase is over: either is an end like any other. */
export async function* framesOf(socket: Socket): Frames {
  const decoder = new FrameDecoder()
  try {
    for await (const chunk of socket) yield* decoder.push(chunk)
  } catch {
    return
  }
}

/** What is known once the one who was called has answered. */
export interface Answered {
  /** What of HELLO stands in every transcript. */
  readonly hello: Uint8Array
  readonly reply: Frame
  readonly fresh: Buffer
  readonly keys: ReturnType<typeof handshakeKeys>
  /** Who answered, and what came after that: a proof of its own, 288 bytes. */
  readonly claim: PresentedClaim
  readonly shown: Buffer
}

/** Says HELLO. @returns what the answer shows to every caller; null if none comes. */
export async function answered(socket: Socket, frames: Frames): Promise<Answered | null> {
  const ephemeral = entropy.x25519()
  const hello = encodeFrame(
    FrameType.HELLO,
    Buffer.concat([offer(hardenedDefences.suites), keyShare(ephemeral)]),
  )
  socket.write(hello)
  const { value: reply } = await frames.next()
  if (!reply) return null
  const clear = new Reader(reply.payload)
  const suite = agreedSuite(hardenedDefences, [clear.uint(2)])
  const share = clear.take(KEY_BYTES)
  const fresh = suite.agree(ephemeral, share)
  const said = hardenedDefences.helloInTranscript(hello)
  const opening = hash(said, replyOpening(suite, share))
  const keys = handshakeKeys(fresh, opening)
  const inside = new Reader(open(hardenedDefences.handshakeCipher, keys.responder, 0, opening, clear.field()))
  return { hello: said, reply, fresh, keys, claim: readClaim(inside), shown: inside.rest() }
}

/**
 * Goes on as `as`, towards the one who answered, with that one's own private keys.
 * @returns the channel of the session; null where she was refused, or cannot come to its keys.
 */
export async function channelAs(
  as: Answered,
  victim: Answered,
  stolen: PrivateIdentity,
  { socket, frames }: { readonly socket: Socket; readonly frames: Frames },
): Promise<Channel | null> {
  const afterReply = hash(victim.hello, victim.reply.bytes)
  const certified = staticKeyIn(as)
  const { body, secrets } = certified
    ? byStaticKey(as, victim, agree(staticKeyOf(stolen.signing), certified), afterReply)
    : bySignature(as, victim, stolen.signing, afterReply)
  const sealed = seal(hardenedDefences.handshakeCipher, victim.keys.initiator, 0, afterReply, body)
  const proof = encodeFrame(FrameType.PROOF, sealed)
  socket.write(proof)
  const { value: confirm } = await frames.next()
  if (!confirm || !secrets) return null
  const { id, root } = sessionKeys(secrets, hash(victim.hello, victim.reply.bytes, proof))
  const first = { sending: 0n, receiving: 0n }
  return new Channel({
    role: 'initiator',
    session: id,
    root,
    first,
    defences: hardenedDefences,
    entropy,
    now: Date.now,
  })
}

/** What goes into PROOF, and the secrets of the session, where she can have them. */
interface Proof {
  readonly body: Buffer
  readonly secrets: readonly Buffer[] | null
}

/**
 * The hardened PROOF: all of it is right, but that the victim's key signs where the other one should. The secret that
 * the victim would wrap in return is for a key that she does not have either.
 */
function bySignature(as: Answered, { claim, keys }: Answered, key: KeyObject, afterReply: Buffer): Proof {
  const wrapped = wrap(claim.keys.wrapping, randomBytes(KEY_BYTES))
  const said = Buffer.concat([encodeClaim(as.claim), field(claim.name), wrapped])
  const signed = statement('initiator', [as.claim.name, claim.name], hash(afterReply, said))
  const body = Buffer.concat([said, sign(key, signed), mac(keys.initiatorMac, signed)])
  return { body, secrets: null }
}

/** The PROOF of static keys: their Diffie-Hellman secret is the same from either end. */
function byStaticKey(as: Answered, { claim, fresh }: Answered, secret: Buffer, afterReply: Buffer): Proof {
  const secrets = [fresh, secret]
  const said = Buffer.concat([encodeClaim(as.claim), as.shown, field(claim.name)])
  const statementOf = statement('initiator', [as.claim.name, claim.name], hash(afterReply, said))
  const { initiatorMac } = handshakeKeys(Buffer.concat(secrets), afterReply)
  return { body: Buffer.concat([said, mac(initiatorMac, statementOf)]), secrets }
}

/** @returns the static key that somebody shows, certified by their RSA key; null if they show something else. */
function staticKeyIn({ claim, shown }: Answered): Buffer | null {
  const share = shown.subarray(0, KEY_BYTES)
  const certificate = shown.subarray(KEY_BYTES)
  const certified = Buffer.concat([field('secure-p2p static key 1'), field(claim.name), field(share)])
  const isCertificate = certificate.length === RSA_BYTES && verify(claim.keys.signing, certified, certificate)
  return isCertificate ? share : null
}

/** An identity's static key follows from its RSA key, also for a thief. */
function staticKeyOf(signing: KeyObject): KeyObject {
  const der = signing.export({ type: 'pkcs8', format: 'der' })
  return privateKeyOf(derive(der, Buffer.alloc(0), 'secure-p2p static key 1'))
}
