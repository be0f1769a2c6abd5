import test from 'ava'
import { prototype } from '../peers/protocol/prototype/prototype'
import { hardenedProfile, secure } from '../peers/protocol/secure'
import { showingIdentities } from '../peers/weakened/identities-in-clear'
import { bothConnected, friends, say } from './friends-testing'
import { intercepted } from './relay-testing'
import { socialGraph } from './social-graph'

test('reads who answers and who calls, changes nothing, and reads no message', async (t) => {
  const weak = secure('identities-in-clear', showingIdentities)
  const { alice, bob, wire, over } = await friends(t, socialGraph.prepare, weak)
  await bothConnected(alice, bob)
  await say(alice, bob, 'one')
  await say(bob, alice, 'two')
  alice.session.close()
  await over()
  t.like(wire.only('loot'), [
    { how: 'read', from: 'bob', text: 'bob answers' },
    { how: 'read', from: 'alice', text: 'alice calls bob' },
  ])
  t.is(wire.only('loot').length, 2)
  t.deepEqual([bob.texts(), alice.texts()], [['one'], ['two']])
  for (const { heard } of [alice, bob]) t.deepEqual(heard.all.at(-1), { event: 'closed', clean: true })
})

for (const profile of [hardenedProfile, prototype]) {
  test(`the frames of ${profile.name} friends name nobody`, async (t) => {
    const { alice, bob, wire, over } = await friends(t, socialGraph.prepare, profile)
    await bothConnected(alice, bob)
    await say(alice, bob, 'one')
    alice.session.close()
    await over()
    t.deepEqual(wire.only('loot'), [])
    t.is(wire.only('acted').length, 1)
    const seen = Buffer.concat([...intercepted(wire, 'alice'), ...intercepted(wire, 'bob')])
    // With its length before it, as in a claim: three letters alone would come up by chance.
    for (const name of ['\0\x05alice', '\0\x03bob']) t.false(seen.includes(name))
    for (const { heard } of [alice, bob]) t.deepEqual(heard.all.at(-1), { event: 'closed', clean: true })
  })
}
