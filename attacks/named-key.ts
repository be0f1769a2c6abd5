/** Answers of the directory in which another key stands as a friend's: in the list of friends, and where one is looked up. */

import type { IdentityJson } from '../peers/protocol/directory-api'
import { type PrivateIdentity, publicIdentity } from '../peers/protocol/identity'
import { type SignedAddressRecord, signAddress } from '../peers/protocol/statements'
import { identityInJson } from './account'
import type { Asked } from './attack'

/** A friend as the directory lists them. */
export interface NamedFriend {
  readonly name: string
  readonly identity: IdentityJson
}

/** What of an answer is of interest here; it has one or the other, or neither. */
interface Answer {
  readonly friends?: readonly NamedFriend[]
  readonly record?: SignedAddressRecord
  readonly error?: unknown
}

/**
 * @param isMeant says whose keys are exchanged.
 * @returns the answer with `own` in the place of their keys, and whose they were.
 */
export function namingKey(
  { method, path }: Asked,
  json: unknown,
  own: PrivateIdentity,
  isMeant: (name: string) => boolean,
): { readonly json: unknown; readonly owners: readonly string[] } {
  const { friends, record, error } = json as Answer
  const identity = identityInJson(publicIdentity(own))
  const unchanged = { json, owners: [] }
  if (method !== 'GET' || error) return unchanged
  if (path === '/friends' && friends) {
    const owners = friends.map(({ name }) => name).filter(isMeant)
    const named = friends.map((friend) => (isMeant(friend.name) ? { ...friend, identity } : friend))
    return { json: { ...(json as Answer), friends: named }, owners }
  }
  if (!path.startsWith('/get_ip?') || !record || !isMeant(record.name)) return unchanged
  const { signature: _, ...address } = record
  const signed = signAddress(own.signing, address)
  return { json: { ...(json as Answer), record: signed, identity }, owners: [record.name] }
}
