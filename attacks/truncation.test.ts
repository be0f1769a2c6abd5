import test from 'ava'
import { prototype } from '../peers/protocol/prototype/prototype'
import { hardenedProfile, secure } from '../peers/protocol/secure'
import { acceptingAnyEnd } from '../peers/weakened/accept-any-end'
import { bothConnected, friends, say } from './friends-testing'
import { truncation } from './truncation'

for (const profile of [secure('accept-any-end', acceptingAnyEnd), prototype]) {
  test(`between friends with the profile ${profile.name} the last words are gone, and nobody notices`, async (t) => {
    const { alice, bob, wire, over } = await friends(t, truncation.prepare, profile)
    await bothConnected(alice, bob)
    await say(alice, bob, 'I will come')
    await say(bob, alice, 'good')
    alice.session.send('unless it rains')
    await bob.heard.until((all) => all.some(({ event }) => event === 'closed'))
    t.true(
      alice.heard.all.every(({ event }) => event !== 'closed'),
      'all looks well to her',
    )
    alice.session.close()
    await over()
    t.deepEqual(bob.texts(), ['I will come'])
    for (const { heard } of [alice, bob]) {
      t.deepEqual(heard.all.at(-1), { event: 'closed', clean: true })
      t.false(heard.all.some(({ event }) => event === 'alarm'))
    }
    t.is(wire.only('acted')[0]!.to, 'bob')
  })
}

test('hardened friends are both told that something may be missing', async (t) => {
  const { alice, bob, wire, over } = await friends(t, truncation.prepare, hardenedProfile)
  await bothConnected(alice, bob)
  await say(alice, bob, 'I will come')
  alice.session.send('unless it rains')
  alice.session.close()
  await over()
  t.deepEqual(bob.texts(), ['I will come'])
  for (const { heard } of [alice, bob]) t.like(heard.all.at(-2), { event: 'alarm', code: 'TRUNCATED' })
  t.like(wire.only('acted'), [{ to: 'bob' }, { to: 'alice' }])
})
