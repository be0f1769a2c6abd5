/** impersonate against peers who listen on real sockets. */

import { createServer } from 'node:net'
import test, { type ExecutionContext } from 'ava'
import type { ConversationEvent, Profile } from '../peers/protocol/conversation'
import { fingerprint, publicIdentity } from '../peers/protocol/identity'
import { hardenedProfile, secure } from '../peers/protocol/secure'
import { entropy, friends, type Person, person } from '../peers/protocol/secure-testing'
import { Session } from '../peers/session/session'
import { acceptingAnySignature } from '../peers/weakened/accept-any-signature'
import { dial } from './dial'
import { impersonate } from './impersonate'
import { Means } from './mallory'
import { Log, placeOf } from './relay-testing'

const endless = { dial: 600_000, handshake: 600_000, goodbye: 600_000 }
const people = Promise.all([person('alice'), person('bob')])

/** Has Mallory launch. @returns what alice and bob noticed, until their connections are over. */
async function struck(t: ExecutionContext, profile: Profile) {
  const [alice, bob] = await people
  const hosts: Record<string, string> = {}
  const listen = async (self: Person) => {
    const heard = new Log<ConversationEvent>()
    const server = createServer(async (socket) => {
      const expected = friends(alice, bob)
      const setup = { role: 'responder', self, calls: null, expected, entropy, now: Date.now } as const
      new Session(socket, await profile.converse(setup), (event) => heard.note(event), endless)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    t.teardown(() => server.close())
    const { host, port } = placeOf(server)
    hosts[`${self.name}:25000`] = `${host}:${port}`
    return heard
  }
  const heard = { alice: await listen(alice), bob: await listen(bob) }
  const told: { readonly event: string }[] = []
  const means = new Means(
    (name) => dial(hosts, name),
    (event) => told.push(event),
  )
  await impersonate.launch!(means.mallory)
  for (const log of Object.values(heard)) await log.until((all) => all.at(-1)?.event === 'closed')
  const acted = told.filter(({ event }) => event === 'acted')
  return { heard, acted, key: fingerprint(publicIdentity(alice.identity)) }
}

test('without the check Bob is connected to Alice, with her true key, and she never called', async (t) => {
  const { heard, acted, key } = await struck(t, secure('accept-any-signature', acceptingAnySignature))
  t.like(heard.bob.all[0], { event: 'connected', peer: 'alice', fingerprint: key })
  t.false(heard.alice.all.some(({ event }) => event === 'connected'))
  t.like(acted, [{ to: 'bob' }])
})

test('hardened: Bob refuses the signature, and is connected to nobody', async (t) => {
  const { heard } = await struck(t, hardenedProfile)
  t.like(heard.bob.all, [{ event: 'alarm', code: 'BAD_SIGNATURE' }, { event: 'closed' }])
})
