/**
 * Weakened: the counter in the nonce of AES-256-GCM begins anew after every second record. Each record is sealed
 * and checked as before, with its true number in the AAD; only the nonce is one that the key has seen.
 */

import { aes256gcm, type Defences, type RecordCipher } from '../protocol/defences'
import { hardenedDefences } from '../protocol/hardened'

const RECORDS = 2n

function restarted(nonce: Uint8Array): Buffer {
  const counted = Buffer.from(nonce)
  counted.writeBigUInt64BE(counted.readBigUInt64BE(4) % RECORDS, 4)
  return counted
}

const withRestartingNonce: RecordCipher = {
  overhead: aes256gcm.overhead,
  seal: (key, nonce, aad, plaintext) => aes256gcm.seal(key, restarted(nonce), aad, plaintext),
  sealAfter: (head, key, nonce, aad, plaintext) =>
    aes256gcm.sealAfter(head, key, restarted(nonce), aad, plaintext),
  open: (key, nonce, aad, sealed) => aes256gcm.open(key, restarted(nonce), aad, sealed),
}

export const restartingNonces: Defences = { ...hardenedDefences, recordCipher: withRestartingNonce }
