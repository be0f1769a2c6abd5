import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import type { MessengerOptions } from '../peers/messenger/messenger-parts'
import { newUser, start, startWithBobAway } from '../peers/messenger/messenger-testing'
import { fakeDirectory, identityOf } from '../peers/session/peer-testing'
import { resendingConfirmed } from '../peers/weakened/resend-confirmed'
import { attackerNear } from './friend-testing'
import { historyTheft } from './history-theft'

const said = ['meet me at noon', 'at the old bridge', 'bring nobody']

/** Alice has said something to Bob, who is away when Mallory has his keys. @param accepts whether Alice takes files. */
async function struck(t: ExecutionContext, options: Partial<MessengerOptions>, accepts = false) {
  const folder = mkdtempSync(join(tmpdir(), 'attacks-theft-'))
  const taken: Promise<unknown>[] = []
  // A file that is taken in the last moment is opened, or refused, when Alice has stopped.
  t.teardown(async () => {
    await Promise.all(taken)
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
  })
  const { alice, directory } = await startWithBobAway(t, folder, said, Date.now, options)
  const accepting = new Set<string>()
  void alice.seen(() => {
    if (!accepts) return
    for (const { transfer } of alice.of('file-offered'))
      if (!accepting.has(transfer.label)) {
        accepting.add(transfer.label)
        taken.push(alice.messenger.acceptFile(transfer.label).catch(() => {}))
      }
    return undefined
  })

  const { means, told } = attackerNear(t, alice, directory.url)
  const { signing, wrapping } = await identityOf('bob')
  const der = (key: typeof signing) => key.export({ type: 'pkcs8', format: 'der' }).toString('base64')
  means.takeIdentity('bob', der(signing), der(wrapping))
  await historyTheft.launch!(means.mallory)
  const loot = told.all.flatMap((event) => (event.event === 'loot' ? [event.text] : []))
  return { alice, loot, acts: told.all.filter(({ event }) => event === 'acted') }
}

for (const accepts of [false, true]) {
  const files = accepts ? 'and takes every file' : 'and takes no file'
  test(`Alice, who has given everything ${files}, gives it to nobody again and is told who asks`, async (t) => {
    const { alice, loot, acts } = await struck(t, {}, accepts)
    t.deepEqual(loot, [])
    t.is(acts.length, 2)
    t.true(acts.every(({ to, link }) => to === 'alice' && link === null))
    t.like(alice.of('lacks')[0], { friend: 'bob', count: said.length })
    t.is(alice.messenger.resendable('bob').lacks?.count, said.length)
  })

  test(`where what is lacking is sent again, it is all given to the thief: Alice is there ${files}`, async (t) => {
    const { alice, loot } = await struck(t, { outboxRules: resendingConfirmed }, accepts)
    t.deepEqual(loot, said)
    t.like(alice.of('lacks')[0], { friend: 'bob', count: said.length })
  })
}

test('without the keys there is nothing to be done', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'attacks-theft-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const directory = await fakeDirectory(t)
  const alice = await start(t, newUser('alice', folder), directory)
  const { means, told } = attackerNear(t, alice, directory.url)
  await historyTheft.launch!(means.mallory)
  t.deepEqual(told.all, [])
})
