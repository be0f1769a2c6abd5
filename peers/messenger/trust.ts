/**
 * Trust: what two users compare, and what becomes of a friend's key by it. The states and their changes are
 * contacts.ts, what they allow is key-policy.ts; here are the user's questions and answers.
 */

import { acceptKey, type Contact, type Contacts, keepKey, markVerified } from '../contacts/contacts'
import { type FriendAction, requireAllowed } from '../contacts/key-policy'
import type { ContactStore } from '../home/contacts-file'
import { t } from '../language/sentence'
import { PeerError } from '../protocol/errors'
import type { Identity } from '../protocol/identity'
import { type NamedIdentity, safetyNumber } from '../protocol/safety-number'
import type { Comparison } from './messenger-api'

export class Trust {
  readonly #own: NamedIdentity
  readonly #store: ContactStore
  readonly #beforeNewKey: (friend: string) => Promise<void>

  /**
   * @param beforeNewKey ends what belongs to the key that is known, before another one is taken in its place: a kill
   * between the two leaves nothing of the earlier key's to the new one.
   */
  constructor(own: NamedIdentity, store: ContactStore, beforeNewKey: (friend: string) => Promise<void>) {
    this.#own = own
    this.#store = store
    this.#beforeNewKey = beforeNewKey
  }

  /** @throws PeerError UNKNOWN_PEER */
  compare(friend: string): Comparison {
    const { identity, rival } = this.#contact(friend, 'compare')
    const number = this.#numberWith(friend, identity)
    return rival ? { number, changed: this.#numberWith(friend, rival) } : { number }
  }

  /**
   * @param digits 60 of them, spaces and line ends anywhere.
   * @returns whether it is the number with one of the keys that are kept for this friend, which is verified then.
   * @throws PeerError UNKNOWN_PEER, BAD_COMMAND where it is not 60 digits, FILE_FAILED
   */
  async verify(friend: string, digits: string): Promise<'match' | 'mismatch'> {
    const { identity, rival } = this.#contact(friend, 'compare')
    const given = digits.replace(/\s/g, '')
    if (!/^[0-9]{60}$/.test(given)) {
      throw new PeerError(
        'BAD_COMMAND',
        t`A safety number has 60 digits, and this has ${given.replace(/[^0-9]/g, '').length}: paste all of it.`,
      )
    }
    const match = [identity, rival].find(
      (key) => key && this.#numberWith(friend, key).replaceAll(' ', '') === given,
    )
    if (!match) return 'mismatch'
    if (match === rival) await this.#beforeNewKey(friend)
    await this.#store.update((known) => markVerified(known, friend, match))
    return 'match'
  }

  /** Settles a changed key without comparing. @throws PeerError UNKNOWN_PEER, BAD_COMMAND, FINGERPRINT_MISMATCH, FILE_FAILED */
  async settle(friend: string, which: 'new' | 'old'): Promise<void> {
    const decide = (known: Contacts): Contacts => {
      requireAllowed({ contacts: known, blocked: this.#store.blocked }, friend, 'settle')
      return which === 'old' ? keepKey(known, friend) : acceptKey(known, friend, known.get(friend)!.rival!)
    }
    // What is refused ends nothing.
    decide(this.#store.contacts)
    if (which === 'new') await this.#beforeNewKey(friend)
    await this.#store.update(decide)
  }

  #contact(friend: string, action: FriendAction): Contact {
    requireAllowed(this.#store, friend, action)
    return this.#store.contacts.get(friend)!
  }

  #numberWith(friend: string, identity: Identity): string {
    return safetyNumber(this.#own, { name: friend, identity })
  }
}
