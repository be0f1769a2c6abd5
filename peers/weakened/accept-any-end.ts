/** Weakened: a connection that ends counts as a goodbye, whoever ended it. */

import { type Defences, hardened } from '../protocol/defences'

const acceptAnyEnd: Defences['checkTransportEnd'] = () => {}

export const acceptingAnyEnd: Defences = { ...hardened, checkTransportEnd: acceptAnyEnd }
