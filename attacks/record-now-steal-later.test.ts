import test, { type ExecutionContext } from 'ava'
import type { Profile } from '../peers/protocol/conversation'
import type { PrivateIdentity } from '../peers/protocol/identity'
import { hardened, secure } from '../peers/protocol/secure'
import { wrappingByRsaAlone } from '../peers/weakened/rsa-only'
import { transportingByRsa } from '../peers/weakened/rsa-transport'
import type { Mallory } from './attack'
import { bothConnected, friends, say, stolenFrom } from './friends-testing'
import { newStealLater } from './record-now-steal-later'
import { onlyTheWire } from './relay-testing'

/** The friends talk through her; then both identities are stolen, or those of some. */
async function robbed(t: ExecutionContext, profile: Profile, victims: readonly ('alice' | 'bob')[]) {
  const attack = newStealLater()
  const { alice, bob, over } = await friends(t, attack.prepare, profile)
  await bothConnected(alice, bob)
  await say(alice, bob, 'one', 'two')
  await say(bob, alice, 'three')
  alice.session.close()
  await over()
  t.deepEqual([bob.texts(), alice.texts()], [['one', 'two'], ['three']])
  const loot: string[] = []
  const acted: string[] = []
  const stolen = new Map<string, PrivateIdentity>(
    await Promise.all(victims.map(async (who) => [who, await stolenFrom(who)] as const)),
  )
  const mallory: Mallory = {
    ...onlyTheWire,
    stolenIdentity: (owner) => stolen.get(owner) ?? null,
    acted: (what) => acted.push(what),
    loot: (how, text, { from, to } = {}) => loot.push(`${how} ${from} ${to} ${text}`),
  }
  await attack.strike!(mallory)
  return { loot, acted }
}

test('reads everything where RSA alone carries the secrets', async (t) => {
  const { loot } = await robbed(t, secure('rsa-only', wrappingByRsaAlone), ['alice', 'bob'])
  t.deepEqual(loot, ['read alice bob one', 'read alice bob two', 'read bob alice three'])
})

test('reads nothing where X25519 made a part of the keys, and really tries', async (t) => {
  const { loot, acted } = await robbed(t, hardened, ['alice', 'bob'])
  t.deepEqual(loot, [])
  t.is(acted.length, 2)
})

test('needs both identities: each side wraps one secret to the other', async (t) => {
  const { loot } = await robbed(t, secure('rsa-only', wrappingByRsaAlone), ['bob'])
  t.deepEqual(loot, [])
})

test('reads everything where the secret is transported by RSA as TLS had it', async (t) => {
  const { loot } = await robbed(t, secure('rsa-transport', transportingByRsa), ['alice', 'bob'])
  t.deepEqual(loot, ['read alice bob one', 'read alice bob two', 'read bob alice three'])
})
