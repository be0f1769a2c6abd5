/** swap-keys against peers on real sockets: who pins the key notices, who does not is read and misled. */

import test from 'ava'
import type { Conversation, Output, Profile } from '../peers/protocol/conversation'
import { prototype } from '../peers/protocol/prototype/prototype'
import { hardenedProfile, secure } from '../peers/protocol/secure'
import { acceptingAnyKey } from '../peers/weakened/accept-any-key'
import type { Side } from './attack'
import { bothConnected, conversationOf, type Friend, friends, say } from './friends-testing'
import { noop } from './noop'
import { onlyTheWire, type Relayed } from './relay-testing'
import { swapKeys } from './swap-keys'

/** The attack prepared once for all tests, as the attacker does: its key takes a moment to make. */
const prepared = swapKeys.prepare(onlyTheWire)
const prepare = () => prepared

const believing = [prototype, secure('accept-any-key', acceptingAnyKey)]

/** The fingerprint that the attacker says she showed to somebody; she says it once. */
function presented({ only }: Relayed, to: string): unknown {
  const acted = only('acted').filter((event) => event.to === to)
  return acted.length === 1 ? acted[0]!.presented : `${acted.length} times`
}

function connected({ heard }: Friend) {
  const event = heard.all.find((one) => one.event === 'connected')
  return event?.event === 'connected' ? event : undefined
}

test('hardened peers both see another key than the pinned one, and nothing is said', async (t) => {
  for (let round = 0; round < 5; round++) {
    const { alice, bob, wire, over } = await friends(t, prepare, hardenedProfile)
    await over()
    for (const [friend, name] of [
      [alice, 'alice'],
      [bob, 'bob'],
    ] as const) {
      const [alarm, closed, ...more] = friend.heard.all
      t.like(alarm, { event: 'alarm', code: 'FINGERPRINT_MISMATCH' })
      t.is(presented(wire, name), alarm?.event === 'alarm' && alarm.evidence.seen)
      t.deepEqual(closed, { event: 'closed', clean: false })
      t.deepEqual(more, [])
    }
    t.is(wire.only('acted').length, 2)
    t.deepEqual(wire.only('loot'), [])
    t.deepEqual(wire.failures, [])
  }
})

for (const profile of believing) {
  test(`${profile.name} peers are read both ways, and one message is altered`, async (t) => {
    const { alice, bob, wire, over } = await friends(t, prepare, profile)
    await bothConnected(alice, bob)
    await say(alice, bob, 'one')
    await say(bob, alice, 'un', 'deux')
    await say(alice, bob, 'two', 'three')
    await say(bob, alice, 'trois')
    alice.session.close()
    await over()

    t.deepEqual(bob.texts(), ['one', 'two Bring the money.', 'three'])
    t.deepEqual(alice.texts(), ['un', 'deux', 'trois'])
    const loot = wire.only('loot').map(({ how, from, to, text }) => `${from} to ${to}, ${how}: ${text}`)
    t.deepEqual(loot, [
      'alice to bob, read: one',
      'bob to alice, read: un',
      'bob to alice, read: deux',
      'alice to bob, read: two',
      'alice to bob, forged: two Bring the money.',
      'alice to bob, read: three',
      'bob to alice, read: trois',
    ])
    t.is(presented(wire, 'alice'), connected(alice)?.fingerprint)
    t.is(presented(wire, 'bob'), connected(bob)?.fingerprint)
    t.not(connected(alice)?.own, connected(bob)?.fingerprint)
    for (const { heard } of [alice, bob]) {
      t.deepEqual(heard.all.at(-1), { event: 'closed', clean: true })
      t.false(heard.all.some(({ event }) => event === 'alarm'))
    }
    t.is(wire.only('acted').length, 2)
    t.deepEqual(wire.failures, [])
  })

  test(`${profile.name} peers: a second message that leaves no room is altered too`, async (t) => {
    const { alice, bob, wire, over } = await friends(t, prepare, profile)
    await bothConnected(alice, bob)
    await say(alice, bob, 'one', 'x'.repeat(190))
    t.deepEqual(bob.texts(), ['one', 'Bring the money.'])
    alice.session.close()
    await over()
    t.deepEqual(wire.failures, [])
  })

  test(`${profile.name} peers: words that cross a goodbye are read, and nothing breaks`, async (t) => {
    const { alice, bob, wire, over } = await friends(t, prepare, profile)
    await bothConnected(alice, bob)
    bob.session.close()
    for (const text of ['are', 'you', 'there?']) alice.session.send(text)
    await over()
    t.deepEqual(wire.failures, [])
  })

  test(`${profile.name} peers: whoever hangs up, the other is hung up on too`, async (t) => {
    for (const leaves of ['alice', 'bob'] as const) {
      const talk = await friends(t, prepare, profile)
      await bothConnected(talk.alice, talk.bob)
      talk[leaves].session.close()
      await talk.over()
      t.deepEqual(talk.alice.heard.all.at(-1), { event: 'closed', clean: true })
      t.deepEqual(talk.bob.heard.all.at(-1), { event: 'closed', clean: true })
    }
  })
}

