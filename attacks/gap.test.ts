import test from 'ava'
import { prototype } from '../peers/protocol/prototype/prototype'
import { hardenedProfile, secure } from '../peers/protocol/secure'
import { acceptingAnySequence } from '../peers/weakened/accept-any-sequence'
import { bothConnected, type Friend, friends, say } from './friends-testing'
import { gap } from './gap'

const words = ['I will pay you', 'if the goods are whole', 'on Friday'] as const
const gapped = [words[0], words[2]]

/** Alice says all three, Bob answers, Alice says goodbye. */
async function talk(alice: Friend, bob: Friend): Promise<void> {
  await bothConnected(alice, bob)
  for (const text of words) alice.session.send(text)
  await bob.heard.until(() => bob.texts().length === 2)
  await say(bob, alice, 'thank you')
  alice.session.close()
}

test('a friend who speaks the prototype is given what came after the gap, and nobody notices', async (t) => {
  const { alice, bob, wire, over } = await friends(t, gap.prepare, prototype)
  await talk(alice, bob)
  await over()
  t.deepEqual(bob.texts(), gapped)
  for (const { heard } of [alice, bob]) t.deepEqual(heard.all.at(-1), { event: 'closed', clean: true })
  t.is(wire.only('acted').length, 1)
})

test('one who takes any number is given it too, and learns of the gap from the goodbye', async (t) => {
  const weak = secure('accept-any-sequence', acceptingAnySequence)
  const { alice, bob, over } = await friends(t, gap.prepare, weak)
  await talk(alice, bob)
  await over()
  t.deepEqual(bob.texts(), gapped)
  t.like(bob.heard.all.at(-2), {
    event: 'alarm',
    code: 'BAD_COUNT',
    evidence: { received: '2', announced: '3' },
  })
})

test('a hardened friend is alarmed at the gap, and given nothing after it', async (t) => {
  const { alice, bob, wire, over } = await friends(t, gap.prepare, hardenedProfile)
  await bothConnected(alice, bob)
  for (const text of words) alice.session.send(text)
  await bob.heard.until((all) => all.some(({ event }) => event === 'alarm') || bob.texts().length === 2)
  alice.session.close()
  await over()
  t.deepEqual(bob.texts(), [words[0]])
  t.like(bob.heard.all.at(-2), {
    event: 'alarm',
    code: 'OUT_OF_ORDER',
    evidence: { expected: '1', received: '2' },
  })
  t.like(wire.only('acted'), [{ to: 'bob' }])
})
