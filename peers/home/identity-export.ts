/**
 * An identity in one file, to be taken to another machine: both private keys, the account, and the contacts with
 * their pins and what was verified. It has a passphrase of its own. History is not part of it.
 */

import fs from 'node:fs'
import { join } from 'node:path'
import { t } from '../language/sentence'
import type { Entropy } from '../protocol/conversation'
import { PeerError } from '../protocol/errors'
import { Reader, uint } from '../protocol/fields'
import type { PrivateIdentity } from '../protocol/identity'
import { type Account, encodeAccount, readAccount, writeAccount } from './account-file'
import { encodeKept, type Kept, readKept, writeContacts } from './contacts-file'
import { explainFailure } from './file-failure'
import { createAtomically, readWhole, writeAtomically } from './home-file'
import { encodeIdentity, placeIdentity, readIdentity } from './identity-file'
import { clearLeftovers, IMPORTING } from './leftovers'
import type { Cost, Passphrase } from './passphrase'
import { corrupt, MAX_FILE_BYTES, newFileKey, openFile, sealFile } from './private-file'

/** All that makes a user; a contact store has the contacts and the own address counter. */
export interface Exported extends Kept {
  readonly identity: PrivateIdentity
  /** Null where the user never registered. */
  readonly account: Account | null
}

/**
 * Writes `exported` to `path`, which must not be there yet.
 * @param passphrase of the export.
 * @throws PeerError FILE_FAILED
 */
export async function exportIdentity(
  path: string,
  passphrase: Passphrase,
  exported: Exported,
  entropy: Pick<Entropy, 'bytes'>,
  cost?: Cost,
): Promise<void> {
  const { identity, account } = exported
  const content = Buffer.concat([
    encodeIdentity(identity),
    uint(account ? 1 : 0, 1),
    ...(account ? [encodeAccount(account)] : []),
    encodeKept(exported),
  ])
  const file = sealFile('export', await newFileKey(passphrase, entropy, cost), content, entropy)
  if (await createAtomically(path, file)) return
  throw new PeerError(
    'FILE_FAILED',
    t`${path} is there already and was left as it is: choose another name.`,
    {
      path,
    },
  )
}

/**
 * @param passphrase of the export.
 * @throws PeerError WRONG_PASSPHRASE, CORRUPT_FILE, FILE_FAILED also where there is no file.
 */
export async function readExport(path: string, passphrase: Passphrase): Promise<Exported> {
  const bytes = await readWhole(path, MAX_FILE_BYTES)
  if (!bytes) throw missing(path)
  const { content } = await openFile('export', bytes, passphrase, path)
  try {
    const reader = new Reader(content)
    const identity = readIdentity(reader)
    const accounts = reader.uint(1)
    if (accounts > 1) throw new RangeError('there is one account or none')
    const account = accounts === 1 ? readAccount(reader) : null
    const kept = readKept(reader)
    reader.end()
    return { identity, account, ...kept }
  } catch {
    throw corrupt('export', path)
  }
}

/**
 * Before anybody is asked for passphrases: whether there is something to import, and room for it. The caller holds
 * the lock of the home.
 * @throws PeerError FILE_FAILED, IDENTITY_EXISTS
 */
export function checkImport(home: string, file: string): void {
  try {
    clearLeftovers(home)
    refuseUsed(home)
  } catch (error) {
    throw explainFailure(error, home, 'read')
  }
  if (!fs.existsSync(file)) throw missing(file)
}

/**
 * Makes `home` the home of what was exported: all of it or, if this fails or is killed, nothing (leftovers.ts). The
 * caller holds the lock of the home.
 * @param passphrase of the home from now on.
 * @throws PeerError IDENTITY_EXISTS if an identity, or what belonged to one, is there; FILE_FAILED
 */
export async function importInto(
  home: string,
  { identity, account, ...kept }: Exported,
  passphrase: Passphrase,
  entropy: Pick<Entropy, 'bytes'>,
  cost?: Cost,
): Promise<void> {
  try {
    clearLeftovers(home)
    refuseUsed(home)
    const key = await newFileKey(passphrase, entropy, cost)
    try {
      await writeAtomically(join(home, IMPORTING), Buffer.alloc(0))
      await writeContacts(home, kept, key, entropy)
      if (account) await writeAccount(home, account, key, entropy)
      if (!(await placeIdentity(join(home, 'identity'), identity, key, entropy))) refuseUsed(home)
    } finally {
      // Also after a failure: what it wrote goes, unless the identity is there.
      clearLeftovers(home)
    }
  } catch (error) {
    throw explainFailure(error, home, 'written')
  }
}

function missing(path: string): PeerError {
  return new PeerError('FILE_FAILED', t`${path} could not be read: there is no such file.`, { path })
}

/** Every file of a home begins with these words. */
const ours = Buffer.from('secure-p2p ')

function refuseUsed(home: string): void {
  if (!fs.existsSync(home)) return
  const found = fs.readdirSync(home, { withFileTypes: true }).find((entry) => {
    return entry.name === 'identity' || (entry.isFile() && beginning(join(home, entry.name)).equals(ours))
  })
  if (!found) return
  throw new PeerError(
    'IDENTITY_EXISTS',
    t`${home} has an identity already, or files of one (${found.name}): import into another folder with --home, or move them away first.`,
    { home },
  )
}

function beginning(path: string): Buffer {
  const handle = fs.openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(ours.length)
    return bytes.subarray(0, fs.readSync(handle, bytes, 0, bytes.length, 0))
  } finally {
    fs.closeSync(handle)
  }
}
