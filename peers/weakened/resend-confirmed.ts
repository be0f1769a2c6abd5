/** Weakened: whoever says to lack what was said is sent it again, also what was confirmed long ago. */

import { hardenedOutbox, type OutboxRules } from '../messenger/outbox-rules'
import type { StoredItem } from '../messenger/stored-item'

export const resendingConfirmed: OutboxRules = {
  ...hardenedOutbox,
  owed(known, to, place) {
    const { stream, number } = place
    if (stream !== known.outboxes.get(to)?.streams.at(-1)) return hardenedOutbox.owed(known, to, place)
    const lines: StoredItem[] = [...known.lines.forwards()].map(({ line }) => line)
    return lines
      .filter((line) => line.direction === 'out')
      .filter((line) => line.stream === stream && line.number > number)
  },
}
