/**
 * The contacts on disk, with the counter of the user's own address records, those whom the user has asked and those of
 * whom the user wants to hear nothing: one private file, saved whole at each change.
 */

import { join } from 'node:path'
import { type Contact, type Contacts, forget, type KeptAddress, requireName } from '../contacts/contacts'
import { checkedNickname, type Nicknames } from '../contacts/nickname'
import { t } from '../language/sentence'
import type { Entropy } from '../protocol/conversation'
import { PeerError } from '../protocol/errors'
import { field, Reader, uint } from '../protocol/fields'
import { type Identity, identityKeys } from '../protocol/identity'
import { isName } from '../protocol/names'
import { readWhole, writeAtomically } from './home-file'
import { homeKey } from './identity-file'
import type { Cost, Passphrase } from './passphrase'
import { corrupt, type FileKey, MAX_FILE_BYTES, openFile, sealFile } from './private-file'

/** Holds the contacts of one user while the program runs. */
export interface ContactStore {
  readonly contacts: Contacts
  /** Of the user's own last address record; 0 before the first. */
  readonly ownCounter: number
  /** Whom the user has asked, or accepted, and whose key is not known yet. */
  readonly asked: ReadonlySet<string>
  /** Of whom the user wants to hear nothing, contacts or not. */
  readonly blocked: ReadonlySet<string>
  /** Of whom the user reads when they like: nothing of it is shown by itself. */
  readonly muted: ReadonlySet<string>
  /** What the user calls contacts. */
  readonly nicknames: Nicknames
  /**
   * Applies a change. One at a time, in the order of the calls; a change takes effect once it is on disk.
   * Whoever is a contact by it is not `asked` any more.
   * @throws whatever `change` throws, and PeerError FILE_FAILED; the contacts are as before then.
   */
  update(change: (contacts: Contacts, asked: ReadonlySet<string>) => Contacts): Promise<void>
  /** Notes that the user asks for these, or accepts them. @throws PeerError MALFORMED, FILE_FAILED */
  ask(names: Iterable<string>): Promise<void>
  /** The user does not want this one any more: neither the contact nor the wish is kept. @throws PeerError FILE_FAILED */
  withdraw(name: string): Promise<void>
  /**
   * Nothing is heard of this one from now on, whether or not the disk takes it: who is bothered does not wait for room.
   * @throws PeerError MALFORMED, FILE_FAILED: it counts until the program ends.
   */
  block(name: string): Promise<void>
  /** Takes that back. @throws PeerError FILE_FAILED */
  unblock(name: string): Promise<void>
  /** @param isMuted false takes it back. @throws PeerError MALFORMED, FILE_FAILED */
  mute(name: string, isMuted: boolean): Promise<void>
  /**
   * @param nickname null takes it back. @param own name of the user.
   * @throws PeerError UNKNOWN_PEER, BAD_COMMAND of {@link checkedNickname}, FILE_FAILED
   */
  rename(name: string, nickname: string | null, own: string): Promise<void>
  /**
   * @param now milliseconds since 1970. Where an old home was put back, time has gone on nevertheless.
   * @returns the counter of the user's next address record: higher than all before, also after a restart, and
   * when the clock was put back. It is on disk by then.
   * @throws PeerError FILE_FAILED
   */
  nextAddressCounter(now: number): Promise<number>
  /** Waits for what is under way; later changes are refused as FILE_FAILED. */
  close(): Promise<void>
}

/** What the file holds. */
export interface Kept {
  readonly contacts: Contacts
  /** Of the user's own last address record; 0 before the first. */
  readonly ownCounter: number
  /** Whom the user has asked, or accepted, and whose key is not known yet. */
  readonly asked: ReadonlySet<string>
  /** Of whom the user wants to hear nothing, contacts or not. */
  readonly blocked: ReadonlySet<string>
  /** Of whom the user reads when they like. */
  readonly muted: ReadonlySet<string>
  /** What the user calls contacts. */
  readonly nicknames: Nicknames
}

