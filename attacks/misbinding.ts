/**
 * misbinding: lets two friends agree on a key, and has the callee believe that he shares it with her.
 *
 * What it does: passes the key shares on untouched, so that she never learns the key; in the caller's last message of
 * the handshake she puts her own name, keys and signature in the place of the caller's. What the caller says from
 * then on is credited to her.
 * Published: Diffie, van Oorschot and Wiener, "Authentication and Authenticated Key Exchanges", 1992 (STS); Krawczyk,
 * "SIGMA", CRYPTO 2003, section 3.1, "BADH and the identity-misbinding attack".
 * What stops it: identities under a MAC (and here also a seal) whose key comes from the secret that she does not know.
 */

import { field } from '../peers/protocol/fields'
import { encodeFrame, type Frame, FrameType } from '../peers/protocol/frames'
import { encodeClaim, hash, statement } from '../peers/protocol/handshake'
import { publicIdentity } from '../peers/protocol/identity'
import { KEY_BYTES } from '../peers/protocol/key-agreement'
import { RSA_BYTES, sign } from '../peers/protocol/rsa'
import { type Attack, type AttackerAccount, type Link, otherSide } from './attack'
import { deed } from './deeds'

export const misbinding: Attack = {
  name: 'misbinding',
  about:
    'puts her own name and signature in the place of the caller’s, in a handshake whose key she does not know',
  prepare: async (mallory) => (link) => {
    const said: Frame[] = []
    return {
      unit(unit, from) {
        const { account } = mallory
        const isProof = 'type' in unit && unit.type === FrameType.PROOF && said.length === 2
        if (account && isProof && from === 'caller') {
          link.acted(deed('takes-place-of', link.caller), {
            to: 'callee',
          })
          link.send('callee', inHerName(account, link, said, unit.payload))
          return
        }
        if ('type' in unit && unit.type < FrameType.PROOF) said.push(unit)
        link.send(otherSide(from), unit.bytes)
      },
      ended: (side) => link.hangUp(otherSide(side)),
    }
  },
}

/**
 * The caller's PROOF with another claim and signature. What she can't make, above all a MAC, stays as it came; where
 * the message is sealed, the places are the same, and she writes over what she can't read.
 */
function inHerName(
  { name, identity }: AttackerAccount,
  link: Link,
  said: readonly Frame[],
  proof: Buffer,
): Buffer {
  const claim = encodeClaim({ name, identity: publicIdentity(identity) })
  // Name and keys of the caller have a known length, and what follows them is either the signature alone, or
  // the name that is called, a wrapped secret, the signature, and the rest.
  const after = proof.subarray(encodeClaim({ name: link.caller, identity: publicIdentity(identity) }).length)
  const between = after.length === RSA_BYTES ? 0 : field(link.callee).length + RSA_BYTES
  const body = Buffer.concat([claim, after.subarray(0, between)])
  const signed = between === 0 ? bothShares(said) : wholeHandshake([name, link.callee], said, body)
  const rest = after.subarray(between + RSA_BYTES)
  return encodeFrame(FrameType.PROOF, Buffer.concat([body, sign(identity.signing, signed), rest]))
}

/** What a handshake that covers the key shares only would have her sign: the caller's share, then the callee's. */
function bothShares([hello, reply]: readonly Frame[]): Buffer {
  return Buffer.concat([hello!.payload.subarray(-KEY_BYTES), reply!.payload.subarray(2, 2 + KEY_BYTES)])
}

/** What the hardened handshake has an initiator sign. */
function wholeHandshake(names: readonly string[], said: readonly Frame[], body: Buffer): Buffer {
  const transcript = hash(hash(...said.map(({ bytes }) => bytes)), body)
  return statement('initiator', names, transcript)
}
