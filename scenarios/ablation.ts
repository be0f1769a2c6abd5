/**
 * Every defence that the lab can take away: the code of it, the profile that goes without it, and the scenarios whose
 * attacks could profit. `npm run scenario ablation` plays them all; `--explain` shows the code of those that a scenario
 * is about.
 */

import type { Defence } from '../lab/defence'

const PEERS = 'peers/protocol/defences.ts'

export const defences: readonly Defence[] = [
  {
    of: 'peers',
    member: 'checkIdentity',
    profile: 'accept-any-key',
    about: 'The key that is shown must be the one that came with the friendship, or was pinned since.',
    hardened: [`${PEERS}#requireExpectedIdentity`],
    attacks: ['mitm'],
    spare: null,
  },
]

/** Codes with which the hardened protocol refuses what it is given. Without one defence another one may refuse. */
export const refusals: readonly string[] = [
  'BAD_RECORD',
  'OUT_OF_ORDER',
  'TRUNCATED',
  'BAD_COUNT',
  'BAD_SIGNATURE',
  'BAD_CONFIRMATION',
  'BAD_SECRET',
  'FINGERPRINT_MISMATCH',
  'WRONG_NAME',
  'UNKNOWN_PEER',
  'MALFORMED',
  'UNEXPECTED_FRAME',
  'NO_COMMON_VERSION',
  'BELOW_FLOOR',
  'INCOMPLETE_HANDSHAKE',
]
