/**
 * Weakened: beside the strong suite, an old one is still spoken, of the kind that export rules once asked for.
 *
 * Those cut keys to 40 bits, and SSL 2.0 sent what was above them in the clear (CLEAR-KEY-DATA). Here the secret is
 * cut to 16 bits, which takes a laptop a second to search in place of days, and what otherwise travels under RSA lies
 * open. Who finds the one short secret has all keys, as then.
 */

import type { Defences } from '../protocol/defences'
import { hardenedDefences } from '../protocol/hardened'
import { agree, KEY_BYTES } from '../protocol/key-agreement'
import { RSA_BYTES } from '../protocol/rsa'
import type { Suite } from '../protocol/suites'

/** What is left of the secret; zeros follow. */
const SECRET_BYTES = 2

/** 0x0100: X25519 cut to 16 bits, and nothing under RSA. */
const exportGrade: Suite = {
  id: 0x0100,
  agree(own, share) {
    return agree(own, share).fill(0, SECRET_BYTES)
  },
  wrap(_key, entropy) {
    const secret = entropy.bytes(KEY_BYTES)
    return { secret, wrapped: Buffer.concat([secret], RSA_BYTES) }
  },
  unwrap(_own, wrapped) {
    return Buffer.from(wrapped.subarray(0, KEY_BYTES))
  },
}

export const speakingExportSuite: Defences = {
  ...hardenedDefences,
  suites: [...hardenedDefences.suites, exportGrade],
}
