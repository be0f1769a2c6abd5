import test from 'ava'
import { hardenedProfile, secure } from '../peers/protocol/secure'
import { havingOneKeyBothWays } from '../peers/weakened/one-key-both-ways'
import { bothConnected, friends, say } from './friends-testing'
import { reflection } from './reflection'

test('with one key both ways Alice’s own words come back as Bob’s, and nobody notices', async (t) => {
  const profile = secure('one-key-both-ways', havingOneKeyBothWays)
  const { alice, bob, wire, over } = await friends(t, reflection.prepare, profile)
  await bothConnected(alice, bob)
  await say(alice, bob, 'I owe you ten')
  await say(bob, alice, 'no, it is settled')
  await say(alice, bob, 'then ten it is')
  await say(bob, alice, 'fine')
  alice.session.close()
  await over()
  t.deepEqual(alice.texts(), ['I owe you ten', 'fine'])
  t.deepEqual(bob.texts(), ['I owe you ten', 'then ten it is'])
  for (const { heard } of [alice, bob]) t.deepEqual(heard.all.at(-1), { event: 'closed', clean: true })
  t.is(wire.only('acted').length, 1)
})

test('a hardened Alice has another key for what Bob says, and refuses her own words', async (t) => {
  const { alice, bob, wire, over } = await friends(t, reflection.prepare, hardenedProfile)
  await bothConnected(alice, bob)
  await say(alice, bob, 'I owe you ten')
  bob.session.send('no, it is settled')
  await alice.heard.until((all) => all.some(({ event }) => event === 'alarm') || alice.texts().length === 1)
  alice.session.close()
  await over()
  t.deepEqual(alice.texts(), [])
  t.like(alice.heard.all.at(-2), { event: 'alarm', code: 'BAD_RECORD' })
  t.like(wire.only('acted'), [{ to: 'alice' }])
})

test('what the callee says first has nothing to be replaced with', async (t) => {
  const { alice, bob, wire, over } = await friends(t, reflection.prepare, hardenedProfile)
  await bothConnected(alice, bob)
  await say(bob, alice, 'one')
  alice.session.close()
  await over()
  t.deepEqual(alice.texts(), ['one'])
  t.is(wire.failures.length, 0)
})
