/** Weakened: of HELLO only the key share is signed and goes into the keys. Whoever changes the offer is not noticed. */

import type { Defences } from '../protocol/defences'
import { hardenedDefences } from '../protocol/hardened'
import { KEY_BYTES } from '../protocol/key-agreement'

/** HELLO ends with the share; what comes before it is the offer. */
const onlyTheShare: Defences['helloInTranscript'] = (hello) => hello.subarray(-KEY_BYTES)

export const leavingOutTheOffer: Defences = { ...hardenedDefences, helloInTranscript: onlyTheShare }
