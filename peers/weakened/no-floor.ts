/** Weakened: any suite that both know will do, however old. */

import { type Defences, hardened } from '../protocol/defences'

export const withoutFloor: Defences = { ...hardened, floor: 0 }
