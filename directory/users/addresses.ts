/**
 * Where users listen. An address is signed by its owner, and the directory hands on the signed record: it
 * can hold one back, but not make one up.
 */

import type { SignedAddressRecord } from '../../peers/protocol/statements'
import { Refusal } from '../refusal'
import type { DatabaseReader } from '../storage/database'
import type { Store } from '../storage/store'
import { identityOf, storedIdentity } from './accounts'
import type { DirectoryDefences } from './defences'

const LONGEST_LIFE = 7 * 24 * 60 * 60 * 1000

/**
 * Publishes the address of `name` in place of the one before.
 * @param observed the host that the request came from.
 * @throws Refusal NOT_YOURS, BAD_EXPIRY, BAD_SIGNATURE, OUTDATED.
 */
export async function publishAddress(
  store: Store,
  { checkAddress }: Pick<DirectoryDefences, 'checkAddress'>,
  name: string,
  record: SignedAddressRecord,
  observed: string,
  now: number,
) {
  if (record.name !== name) throw new Refusal('NOT_YOURS')
  if (record.expires <= now || record.expires > now + LONGEST_LIFE) throw new Refusal('BAD_EXPIRY')
  checkAddress(storedIdentity(identityOf(store.reader, name)), record)
  return store.write((reader) => {
    const sql = 'SELECT counter FROM addresses WHERE name = ?'
    const last = reader.get<{ counter: number }>(sql, [name])?.counter ?? 0
    if (record.counter <= last) throw new Refusal('OUTDATED')
    const { host, port, counter, expires, signature, also = '' } = record
    return {
      changes: [['setAddress', name, host, port, counter, expires, signature, observed, also]],
      answer: { observed },
    }
  })
}

/**
 * @returns the address and the keys of a friend, with the host the directory saw where the record says `auto`.
 * @throws Refusal NOT_A_FRIEND alike for strangers, open requests and unknown names; NO_ADDRESS.
 */
export function lookUpAddress(
  reader: DatabaseReader,
  { checkMayFind }: Pick<DirectoryDefences, 'checkMayFind'>,
  name: string,
  friend: string,
  now: number,
) {
  checkMayFind(reader, name, friend)
  const row = reader.get<SignedAddressRecord & { observed: string; also: string }>(
    `SELECT name, host, port, counter, expires, signature, observed, also
     FROM addresses WHERE name = ? AND expires > ?`,
    [friend, now],
  )
  if (row === undefined) throw new Refusal('NO_ADDRESS')
  const { observed, also, ...record } = row
  return {
    record: { ...record, ...(also !== '' && { also }) },
    identity: identityOf(reader, friend),
    ...(record.host === 'auto' ? { observed } : {}),
  }
}
