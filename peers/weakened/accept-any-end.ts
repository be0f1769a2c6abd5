/** Weakened: a connection that ends counts as a goodbye, whoever ended it. */

import type { Defences } from '../protocol/defences'
import { hardenedDefences } from '../protocol/hardened'

const acceptAnyEnd: Defences['checkTransportEnd'] = () => {}

export const acceptingAnyEnd: Defences = { ...hardenedDefences, checkTransportEnd: acceptAnyEnd }
