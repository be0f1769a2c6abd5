/** Weakened: nobody has to show that they arrived at the same keys. The MACs of the handshake are not looked at. */

import type { Defences } from '../protocol/defences'
import { hardenedDefences } from '../protocol/hardened'

const acceptAnyConfirmation: Defences['checkConfirmation'] = () => {}

export const acceptingAnyConfirmation: Defences = {
  ...hardenedDefences,
  checkConfirmation: acceptAnyConfirmation,
}
