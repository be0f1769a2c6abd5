/**
 * Weakened: one key protects both directions, so that nothing in a record says whose it is. Both directions then
 * share their nonces as well; that is another weakness, which restarting-nonce.ts shows on its own.
 */

import type { Defences } from '../protocol/defences'
import { hardenedDefences } from '../protocol/hardened'
import { derive } from '../protocol/key-agreement'

const oneKeyBothWays: Defences['trafficKey'] = (root, session) =>
  derive(root, session, 'secure-p2p traffic 1')

export const havingOneKeyBothWays: Defences = { ...hardenedDefences, trafficKey: oneKeyBothWays }
