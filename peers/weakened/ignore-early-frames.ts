/**
 * Weakened: during the handshake frames of a type IGNORE are skipped unhashed, and the numbers of records go on from
 * those of the handshake's frames. SSH had both: SSH_MSG_IGNORE (RFC 4253 §11.2) at any time, and sequence numbers
 * that a key exchange does not reset (§6.4).
 */

import type { Defences, EarlyFrames } from '../protocol/defences'
import { hardenedDefences } from '../protocol/hardened'

const IGNORE = 6

const ignoringSome: EarlyFrames = { ignored: { [IGNORE]: 1024 }, firstNumber: BigInt }

export const ignoringEarlyFrames: Defences = { ...hardenedDefences, earlyFrames: ignoringSome }
