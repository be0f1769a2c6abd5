/** Weakened: whoever answers is believed to be the friend. The key it shows is not compared with the pin. */

import type { Defences } from '../protocol/defences'
import { hardenedDefences } from '../protocol/hardened'

const acceptAnyKey: Defences['checkIdentity'] = () => {}

export const acceptingAnyKey: Defences = { ...hardenedDefences, checkIdentity: acceptAnyKey }
