import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { DirectoryClient } from '../peers/directory/client'
import type { MessengerOptions } from '../peers/messenger/messenger-parts'
import { heardFrom, newUser, start } from '../peers/messenger/messenger-testing'
import { fakeDirectory, identityOf } from '../peers/session/peer-testing'
import { keepAnyFriend } from '../peers/weakened/keep-any-friend'
import { dial } from './dial'
import { httpRelay } from './http-relay'
import { Means } from './mallory'
import { phantomFriends } from './phantom-friends'
import { placeOf } from './relay-testing'

/** Alice and Bob ask the directory that Mallory has taken the place of, and she calls. @returns Alice's messenger. */
async function struck(t: ExecutionContext, options: Partial<MessengerOptions>) {
  const folder = mkdtempSync(join(tmpdir(), 'phantom-friends-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const directory = await fakeDirectory(t)
  const hosts: Record<string, string> = { 'directory:8440': new URL(directory.url).host }
  const means = new Means(
    (name) => dial(hosts, name),
    () => {},
  )
  t.teardown(() => means.halt())
  const { mallory } = means
  const inPlaceOfIt = async (caller: string) => {
    const reach = () => dial(hosts, 'directory:8440')
    const failed = (error: unknown) => t.fail(String(error))
    const server = httpRelay({ caller, dial: reach, attack: () => phantomFriends, mallory, failed })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    t.teardown(() => server.close())
    const { host, port } = placeOf(server)
    return `http://${host}:${port}`
  }
  const lying = { ...directory, url: await inPlaceOfIt('alice') }
  const alice = await start(t, newUser('alice', folder), lying, Date.now, { callsOnDemand: true, ...options })
  hosts['alice:25000'] = `127.0.0.1:${alice.messenger.status().listening.split(':').at(-1)}`
  const bob = new DirectoryClient(await inPlaceOfIt('bob'))
  await bob.register('bob', 'a password', await identityOf('bob'))
  await bob.friends()
  await alice.messenger.refresh()
  await phantomFriends.launch!(mallory)
  return alice
}

test('of two hundred made-up friends none is kept, and none is let in', async (t) => {
  const alice = await struck(t, {})
  t.deepEqual(
    alice.messenger.friends().map(({ name }) => name),
    ['bob'],
  )
  t.is(alice.messenger.requests().unasked.length, 200)
  t.is(alice.of('notice').length, 1)
  t.deepEqual(heardFrom(alice, 'b0b'), [])
})

test('where the directory says who is a friend, all are kept, and one of them speaks', async (t) => {
  const alice = await struck(t, { isWanted: keepAnyFriend })
  t.is(alice.messenger.friends().length, 201)
  t.deepEqual(heardFrom(alice, 'b0b'), ['It is me, on a new phone. What was the code again?'])
})
