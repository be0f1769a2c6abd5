/** Weakened: a goodbye is a goodbye, however many records it says came before it. */

import { type Defences, hardened } from '../protocol/defences'

const acceptAnyCount: Defences['checkCount'] = () => {}

export const acceptingAnyCount: Defences = { ...hardened, checkCount: acceptAnyCount }
