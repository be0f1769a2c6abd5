import test from 'ava'
import { prototype } from '../peers/protocol/prototype/prototype'
import { hardenedProfile, secure } from '../peers/protocol/secure'
import { acceptingAnySequence } from '../peers/weakened/accept-any-sequence'
import { bothConnected, friends, say } from './friends-testing'
import { reorder } from './reorder'

const words = ['I say yes to', 'pizza', 'I say no to'] as const
const weak = [secure('accept-any-sequence', acceptingAnySequence), prototype]

for (const profile of weak) {
  test(`a friend with the profile ${profile.name} reads them in another order, and nobody notices`, async (t) => {
    const { alice, bob, wire, over } = await friends(t, reorder.prepare, profile)
    await bothConnected(alice, bob)
    for (const text of words) alice.session.send(text)
    await bob.heard.until(() => bob.texts().length === 3)
    await say(bob, alice, 'and crime?')
    alice.session.close()
    await over()
    t.deepEqual(bob.texts(), [words[1], words[0], words[2]])
    t.deepEqual(alice.texts(), ['and crime?'])
    for (const { heard } of [alice, bob]) t.deepEqual(heard.all.at(-1), { event: 'closed', clean: true })
    t.is(wire.only('acted').length, 1)
  })
}

test('a hardened friend is alarmed at once, and given nothing', async (t) => {
  const { alice, bob, wire, over } = await friends(t, reorder.prepare, hardenedProfile)
  await bothConnected(alice, bob)
  for (const text of words) alice.session.send(text)
  await bob.heard.until((all) => all.some(({ event }) => event === 'alarm') || bob.texts().length === 3)
  alice.session.close()
  await over()
  t.deepEqual(bob.texts(), [])
  t.like(bob.heard.all.at(-2), {
    event: 'alarm',
    code: 'OUT_OF_ORDER',
    evidence: { expected: '0', received: '1' },
  })
  t.like(wire.only('acted'), [{ to: 'bob' }])
})

test('a message that none follows goes its way', async (t) => {
  const { alice, bob, wire, over } = await friends(t, reorder.prepare, prototype)
  await bothConnected(alice, bob)
  alice.session.send('one')
  alice.session.close()
  await over()
  t.deepEqual(bob.texts(), ['one'])
  t.deepEqual(wire.only('acted'), [])
})
