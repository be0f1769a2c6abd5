/** What a directory that lies costs a messenger that asks it again and again, over real HTTP and with a real file. */

import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { runsOf } from '../../lab/suite/extent-testing'
import { openContacts } from '../home/contacts-file'
import { Passphrase } from '../home/passphrase'
import { MOST_FRIENDS, MOST_OPEN_REQUESTS } from '../protocol/directory-api'
import { publicIdentity } from '../protocol/identity'
import { testEntropy } from '../protocol/test-keys-testing'
import { addressOf, fakeDirectory, identityJson, identityOf } from '../session/peer-testing'
import { newUser, start } from './messenger-testing'

const ROUNDS = runsOf(20)

test('friends, requests and addresses made up with each answer cost one line each, no write and no call', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'lying-directory-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const directory = await fakeDirectory(t)
  const contacts = await openContacts(folder, new Passphrase('secret'), testEntropy, { logN: 4, r: 8, p: 1 })
  // Never polled by itself: the test asks.
  const never = { first: 3_600_000, most: 3_600_000 }
  const pollSchedule = { poll: 3_600_000, publish: 3_600_000, retry: never }
  const alice = await start(t, { ...newUser('alice', folder), contacts }, directory, Date.now, {
    pollSchedule,
  })
  const own = await identityOf('mallory')
  const identity = identityJson(publicIdentity(own))
  const record = addressOf(own, { name: 'nobody', port: 1 })
  const lie = (round: number) => {
    directory.entries.clear()
    for (let each = 0; each < MOST_FRIENDS; each++)
      directory.entries.set(`nobody${round}-${each}`, { identity, record })
    directory.requests.incoming = Array.from(
      { length: MOST_OPEN_REQUESTS },
      (_, each) => `stranger${round}-${each}`,
    )
  }
  const file = join(folder, 'contacts')
  const before = readFileSync(file)
  directory.asked.length = 0
  directory.lookedUp.length = 0
  for (let round = 0; round < ROUNDS; round++) {
    lie(round)
    await alice.messenger.refresh()
  }
  t.deepEqual(readFileSync(file), before, 'every write has another nonce')
  t.true(statSync(file).size < 1000)
  t.deepEqual(
    directory.asked.filter((line) => line !== 'GET /friends' && line !== 'GET /get_ip'),
    [],
  )
  t.deepEqual(
    [...new Set(directory.lookedUp)],
    ['alice'],
    'nobody but the user, whom another computer may run',
  )
  t.is(directory.lookedUp.length, ROUNDS, 'once with each question')
  t.is(alice.of('notice').length, 1)
  t.true(alice.of('requests').length <= 5)
  t.deepEqual(alice.messenger.friends(), [])
  t.is(alice.messenger.requests().unasked.length, MOST_FRIENDS)
  // Whoever is really asked becomes a friend as ever.
  directory.entries.set('bob', {
    identity: identityJson(publicIdentity(await identityOf('bob'))),
    record: null,
  })
  directory.entries.delete(`nobody${ROUNDS - 1}-0`)
  t.is(await alice.messenger.add('bob'), 'accepted')
  t.deepEqual(
    alice.messenger.friends().map(({ name, trust }) => [name, trust]),
    [['bob', 'pinned']],
  )
})
