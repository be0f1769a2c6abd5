/** All scenarios, in the order in which they tell the story. */

import type { Scenario } from '../lab/scenario'
import { eavesdrop } from './eavesdrop'
import { honest } from './honest'
import { lengthLeak } from './length-leak'
import { mitm } from './mitm'
import { nonceReuse } from './nonce-reuse'
import { reflection } from './reflection'
import { reorder } from './reorder'
import { replay } from './replay'
import { tamper } from './tamper'
import { truncation } from './truncation'

export const scenarios: readonly Scenario[] = [
  honest,
  eavesdrop,
  mitm,
  replay,
  reorder,
  reflection,
  truncation,
  tamper,
  nonceReuse,
  lengthLeak,
]
