/** Weakened: a friend may send as much as it likes, as fast as it likes, whether or not anybody reads it. */

import type { BudgetLimits } from '../messenger/friend-budget'

/** A second: more than any network carries. */
const NO_RATE = 1e12

export const unlimitedItems: BudgetLimits = {
  unreadItems: Number.POSITIVE_INFINITY,
  unreadBytes: Number.POSITIVE_INFINITY,
  itemsPerSecond: NO_RATE,
  bytesPerSecond: NO_RATE,
}
