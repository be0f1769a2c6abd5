/** Weakened: the keys of a session serve as long as it lasts, however much they protect. */

import { type Defences, hardened, type KeyLimits } from '../protocol/defences'

const NONE = Number.POSITIVE_INFINITY

const noLimits: KeyLimits = { records: NONE, bytes: NONE, age: NONE }

export const havingOneKeyForEver: Defences = { ...hardened, keyLimits: noLimits }
