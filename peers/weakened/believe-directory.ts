/** Weakened: the friend's key is the one that the directory names now, whatever was pinned or compared before. */

import { type Identity, sameIdentity } from '../protocol/identity'

/** What `peers/contacts/contacts.ts` knows of a name. */
interface Contact {
  readonly identity: Identity
  readonly verified: boolean
  readonly addressCounter: number
}

/** In the shape of `noteIdentity` in `peers/contacts/contacts.ts`. */
export function believeDirectory(
  contacts: ReadonlyMap<string, Contact>,
  name: string,
  identity: Identity,
): ReadonlyMap<string, Contact> {
  const known = contacts.get(name)
  if (known && sameIdentity(known.identity, identity)) return contacts
  return new Map(contacts).set(name, { identity, verified: false, addressCounter: 0 })
}
