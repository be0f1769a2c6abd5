/** All attacks: a new one is added here. */

import type { Attack } from './attack'
import { lengthLeak } from './length-leak'
import { nonceReuse } from './nonce-reuse'
import { noop } from './noop'
import { reflection } from './reflection'
import { reorder } from './reorder'
import { replay } from './replay'
import { swapKeys } from './swap-keys'
import { tamper } from './tamper'
import { tap } from './tap'
import { truncation } from './truncation'

export const attacks: readonly Attack[] = [
  noop,
  tap,
  swapKeys,
  replay,
  reorder,
  reflection,
  truncation,
  tamper,
  nonceReuse,
  lengthLeak,
]
