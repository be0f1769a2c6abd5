/**
 * Sending again: what goes to a friend only because the user says so. The user is shown how many messages that would be
 * and agrees to that number; where it is another one by then, nothing goes.
 */

import { requireAllowed } from '../contacts/key-policy'
import type { ContactStore } from '../home/contacts-file'
import { t } from '../language/sentence'
import type { Entropy } from '../protocol/conversation'
import { PeerError } from '../protocol/errors'
import type { StoreEntry } from './correspondence'
import type { Delivery } from './delivery'
import type { Journal } from './journal'
import { keptLackOf } from './lacking'
import type { Resendable } from './messenger-api'
import { freshStream, heldFrom, saidEntry } from './outbox'
import type { Backlog } from './stored-item'

export interface ResendingOptions {
  readonly contacts: ContactStore
  readonly journal: Journal
  readonly delivery: Pick<Delivery, 'settled'>
  /** Under what is kept what is meant for the friend's pinned identity; null where no key is known. */
  readonly addressee: (friend: string) => string | null
  readonly entropy: Pick<Entropy, 'bytes'>
  readonly now: () => number
}

export class Resending {
  readonly #options: ResendingOptions

  constructor(options: ResendingOptions) {
    this.#options = options
  }

  /** @returns what goes only by {@link resend}. */
  of(friend: string): Resendable {
    const { journal, addressee } = this.#options
    const to = addressee(friend)
    const known = journal.store.of(friend)
    const lack = to === null ? null : keptLackOf(known, to)
    return { lacks: lack && backlog(lack), held: heldFrom(known, to) }
  }

  /**
   * @param count how many messages, as the user was shown. @returns what waits for the friend now.
   * @throws PeerError UNKNOWN_PEER, FINGERPRINT_MISMATCH, FILE_FAILED; BAD_COMMAND where it is another number.
   */
  async resend(friend: string, count: number): Promise<Resendable> {
    const { contacts, journal, delivery, addressee, entropy, now } = this.#options
    requireAllowed(contacts, friend, 'send')
    const to = addressee(friend)!
    const stream = freshStream(entropy)
    const resent = await journal.write((store) => {
      const known = store.of(friend)
      const lack = keptLackOf(known, to)
      const held = heldFrom(known, to)
      const offered = (lack?.count ?? 0) + (held?.count ?? 0)
      if (offered !== count || count === 0) throw another(friend, offered)
      const entries: StoreEntry[] = []
      if (lack) {
        const { after, until, since } = lack
        const item = { type: 'again', count: lack.count, since } as const
        entries.push(saidEntry(known, friend, to, item, now(), stream))
        entries.push({ kind: 'resend', friend, to, after, until })
      }
      if (held) entries.push({ kind: 'bind', friend, to, stream })
      return { entries, answer: { lacks: lack && backlog(lack), held } }
    })
    delivery.settled(friend)
    return resent
  }

  /** Drops what waits for an earlier key. @returns how many messages that were. @throws PeerError FILE_FAILED */
  async dropHeld(friend: string): Promise<number> {
    const { journal, delivery, addressee } = this.#options
    const keep = addressee(friend)
    const count = await journal.write((store) => {
      const held = heldFrom(store.of(friend), keep)
      return { entries: held ? [{ kind: 'drop', friend, keep }] : [], answer: held?.count ?? 0 }
    })
    delivery.settled(friend)
    return count
  }
}

function backlog({ count, since }: Backlog): Backlog {
  return { count, since }
}

function another(friend: string, offered: number): PeerError {
  return new PeerError(
    'BAD_COMMAND',
    offered === 0
      ? t`There is nothing to send again to ${friend}: nothing is missing there, as far as is known, and nothing waits for an earlier key.`
      : t`It would be ${offered} now: /resend ${friend} shows which, /resend ${friend} ${offered} sends them.`,
  )
}
