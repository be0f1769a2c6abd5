/**
 * downgrade: has two peers agree on the weakest suite that both know, and breaks it.
 *
 * What it does: puts an old export-grade suite in the place of all that the caller offers, passes the answer on as if
 * it answered her offer, finds the short secret by trying all, and reads every record.
 * Published: Adrian et al., "Imperfect Forward Secrecy: How Diffie-Hellman Fails in Practice", CCS 2015 (Logjam);
 * Wagner and Schneier, "Analysis of the SSL 3.0 Protocol", 1996, on SSL 2.0, where nothing vouched for the offer.
 * What stops it: the offer in all that is signed and that keys come from, a floor, and no old suites.
 */

import { uint } from '../peers/protocol/fields'
import { encodeFrame, type Frame, FrameType } from '../peers/protocol/frames'
import { KEY_BYTES } from '../peers/protocol/key-agreement'
import { type Attack, type Mallory, otherSide, type Side } from './attack'
import { deed } from './deeds'
import { findSecret, SECRETS, sessionOf } from './export-keys'
import { type SessionSecrets, textOf } from './session-keys'

const EXPORT_SUITE = 0x0100

export const downgrade: Attack = {
  name: 'downgrade',
  about: 'strikes the strong suites from the offer, finds the short secret of the weak one, reads everything',
  prepare: async (mallory) => (link) => {
    const heard = new Map<number, Frame>()
    let session: SessionSecrets | null | undefined
    const overhear = (frame: Frame, from: Side): void => {
      if (frame.type !== FrameType.RECORD) heard.set(frame.type, frame)
      else {
        if (session === undefined) session = broken(heard, mallory)
        const text = session && textOf(frame, session, from === 'caller' ? 'initiator' : 'responder')
        if (text) link.loot('read', text, from)
      }
    }
    return {
      unit(unit, from) {
        if (!('type' in unit)) {
          link.send(otherSide(from), unit.bytes)
          return
        }
        if (unit.type === FrameType.HELLO) {
          link.acted(deed('weakens-offer'), { to: 'callee' })
          const share = unit.payload.subarray(-KEY_BYTES)
          const offer = Buffer.concat([uint(1, 1), uint(EXPORT_SUITE, 2), share])
          link.send('callee', encodeFrame(FrameType.HELLO, offer))
        } else {
          if (unit.type === FrameType.REPLY) link.acted(deed('passes-answer-on'), { to: 'caller' })
          link.send(otherSide(from), unit.bytes)
        }
        overhear(unit, from)
      },
      ended: (side) => link.hangUp(otherSide(side)),
    }
  },
}

/** @returns the keys of the session, null where the secret is not a short one. */
function broken(heard: ReadonlyMap<number, Frame>, mallory: Mallory): SessionSecrets | null {
  const [hello, reply, proof, confirm] = [
    FrameType.HELLO,
    FrameType.REPLY,
    FrameType.PROOF,
    FrameType.CONFIRM,
  ].map((type) => heard.get(type))
  if (!hello || !reply || !proof || !confirm) return null
  // Where the handshake is one at all in spite of another offer, of HELLO the share alone counts.
  const said = hello.payload.subarray(-KEY_BYTES)
  const secret = findSecret(reply, said, (count) => mallory.progress(count, SECRETS, deed('secrets-tried')))
  return secret && sessionOf({ reply, proof, confirm }, said, secret)
}
