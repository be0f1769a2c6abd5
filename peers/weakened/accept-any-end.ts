/** Weakened: a connection that ends counts as a goodbye, whoever ended it. */

import type { Defences } from '../protocol/defences'
import { hardened } from '../protocol/hardened'

const acceptAnyEnd: Defences['checkTransportEnd'] = () => {}

export const acceptingAnyEnd: Defences = { ...hardened, checkTransportEnd: acceptAnyEnd }
