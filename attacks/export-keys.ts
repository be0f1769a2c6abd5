/**
 * What an export-grade handshake protects nobody from: its secret is so short that all of them can be tried.
 *
 * The handshake is the hardened one (PROTOCOL.md, section 5), with two exceptions that the suite makes: of the X25519
 * secret two bytes are left, and what would travel under RSA stands there openly.
 */

import { createDecipheriv } from 'node:crypto'
import { aes256gcm } from '../peers/protocol/defences'
import { Reader, uint } from '../peers/protocol/fields'
import type { Frame } from '../peers/protocol/frames'
import { handshakeKeys, hash, mac, open, readClaim, sessionKeys } from '../peers/protocol/handshake'
import { KEY_BYTES } from '../peers/protocol/key-agreement'
import { RSA_BYTES } from '../peers/protocol/rsa'
import type { SessionSecrets } from './session-keys'

/** How many secrets there are. */
export const SECRETS = 2 ** 16

/** What HKDF makes the key that seals REPLY of, and the number of its only block. */
const EXPAND = Buffer.from('secure-p2p handshake 1 responder key\x01')

/** The three frames after HELLO, as they went over the wire. */
export interface OverheardFrames {
  readonly reply: Frame
  readonly proof: Frame
  readonly confirm: Frame
}

/**
 * Tries every secret against the REPLY that was sealed under a key of it.
 * @param said what of HELLO goes into the transcript. @param tried is told now and then how many were tried.
 * @returns the 32 bytes that both sides agreed on, or null if it is none of these.
 */
export function findSecret(reply: Frame, said: Buffer, tried: (count: number) => void): Buffer | null {
  const clear = new Reader(reply.payload)
  const opening = hash(said, clear.take(2 + KEY_BYTES))
  const sealed = clear.field()
  for (let number = 0; number < SECRETS; number += 1) {
    const secret = Buffer.concat([uint(number, 2)], KEY_BYTES)
    // HKDF for 32 bytes (RFC 5869) in its two steps: a third of the time that the library's takes.
    const key = mac(mac(opening, secret), EXPAND)
    if (beginsWithName(key, sealed) && opens(key, opening, sealed)) {
      tried(number + 1)
      return secret
    }
    if ((number + 1) % 8192 === 0) tried(number + 1)
  }
  return null
}

/** Whether the plaintext would begin with the length of a name, below 256. Wrong keys mostly end here, at little cost. */
function beginsWithName(key: Buffer, sealed: Buffer): boolean {
  const first = createDecipheriv('aes-256-gcm', key, Buffer.alloc(12)).update(sealed.subarray(0, 1))
  return first[0] === 0
}

function opens(key: Buffer, opening: Buffer, sealed: Buffer): boolean {
  try {
    open(aes256gcm, key, 0, opening, sealed)
    return true
  } catch {
    return false
  }
}

/** @returns what both sides derived from the secret that was found. @throws PeerError if it is another one. */
export function sessionOf(
  { reply, proof, confirm }: OverheardFrames,
  said: Buffer,
  secret: Buffer,
): SessionSecrets {
  const opening = hash(said, reply.payload.subarray(0, 2 + KEY_BYTES))
  const keys = handshakeKeys(secret, opening)
  const inProof = new Reader(open(aes256gcm, keys.initiator, 0, hash(said, reply.bytes), proof.payload))
  readClaim(inProof)
  inProof.field()
  const alices = inProof.take(RSA_BYTES).subarray(0, KEY_BYTES)
  const afterProof = hash(said, reply.bytes, proof.bytes)
  const wrapped = open(aes256gcm, keys.responder, 1, afterProof, confirm.payload).subarray(0, RSA_BYTES)
  return sessionKeys([secret, alices, wrapped.subarray(0, KEY_BYTES)], hash(afterProof, wrapped))
}
