/** A user with the real messenger, and Mallory, who is her friend: in one process, on real sockets. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import type { MessengerOptions } from '../peers/messenger/messenger-parts'
import { newUser, type Running, start } from '../peers/messenger/messenger-testing'
import { fakeDirectory } from '../peers/session/peer-testing'
import type { Mallory } from './attack'
import { dial } from './dial'
import { Means } from './mallory'
import { Log } from './relay-testing'

export interface Acquaintance {
  readonly alice: Running
  readonly mallory: Mallory
  readonly means: Means
  readonly told: Log<{ readonly event: string } & Record<string, unknown>>
  /** Alice's folder; her inbox is two folders deep in it. */
  readonly folder: string
}

/** @param change what Alice's messenger has in place of the usual. */
export async function acquainted(
  t: ExecutionContext,
  change: (folder: string) => Partial<MessengerOptions> = () => ({}),
): Promise<Acquaintance> {
  const folder = mkdtempSync(join(tmpdir(), 'attacks-friend-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const directory = await fakeDirectory(t)
  const downloads = join(folder, 'alice', 'files', 'inbox')
  const alice = await start(t, newUser('alice', folder), directory, Date.now, {
    downloads,
    ...change(folder),
  })
  const { means, told } = attackerNear(t, alice, directory.url)
  await means.register('mallory')
  await alice.messenger.refresh()
  return { alice, mallory: means.mallory, means, told, folder: join(folder, 'alice') }
}

/** @returns an attacker who can dial Alice and the directory, and has nothing yet. */
export function attackerNear(
  t: ExecutionContext,
  alice: Running,
  directory: string,
): Pick<Acquaintance, 'means' | 'told'> {
  const port = alice.messenger.status().listening.split(':').at(-1)
  const hosts = { 'alice:25000': `127.0.0.1:${port}`, 'directory:8440': new URL(directory).host }
  const told: Acquaintance['told'] = new Log()
  const means = new Means(
    (name) => dial(hosts, name),
    (event) => told.note(event),
  )
  t.teardown(() => means.halt())
  return { means, told }
}
