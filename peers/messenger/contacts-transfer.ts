/** A user's identity and contacts, written to a file for another computer, and contacts read from such a file. */

import { resolve } from 'node:path'
import { join } from '../contacts/contacts'
import type { Account } from '../home/account-file'
import type { ContactStore } from '../home/contacts-file'
import { exportIdentity, readExport } from '../home/identity-export'
import { Passphrase } from '../home/passphrase'
import { t } from '../language/sentence'
import type { Entropy } from '../protocol/conversation'
import { PeerError } from '../protocol/errors'
import { type PrivateIdentity, publicIdentity, sameIdentity } from '../protocol/identity'

export interface Exportable {
  readonly identity: PrivateIdentity
  readonly account: Account
  readonly contacts: ContactStore
  readonly entropy: Entropy
}

/** Writes all of it to a new file, sealed under a passphrase. @throws PeerError of {@link exportIdentity}. */
export function exportTo(path: string, passphrase: string, whose: Exportable): Promise<void> {
  const { identity, account, contacts: kept, entropy } = whose
  const { contacts, ownCounter, asked, blocked, muted, nicknames } = kept
  const exported = { identity, account, contacts, ownCounter, asked, blocked, muted, nicknames }
  return exportIdentity(resolve(path), new Passphrase(passphrase), exported, entropy)
}

/**
 * Adds the contacts of an export of the same identity; what is known already stays as it is.
 * @returns how many are new. @throws PeerError IDENTITY_EXISTS for that of another, and of {@link readExport}.
 */
export async function importContacts(path: string, passphrase: string, whose: Exportable): Promise<number> {
  const read = await readExport(resolve(path), new Passphrase(passphrase))
  const { identity, contacts, asked, blocked, muted, nicknames } = read
  if (!sameIdentity(publicIdentity(identity), publicIdentity(whose.identity))) {
    throw new PeerError(
      'IDENTITY_EXISTS',
      t`This is the export of another identity, and there is one here already: bring it into an empty folder by starting the messenger with “import FILE --home DIR”.`,
    )
  }
  const before = whose.contacts.contacts.size
  await whose.contacts.update((known) => join(known, contacts))
  await whose.contacts.ask(asked)
  for (const name of blocked) await whose.contacts.block(name)
  for (const name of muted) await whose.contacts.mute(name, true)
  for (const [name, nickname] of nicknames)
    if (!whose.contacts.nicknames.has(name)) await rename(whose, name, nickname)
  return whose.contacts.contacts.size - before
}

/** Where somebody else is called so by now, it is not taken. */
async function rename({ contacts, account }: Exportable, name: string, nickname: string): Promise<void> {
  try {
    await contacts.rename(name, nickname, account.name)
  } catch (error) {
    if (!(error instanceof PeerError) || error.code !== 'BAD_COMMAND') throw error
  }
}
