/** Weakened: records travel as they are; the tag goes with the encryption. Everything else of the hardened profile stays. */

import type { Defences, RecordCipher } from '../protocol/defences'
import { hardenedDefences } from '../protocol/hardened'

const noCipher: RecordCipher = {
  overhead: 0,
  seal: (_key, _nonce, _aad, plaintext) => Buffer.from(plaintext),
  sealAfter: (head, _key, _nonce, _aad, plaintext) => [Buffer.concat([head, plaintext])],
  open: (_key, _nonce, _aad, sealed) => Buffer.from(sealed),
}

export const plaintext: Defences = { ...hardenedDefences, recordCipher: noCipher }
