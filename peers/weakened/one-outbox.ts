/** Weakened: what waits for a friend goes to whoever holds the friend's key by then, and not to the one it was said to. */

import { hardenedOutbox, type OutboxRules } from '../messenger/outbox-rules'

export const sharingOneOutbox: OutboxRules = {
  ...hardenedOutbox,
  addressee: () => 'whoever it is',
}
