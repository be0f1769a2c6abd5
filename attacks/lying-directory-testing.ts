/** A user with the real messenger, who asks a directory in whose place Mallory stands: in one process, on real sockets. */

import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import type { MessengerOptions } from '../peers/messenger/messenger-parts'
import { newUser, type Running, start } from '../peers/messenger/messenger-testing'
import { fakeDirectory } from '../peers/session/peer-testing'
import type { Attack, Mallory } from './attack'
import { dial } from './dial'
import { httpRelay } from './http-relay'
import { Means } from './mallory'
import { placeOf } from './relay-testing'

export interface Deceived {
  readonly alice: Running
  readonly mallory: Mallory
  readonly means: Means
  /** @returns where somebody else asks, and gets Mallory's answers. */
  askedBy(caller: string): Promise<string>
}

/** Nothing is asked by itself: the test says when. */
const never = { first: 3_600_000, most: 3_600_000 }
const onlyWhenTold = { poll: 3_600_000, publish: 3_600_000, retry: never }

/** @param options what Alice's messenger has in place of the usual. Mallory has an account. */
export async function deceived(
  t: ExecutionContext,
  attack: Attack,
  options: Partial<MessengerOptions>,
): Promise<Deceived> {
  const folder = mkdtempSync(join(tmpdir(), 'lying-directory-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const directory = await fakeDirectory(t)
  const hosts: Record<string, string> = { 'directory:8440': new URL(directory.url).host }
  const means = new Means(
    (name) => dial(hosts, name),
    () => {},
  )
  t.teardown(() => means.halt())
  await means.register('mallory')
  const { mallory } = means
  const askedBy = async (caller: string) => {
    const reach = () => dial(hosts, 'directory:8440')
    const failed = (error: unknown) => t.fail(String(error))
    const server = httpRelay({ caller, dial: reach, attack: () => attack, mallory, failed })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    t.teardown(() => server.close())
    const { host, port } = placeOf(server)
    return `http://${host}:${port}`
  }
  const lying = { ...directory, url: await askedBy('alice') }
  const alice = await start(t, newUser('alice', folder), lying, Date.now, {
    pollSchedule: onlyWhenTold,
    backoffPolicy: { waiting: never, idle: never },
    callsByItself: () => false,
    ...options,
  })
  hosts['alice:25000'] = `127.0.0.1:${alice.messenger.status().listening.split(':').at(-1)}`
  return { alice, mallory, means, askedBy }
}
