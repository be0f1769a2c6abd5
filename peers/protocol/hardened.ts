/** The defences that the messenger runs with. Their decisions are in `defences.ts`. */

import {
  aes256gcm,
  type Defences,
  keyForEachDirection,
  noEarlyFrames,
  padToBlocks,
  requireConfirmation,
  requireExpectedIdentity,
  requireGoodbye,
  requireNextNumber,
  requireSameCount,
  requireSignature,
  wholeHello,
} from './defences'
import { handshakeFrames, recordFrames } from './frames'
import { sigma } from './handshake'
import { x25519RsaOaep } from './suites'

/** Everything on. This is what the messenger runs with, and the only profile that it can reach. */
export const hardenedDefences: Defences = {
  handshake: sigma,
  suites: [x25519RsaOaep],
  floor: 0x0101,
  helloInTranscript: wholeHello,
  handshakeCipher: aes256gcm,
  checkIdentity: requireExpectedIdentity,
  checkSignature: requireSignature,
  checkConfirmation: requireConfirmation,
  trafficKey: keyForEachDirection,
  recordCipher: aes256gcm,
  earlyFrames: noEarlyFrames,
  checkSequence: requireNextNumber,
  pad: padToBlocks,
  checkCount: requireSameCount,
  checkTransportEnd: requireGoodbye,
  keyLimits: { records: 2 ** 20, bytes: 2 ** 30, age: 60 * 60 * 1000 },
  frameLimits: { handshake: handshakeFrames, records: recordFrames },
}
