/**
 * The policy for friends: what may be done with one, by what is known of the friend's key. Whoever calls,
 * converses, sends or compares asks here. While another key waits for the user's decision (`changed`), nothing goes out, to
 * whichever key. What a friend says in a session that is open already counts: there the pinned key was proven. With whom
 * the user has blocked there are no sessions at all, whatever is known of the key.
 */

import { t } from '../language/sentence'
import { PeerError } from '../protocol/errors'
import { fingerprint, type Identity, sameIdentity } from '../protocol/identity'
import { type ContactState, type Contacts, expectedIdentity, stateOf } from './contacts'

/** `converse`: to go on after a handshake. `settle`: to take or refuse a changed key without comparing. */
export type FriendAction = 'call' | 'converse' | 'send' | 'offer' | 'compare' | 'settle'

const allowed: Readonly<Record<ContactState, readonly FriendAction[]>> = {
  unknown: [],
  pinned: ['call', 'converse', 'send', 'offer', 'compare'],
  verified: ['call', 'converse', 'send', 'offer', 'compare'],
  changed: ['compare', 'settle'],
}

/** What needs no session, and is done with whom the user has blocked as well. */
const withBlocked: readonly FriendAction[] = ['compare', 'settle']

/** What is known of others, and whom the user wants to hear nothing of; a contact store has both. */
export interface Acquaintance {
  readonly contacts: Contacts
  readonly blocked: ReadonlySet<string>
}

/** Whether this may be done with this friend now. */
export function isAllowed(
  { contacts, blocked }: Acquaintance,
  friend: string,
  action: FriendAction,
): boolean {
  if (blocked.has(friend) && !withBlocked.includes(action)) return false
  return allowed[stateOf(contacts, friend)].includes(action)
}

/** @throws PeerError BLOCKED, with what the user can do. */
export function requireUnblocked({ blocked }: Pick<Acquaintance, 'blocked'>, name: string): void {
  if (blocked.has(name))
    throw new PeerError('BLOCKED', t`You have blocked ${name}: /unblock ${name} takes it back.`)
}

/**
 * @throws PeerError BLOCKED, UNKNOWN_PEER, FINGERPRINT_MISMATCH while a changed key is not settled, BAD_COMMAND where there is
 * nothing to settle; with what the user can do.
 */
export function requireAllowed(known: Acquaintance, friend: string, action: FriendAction): void {
  if (isAllowed(known, friend, action)) return
  const { contacts } = known
  if (!withBlocked.includes(action)) requireUnblocked(known, friend)
  if (stateOf(contacts, friend) === 'unknown') {
    const sentence = t`${friend} is no friend of yours yet: ask with /add ${friend}, and wait until they accept.`
    throw new PeerError('UNKNOWN_PEER', action === 'call' ? undefined : sentence)
  }
  if (action === 'settle') throw new PeerError('BAD_COMMAND', t`The key of ${friend} has not changed.`)
  if (action === 'call') throw new PeerError('FINGERPRINT_MISMATCH')
  throw new PeerError(
    'FINGERPRINT_MISMATCH',
    contacts.get(friend)?.verified
      ? t`The key of ${friend} has changed, and you had verified it: nothing is sent until you compare your safety numbers anew, see /verify ${friend}.`
      : t`The key of ${friend} has changed: nothing is sent until you decide, see /trust ${friend}.`,
  )
}

/**
 * @param before what was known. @param after what is known since the directory has named `named` for this friend.
 * @returns the alarm that is due if that has changed the friend's key, or null. It is due once.
 */
export function refusalOfNamedKey(
  before: Contacts,
  after: Contacts,
  friend: string,
  named: Identity,
): PeerError | null {
  if (stateOf(before, friend) === 'changed' || stateOf(after, friend) !== 'changed') return null
  const expected = expectedIdentity(before, friend)
  return namedKeyRefusal(friend, expected ? fingerprint(expected) : '', fingerprint(named))
}

/** @returns the alarm of a changed key, with both fingerprints. */
export function namedKeyRefusal(friend: string, expected: string, seen: string): PeerError {
  const sentence = t`The directory names another key for ${friend}.`
  return new PeerError('FINGERPRINT_MISMATCH', sentence, { name: friend, expected, seen })
}

/** What the directory says of a friend is used only under the pinned key. @throws PeerError FINGERPRINT_MISMATCH */
export function requirePinnedKey(friend: string, pinned: Identity, named: Identity): void {
  if (sameIdentity(pinned, named)) return
  throw new PeerError(
    'FINGERPRINT_MISMATCH',
    t`The directory shows another key for ${friend} than the one known here: ask ${friend} to compare safety numbers.`,
    { addressOf: friend, expected: fingerprint(pinned), seen: fingerprint(named) },
  )
}
