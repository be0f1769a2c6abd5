import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import test, { type ExecutionContext } from 'ava'
import type { Profile } from '../peers/protocol/conversation'
import { hardened, secure } from '../peers/protocol/secure'
import { Session } from '../peers/session'
import { wrappingByPkcs1 } from '../peers/weakened/pkcs1'
import { transportingByRsa } from '../peers/weakened/rsa-transport'
import { bothConnected, conversationOf, friends, say } from './friends-testing'
import { Means } from './mallory'
import { newPaddingOracle } from './padding-oracle'
import type { Report } from './relay'
import { intercepted, placeOf } from './relay-testing'

type Reported = Parameters<Report>[0]
const words = (talk: number) => [`Meet me at the old bridge, ${talk}.`, 'Bring the ☕.']

/** The friends talk three times through her; then she strikes, with Bob there to be called. */
async function attacked(t: ExecutionContext, profile: Profile) {
  t.timeout(600_000)
  const attack = newPaddingOracle()
  for (const talk of [1, 2, 3]) {
    const { alice, bob, wire, over } = await friends(t, attack.prepare, profile)
    await bothConnected(alice, bob)
    await say(alice, bob, ...words(talk))
    await say(bob, alice, `Yes, ${talk}.`)
    alice.session.close()
    await over()
    for (const { heard } of [alice, bob]) t.deepEqual(heard.all.at(-1), { event: 'closed', clean: true })
    t.deepEqual(wire.only('loot'), [])
    const seen = Buffer.concat([...intercepted(wire, 'alice'), ...intercepted(wire, 'bob')])
    t.false(seen.includes('old bridge'))
  }
  const bob = createServer()
  const alarms: string[] = []
  bob.on('connection', async (socket: Socket) => {
    const conversation = await conversationOf('bob', profile)
    new Session(socket, conversation, (event) => {
      if (event.event === 'alarm') alarms.push(event.code)
      t.not(event.event, 'connected')
    })
  })
  bob.listen(0, '127.0.0.1')
  await once(bob, 'listening')
  t.teardown(() => bob.close())
  const reported: Reported[] = []
  const means = new Means(
    () => connect(placeOf(bob)),
    (event) => reported.push(event),
  )
  await attack.strike!(means.mallory)
  await means.cease()
  const only = (event: string) => reported.filter((one) => one.event === event)
  return { only, alarms }
}

test('reads all of one conversation of RSA key transport, and counts its questions', async (t) => {
  const { only } = await attacked(t, secure('rsa-transport', transportingByRsa))
  const texts = only('loot').map(({ how, from, to, text }) => ({ how, from, to, text }))
  const read = (talk: number) => [
    ...words(talk).map((text) => ({ how: 'read', from: 'alice', to: 'bob', text })),
    { how: 'read', from: 'bob', to: 'alice', text: `Yes, ${talk}.` },
  ]
  t.true([1, 2, 3].some((talk) => JSON.stringify(texts) === JSON.stringify(read(talk))))
  const counts = only('progress').map(({ done }) => Number(done))
  t.true(counts.length > 8)
  t.deepEqual(
    counts,
    counts.toSorted((one, other) => one - other),
  )
  // Fewer would be more than yes and no can tell.
  t.true(counts.at(-1)! > 8 * 254)
})

for (const profile of [secure('pkcs1', wrappingByPkcs1), hardened]) {
  test(`has no oracle where the profile is ${profile.name}, although she really asks`, async (t) => {
    const { only, alarms } = await attacked(t, profile)
    t.deepEqual(only('loot'), [])
    t.is(only('called').length, 5)
    t.is(only('acted').at(-1)?.what, 'gives up: all are refused alike')
    t.true(alarms.length >= 4)
  })
}
