import test from 'ava'
import { PeerError } from '../peers/protocol/errors'
import { prototype } from '../peers/protocol/prototype/prototype'
import { hardenedProfile, secure } from '../peers/protocol/secure'
import { restartingNonces } from '../peers/weakened/restarting-nonce'
import { bothConnected, friends, say } from './friends-testing'
import { nonceReuse } from './nonce-reuse'
import { intercepted } from './relay-testing'

const words = ['Meet me at the old bridge.', 'Bring the ☕.', 'Not later than ten.', 'ok'] as const
const answers = ['Which one?', '', 'I will.'] as const
const restarting = secure('restarting-nonce', restartingNonces)

for (const [spoken, answered] of [
  [words, answers],
  [words.slice(0, 2), answers.slice(0, 2)],
  [words.slice(0, 3), []],
] as const) {
  test(`reads every second message of ${spoken.length} and of ${answered.length}, and changes nothing`, async (t) => {
    const { alice, bob, wire, over } = await friends(t, nonceReuse.prepare, restarting)
    await bothConnected(alice, bob)
    await say(alice, bob, ...spoken)
    await say(bob, alice, ...answered)
    alice.session.close()
    await over()
    const read = (from: string) =>
      wire.only('loot').flatMap((loot) => (loot.from === from ? [loot.text] : []))
    // The goodbye's number decides which: those that are a multiple of two away from it.
    const fallen = (texts: readonly string[]) => texts.filter((_, at) => (texts.length - at) % 2 === 0)
    t.deepEqual(read('alice'), fallen(spoken))
    t.deepEqual(read('bob'), fallen(answered))
    t.deepEqual([bob.texts(), alice.texts()], [spoken, answered])
    for (const { heard } of [alice, bob]) t.deepEqual(heard.all.at(-1), { event: 'closed', clean: true })
    const seen = Buffer.concat([...intercepted(wire, 'alice'), ...intercepted(wire, 'bob')])
    for (const text of [...words, ...answers]) if (text.length > 2) t.false(seen.includes(text))
  })
}

for (const profile of [hardenedProfile, prototype]) {
  test(`reads nothing of friends with the profile ${profile.name}`, async (t) => {
    const { alice, bob, wire, over } = await friends(t, nonceReuse.prepare, profile)
    await bothConnected(alice, bob)
    await say(alice, bob, ...words)
    await say(bob, alice, ...answers)
    alice.session.close()
    await over()
    t.deepEqual(wire.only('loot'), [])
    t.deepEqual([bob.texts(), alice.texts()], [[...words], [...answers]])
    for (const { heard } of [alice, bob]) t.deepEqual(heard.all.at(-1), { event: 'closed', clean: true })
  })
}

test('a connection that is cut in the middle gives her nothing, and breaks nothing', async (t) => {
  const { alice, bob, wire, over } = await friends(t, nonceReuse.prepare, restarting)
  await bothConnected(alice, bob)
  await say(alice, bob, 'x'.repeat(300), 'one', 'two')
  alice.session.abandon(new PeerError('TIMEOUT'))
  await over()
  t.deepEqual(wire.only('loot'), [])
  t.deepEqual(wire.failures, [])
})
