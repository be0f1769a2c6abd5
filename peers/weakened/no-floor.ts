/** Weakened: any suite that both know will do, however old. */

import type { Defences } from '../protocol/defences'
import { hardened } from '../protocol/hardened'

export const withoutFloor: Defences = { ...hardened, floor: 0 }
