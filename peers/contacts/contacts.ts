/**
 * Contacts: which identity belongs to which name, as far as the user knows.
 *
 *   unknown ──noteIdentity──▶ pinned ──markVerified──▶ verified
 *                               │                         │
 *                               └── noteIdentity, with ───┘
 *                                  another identity
 *                                         ▼
 *                                      changed ──keepKey──▶ as before
 *                                         ├──acceptKey, if it was not verified──▶ pinned
 *                                         └──markVerified──▶ verified
 *
 * A key is pinned at first use. Another one for the same name is never taken silently: both are kept, the pinned one
 * stays the expected one, the other is its `rival`, and the user settles it with `acceptKey`, `markVerified` or
 * `keepKey`. What is allowed meanwhile, key-policy.ts says. Each function takes the contacts as a value and returns the
 * next ones.
 */

import { type Sentence, t } from '../language/sentence'
import { PeerError } from '../protocol/errors'
import { fingerprint, type Identity, identityKeys, sameIdentity } from '../protocol/identity'
import { isName } from '../protocol/names'
import type { SignedAddressRecord } from '../protocol/statements'

/** An address record that was taken, which its owner signed. */
export interface KeptAddress {
  readonly record: SignedAddressRecord
  /** The host that the directory saw, where the record leaves the host to it. */
  readonly observed?: string | undefined
  /** The IP address at which the directory gave it. */
  readonly directoryAt: string
}

/** What is known of one name. `verified`: the two users compared safety numbers for `identity`. */
export interface Contact {
  readonly identity: Identity
  readonly verified: boolean
  /** Of the last address record of this identity that was taken, or 0: one that counts less is an old one. */
  readonly addressCounter: number
  /** That record: where the friend was last, for the time in which no directory answers. */
  readonly address?: KeptAddress
  /** The other key that waits for the user's decision: the latest that was named for this name. */
  readonly rival?: Identity
}

export type Contacts = ReadonlyMap<string, Contact>

export type ContactState = 'unknown' | 'pinned' | 'verified' | 'changed'

export function stateOf(contacts: Contacts, name: string): ContactState {
  const contact = contacts.get(name)
  if (!contact) return 'unknown'
  if (contact.rival) return 'changed'
  return contact.verified ? 'verified' : 'pinned'
}

/** @returns the identity to expect of this name: the pinned one, also while another one waits to be settled. */
export function expectedIdentity(contacts: Contacts, name: string): Identity | undefined {
  return contacts.get(name)?.identity
}

/** @returns the fingerprint of the expected identity, or null. */
export function pinnedFingerprint(contacts: Contacts, name: string): string | null {
  const identity = expectedIdentity(contacts, name)
  return identity ? fingerprint(identity) : null
}

/**
 * Notes the identity that somebody else (the directory) names for a friend.
 * @returns contacts in which `name` is pinned, or `changed` if another identity was pinned before.
 * @throws PeerError BAD_IDENTITY for keys that are not RSA-2048, MALFORMED for what is no name.
 */
export function noteIdentity(contacts: Contacts, name: string, identity: Identity): Contacts {
  requireName(name)
  identityKeys(identity)
  const known = contacts.get(name)
  if (!known) return put(contacts, name, { identity, verified: false, addressCounter: 0 })
  if (sameIdentity(known.identity, identity)) return contacts
  if (known.rival && sameIdentity(known.rival, identity)) return contacts
  return put(contacts, name, { ...known, rival: identity })
}

/**
 * The two users compared safety numbers, and these were made with `identity`. Settles a change either way.
 * @throws PeerError UNKNOWN_PEER, FINGERPRINT_MISMATCH if `identity` is none of those kept for this name.
 */
export function markVerified(contacts: Contacts, name: string, identity: Identity): Contacts {
  const kept = requireKept(contacts, name, identity)
  return put(contacts, name, settled(requireKnown(contacts, name), kept, true))
}

/**
 * The user takes the changed identity without comparing anything. It is named once more, so that what is taken
 * is what the user was shown.
 * @throws PeerError UNKNOWN_PEER, FINGERPRINT_MISMATCH if `identity` is not the one that waits, and for a contact
 * that was verified: that one has to be verified again.
 */
export function acceptKey(contacts: Contacts, name: string, identity: Identity): Contacts {
  const known = requireKnown(contacts, name)
  const kept = requireKept(contacts, name, identity)
  if (kept === known.identity) return contacts
  if (known.verified) {
    throw mismatch(
      known.identity,
      kept,
      t`The key of ${name} was verified and is another one now: compare your safety numbers again first.`,
    )
  }
  return put(contacts, name, settled(known, kept, false))
}

/** The user keeps the pinned identity and drops the other one. @throws PeerError UNKNOWN_PEER */
export function keepKey(contacts: Contacts, name: string): Contacts {
  const known = requireKnown(contacts, name)
  return put(contacts, name, settled(known, known.identity, known.verified))
}

/** The friendship has ended. @returns contacts without this name; whoever comes under it again is pinned anew. */
export function forget(contacts: Contacts, name: string): Contacts {
  const left = new Map(contacts)
  return left.delete(name) ? left : contacts
}

/** @returns both; what is known already stays as it is. */
export function join(known: Contacts, others: Contacts): Contacts {
  return [...others.keys()].every((name) => known.has(name)) ? known : new Map([...others, ...known])
}

/** Keeps an address record that was taken, and its counter, which only rises. @throws PeerError UNKNOWN_PEER */
export function noteAddress(
  contacts: Contacts,
  name: string,
  { record, observed, directoryAt }: KeptAddress,
): Contacts {
  const known = requireKnown(contacts, name)
  const { counter } = record
  const isNew = counter > known.addressCounter || (counter === known.addressCounter && !known.address)
  if (!isNew) return contacts
  const address = { record, directoryAt, ...(observed !== undefined && { observed }) }
  return put(contacts, name, { ...known, addressCounter: counter, address })
}

/** Another identity counts its address records anew: the old ones do not verify under it anyway. */
function settled(known: Contact, identity: Identity, verified: boolean): Contact {
  if (identity !== known.identity) return { identity, verified, addressCounter: 0 }
  const { addressCounter, address } = known
  return { identity, verified, addressCounter, ...(address && { address }) }
}

function put(contacts: Contacts, name: string, contact: Contact): Contacts {
  return new Map(contacts).set(name, contact)
}

/** @throws PeerError MALFORMED for what is no name. */
export function requireName(name: string): void {
  if (isName(name)) return
  throw new PeerError('MALFORMED', t`A contact has a name of 1 to 32 of a-z 0-9 . _ - only.`)
}

function requireKnown(contacts: Contacts, name: string): Contact {
  const known = contacts.get(name)
  if (!known) throw new PeerError('UNKNOWN_PEER', t`No key of ${name} is known here: become friends first.`)
  return known
}

/** @returns which of the identities kept for this name `identity` is. */
function requireKept(contacts: Contacts, name: string, identity: Identity): Identity {
  const known = requireKnown(contacts, name)
  if (sameIdentity(known.identity, identity)) return known.identity
  if (known.rival && sameIdentity(known.rival, identity)) return known.rival
  throw mismatch(known.identity, identity)
}

function mismatch(expected: Identity, seen: Identity, sentence?: Sentence): PeerError {
  return new PeerError('FINGERPRINT_MISMATCH', sentence, {
    expected: fingerprint(expected),
    seen: fingerprint(seen),
  })
}
