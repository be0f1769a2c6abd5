/** Weakened: whoever answers is believed to be the friend. The key it shows is not compared with the pin. */

import { type Defences, hardened } from '../protocol/defences'

const acceptAnyKey: Defences['checkIdentity'] = () => {}

export const acceptingAnyKey: Defences = { ...hardened, checkIdentity: acceptAnyKey }
