/**
 * Trust: how far each friend's key is trusted, what the two users compare, and whether anything may be said. The
 * states and their changes are contacts.ts; here are the user's questions and answers.
 */

import { acceptKey, expectedIdentity, keepKey, markVerified, stateOf } from '../contacts/contacts'
import type { ContactStore } from '../home/contacts-file'
import { PeerError } from '../protocol/errors'
import type { Identity } from '../protocol/identity'
import { type NamedIdentity, safetyNumber } from '../protocol/safety-number'
import type { Comparison } from './messenger-api'

export class Trust {
  readonly #own: NamedIdentity
  readonly #store: ContactStore

  constructor(own: NamedIdentity, store: ContactStore) {
    this.#own = own
    this.#store = store
  }

  /** Whether anything may be said to this friend: not while a changed key is not settled. */
  maySend(friend: string): boolean {
    const state = stateOf(this.#store.contacts, friend)
    return state === 'pinned' || state === 'verified'
  }

  /** @throws PeerError UNKNOWN_PEER, FINGERPRINT_MISMATCH with what the user can do. */
  requireMaySend(friend: string): void {
    const state = stateOf(this.#store.contacts, friend)
    if (state === 'unknown') throw notAFriend(friend)
    if (state !== 'changed') return
    throw new PeerError(
      'FINGERPRINT_MISMATCH',
      this.#store.contacts.get(friend)?.verified
        ? `The key of ${friend} has changed, and you had verified it: nothing is sent until you compare your safety numbers anew, see /verify ${friend}.`
        : `The key of ${friend} has changed: nothing is sent until you decide, see /trust ${friend}.`,
    )
  }

  /** @throws PeerError UNKNOWN_PEER */
  compare(friend: string): Comparison {
    const { contacts } = this.#store
    const identity = expectedIdentity(contacts, friend)
    if (!identity) throw notAFriend(friend)
    const seen = contacts.get(friend)?.rival
    const number = this.#numberWith(friend, identity)
    return seen ? { number, changed: this.#numberWith(friend, seen) } : { number }
  }

  /**
   * @param digits 60 of them, spaces and line ends anywhere.
   * @returns whether it is the number with one of the keys that are kept for this friend, which is verified then.
   * @throws PeerError UNKNOWN_PEER, BAD_COMMAND where it is not 60 digits, FILE_FAILED
   */
  async verify(friend: string, digits: string): Promise<'match' | 'mismatch'> {
    const contact = this.#store.contacts.get(friend)
    if (!contact) throw notAFriend(friend)
    const given = digits.replace(/\s/g, '')
    if (!/^[0-9]{60}$/.test(given)) {
      throw new PeerError(
        'BAD_COMMAND',
        `A safety number has 60 digits, and this has ${given.replace(/[^0-9]/g, '').length}: paste all of it.`,
      )
    }
    const match = [contact.identity, contact.rival].find(
      (identity) => identity && this.#numberWith(friend, identity).replaceAll(' ', '') === given,
    )
    if (!match) return 'mismatch'
    await this.#store.update((known) => markVerified(known, friend, match))
    return 'match'
  }

  /** Settles a changed key without comparing. @throws PeerError UNKNOWN_PEER, BAD_COMMAND, FINGERPRINT_MISMATCH, FILE_FAILED */
  async settle(friend: string, which: 'new' | 'old'): Promise<void> {
    await this.#store.update((known) => {
      const contact = known.get(friend)
      if (!contact) throw notAFriend(friend)
      if (!contact.rival) throw new PeerError('BAD_COMMAND', `The key of ${friend} has not changed.`)
      return which === 'old' ? keepKey(known, friend) : acceptKey(known, friend, contact.rival)
    })
  }

  #numberWith(friend: string, identity: Identity): string {
    return safetyNumber(this.#own, { name: friend, identity })
  }
}

function notAFriend(name: string): PeerError {
  return new PeerError(
    'UNKNOWN_PEER',
    `${name} is no friend of yours yet: ask with /add ${name}, and wait until they accept.`,
  )
}
