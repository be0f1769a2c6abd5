/** Weakened: whatever a friend asks is answered, however often. */

import { FriendBudget } from '../messenger/friend-budget'

export class AnsweringEverything extends FriendBudget {
  override question(): boolean {
    return true
  }
}
