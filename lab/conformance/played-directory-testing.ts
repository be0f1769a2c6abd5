/** For tests: the history of an act in which Alice and Bob really use a directory, either of which may have a careless change. */

import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { dataKey, temporaryFolder } from '../../directory/directory-testing'
import type { DirectoryAccount } from '../../peers/directory/directory-account'
import type { AskJson } from '../../peers/directory/http-json'
import { fingerprint, type PrivateIdentity, publicIdentity } from '../../peers/protocol/identity'
import { testKey } from '../../peers/protocol/test-keys-testing'
import type { HistoryEvent, NodeEvent, StampedEvent } from '../history/events'
import { type Change, changedModule } from './planted-testing'

const DIRECTORY = `
export { openApi } from './directory/http/openapi'
export { createServer } from './directory/http/server'
export { tellAnswers } from './directory/cli/told-answers'
export { openDataFolder } from './directory/storage/data-folder'
export { hardenedDirectory } from './directory/users/defences'
export { Passwords } from './directory/users/passwords'
`
const PEER = `
export { DirectoryAccount } from './peers/directory/directory-account'
export { contactsInMemory } from './peers/home/contacts-file'
export { askJson } from './peers/directory/http-json'
export { askingTold } from './peers/lab/directory-log'
`

type DirectoryModule = typeof import('../../directory/http/openapi') &
  typeof import('../../directory/http/server') &
  typeof import('../../directory/cli/told-answers') &
  typeof import('../../directory/storage/data-folder') &
  typeof import('../../directory/users/defences') &
  typeof import('../../directory/users/passwords')
type PeerModule = typeof import('../../peers/directory/directory-account') &
  typeof import('../../peers/directory/http-json') &
  typeof import('../../peers/home/contacts-file') &
  typeof import('../../peers/lab/directory-log')

const HOUR = 3_600_000

/** Somebody with an account. */
export interface PlayedUser {
  readonly name: string
  readonly identity: PrivateIdentity
  readonly account: DirectoryAccount
  /** Asks where a friend is, and calls there. @param remote end of the connection, where that is told. */
  call(friend: string, remote?: string): Promise<void>
  /** Asks as whoever knows the token. */
  request(
    method: string,
    path: string,
    body?: unknown,
    token?: string,
  ): Promise<Readonly<Record<string, string>>>
}

export interface PlayedDirectory {
  readonly alice: PlayedUser
  readonly bob: PlayedUser
  /** So much time goes by for everybody. */
  pass(milliseconds: number): void
  /** Changes what Alice is answered from now on, if it is what a directory says itself. */
  lie(change: (path: string, json: never) => unknown): void
  readonly now: () => number
  /** What the lab notes. */
  note(event: object, node?: string): void
}

const identities = { alice: newIdentity(), bob: newIdentity() }

function newIdentity(): PrivateIdentity {
  return { signing: testKey(), wrapping: testKey() }
}

/**
 * @param changed in a file of the directory, or of the peers.
 * @returns the events of an act, which is `events`: what has come before the story fails stands there as well.
 */
export async function playedDirectory(
  changed: { readonly directory?: Change; readonly peers?: Change; readonly position?: 'directory' },
  story: (played: PlayedDirectory) => Promise<unknown>,
  events: HistoryEvent[] = [],
): Promise<HistoryEvent[]> {
  const { folder, remove } = temporaryFolder()
  const directory = await changedModule<DirectoryModule>(DIRECTORY, changed.directory ?? null)
  const peers = await changedModule<PeerModule>(PEER, changed.peers ?? null)
  const began = Date.now()
  // A one-time code counts for half a minute: the story begins with one.
  let ahead = 30_000 - (began % 30_000)
  const now = () => Date.now() + ahead
  const note = (event: object, node = 'lab'): void => {
    const stamp = { number: events.length + 1, at: Date.now() - began, act: 'act', phase: null, node }
    events.push({ ...stamp, ...event } as HistoryEvent & StampedEvent)
  }
  note({
    event: 'act-started',
    profile: 'hardened',
    attack: null,
    position: changed.position ?? 'nowhere',
    expected: 'PASSED',
    breaks: [],
    alarms: [],
  })
  const store = await directory.openDataFolder(join(folder, 'data'), dataKey, 1024 * 1024, () => {})
  const servers = new Set(['http://directory:8440'])
  const { hardenedDirectory: defences, Passwords } = directory
  const report = () => {}
  const server: Server = directory.createServer({
    store,
    defences,
    servers,
    passwords: new Passwords(10),
    now,
    report,
  })
  note({ event: 'described', openapi: JSON.stringify(directory.openApi()) }, 'directory')
  directory.tellAnswers(server, (answer) => note(answer, 'directory'), now)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  let lie: (path: string, json: never) => unknown = (_path, json) => json
  const user = async (name: 'alice' | 'bob'): Promise<PlayedUser> => {
    const identity = identities[name]
    const tell = (event: object) => note(event as NodeEvent, name)
    note({ event: 'ready', fingerprint: fingerprint(publicIdentity(identity)) }, name)
    const ask: AskJson = async (question) => {
      const reply = await peers.askJson(question)
      const path = question.url.pathname + question.url.search
      return name === 'alice' ? { ...reply, json: lie(path, reply.json as never) } : reply
    }
    const account = new peers.DirectoryAccount({
      identity,
      contacts: peers.contactsInMemory(),
      now,
      resolve: () => ({ host: '127.0.0.1', port }),
      onKeyChanged: () => {},
      ask: peers.askingTold(tell, ask),
    })
    await account.register('http://directory:8440', name, 'correct horse')
    let calls = 0
    return {
      name,
      identity,
      account,
      async call(friend, remote) {
        await account.locate(friend)
        calls += 1
        const ends = remote && { local: '127.0.0.1:9', remote }
        tell({ event: 'opened', session: `session-${calls}`, role: 'initiator', calls: friend, ...ends })
      },
      async request(method, path, body, token = account.directory.token) {
        const response = await fetch(`http://127.0.0.1:${port}${path}`, {
          method,
          headers: {
            // Another directory may have had this port a moment ago: no connection to it is used again.
            connection: 'close',
            authorization: `Bearer ${token}`,
            ...(body !== undefined && { 'content-type': 'application/json' }),
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        })
        return (await response.json()) as Record<string, string>
      },
    }
  }
  try {
    const [alice, bob] = [await user('alice'), await user('bob')]
    await befriend(alice, bob)
    await story({
      ...{ alice, bob, now, note },
      pass(milliseconds) {
        ahead += milliseconds
        const minutes = milliseconds / 60_000
        note({ event: 'step', do: 'pass-time', for: ['alice', 'bob', 'directory'], minutes })
      },
      lie(change) {
        lie = change
      },
    })
  } finally {
    server.close()
    server.closeAllConnections()
    await store.close()
    remove()
  }
  return events
}

async function befriend(alice: PlayedUser, bob: PlayedUser): Promise<void> {
  await bob.account.publish('bob', 25_000)
  await alice.account.addFriend('bob')
  await bob.account.addFriend('alice')
  await alice.account.friends()
  await bob.account.friends()
}

export { HOUR }
