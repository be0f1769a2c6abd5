/**
 * stale-directory: the directory gives addresses that do not count any more, or that nobody signed, and names a key in its list
 * alone.
 *
 * What it does: as the lab tells her, the attacker answers with the first record that she has seen of a friend, with the last one
 * when it has expired, with one in which the port is another, or with her own key in the list of friends and nowhere else.
 * Published: J. Samuel, N. Mathewson, J. Cappos and R. Dingledine, "Survivable Key Compromise in Software Update Systems", CCS
 * 2010: whoever may not forge can still roll back and freeze.
 * What stops it: a counter that only rises, an end that is signed, the friend's signature; and that nobody is called while the
 * user has to decide about a key.
 */

import { fingerprint, type PrivateIdentity, publicIdentity } from '../peers/protocol/identity'
import type { SignedAddressRecord } from '../peers/protocol/statements'
import type { Attack, Mallory } from './attack'
import { deed } from './deeds'
import { ownIdentity } from './entropy'
import { namingKey } from './named-key'
import { noop } from './noop'

let keys: Promise<PrivateIdentity> | undefined
/** What she has seen of each friend, in order. */
let seen = new Map<string, SignedAddressRecord[]>()

export const staleDirectory: Attack = {
  name: 'stale-directory',
  about: 'gives old addresses for new ones, and names a key in the list of friends alone',
  prepare(mallory) {
    seen = new Map()
    return noop.prepare(mallory)
  },
  async answer(asked, json, mallory) {
    const [lie] = mallory.told('answers to give')
    if (asked.method !== 'GET') return json
    if (asked.path === '/friends' && lie === 'key in the list') {
      keys ??= ownIdentity()
      const identity = await keys
      const named = namingKey(asked, json, identity, () => true)
      const presented = fingerprint(publicIdentity(identity))
      for (const name of named.owners)
        mallory.acted(deed('names-own-key', name), { to: asked.from, presented })
      return named.json
    }
    const { record } = json as { record?: SignedAddressRecord }
    return record ? { ...(json as object), record: instead(record, lie, asked.from, mallory) } : json
  },
}

/** @returns what she gives for the record that the directory has given. */
function instead(
  record: SignedAddressRecord,
  lie: string | undefined,
  to: string,
  { acted }: Mallory,
): SignedAddressRecord {
  const known = seen.get(record.name) ?? []
  const places: Readonly<Record<string, number>> = { first: 0, last: -1, 'one before': -2 }
  const place = places[lie ?? '']
  const old = place === undefined ? undefined : known.at(place)
  if (old) {
    acted(deed('gives-old-address', record.name), { to })
    return old
  }
  if (lie === 'moved') {
    acted(deed('moves-address', record.name), { to })
    return { ...record, port: record.port - 1 }
  }
  seen.set(record.name, [...known, record])
  return record
}
