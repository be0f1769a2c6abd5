/** Weakened: whoever shows an identity is believed to hold its private key. The signature is not looked at. */

import type { Defences } from '../protocol/defences'
import { hardenedDefences } from '../protocol/hardened'

const acceptAnySignature: Defences['checkSignature'] = () => {}

export const acceptingAnySignature: Defences = { ...hardenedDefences, checkSignature: acceptAnySignature }
