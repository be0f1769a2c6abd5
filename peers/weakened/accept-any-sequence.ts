/** Weakened: records are taken in whatever order they come, as often as they come. */

import type { Defences } from '../protocol/defences'
import { hardenedDefences } from '../protocol/hardened'

const acceptAnySequence: Defences['checkSequence'] = () => {}

export const acceptingAnySequence: Defences = { ...hardenedDefences, checkSequence: acceptAnySequence }
