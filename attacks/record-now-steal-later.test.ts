import test, { type ExecutionContext } from 'ava'
import type { Profile } from '../peers/protocol/conversation'
import type { PrivateIdentity } from '../peers/protocol/identity'
import { hardenedProfile, secure } from '../peers/protocol/secure'
import { wrappingByRsaAlone } from '../peers/weakened/rsa-only'
import { transportingByRsa } from '../peers/weakened/rsa-transport'
import type { Mallory } from './attack'
import type { Told } from './deeds'
import { accountOfMallory, bothConnected, friends, say, stolenFrom } from './friends-testing'
import { newStealLater } from './record-now-steal-later'
import { onlyTheWire } from './relay-testing'

/** The friends talk through her; then both identities are stolen, or what is given in their place. */
async function robbed(
  t: ExecutionContext,
  profile: Profile,
  instead: Record<string, PrivateIdentity | null> = {},
) {
  const attack = newStealLater()
  const { alice, bob, over } = await friends(t, attack.prepare, profile)
  await bothConnected(alice, bob)
  await say(alice, bob, 'one', 'two')
  await say(bob, alice, 'three')
  alice.session.close()
  await over()
  t.deepEqual([bob.texts(), alice.texts()], [['one', 'two'], ['three']])
  const loot: string[] = []
  const acted: Told[] = []
  const stolen: Record<string, PrivateIdentity | null> = {
    alice: await stolenFrom('alice'),
    bob: await stolenFrom('bob'),
    ...instead,
  }
  const mallory: Mallory = {
    ...onlyTheWire,
    stolenIdentity: (owner) => stolen[owner] ?? null,
    acted: (what) => acted.push(what),
    loot: (how, text, { from, to } = {}) => loot.push(`${how} ${from} ${to} ${text}`),
  }
  await attack.launch!(mallory)
  return { loot, acted }
}

test('reads everything where RSA alone carries the secrets', async (t) => {
  const { loot } = await robbed(t, secure('rsa-only', wrappingByRsaAlone))
  t.deepEqual(loot, ['read alice bob one', 'read alice bob two', 'read bob alice three'])
})

test('reads nothing where X25519 made a part of the keys, and really tries', async (t) => {
  const { loot, acted } = await robbed(t, hardenedProfile)
  t.deepEqual(loot, [])
  t.is(acted.length, 2)
})

test('needs both identities: each side wraps one secret to the other', async (t) => {
  const { identity } = await accountOfMallory()
  for (const who of ['alice', 'bob']) {
    const { loot, acted } = await robbed(t, secure('rsa-only', wrappingByRsaAlone), { [who]: identity })
    t.deepEqual([loot.length, acted.length], [0, 2])
  }
})

test('fails where nothing was stolen, and where nothing was recorded', async (t) => {
  await t.throwsAsync(robbed(t, hardenedProfile, { alice: null }), { message: /stolen/ })
  await t.throwsAsync(async () => newStealLater().launch!(onlyTheWire), { message: /recorded/ })
})

test('reads everything where the secret is transported by RSA as TLS had it', async (t) => {
  const { loot } = await robbed(t, secure('rsa-transport', transportingByRsa))
  t.deepEqual(loot, ['read alice bob one', 'read alice bob two', 'read bob alice three'])
})
