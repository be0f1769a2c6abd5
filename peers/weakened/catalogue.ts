/** Every profile that a peer of the lab can run with: a new one is added here. */

import type { Profile } from '../protocol/conversation'
import { prototype } from '../protocol/prototype'
import { hardened, secure } from '../protocol/secure'
import { acceptingAnyKey } from './accept-any-key'
import { plaintext } from './plaintext'

export const profiles: readonly Profile[] = [
  hardened,
  prototype,
  secure('plaintext', plaintext),
  secure('accept-any-key', acceptingAnyKey),
]
