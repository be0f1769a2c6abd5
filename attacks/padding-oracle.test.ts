import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import test, { type ExecutionContext } from 'ava'
import { playedIn } from '../lab/suite/extent-testing'
import type { Profile } from '../peers/protocol/conversation'
import { hardenedProfile, secure } from '../peers/protocol/secure'
import { Session } from '../peers/session/session'
import { wrappingByPkcs1 } from '../peers/weakened/pkcs1'
import { transportingByRsa } from '../peers/weakened/rsa-transport'
import type { AttackerAccount } from './attack'
import { type Deed, deed } from './deeds'
import { accountOfMallory, bothConnected, conversationOf, friends, say } from './friends-testing'
import { Means } from './mallory'
import { newPaddingOracle } from './padding-oracle'
import type { ReportEvent } from './relay'
import { intercepted, placeOf } from './relay-testing'

type Reported = Parameters<ReportEvent>[0]
const words = (talk: number) => [`Meet me at the old bridge, ${talk}.`, 'Bring the ☕.']

/** The friends talk three times through her; then she launches hers, with Bob there to be called, who knows mallory's key. */
async function attacked(t: ExecutionContext, profile: Profile, account: AttackerAccount | null) {
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
  const connected: string[] = []
  bob.on('connection', async (socket: Socket) => {
    const conversation = await conversationOf('bob', profile)
    new Session(socket, conversation, (event) => {
      if (event.event === 'alarm') alarms.push(event.code)
      if (event.event === 'connected') connected.push(event.peer ?? '')
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
  await attack.launch!({ ...means.mallory, account })
  await means.halt()
  const only = (event: string) => reported.filter((one) => one.event === event)
  const acted = only('acted').map(({ what }) => what)
  return { only, acted, alarms, connected }
}

// That the attack wins where nothing holds it is shown by its scenario, too: in a sample by turns.
playedIn(
  test,
  4,
  5,
)('reads all of one conversation of RSA key transport, and counts its questions', async (t) => {
  const { only, acted, connected } = await attacked(t, secure('rsa-transport', transportingByRsa), null)
  t.deepEqual(connected, [])
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
  const known = acted.flatMap((what) => {
    const { key, values } = what as Deed
    return key === 'knows-bits' ? [values.map(Number)] : []
  })
  t.deepEqual(
    known.map(([bits, of]) => Math.floor((4 * bits!) / of!)),
    [1, 2, 3],
  )
  t.true(known.every(([bits, , questions]) => bits! <= questions! && counts.includes(questions!)))
  // Fewer would be more than yes and no can tell.
  t.true(counts.at(-1)! > 8 * 254)
})

test('a friend has an oracle where PKCS #1 is the padding, and nothing recorded to ask it about', async (t) => {
  const profile = secure('pkcs1', wrappingByPkcs1)
  const { only, acted, connected } = await attacked(t, profile, await accountOfMallory())
  t.deepEqual(only('loot'), [])
  t.is(only('called').length, 5)
  t.deepEqual(acted.slice(1), [deed('has-oracle', 'bob'), deed('nothing-to-ask')])
  // Of five paddings one does not begin with 00 02.
  t.deepEqual(connected, Array(4).fill('mallory'))
})

test('a friend reaches the key of the hardened profile, and OAEP refuses all that she sends alike', async (t) => {
  const { only, acted, alarms, connected } = await attacked(t, hardenedProfile, await accountOfMallory())
  t.deepEqual(only('loot'), [])
  t.is(only('called').length, 5)
  t.deepEqual(acted.slice(1), [deed('no-oracle')])
  t.deepEqual(alarms, Array(5).fill('BAD_SECRET'))
  t.deepEqual(connected, [])
})

for (const profile of [secure('pkcs1', wrappingByPkcs1), hardenedProfile]) {
  test(`a stranger's ciphertexts do not reach the key where the profile is ${profile.name}`, async (t) => {
    const { only, acted, alarms, connected } = await attacked(t, profile, null)
    t.deepEqual(only('loot'), [])
    t.deepEqual(acted.slice(1), [deed('no-oracle')])
    // With alerts he waits for an answer to what he told her, and hears that she has hung up.
    if (profile === hardenedProfile) t.deepEqual(alarms, Array(5).fill('FINGERPRINT_MISMATCH'))
    t.deepEqual(connected, [])
  })
}

test('fails where she has recorded nothing', async (t) => {
  const means = new Means(
    () => t.fail() as never,
    () => {},
  )
  await t.throwsAsync(async () => newPaddingOracle().launch!(means.mallory), { message: /recorded/ })
})
