/**
 * The two rules by which something leaves the outbox, as values: who an item is meant for, and what is owed to whoever
 * has proven an identity in a session. The lab takes them away one by one.
 */

import type { Correspondence } from './correspondence'
import type { SentItem, StreamPlace } from './stored-item'

export interface OutboxRules {
  /** @param fingerprint of an identity of a friend's. @returns under what its items are kept and sent. */
  addressee(fingerprint: string): string
  /**
   * @param to the addressee. @param place up to where it has what was said, or up to where it was sent already.
   * @returns what to send next, in order.
   */
  owed(known: Correspondence, to: string, place: StreamPlace): readonly SentItem[]
}

export const hardenedOutbox: OutboxRules = {
  addressee: (fingerprint) => fingerprint,
  owed(known, to, { stream, number }) {
    const outbox = known.outboxes.get(to)
    if (!outbox) return []
    const { waiting, streams, lastNumber } = outbox
    if (stream !== streams.at(-1)) return waiting
    // Their numbers are the last ones, without a gap.
    const first = lastNumber - waiting.length + 1
    return waiting.slice(Math.max(0, number + 1 - first))
  },
}
