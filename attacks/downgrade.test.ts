import test from 'ava'
import { encodeFrame, FrameType } from '../peers/protocol/frames'
import { hardenedDefences as defences } from '../peers/protocol/hardened'
import { hardenedProfile, secure } from '../peers/protocol/secure'
import { downgradable } from '../peers/weakened/downgradable'
import { speakingExportSuite } from '../peers/weakened/export-suite'
import { acceptingExportSuite } from '../peers/weakened/export-suite-no-floor'
import { downgrade } from './downgrade'
import { findSecret } from './export-keys'
import { bothConnected, friends, say } from './friends-testing'
import { noop } from './noop'
import { intercepted } from './relay-testing'

const words = ['Meet me at the old bridge.', 'ok'] as const

/** The suite that a REPLY names. */
function chosen(replies: readonly Buffer[]): number | undefined {
  return replies.find((frame) => frame[4] === FrameType.REPLY)?.readUInt16BE(5)
}

test('both agree on the weak suite, its secret is found, and every word is read, unnoticed', async (t) => {
  const { alice, bob, wire, over } = await friends(t, downgrade.prepare, secure('downgradable', downgradable))
  await bothConnected(alice, bob)
  await say(alice, bob, ...words)
  await say(bob, alice, 'which one?')
  alice.session.close()
  await over()
  t.is(chosen(intercepted(wire, 'bob')), 0x0100)
  t.deepEqual(
    wire.only('loot').map(({ how, from, text }) => ({ how, from, text })),
    [
      { how: 'read', from: 'alice', text: words[0] },
      { how: 'read', from: 'alice', text: words[1] },
      { how: 'read', from: 'bob', text: 'which one?' },
    ],
  )
  t.deepEqual([bob.texts(), alice.texts()], [[...words], ['which one?']])
  for (const { heard } of [alice, bob]) {
    t.deepEqual(heard.all.at(-1), { event: 'closed', clean: true })
    t.false(heard.all.some(({ event }) => event === 'alarm'))
  }
  const seen = Buffer.concat([...intercepted(wire, 'alice'), ...intercepted(wire, 'bob')])
  t.false(seen.includes(words[0]), 'the records are encrypted')
})

for (const [profile, who, code] of [
  [secure('export-suite-no-floor', acceptingExportSuite), 'alice', 'BAD_RECORD'],
  [secure('the floor alone', { ...downgradable, floor: defences.floor }), 'bob', 'BELOW_FLOOR'],
  [secure('no old suite alone', { ...downgradable, suites: defences.suites }), 'bob', 'NO_COMMON_VERSION'],
  [secure('export-suite', speakingExportSuite), 'bob', 'BELOW_FLOOR'],
  [hardenedProfile, 'bob', 'NO_COMMON_VERSION'],
] as const) {
  test(`friends with the profile ${profile.name} notice: ${code}`, async (t) => {
    const { alice, bob, wire, over } = await friends(t, downgrade.prepare, profile)
    await Promise.race([over(), bothConnected(alice, bob)])
    t.like({ alice, bob }[who].heard.all, [
      { event: 'alarm', code },
      { event: 'closed', clean: false },
    ])
    for (const { heard } of [alice, bob]) t.false(heard.all.some(({ event }) => event === 'connected'))
    t.true(wire.only('acted').some(({ to }) => to === who))
    t.deepEqual(wire.only('loot'), [])
    t.deepEqual(wire.failures, [])
  })
}

test('friends who know both suites take the strong one, and she finds no secret in what it seals', async (t) => {
  const { alice, bob, wire, over } = await friends(t, noop.prepare, secure('downgradable', downgradable))
  await bothConnected(alice, bob)
  await say(alice, bob, ...words)
  alice.session.close()
  await over()
  const [hello] = intercepted(wire, 'alice')
  const [reply] = intercepted(wire, 'bob')
  t.is(chosen([reply!]), 0x0101)
  const frame = { type: FrameType.REPLY, payload: reply!.subarray(5), bytes: reply! }
  t.is(
    findSecret(frame, hello!.subarray(-32), () => {}),
    null,
  )
  t.deepEqual(encodeFrame(frame.type, frame.payload), reply!)
})
