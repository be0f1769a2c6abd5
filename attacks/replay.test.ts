import test from 'ava'
import { prototype } from '../peers/protocol/prototype/prototype'
import { hardenedProfile, secure } from '../peers/protocol/secure'
import { acceptingAnySequence } from '../peers/weakened/accept-any-sequence'
import { bothConnected, friends, say } from './friends-testing'
import { replay } from './replay'

for (const [profile, end] of [
  // That there was one too many shows when the two count at the goodbye: long after it was taken.
  [secure('accept-any-sequence', acceptingAnySequence), { event: 'alarm', code: 'BAD_COUNT' }],
  [prototype, { event: 'closed', clean: true }],
] as const) {
  test(`a friend with the profile ${profile.name} is given one message twice, and goes on`, async (t) => {
    const { alice, bob, wire, over } = await friends(t, replay.prepare, profile)
    await bothConnected(alice, bob)
    await say(alice, bob, 'pay ten')
    await bob.heard.until(() => bob.texts().length === 2)
    await say(bob, alice, 'paid')
    await say(alice, bob, 'thank you')
    alice.session.close()
    await over()
    t.deepEqual(bob.texts(), ['pay ten', 'pay ten', 'thank you'])
    t.deepEqual(alice.texts(), ['paid'])
    t.like(bob.heard.all[bob.heard.all.length - (end.event === 'alarm' ? 2 : 1)], end)
    t.is(wire.only('acted').length, 1)
  })
}

test('a hardened friend is given it once, and alarmed by the second', async (t) => {
  const { alice, bob, wire, over } = await friends(t, replay.prepare, hardenedProfile)
  await bothConnected(alice, bob)
  await say(alice, bob, 'pay ten')
  await bob.heard.until((all) => all.some(({ event }) => event === 'alarm') || bob.texts().length === 2)
  alice.session.close()
  await over()
  t.deepEqual(bob.texts(), ['pay ten'])
  t.like(bob.heard.all.at(-2), {
    event: 'alarm',
    code: 'OUT_OF_ORDER',
    evidence: { expected: '1', received: '0' },
  })
  t.like(wire.only('acted'), [{ to: 'bob' }])
})
