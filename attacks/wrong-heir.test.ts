import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import type { MessengerOptions } from '../peers/messenger/messenger-parts'
import { heardFrom, newUser, start } from '../peers/messenger/messenger-testing'
import { fakeDirectory } from '../peers/session/peer-testing'
import { sharingOneOutbox } from '../peers/weakened/one-outbox'
import { dial } from './dial'
import { attackerNear } from './friend-testing'
import { httpRelay } from './http-relay'
import { Means } from './mallory'
import { placeOf } from './relay-testing'
import { newWrongHeir } from './wrong-heir'

const said = ['meet me at noon', 'at the old bridge']

/** Alice writes to Bob, who is away, takes the key that Mallory's directory names, and Mallory calls. */
async function struck(t: ExecutionContext, options: Partial<MessengerOptions>) {
  const folder = mkdtempSync(join(tmpdir(), 'wrong-heir-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const wrongHeir = newWrongHeir()
  const directory = await fakeDirectory(t)
  const bob = newUser('bob', folder)
  await (await start(t, bob, directory)).messenger.close()

  const reach = () => dial({ 'directory:8440': new URL(directory.url).host }, 'directory:8440')
  const failed = (error: unknown) => t.fail(String(error))
  const server = httpRelay({
    caller: 'alice',
    dial: reach,
    attack: () => wrongHeir,
    mallory: new Means(reach, () => {}).mallory,
    failed,
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const { host, port } = placeOf(server)
  const lying = { ...directory, url: `http://${host}:${port}` }
  const alice = await start(t, newUser('alice', folder), lying, Date.now, {
    callsByItself: () => false,
    ...options,
  })
  const { means, told } = attackerNear(t, alice, directory.url)

  await alice.messenger.refresh()
  for (const text of said) await alice.messenger.send('bob', text)
  await wrongHeir.launch!(means.mallory)
  await takesNewKey()
  await wrongHeir.launch!(means.mallory)
  const loot = told.all.flatMap((event) => (event.event === 'loot' ? [event.text] : []))
  return { alice, loot, takesNewKey, bobIsBack: () => start(t, bob, directory) }

  async function takesNewKey() {
    const before = alice.of('key-changed').length
    void alice.messenger.refresh()
    await alice.until('key-changed', before + 1)
    await alice.messenger.trust('bob', 'new')
  }
}

test('what waits for Bob’s key is kept back from the heir, Alice is told, and Bob gets it when he is back', async (t) => {
  const { alice, loot, takesNewKey, bobIsBack } = await struck(t, {})
  t.deepEqual(loot, [])
  t.like(alice.of('held')[0], { friend: 'bob', count: said.length })
  t.is(alice.messenger.resendable('bob').held?.count, said.length)
  await takesNewKey()
  const bob = await bobIsBack()
  await bob.until('message', said.length)
  t.deepEqual(heardFrom(bob, 'alice'), said)
})

test('where a friend has one outbox, whoever holds the key, the heir is given what waits, and Alice is not asked', async (t) => {
  const { alice, loot } = await struck(t, { outboxRules: sharingOneOutbox })
  t.deepEqual(loot, said)
  t.deepEqual(alice.of('held'), [])
})
