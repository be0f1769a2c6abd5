/** Weakened: a goodbye is a goodbye, however many records it says came before it. */

import type { Defences } from '../protocol/defences'
import { hardenedDefences } from '../protocol/hardened'

const acceptAnyCount: Defences['checkCount'] = () => {}

export const acceptingAnyCount: Defences = { ...hardenedDefences, checkCount: acceptAnyCount }
