/** All attacks: a new one is added here. */

import type { Attack } from './attack'
import { noop } from './noop'
import { swapKeys } from './swap-keys'
import { tap } from './tap'

export const attacks: readonly Attack[] = [noop, tap, swapKeys]