const nothing: Kept = {
  contacts: new Map(),
  ownCounter: 0,
  asked: new Set(),
  blocked: new Set(),
  muted: new Set(),
  nicknames: new Map(),
}

/** @returns a store that forgets everything when the program ends. */
export function contactsInMemory(): ContactStore {
  return new Store(nothing, async () => {})
}

/**
 * Opens the contacts in the folder `home`; the file is made at the first change.
 * @throws PeerError WRONG_PASSPHRASE, CORRUPT_FILE, FILE_FAILED
 */
export async function openContacts(
  home: string,
  passphrase: Passphrase,
  entropy: Entropy,
  cost?: Cost,
): Promise<ContactStore> {
  const path = join(home, 'contacts')
  const { kept, key } = await load(home, path, passphrase, entropy, cost)
  return new Store(kept, (next) => writeContacts(home, next, key, entropy))
}

/** Keeps contacts in the folder `home`, instead of earlier ones. @throws PeerError FILE_FAILED */
export async function writeContacts(
  home: string,
  kept: Kept,
  key: FileKey,
  entropy: Pick<Entropy, 'bytes'>,
): Promise<void> {
  await writeAtomically(join(home, 'contacts'), sealFile('contacts', key, encodeKept(kept), entropy))
}

class Store implements ContactStore {
  #kept: Kept
  #save: (kept: Kept) => Promise<void>
  /** Blocked, and not on the disk yet. */
  readonly #blocking = new Set<string>()
  #last: Promise<void> = Promise.resolve()
  #closed = false

  constructor(kept: Kept, save: (kept: Kept) => Promise<void>) {
    this.#kept = kept
    this.#save = save
  }

  get contacts(): Contacts {
    return this.#kept.contacts
  }

  get ownCounter(): number {
    return this.#kept.ownCounter
  }

  get asked(): ReadonlySet<string> {
    return this.#kept.asked
  }

  get blocked(): ReadonlySet<string> {
    const { blocked } = this.#kept
    return this.#blocking.size === 0 ? blocked : new Set([...blocked, ...this.#blocking])
  }

  get muted(): ReadonlySet<string> {
    return this.#kept.muted
  }

  get nicknames(): Nicknames {
    return this.#kept.nicknames
  }

