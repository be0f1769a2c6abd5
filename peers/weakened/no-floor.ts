/** Weakened: any suite that both know will do, however old. */

import type { Defences } from '../protocol/defences'
import { hardenedDefences } from '../protocol/hardened'

export const withoutFloor: Defences = { ...hardenedDefences, floor: 0 }
