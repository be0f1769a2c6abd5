/** Weakened: whoever shows an identity is believed to hold its private key. The signature is not looked at. */

import { type Defences, hardened } from '../protocol/defences'

const acceptAnySignature: Defences['checkSignature'] = () => {}

export const acceptingAnySignature: Defences = { ...hardened, checkSignature: acceptAnySignature }
