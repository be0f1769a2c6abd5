/** A test that waits for an end which does not come is told so, instead of waiting. */

import test from 'ava'
import { prototype } from '../peers/protocol/prototype/prototype'
import type { Attack } from './attack'
import { bothConnected, friends, say } from './friends-testing'
import { isMessage } from './message'
import { noop } from './noop'

const swallowing: Attack['prepare'] = async () => (link) => ({
  unit: (unit, from) => {
    if (from === 'callee' || !isMessage(unit)) link.send(from === 'caller' ? 'callee' : 'caller', unit.bytes)
  },
  ended: () => {},
})

test('where nobody hangs up, over() says who is left and what to write', async (t) => {
  const { alice, bob, over } = await friends(t, noop.prepare, prototype, 500)
  await bothConnected(alice, bob)
  await say(alice, bob, 'hello')
  const error = await t.throwsAsync(over())
  t.regex(
    error.message,
    /^Nobody has hung up: of alice and bob no end has come, .*alice\.session\.close\(\) before over\(\)/,
  )
})

test('nor where the attack keeps the end for itself', async (t) => {
  const { alice, bob, over } = await friends(t, swallowing, prototype, 500)
  await bothConnected(alice, bob)
  alice.session.send('hello')
  alice.session.close()
  await t.throwsAsync(over(), { message: /^Nobody has hung up: .*see that the attack passes the goodbye on/ })
})
