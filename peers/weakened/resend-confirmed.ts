/** Weakened: whoever says to lack what was said is sent it again, also what was confirmed long ago. */

import type { SentItem } from '../messenger/correspondence'
import { hardenedOutbox, type OutboxRules } from '../messenger/outbox-rules'

export const resendingConfirmed: OutboxRules = {
  ...hardenedOutbox,
  owed(known, to, place) {
    const { stream, number } = place
    if (stream !== known.outboxes.get(to)?.streams.at(-1)) return hardenedOutbox.owed(known, to, place)
    return known.lines.filter(
      (line): line is SentItem => line.direction === 'out' && line.stream === stream && line.number > number,
    )
  },
}
