import test from 'ava'
import { hardenedProfile, secure } from '../peers/protocol/secure'
import { encryptingWithoutMac } from '../peers/weakened/encrypt-without-mac'
import { bothConnected, friends, say } from './friends-testing'
import { intercepted } from './relay-testing'
import { tamper } from './tamper'

const words = 'Meet me at the old bridge at 10:15. ☕'
const withoutMac = secure('encrypt-without-mac', encryptingWithoutMac)

test('without a MAC Bob reads what Mallory made of it, and nobody notices', async (t) => {
  const { alice, bob, wire, over } = await friends(t, tamper.prepare, withoutMac)
  await bothConnected(alice, bob)
  await say(alice, bob, words, words)
  await say(bob, alice, words)
  alice.session.close()
  await over()
  t.deepEqual(bob.texts(), ['Be wary of the old bridge at 10:15. ☕', words])
  t.deepEqual(alice.texts(), [words])
  for (const { heard } of [alice, bob]) t.deepEqual(heard.all.at(-1), { event: 'closed', clean: true })
  t.is(wire.only('acted').length, 1)
  const seen = Buffer.concat([...intercepted(wire, 'alice'), ...intercepted(wire, 'bob')])
  t.false(seen.includes('Meet me'), 'it is encrypted all the same')
})

test('a hardened Bob refuses it', async (t) => {
  const { alice, bob, wire, over } = await friends(t, tamper.prepare, hardenedProfile)
  await bothConnected(alice, bob)
  alice.session.send(words)
  await bob.heard.until((all) => all.some(({ event }) => event === 'alarm') || bob.texts().length === 1)
  alice.session.close()
  await over()
  t.deepEqual(bob.texts(), [])
  t.like(bob.heard.all.at(-2), { event: 'alarm', code: 'BAD_RECORD' })
  t.like(wire.only('acted'), [{ to: 'bob' }])
})

test('a wrong guess changes the words into others than she wanted', async (t) => {
  const { alice, bob, over } = await friends(t, tamper.prepare, withoutMac)
  await bothConnected(alice, bob)
  alice.session.send('See you at the old bridge')
  await bob.heard.until((all) => all.some(({ event }) => event === 'delivered' || event === 'alarm'))
  alice.session.close()
  await over()
  t.false(bob.texts().some((text) => text.startsWith('Be wary of')))
})
