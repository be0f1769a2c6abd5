import test from 'ava'
import type { Profile } from '../peers/protocol/conversation'
import { fingerprint, publicIdentity } from '../peers/protocol/identity'
import { hardenedProfile, secure } from '../peers/protocol/secure'
import { showingIdentities } from '../peers/weakened/identities-in-clear'
import { signingKeysOnly } from '../peers/weakened/sign-keys-only'
import { accountOfMallory, bothConnected, friends, say } from './friends-testing'
import { misbinding } from './misbinding'
import { noop } from './noop'
import { onlyTheWire } from './relay-testing'

const keysOnly = secure('sign-keys-only', signingKeysOnly)

/** The attack, by somebody whom both friends know. */
const byFriend = async () => misbinding.prepare({ ...onlyTheWire, account: await accountOfMallory() })

const printOf = async () => fingerprint(publicIdentity((await accountOfMallory()).identity))

test('where only the key shares are signed, Bob credits Alice’s words to Mallory, and nobody notices', async (t) => {
  const { alice, bob, wire, over } = await friends(t, byFriend, keysOnly)
  await bothConnected(alice, bob)
  await say(alice, bob, 'I found the treasure')
  await say(bob, alice, 'well done')
  alice.session.close()
  await over()
  t.like(bob.heard.all[0], { event: 'connected', peer: 'mallory', fingerprint: await printOf() })
  t.like(alice.heard.all[0], { event: 'connected', peer: 'bob' })
  t.deepEqual(bob.texts(), ['I found the treasure'])
  t.deepEqual(alice.texts(), ['well done'])
  for (const { heard } of [alice, bob]) t.deepEqual(heard.all.at(-1), { event: 'closed', clean: true })
  t.like(wire.only('acted'), [{ to: 'bob' }])
  t.deepEqual(wire.only('loot'), [])
})

test('without the attack the same handshake tells each friend who the other is', async (t) => {
  const { alice, bob, wire, over } = await friends(t, noop.prepare, keysOnly)
  await bothConnected(alice, bob)
  await say(alice, bob, 'one', 'two')
  bob.session.close()
  await over()
  t.like(alice.heard.all[0], { event: 'connected', peer: 'bob' })
  t.like(bob.heard.all[0], { event: 'connected', peer: 'alice' })
  t.deepEqual(wire.only('acted'), [])
})

/** What Bob says to her PROOF, and that nothing is said after it. */
const refusals: readonly [string, Profile, string][] = [
  ['hardened: she can’t open what is sealed', hardenedProfile, 'BAD_RECORD'],
  ['identities in clear: she can’t make the MAC', secure('clear', showingIdentities), 'BAD_CONFIRMATION'],
]
for (const [what, profile, code] of refusals) {
  test(`${what}, and Bob raises ${code}`, async (t) => {
    const { alice, bob, wire, over } = await friends(t, byFriend, profile)
    await over()
    t.like(bob.heard.all, [
      { event: 'alarm', code },
      { event: 'closed', clean: false },
    ])
    t.false(alice.heard.all.some(({ event }) => event === 'connected'))
    t.like(wire.only('acted'), [{ to: 'bob' }])
  })
}

test('without seal and MAC Bob believes her, but the keys cover who is who: Alice’s words never come to him', async (t) => {
  const neither = secure('neither', { ...showingIdentities, checkConfirmation: () => {} })
  const { alice, bob, over } = await friends(t, byFriend, neither)
  await over()
  t.like(bob.heard.all[0], { event: 'connected', peer: 'mallory' })
  t.deepEqual(bob.texts(), [])
  t.like(alice.heard.all, [{ event: 'alarm' }, { event: 'closed', clean: false }])
})

test('without an account she passes everything on', async (t) => {
  const { alice, bob, wire, over } = await friends(t, misbinding.prepare, keysOnly)
  await bothConnected(alice, bob)
  await say(alice, bob, 'one')
  alice.session.close()
  await over()
  t.like(bob.heard.all[0], { event: 'connected', peer: 'alice' })
  t.deepEqual(wire.only('acted'), [])
})
