/** Whom the user has blocked: nothing is heard of them, and others notice nothing. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { heardFrom, newUser, type Running, start, startTwo } from './messenger-testing'

function folder(t: ExecutionContext): string {
  const path = mkdtempSync(join(tmpdir(), 'block-'))
  t.teardown(() => rmSync(path, { recursive: true, force: true }))
  return path
}

const sessions = (alice: Running) => alice.of('online').filter(({ friend }) => friend === 'bob').length

test('who is blocked has no session and is not heard, also after a restart, until that is taken back', async (t) => {
  const { directory, alice, bob } = await startTwo(t, folder(t))
  const carol = await start(t, newUser('carol', alice.user.folder), directory)
  await alice.seen(() => alice.of('online').find(({ friend }) => friend === 'carol'))
  await alice.messenger.send('bob', 'before')
  await bob.until('message')
  await alice.messenger.block('bob')
  await alice.until('offline')
  t.deepEqual(alice.messenger.blocked(), ['bob'])
  for (const refused of [
    alice.messenger.send('bob', 'x'),
    alice.messenger.offer('bob', '/nowhere'),
    alice.messenger.add('bob'),
    alice.messenger.call('bob'),
  ])
    await t.throwsAsync(refused, { code: 'BLOCKED' })

  await bob.messenger.send('alice', 'are you there?')
  const tries = bob.of('offline').length
  await bob.until('offline', tries + 3)
  t.is(sessions(alice), 1)
  t.deepEqual(heardFrom(alice, 'bob'), [])
  await carol.messenger.send('alice', 'meanwhile')
  await alice.until('message')

  await alice.messenger.close()
  const again = await start(t, alice.user, directory)
  await bob.until('offline', bob.of('offline').length + 2)
  t.deepEqual([sessions(again), heardFrom(again, 'bob')], [0, []])
  t.deepEqual(again.of('alarm'), [])
  await again.messenger.unblock('bob')
  await again.seen(() => again.of('message').find(({ text }) => text === 'are you there?'))
  await again.messenger.send('bob', 'after')
  await bob.until('message', 2)
})

test('blocking needs neither a directory nor room on the disk, and what comes meanwhile is not taken', async (t) => {
  const { directory, alice, bob } = await startTwo(t, folder(t))
  alice.user.disk.full = true
  await bob.messenger.send('alice', 'one')
  await alice.until('alarm')
  directory.isAway = true
  await alice.messenger.block('bob')
  await alice.until('offline')
  alice.user.disk.full = false
  await bob.until('offline', bob.of('offline').length + 2)
  t.deepEqual([sessions(alice), heardFrom(alice, 'bob')], [1, []])
  t.deepEqual(alice.user.disk.entries, [])
})
