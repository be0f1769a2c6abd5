/** Every profile that a peer of the lab can run with: a new one is added here. */

import type { Profile } from '../protocol/conversation'
import { prototype } from '../protocol/prototype'
import { hardened, secure } from '../protocol/secure'
import { acceptingAnyEnd } from './accept-any-end'
import { acceptingAnyKey } from './accept-any-key'
import { acceptingAnySequence } from './accept-any-sequence'
import { encryptingWithoutMac } from './encrypt-without-mac'
import { havingOneKeyBothWays } from './one-key-both-ways'
import { plaintext } from './plaintext'
import { restartingNonces } from './restarting-nonce'

export const profiles: readonly Profile[] = [
  hardened,
  prototype,
  secure('plaintext', plaintext),
  secure('accept-any-key', acceptingAnyKey),
  secure('accept-any-sequence', acceptingAnySequence),
  secure('accept-any-end', acceptingAnyEnd),
  secure('one-key-both-ways', havingOneKeyBothWays),
  secure('encrypt-without-mac', encryptingWithoutMac),
  secure('restarting-nonce', restartingNonces),
]
