import test from 'ava'
import { FrameType } from '../peers/protocol/frames'
import { hardenedProfile, secure } from '../peers/protocol/secure'
import { ignoringEarlyFrames } from '../peers/weakened/ignore-early-frames'
import { bothConnected, friends, say } from './friends-testing'
import { noop } from './noop'
import { prefixTruncation } from './prefix-truncation'
import { attack, intercepted } from './relay-testing'

const weak = secure('ignore-early-frames', ignoringEarlyFrames)
const words = ['not before noon', 'come to the bridge', 'bring Carol'] as const

test('the first message is gone, the others arrive, both say goodbye and nobody notices', async (t) => {
  const { alice, bob, wire, over } = await friends(t, prefixTruncation.prepare, weak)
  await bothConnected(alice, bob)
  alice.session.send(words[0])
  await say(alice, bob, words[1], words[2])
  await say(bob, alice, 'we will')
  alice.session.close()
  await over()
  t.deepEqual(bob.texts(), [words[1], words[2]])
  t.deepEqual(alice.texts(), ['we will'])
  for (const { heard } of [alice, bob]) {
    t.deepEqual(heard.all.at(-1), { event: 'closed', clean: true })
    t.false(heard.all.some(({ event }) => event === 'alarm'))
  }
  t.like(wire.only('acted'), [{ to: 'bob' }, { to: 'bob' }])
  t.deepEqual(wire.only('loot'), [])
})

test('hardened friends end at the frame that is none of the handshake’s', async (t) => {
  const { alice, bob, wire, over } = await friends(t, prefixTruncation.prepare, hardenedProfile)
  await Promise.race([over(), bothConnected(alice, bob)])
  t.like(bob.heard.all, [
    { event: 'alarm', code: 'UNEXPECTED_FRAME' },
    { event: 'closed', clean: false },
  ])
  t.like(alice.heard.all.at(-1), { event: 'closed', clean: false })
  t.false(intercepted(wire, 'alice').some((frame) => frame[4] === FrameType.RECORD))
})

for (const profile of [weak, hardenedProfile]) {
  test(`a first message that is dropped alone is noticed by friends with the profile ${profile.name}`, async (t) => {
    let dropped = false
    const dropping = attack((link) => ({
      unit(unit, from) {
        if (from === 'caller' && unit.bytes[4] === FrameType.RECORD && !dropped) dropped = true
        else link.send(from === 'caller' ? 'callee' : 'caller', unit.bytes)
      },
    }))
    const { alice, bob, over } = await friends(t, dropping, profile)
    await bothConnected(alice, bob)
    for (const text of words) alice.session.send(text)
    await over()
    t.deepEqual(bob.texts(), [])
    t.true(bob.heard.all.some((event) => event.event === 'alarm' && event.code === 'OUT_OF_ORDER'))
  })
}

test('friends who skip early frames lose nothing as long as nobody inserts any', async (t) => {
  const { alice, bob, over } = await friends(t, noop.prepare, weak)
  await bothConnected(alice, bob)
  await say(alice, bob, ...words)
  await say(bob, alice, 'we will')
  bob.session.close()
  await over()
  t.deepEqual(bob.texts(), [...words])
  for (const { heard } of [alice, bob]) t.deepEqual(heard.all.at(-1), { event: 'closed', clean: true })
})
