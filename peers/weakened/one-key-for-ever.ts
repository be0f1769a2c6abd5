/** Weakened: the keys of a session serve as long as it lasts, however much they protect. */

import type { Defences, KeyLimits } from '../protocol/defences'
import { hardenedDefences } from '../protocol/hardened'

const NONE = Number.POSITIVE_INFINITY

const noLimits: KeyLimits = { records: NONE, bytes: NONE, age: NONE }

export const havingOneKeyForEver: Defences = { ...hardenedDefences, keyLimits: noLimits }
