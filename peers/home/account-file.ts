/** What the messenger must know to start: its user's name, and at which directory. One private file. */

import { join } from 'node:path'
import { t } from '../language/sentence'
import type { Entropy } from '../protocol/conversation'
import { PeerError } from '../protocol/errors'
import { field, Reader } from '../protocol/fields'
import { isName } from '../protocol/names'
import { readWhole, writeAtomically } from './home-file'
import { homeKey } from './identity-file'
import type { Cost, Passphrase } from './passphrase'
import { corrupt, type FileKey, MAX_FILE_BYTES, openFile, sealFile } from './private-file'

export interface Account {
  readonly name: string
  /** An http: or https: URL. */
  readonly directory: string
  /** SHA-256 of the directory's certificate, where the user pinned it: 64 hexadecimal digits. */
  readonly certificate?: string
}

/**
 * @returns the account in the folder `home`, or null before there is one.
 * @throws PeerError WRONG_PASSPHRASE, CORRUPT_FILE, FILE_FAILED
 */
export async function loadAccount(home: string, passphrase: Passphrase): Promise<Account | null> {
  const path = join(home, 'account')
  const bytes = await readWhole(path, MAX_FILE_BYTES)
  if (!bytes) return null
  const { content } = await openFile('account', bytes, passphrase, path)
  try {
    const reader = new Reader(content)
    const account = readAccount(reader)
    reader.end()
    return account
  } catch {
    throw corrupt('account', path)
  }
}

/**
 * Keeps the account in the folder `home`, instead of an earlier one.
 * @throws PeerError MALFORMED for what is no account, FILE_FAILED; the earlier one stays then.
 */
export async function saveAccount(
  home: string,
  account: Account,
  passphrase: Passphrase,
  entropy: Pick<Entropy, 'bytes'>,
  cost?: Cost,
): Promise<void> {
  await writeAccount(home, account, await homeKey(home, passphrase, entropy, cost), entropy)
}

/** {@link saveAccount} with a key that is there already. */
export async function writeAccount(
  home: string,
  account: Account,
  key: FileKey,
  entropy: Pick<Entropy, 'bytes'>,
): Promise<void> {
  const content = encodeAccount(account)
  await writeAtomically(join(home, 'account'), sealFile('account', key, content, entropy))
}

/** @returns name ‖ directory ‖ certificate, each after its length. @throws PeerError MALFORMED for what is no account. */
export function encodeAccount(account: Account): Buffer {
  const { name, directory, certificate = '' } = account
  const encoded = Buffer.concat([field(name), field(directory), field(certificate)])
  readAccount(new Reader(encoded))
  return encoded
}

/** Reads what {@link encodeAccount} wrote. @throws PeerError MALFORMED, BAD_TEXT */
export function readAccount(reader: Reader): Account {
  const name = reader.text()
  const directory = reader.text()
  const certificate = reader.text()
  const good = isName(name) && isWebAddress(directory) && /^([0-9a-f]{64})?$/.test(certificate)
  if (!good)
    throw new PeerError('MALFORMED', t`An account is a name, the URL of a directory, and its certificate.`)
  return certificate ? { name, directory, certificate } : { name, directory }
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}
