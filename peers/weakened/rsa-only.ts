/**
 * Weakened: the two wrapped secrets make the keys of a session by themselves; X25519 adds nothing to them. TLS
 * could be used like that until 1.3 (RSA key transport), and end to end Threema had no forward secrecy either until
 * 2022: whoever gets the keys of an identity later has what is needed for all that was recorded before.
 *
 * What is agreed on is zeros, so the keys that seal and MAC the handshake are known to everybody: identities are no
 * longer hidden either.
 */

import type { Defences } from '../protocol/defences'
import { hardenedDefences } from '../protocol/hardened'
import { KEY_BYTES } from '../protocol/key-agreement'
import { type Suite, x25519RsaOaep } from '../protocol/suites'

const rsaAlone: Suite = { ...x25519RsaOaep, agree: () => Buffer.alloc(KEY_BYTES) }

export const wrappingByRsaAlone: Defences = { ...hardenedDefences, suites: [rsaAlone] }
