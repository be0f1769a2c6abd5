/**
 * Weakened: RSAES-PKCS1-v1_5 (RFC 8017 §7.2) in the place of OAEP, and a responder that says on the wire why it
 * refuses, as TLS does with its alerts. X25519 and all else of the handshake stay.
 *
 * Of the padding nothing but its first two bytes is looked at, and the last 32 bytes are taken for the secret: a
 * "strong oracle" in the words of ROBOT (Böck, Somorovsky, Young, USENIX Security 2018), who found such servers.
 */

import { constants, type KeyObject, privateDecrypt, publicEncrypt } from 'node:crypto'
import type { Setup } from '../protocol/conversation'
import type { Defences, HandshakeScript } from '../protocol/defences'
import { PeerError } from '../protocol/errors'
import { encodeFrame } from '../protocol/frames'
import { sigma } from '../protocol/handshake'
import { hardenedDefences } from '../protocol/hardened'
import { KEY_BYTES } from '../protocol/key-agreement'
import { type Suite, x25519RsaOaep } from '../protocol/suites'

/** TLS's number for alerts (RFC 5246 §6.2.1), and what they say (§7.2): a level and a reason. */
const ALERT = 21
const WARNING = 1
const DECRYPT_ERROR = 51
const BAD_RECORD_MAC = 20

/** @returns the frame that tells the other side why it is refused: a wrong padding, or anything else. */
export function alertFor({ code }: PeerError): Buffer {
  const reason = code === 'BAD_SECRET' ? DECRYPT_ERROR : BAD_RECORD_MAC
  return encodeFrame(ALERT, Buffer.of(WARNING, reason))
}

/** As in the hardened suite, but for the padding of what is wrapped. */
export const pkcs1Suite: Suite = {
  ...x25519RsaOaep,
  wrap(key, entropy) {
    const secret = entropy.bytes(KEY_BYTES)
    return { secret, wrapped: publicEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, secret) }
  },
  unwrap(own, wrapped) {
    const padded = decrypt(own, wrapped)
    if (padded[0] !== 0 || padded[1] !== 2) throw new PeerError('BAD_SECRET')
    return padded.subarray(-KEY_BYTES)
  },
}

/** The bare RSA operation: what Node offers as PKCS #1 v1.5 tells nobody about a wrong padding, or refuses to be used. */
function decrypt(key: KeyObject, wrapped: Uint8Array): Buffer {
  try {
    return privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, wrapped)
  } catch {
    // A number that is not below the modulus.
    throw new PeerError('BAD_SECRET')
  }
}

function* initiate(setup: Setup, defences: Defences): HandshakeScript {
  return yield* sigma.initiate(setup, { ...defences, suites: [pkcs1Suite] })
}

function* respond(setup: Setup, defences: Defences): HandshakeScript {
  try {
    return yield* sigma.respond(setup, { ...defences, suites: [pkcs1Suite] })
  } catch (error) {
    if (error instanceof PeerError) yield alertFor(error)
    throw error
  }
}

export const wrappingByPkcs1: Defences = { ...hardenedDefences, handshake: { initiate, respond } }
