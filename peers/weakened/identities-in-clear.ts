/** Weakened: who the two are, and what they sign, is said in the clear. All that is signed and MACed stays. */

import type { Defences } from '../protocol/defences'
import { hardenedDefences } from '../protocol/hardened'
import { plaintext } from './plaintext'

export const showingIdentities: Defences = { ...hardenedDefences, handshakeCipher: plaintext.recordCipher }
