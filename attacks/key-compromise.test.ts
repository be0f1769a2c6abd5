/** key-compromise against peers who listen on real sockets: what Alice's own keys prove to her, and what not. */

import { createServer } from 'node:net'
import test, { type ExecutionContext } from 'ava'
import type { ConversationEvent, Profile } from '../peers/protocol/conversation'
import { hardenedProfile, secure } from '../peers/protocol/secure'
import { entropy, friends, type Person, person } from '../peers/protocol/secure-testing'
import { Session } from '../peers/session/session'
import { acceptingAnySignature } from '../peers/weakened/accept-any-signature'
import { authenticatingByStaticKeys } from '../peers/weakened/static-keys'
import { dial } from './dial'
import { keyCompromise } from './key-compromise'
import { Means } from './mallory'
import { Log, placeOf } from './relay-testing'

const endless = { dial: 600_000, handshake: 600_000, goodbye: 600_000 }
const people = Promise.all([person('alice'), person('bob'), person('mallory')])
const staticKeys = secure('static-keys', authenticatingByStaticKeys)

/** Somebody who listens, and knows Alice and Bob. */
async function listens(t: ExecutionContext, self: Person, profile: Profile) {
  const [alice, bob] = await people
  const heard = new Log<ConversationEvent>()
  const sessions: Session[] = []
  const server = createServer(async (socket) => {
    const expected = friends(alice, bob)
    const setup = { role: 'responder', self, calls: null, expected, entropy, now: Date.now } as const
    const conversation = await profile.converse(setup)
    sessions.push(new Session(socket, conversation, (event) => heard.note(event), endless))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const { host, port } = placeOf(server)
  return { heard, sessions, address: `${host}:${port}` }
}

/** Mallory, who has stolen the keys of somebody for Alice's, near an Alice and a Bob. */
async function world(t: ExecutionContext, profile: Profile, stolenOf?: Person) {
  const [aliceHerself, bobHimself] = await people
  const alice = await listens(t, aliceHerself, profile)
  const bob = await listens(t, bobHimself, profile)
  const hosts = { 'alice:25000': alice.address, 'bob:25000': bob.address }
  const told = new Log<{ readonly event: string } & Record<string, unknown>>()
  const means = new Means(
    (name) => dial(hosts, name),
    (event) => told.note(event),
  )
  t.teardown(() => means.halt())
  if (stolenOf) {
    const der = ['signing', 'wrapping'] as const
    const [signing, wrapping] = der.map((key) =>
      stolenOf.identity[key].export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    )
    means.takeIdentity('alice', signing!, wrapping!)
  }
  const only = (name: string) => told.all.filter(({ event }) => event === name)
  return { alice, bob, told, only, means, launch: () => keyCompromise.launch!(means.mallory) }
}

test('static keys: Alice believes that Bob calls, is given his words, and tells him hers', async (t) => {
  const [aliceHerself] = await people
  const { alice, bob, told, only, launch } = await world(t, staticKeys, aliceHerself)
  await launch()
  await alice.heard.until((all) => all.some(({ event }) => event === 'delivered'))
  t.like(alice.heard.all[0], { event: 'connected', peer: 'bob' })
  alice.sessions[0]!.send('where the treasure is')
  await told.until(() => only('loot').length === 2)
  t.like(only('loot'), [
    { how: 'forged', from: 'bob', to: 'alice' },
    { how: 'read', text: 'where the treasure is', from: 'alice' },
  ])
  t.like(alice.heard.all[1], { event: 'delivered', text: only('loot')[0]!.text })
  alice.sessions[0]!.close()
  await alice.heard.until((all) => all.at(-1)?.event === 'closed')
  t.deepEqual(alice.heard.all.at(-1), { event: 'closed', clean: true })
  // Bob has only been asked who he is.
  await bob.heard.until((all) => all.at(-1)?.event === 'closed')
  t.like(bob.heard.all, [{ event: 'alarm', code: 'INCOMPLETE_HANDSHAKE' }, { event: 'closed' }])
  t.like(only('acted'), [{ to: 'alice' }])
})

test('static keys: other keys than Alice’s prove nothing to her', async (t) => {
  const [, , mallory] = await people
  const { alice, only, launch } = await world(t, staticKeys, mallory)
  await launch()
  t.like(alice.heard.all, [{ event: 'alarm', code: 'BAD_CONFIRMATION' }, { event: 'closed' }])
  t.deepEqual(only('loot'), [])
})

test('hardened: everything is right but the signature, which is not Bob’s', async (t) => {
  const [aliceHerself] = await people
  const { alice, only, launch } = await world(t, hardenedProfile, aliceHerself)
  await launch()
  t.like(alice.heard.all, [
    { event: 'alarm', code: 'BAD_SIGNATURE' },
    { event: 'closed', clean: false },
  ])
  t.deepEqual(only('loot'), [])
  t.like(only('acted'), [{ to: 'alice' }])
})

test('where no signature is looked at, Alice believes her, and what she tells Bob is still only for Bob', async (t) => {
  const [aliceHerself] = await people
  const { alice, means, only, launch } = await world(
    t,
    secure('accept-any-signature', acceptingAnySignature),
    aliceHerself,
  )
  await launch()
  t.like(alice.heard.all, [{ event: 'connected', peer: 'bob' }])
  alice.sessions[0]!.send('where the treasure is')
  means.halt()
  await alice.heard.until((all) => all.at(-1)?.event === 'closed')
  t.like(alice.heard.all[1], { event: 'alarm', code: 'TRUNCATED' })
  t.deepEqual(only('loot'), [])
})

test('without stolen keys she calls nobody', async (t) => {
  const { told, launch } = await world(t, staticKeys)
  await launch()
  t.deepEqual(told.all, [])
})
