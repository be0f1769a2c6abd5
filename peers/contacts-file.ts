/** The contacts on disk: one private file, saved whole at each change. */

import { join } from 'node:path'
import { readWhole, writeAtomically } from './atomic-file'
import type { Contact, Contacts } from './contacts'
import {
  type Cost,
  corrupt,
  type FileKey,
  MAX_FILE_BYTES,
  newFileKey,
  openFile,
  sealFile,
} from './private-file'
import type { Entropy } from './protocol/conversation'
import { field, Reader, uint } from './protocol/fields'
import type { Identity } from './protocol/identity'
import { isName } from './protocol/names'
import { publicKey } from './protocol/rsa'

/** Holds the contacts of one user while the program runs. */
export interface ContactStore {
  readonly contacts: Contacts
  /**
   * Applies a change. One at a time, in the order of the calls; a change takes effect once it is on disk.
   * @throws whatever `change` throws, and PeerError FILE_FAILED; the contacts are as before then.
   */
  update(change: (contacts: Contacts) => Contacts): Promise<void>
}

/** @returns a store that forgets everything when the program ends. */
export function contactsInMemory(): ContactStore {
  return new Store(new Map(), async () => {})
}

/**
 * Opens the contacts in the folder `home`; the file is made at the first change.
 * @throws PeerError WRONG_PASSPHRASE, CORRUPT_FILE, FILE_FAILED
 */
export async function openContacts(
  home: string,
  passphrase: string,
  entropy: Entropy,
  cost?: Cost,
): Promise<ContactStore> {
  const path = join(home, 'contacts')
  const { contacts, key } = await load(path, passphrase, entropy, cost)
  return new Store(contacts, (next) =>
    writeAtomically(path, sealFile('contacts', key, encode(next), entropy)),
  )
}

class Store implements ContactStore {
  #contacts: Contacts
  #save: (contacts: Contacts) => Promise<void>
  #last: Promise<void> = Promise.resolve()

  constructor(contacts: Contacts, save: (contacts: Contacts) => Promise<void>) {
    this.#contacts = contacts
    this.#save = save
  }

  get contacts(): Contacts {
    return this.#contacts
  }

  update(change: (contacts: Contacts) => Contacts): Promise<void> {
    const apply = async () => {
      const next = change(this.#contacts)
      if (next === this.#contacts) return
      await this.#save(next)
      this.#contacts = next
    }
    const done = this.#last.then(apply)
    this.#last = done.catch(() => {})
    return done
  }
}

/** The key is derived here once, for all saves until the program ends. */
async function load(
  path: string,
  passphrase: string,
  entropy: Entropy,
  cost?: Cost,
): Promise<{ contacts: Contacts; key: FileKey }> {
  const bytes = await readWhole(path, MAX_FILE_BYTES)
  if (!bytes) return { contacts: new Map(), key: await newFileKey(passphrase, entropy, cost) }
  const { content, key } = await openFile('contacts', bytes, passphrase, path)
  return { contacts: decode(content, path), key }
}

// Each contact: name ‖ verified (1) ‖ identity ‖ how many identities wait to be settled (1) ‖ that identity.
function encode(contacts: Contacts): Buffer {
  const encoded = [...contacts].map(([name, { identity, verified, seen }]) =>
    Buffer.concat([
      field(name),
      uint(verified ? 1 : 0, 1),
      identityBytes(identity),
      uint(seen ? 1 : 0, 1),
      ...(seen ? [identityBytes(seen)] : []),
    ]),
  )
  return Buffer.concat([uint(encoded.length, 4), ...encoded])
}

function decode(content: Buffer, path: string): Contacts {
  try {
    const reader = new Reader(content)
    const contacts = new Map<string, Contact>()
    for (let left = reader.uint(4); left > 0; left--) {
      const name = reader.text()
      if (!isName(name) || contacts.has(name)) throw corrupt('contacts', path)
      const verified = flag(reader)
      const identity = readIdentity(reader)
      contacts.set(
        name,
        flag(reader) ? { identity, verified, seen: readIdentity(reader) } : { identity, verified },
      )
    }
    reader.end()
    return contacts
  } catch {
    throw corrupt('contacts', path)
  }
}

function flag(reader: Reader): boolean {
  const value = reader.uint(1)
  if (value > 1) throw new RangeError('a flag is 0 or 1')
  return value === 1
}

function identityBytes(identity: Identity): Buffer {
  return Buffer.concat([field(identity.signing), field(identity.wrapping)])
}

function readIdentity(reader: Reader): Identity {
  const identity = { signing: reader.field(), wrapping: reader.field() }
  publicKey(identity.signing)
  publicKey(identity.wrapping)
  return identity
}