  update(change: (contacts: Contacts, asked: ReadonlySet<string>) => Contacts): Promise<void> {
    return this.#change((kept) => {
      const contacts = change(kept.contacts, kept.asked)
      if (contacts === kept.contacts) return kept
      return { ...kept, contacts, asked: new Set([...kept.asked].filter((name) => !contacts.has(name))) }
    })
  }

  ask(names: Iterable<string>): Promise<void> {
    return this.#change((kept) => {
      const added = [...names].filter((name) => !kept.contacts.has(name) && !kept.asked.has(name))
      added.forEach(requireName)
      return added.length === 0 ? kept : { ...kept, asked: new Set([...kept.asked, ...added]) }
    })
  }

  withdraw(name: string): Promise<void> {
    return this.#change((kept) => {
      const contacts = forget(kept.contacts, name)
      if (contacts === kept.contacts && !kept.asked.has(name)) return kept
      const asked = new Set([...kept.asked].filter((one) => one !== name))
      return { ...kept, contacts, asked, nicknames: without(kept.nicknames, name) }
    })
  }

  async block(name: string): Promise<void> {
    requireName(name)
    this.#blocking.add(name)
    try {
      await this.#change((kept) => {
        return kept.blocked.has(name) ? kept : { ...kept, blocked: new Set([...kept.blocked, name]) }
      })
    } catch (error) {
      if (!(error instanceof PeerError)) throw error
      throw new PeerError(
        error.code,
        t`${name} is blocked only until this program ends: ${error.words()}`,
        error.evidence,
      )
    }
    this.#blocking.delete(name)
  }

  async unblock(name: string): Promise<void> {
    await this.#change((kept) => {
      if (!kept.blocked.has(name)) return kept
      return { ...kept, blocked: new Set([...kept.blocked].filter((one) => one !== name)) }
    })
    this.#blocking.delete(name)
  }

  async mute(name: string, isMuted: boolean): Promise<void> {
    requireName(name)
    await this.#change((kept) => {
      if (kept.muted.has(name) === isMuted) return kept
      const others = [...kept.muted].filter((one) => one !== name)
      return { ...kept, muted: new Set(isMuted ? [...others, name] : others) }
    })
  }

  rename(name: string, nickname: string | null, own: string): Promise<void> {
    return this.#change((kept) => {
      const { contacts, asked, blocked, nicknames } = kept
      if (nickname === null) return { ...kept, nicknames: without(nicknames, name) }
      if (!contacts.has(name)) throw new PeerError('UNKNOWN_PEER')
      const names = new Set([own, ...contacts.keys(), ...asked, ...blocked])
      const checked = checkedNickname(name, nickname, names, nicknames)
      return { ...kept, nicknames: new Map(nicknames).set(name, checked) }
    })
  }

  async nextAddressCounter(now: number): Promise<number> {
    let next = 0
    await this.#change((kept) => {
      next = Math.max(kept.ownCounter + 1, now)
      return { ...kept, ownCounter: next }
    })
    return next
  }

  close(): Promise<void> {
    this.#closed = true
    return this.#last
  }

  #change(change: (kept: Kept) => Kept): Promise<void> {
    if (this.#closed) return Promise.reject(new PeerError('FILE_FAILED', t`The contacts are closed already.`))
    const apply = async () => {
      const next = change(this.#kept)
      if (next === this.#kept) return
      await this.#save(next)
      this.#kept = next
    }
    const done = this.#last.then(apply)
    this.#last = done.catch(() => {})
    return done
  }
}

function without(nicknames: Nicknames, name: string): Nicknames {
  return new Map([...nicknames].filter(([one]) => one !== name))
}

/** The key is derived here once, for all saves until the program ends. */
async function load(
  home: string,
  path: string,
  passphrase: Passphrase,
  entropy: Entropy,
  cost?: Cost,
): Promise<{ kept: Kept; key: FileKey }> {
  const bytes = await readWhole(path, MAX_FILE_BYTES)
  if (!bytes) return { kept: nothing, key: await homeKey(home, passphrase, entropy, cost) }
  const { content, key } = await openFile('contacts', bytes, passphrase, path)
  return { kept: decode(content, path), key }
}

/**
 * @returns the own address counter (8) ‖ how many contacts (4) ‖ each contact: name ‖ verified (1) ‖ identity ‖ its
 * address counter (8) ‖ how many address records (1) ‖ that record ‖ how many identities wait to be settled (1) ‖ that
 * identity. Then how many were asked (4) ‖ each name ‖ how many are blocked (4) ‖ each name. Where some are muted or have
 * nicknames, how many are muted (4) ‖ each name. Where some have nicknames, how many (4) ‖ each name ‖ its nickname.
 */
export function encodeKept({ contacts, ownCounter, asked, blocked, muted, nicknames }: Kept): Buffer {
  const encoded = [...contacts].map(([name, { identity, verified, addressCounter, address, rival: seen }]) =>
    Buffer.concat([
      field(name),
      uint(verified ? 1 : 0, 1),
      identityBytes(identity),
      uint(addressCounter, 8),
      uint(address ? 1 : 0, 1),
      ...(address ? [addressBytes(address)] : []),
      uint(seen ? 1 : 0, 1),
      ...(seen ? [identityBytes(seen)] : []),
    ]),
  )
  const names = (some: ReadonlySet<string>) => [uint(some.size, 4), ...[...some].map((name) => field(name))]
  return Buffer.concat([
    uint(ownCounter, 8),
    uint(encoded.length, 4),
    ...encoded,
    ...names(asked),
    ...names(blocked),
    ...(muted.size + nicknames.size > 0 ? names(muted) : []),
    ...(nicknames.size > 0
      ? [uint(nicknames.size, 4), ...[...nicknames].flat().map((each) => field(each))]
      : []),
  ])
}

/** Reads what {@link encodeKept} wrote. @throws if it is anything else. */
export function readKept(reader: Reader): Kept {
  const contacts = new Map<string, Contact>()
  const ownCounter = counter(reader)
  for (let left = reader.uint(4); left > 0; left--) {
    const name = reader.text()
    if (!isName(name) || contacts.has(name)) throw new RangeError('each contact has a name of its own')
    const verified = flag(reader)
    const identity = readIdentity(reader)
    const addressCounter = counter(reader)
    const address = flag(reader) ? { address: readAddress(reader, name, addressCounter) } : {}
    const rival = flag(reader) ? { rival: readIdentity(reader) } : {}
    contacts.set(name, { verified, identity, addressCounter, ...address, ...rival })
  }
  const asked = readNames(reader, 'whoever was asked')
  if ([...asked].some((name) => contacts.has(name)))
    throw new RangeError('whoever was asked is no contact yet')
  const blocked = readNames(reader, 'whoever is blocked')
  if (reader.isAtEnd) return { contacts, ownCounter, asked, blocked, muted: new Set(), nicknames: new Map() }
  const muted = readNames(reader, 'whoever is muted')
  const nicknames = reader.isAtEnd ? new Map() : readNicknames(reader, contacts)
  if (muted.size + nicknames.size === 0) throw new RangeError('where nobody is muted nothing stands here')
  return { contacts, ownCounter, asked, blocked, muted, nicknames }
}

function readNicknames(reader: Reader, contacts: Contacts): Nicknames {
  const nicknames = new Map<string, string>()
  for (let left = reader.uint(4); left > 0; left--) {
    const name = reader.text()
    if (!contacts.has(name) || nicknames.has(name)) throw new RangeError('a contact has one nickname')
    nicknames.set(name, reader.text())
  }
  if (nicknames.size === 0) throw new RangeError('where nobody has a nickname nothing stands here')
  return nicknames
}

function readNames(reader: Reader, who: string): Set<string> {
  const names = new Set<string>()
  for (let left = reader.uint(4); left > 0; left--) {
    const name = reader.text()
    if (!isName(name) || names.has(name)) throw new RangeError(`${who} has a name and stands here once`)
    names.add(name)
  }
  return names
}

function decode(content: Buffer, path: string): Kept {
  try {
    const reader = new Reader(content)
    const kept = readKept(reader)
    reader.end()
    return kept
  } catch {
    throw corrupt('contacts', path)
  }
}

function flag(reader: Reader): boolean {
  const value = reader.uint(1)
  if (value > 1) throw new RangeError('a flag is 0 or 1')
  return value === 1
}

function counter(reader: Reader): number {
  const value = Number(reader.uint64())
  if (!Number.isSafeInteger(value)) throw new RangeError('a counter is a safe integer')
  return value
}

/** Its name and counter stand before it. */
function addressBytes({ record, observed, directoryAt }: KeptAddress): Buffer {
  const { host, port, expires, signature, also } = record
  return Buffer.concat([
    field(host),
    uint(port, 2),
    uint(expires, 8),
    field(Buffer.from(signature, 'base64')),
    field(observed ?? ''),
    field(directoryAt),
    field(also ?? ''),
  ])
}

function readAddress(reader: Reader, name: string, ofRecord: number): KeptAddress {
  const host = reader.text()
  const port = reader.uint(2)
  const expires = counter(reader)
  const signature = Buffer.from(reader.field()).toString('base64')
  const observed = reader.text()
  const directoryAt = reader.text()
  const also = reader.text()
  const record = {
    ...{ name, host, port, counter: ofRecord, expires, signature },
    ...(also !== '' && { also }),
  }
  return { record, directoryAt, ...(observed !== '' && { observed }) }
}

function identityBytes(identity: Identity): Buffer {
  return Buffer.concat([field(identity.signing), field(identity.wrapping)])
}

function readIdentity(reader: Reader): Identity {
  const identity = { signing: reader.field(), wrapping: reader.field() }
  identityKeys(identity)
  return identity
}