/** The attack without a relay, so that a test decides who is heard first. */
async function slowly(profile: Profile) {
  const [alice, bob] = [await conversationOf('alice', profile), await conversationOf('bob', profile)]
  const sent: Record<Side, Buffer[]> = { caller: [], callee: [] }
  const hungUp: Side[] = []
  const handling = await (await prepare())({
    caller: 'alice',
    callee: 'bob',
    wire: 'secure',
    send: (to, bytes) => sent[to].push(Buffer.from(bytes)),
    hangUp: (side) => hungUp.push(side),
    acted: () => {},
    loot: () => {},
  })
  /** Passes on what a conversation writes. @returns the rest. */
  const say = (from: Side, outputs: Output[]): Output[] => {
    for (const output of outputs) {
      const bytes = 'write' in output ? Buffer.from(output.write) : null
      if (bytes) handling.unit({ kind: 'raw', bytes }, from)
    }
    return outputs.filter((output) => !('write' in output))
  }
  const hear = (side: Side, friend: Conversation): Output[] =>
    sent[side].splice(0).flatMap((bytes) => say(side, friend.receive(bytes)))
  say('caller', alice.open())
  say('callee', bob.open())
  return { alice, bob, handling, hungUp, hear }
}

test('a callee who answers late is shown the key too, after the caller has fled', async (t) => {
  const { alice, bob, handling, hear } = await slowly(hardenedProfile)
  t.like(hear('caller', alice), [{ event: 'alarm', code: 'FINGERPRINT_MISMATCH' }])
  handling.ended('caller')
  t.deepEqual(hear('callee', bob), [])
  t.like(hear('callee', bob), [{ event: 'alarm', code: 'FINGERPRINT_MISMATCH' }])
})

test('a callee who is won over after the caller has left is hung up on', async (t) => {
  const { alice, bob, handling, hungUp, hear } = await slowly(secure('accept-any-key', acceptingAnyKey))
  hear('caller', alice)
  handling.ended('caller')
  hear('callee', bob)
  t.like(hear('callee', bob), [{ event: 'connected' }])
  t.deepEqual(hear('callee', bob), [{ hangUp: true }, { event: 'closed', clean: true }])
  t.deepEqual(hungUp, ['caller', 'callee'])
})

test('without the attack the same peers see each other’s own keys', async (t) => {
  for (const profile of [hardenedProfile, ...believing]) {
    const { alice, bob, wire, over } = await friends(t, noop.prepare, profile)
    await bothConnected(alice, bob)
    await say(alice, bob, 'one', 'two')
    t.deepEqual(bob.texts(), ['one', 'two'])
    t.is(connected(alice)?.fingerprint, connected(bob)?.own)
    t.is(connected(bob)?.fingerprint, connected(alice)?.own)
    alice.session.close()
    await over()
    t.deepEqual([...wire.only('acted'), ...wire.only('loot')], [])
  }
})
