/** A friend's key changes: what becomes of words in a program that ends the conversation, and in one that warns. */

import test from 'ava'
import { PeerError } from '../peers/protocol/errors'
import { FrameType } from '../peers/protocol/frames'
import { hardenedProfile } from '../peers/protocol/secure'
import { onlyWarning } from '../peers/weakened/warn-only'
import { bothConnected, friends, say } from './friends-testing'
import { noop } from './noop'
import { intercepted, onlyTheWire } from './relay-testing'
import { swapKeys } from './swap-keys'

/** Prepared once: the attacker's key takes a moment to make. */
const prepared = swapKeys.prepare(onlyTheWire)
const warning = onlyWarning('warn-only')

test('friends who are only warned are warned, with both keys named, and are read all the same', async (t) => {
  const { alice, bob, wire, over } = await friends(t, () => prepared, warning)
  await bothConnected(alice, bob)
  await say(alice, bob, 'one', 'two')
  await say(bob, alice, 'three')
  alice.session.close()
  await over()
  for (const [{ heard }, name] of [
    [alice, 'alice'],
    [bob, 'bob'],
  ] as const) {
    const alarms = heard.all.filter(({ event }) => event === 'alarm')
    const shown = wire.only('acted').find(({ to }) => to === name)!.presented
    t.like(alarms, [{ code: 'FINGERPRINT_MISMATCH', evidence: { seen: shown } }])
    t.is(alarms.length, 1)
    t.true(heard.all.indexOf(alarms[0]!) < heard.all.findIndex(({ event }) => event === 'connected'))
    t.deepEqual(heard.all.at(-1), { event: 'closed', clean: true })
  }
  const read = wire.only('loot').filter(({ how }) => how === 'read')
  t.deepEqual(
    read.map(({ text }) => text),
    ['one', 'two', 'three'],
  )
})

test('hardened friends can say nothing any more, and no record crosses the wire', async (t) => {
  const { alice, bob, wire, over } = await friends(t, () => prepared, hardenedProfile)
  await Promise.race([over(), bothConnected(alice, bob)])
  for (const { heard, session } of [alice, bob]) {
    t.like(heard.all, [
      { event: 'alarm', code: 'FINGERPRINT_MISMATCH' },
      { event: 'closed', clean: false },
    ])
    t.throws(() => session.send('one'), { instanceOf: PeerError, code: 'NOT_CONNECTED' })
  }
  const seen = [...intercepted(wire, 'alice'), ...intercepted(wire, 'bob')]
  t.false(seen.some((frame) => frame[4] === FrameType.RECORD))
  t.deepEqual(wire.only('loot'), [])
})

test('without the attack nobody is warned', async (t) => {
  const { alice, bob, over } = await friends(t, noop.prepare, warning)
  await bothConnected(alice, bob)
  await say(alice, bob, 'one')
  await say(bob, alice, 'two')
  alice.session.close()
  await over()
  for (const { heard } of [alice, bob]) t.false(heard.all.some(({ event }) => event === 'alarm'))
})
