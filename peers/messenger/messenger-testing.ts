/** Messengers to test with: in one process, on real sockets, with a journal in memory that can be lost or fail. */

import type { ExecutionContext } from 'ava'
import { DirectoryClient } from '../directory/client'
import { ownAddresses } from '../directory/near-address'
import { type ContactStore, contactsInMemory } from '../home/contacts-file'
import type { EntryLog } from '../home/log-file'
import type { PageStore, SealedPage } from '../home/page-files'
import { t } from '../language/sentence'
import { PeerError } from '../protocol/errors'
import { publicIdentity } from '../protocol/identity'
import { testEntropy } from '../protocol/test-keys-testing'
import {
  askEverybody,
  type FakeDirectory,
  fakeDirectory,
  identityJson,
  identityOf,
  Told,
} from '../session/peer-testing'
import type { StoreEntry } from './correspondence'
import { Journal, type JournalLimits } from './journal'
import { Messenger } from './messenger'
import type { MessengerEvent } from './messenger-api'
import type { MessengerOptions } from './messenger-parts'

/** Pages in memory. */
class HeldPages implements PageStore {
  readonly held = new Map<string, Buffer>()
  reads = 0
  /** How many were ever written. */
  written = 0

  async write(content: Buffer): Promise<SealedPage> {
    await new Promise(setImmediate)
    const file = `page ${++this.written}`
    this.held.set(file, content)
    return { file, key: '' }
  }

  read({ file }: SealedPage): Buffer {
    this.reads += 1
    return this.held.get(file)!
  }

  remove(pages: readonly SealedPage[]): void {
    for (const { file } of pages) this.held.delete(file)
  }
}

/** A disk for one journal: what was kept, and a switch that makes it fail. */
export class Disk implements EntryLog {
  kept: Buffer[] = []
  readonly pages = new HeldPages()
  full = false
  /** How often something was to be kept. */
  tries = 0

  async append(entries: readonly Uint8Array[]): Promise<void> {
    // Not at once, as a real disk.
    await new Promise(setImmediate)
    this.tries += 1
    if (this.full) throw new PeerError('FILE_FAILED', t`The disk is full.`)
    this.kept.push(...entries.map((entry) => Buffer.from(entry)))
  }

  async replace(entries: readonly Uint8Array[]): Promise<void> {
    await new Promise(setImmediate)
    this.tries += 1
    if (this.full) throw new PeerError('FILE_FAILED', t`The disk is full.`)
    this.kept = entries.map((entry) => Buffer.from(entry))
  }

  async close(): Promise<void> {}

  /** @returns what is there at this moment, as after a kill: a journal that goes on writing does so here alone. */
  killed(): Disk {
    const copy = new Disk()
    copy.kept = [...this.kept]
    copy.pages.written = this.pages.written
    for (const [file, content] of this.pages.held) copy.pages.held.set(file, content)
    return copy
  }

  /** A journal that keeps what it is given here, and goes on from what is here. */
  journal(limits?: JournalLimits, path = 'journal'): Journal {
    return new Journal({
      kept: [...this.kept],
      log: this,
      pages: this.pages,
      path,
      ...(limits && { limits }),
    })
  }

  get entries(): StoreEntry[] {
    return this.kept.map((bytes) => JSON.parse(bytes.toString()) as StoreEntry)
  }
}

export interface User {
  readonly name: string
  readonly disk: Disk
  readonly contacts: ContactStore
  readonly folder: string
}

export type Running = Told<MessengerEvent> & { readonly messenger: Messenger; readonly user: User }

const quick = { first: 20, most: 100 }
const addresses = ownAddresses()

/** @returns a user whose messenger was never started. */
export function newUser(name: string, folder: string): User {
  return { name, disk: new Disk(), contacts: contactsInMemory(), folder: `${folder}/${name}` }
}

/** Starts (again) the messenger of a user; the fake directory knows them from then on. */
export async function start(
  t: ExecutionContext,
  user: User,
  directory: Pick<FakeDirectory, 'url' | 'entries'>,
  now = Date.now,
  options: Partial<MessengerOptions> = {},
  published = { host: '127.0.0.1', port: 0 },
  listenAt = '127.0.0.1',
): Promise<Running> {
  const { name, disk, contacts, folder } = user
  const identity = await identityOf(name)
  const entry = directory.entries.get(name)
  directory.entries.set(name, {
    identity: identityJson(publicIdentity(identity)),
    record: entry?.record ?? null,
  })
  await askEverybody(name, contacts)
  const told = new Told<MessengerEvent>()
  const messenger = new Messenger({
    account: { name, directory: directory.url },
    identity,
    contacts,
    journal: disk.journal(),
    client: new DirectoryClient(directory.url),
    home: folder,
    downloads: `${folder}/received`,
    partials: `${folder}/partial`,
    entropy: testEntropy,
    now,
    random: Math.random,
    onEvent: told.tell,
    deadlines: { dial: 5_000, handshake: 5_000, goodbye: 500 },
    backoffPolicy: { waiting: quick, idle: quick },
    diskBackoff: quick,
    pollSchedule: { poll: 100, publish: 60_000, retry: quick },
    // Those of other tests' containers come and go, and whose addresses change publishes anew.
    ownAddresses: () => addresses,
    ownIpv6: async () => null,
    ...options,
  })
  let closing: Promise<void> | null = null
  const close = messenger.close.bind(messenger)
  messenger.close = () => {
    closing ??= close()
    return closing
  }
  t.teardown(() => messenger.close())
  await messenger.start({ host: listenAt, port: 0 }, published)
  return Object.assign(told, { messenger, user })
}

/** @returns Alice and Bob, friends and online. */
export async function startTwo(t: ExecutionContext, folder: string) {
  const directory = await fakeDirectory(t)
  const alice = await start(t, newUser('alice', folder), directory)
  const bob = await start(t, newUser('bob', folder), directory)
  await Promise.all([alice.until('online'), bob.until('online')])
  return { directory, alice, bob }
}

/** @returns Alice, who has said these texts to Bob: he has got them, and is away now. */
export async function startWithBobAway(
  t: ExecutionContext,
  folder: string,
  said: readonly string[],
  now = Date.now,
  options: Partial<MessengerOptions> = {},
) {
  const directory = await fakeDirectory(t)
  const alice = await start(t, newUser('alice', folder), directory, now, options)
  const bob = await start(t, newUser('bob', folder), directory)
  await Promise.all([alice.until('online'), bob.until('online')])
  for (const text of said) await alice.messenger.send('bob', text)
  await alice.until('delivered', said.length)
  await bob.messenger.close()
  await alice.until('offline')
  return { directory, alice }
}

/** The texts that a friend's history holds of `from`. */
export function heardFrom({ messenger }: Running, from: string): string[] {
  return messenger
    .history(from, 100_000)
    .flatMap(({ direction, content }) =>
      direction === 'in' && content.type === 'text' ? [content.text] : [],
    )
}
