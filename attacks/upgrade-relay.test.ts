import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type Socket } from 'node:net'
import test, { type ExecutionContext } from 'ava'
import { send, startDirectory } from '../directory/directory-testing'
import { TrustedProxies } from '../directory/limits/client-address'
import { relayBounds } from '../directory/relay/relay'
import { hardenedDirectory } from '../directory/users/defences'
import { DirectoryClient, refusalOf } from '../peers/directory/client'
import { identityOf } from '../peers/session/peer-testing'
import { callLog } from './call-log'
import { httpRelay } from './http-relay'
import { Means } from './mallory'
import { noop } from './noop'
import { linkBetween } from './relay'
import { frames, Log, next, placeOf } from './relay-testing'
import { relayUpgrades } from './upgrade-relay'

type Said = { readonly event: string } & Record<string, unknown>

/** Alice and Bob, friends at a directory with a relay that each of them reaches through Mallory alone, who keeps a log of calls. */
async function friendsBehindHer(t: ExecutionContext) {
  const directory = await startDirectory(new TrustedProxies([]), hardenedDirectory, relayBounds)
  t.teardown(directory.stop)
  const said = new Log<Said>()
  const report = (event: Said) => said.note(event)
  const failures: unknown[] = []
  const failed = (error: unknown) => void failures.push(error)
  const dial = () => connect({ port: directory.port, host: '127.0.0.1', allowHalfOpen: true })
  const { mallory } = new Means(dial, report)
  const begin = await callLog.prepare(mallory)
  const come = async (name: string, other: string) => {
    const server = httpRelay({ caller: name, dial, attack: () => noop, mallory, failed })
    relayUpgrades(server, {
      ...{ dial, failed },
      told: (caller) => said.note({ event: 'told', to: name, caller }),
      joined(called, sockets) {
        const options = { report, begin: () => begin, nextLink: () => 'link-1', failed }
        linkBetween(
          { ...options, caller: name, callee: other, accounts: { caller: name, callee: called } },
          sockets,
        )
      },
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    t.teardown(() => server.close())
    const { host, port } = placeOf(server)
    const client = new DirectoryClient(`http://${host}:${port}`)
    await client.register(name, 'a password', await identityOf(name))
    await send(directory.base, 'POST', '/add_friend', { token: client.token, body: { name: other } })
    return client
  }
  const alice = await come('alice', 'bob')
  const bob = await come('bob', 'alice')
  await send(directory.base, 'POST', '/add_friend', { token: alice.token, body: { name: 'bob' } })
  const only = (event: string) => said.all.filter((one) => one.event === event)
  return { alice, bob, said, only, failures }
}

/** The next call that is told on a line. */
async function callOn(line: Socket): Promise<{ name: string; token: string }> {
  for (let text = ''; ; ) {
    const [chunk] = (await once(line, 'data')) as [Buffer]
    text += chunk
    const told = text.split('\n').find((one) => one !== '')
    if (told && text.endsWith('\n')) return JSON.parse(told)
  }
}

test('who dials in at the relay dials in at her, and of a call she has both ends and both names', async (t) => {
  const { alice, bob, said, only, failures } = await friendsBehindHer(t)
  const line = await bob.relay({})
  const called = callOn(line)
  const calling = alice.relay({ name: 'bob' })
  const { name, token } = await called
  const [callee, caller] = await Promise.all([bob.relay({ token }), calling])
  t.is(name, 'alice')
  t.deepEqual(only('told'), [{ event: 'told', to: 'bob', caller: 'alice' }])
  caller.write(frames[0])
  t.deepEqual(await next(callee, frames[0].length), frames[0])
  callee.write(frames[1])
  t.deepEqual(await next(caller, frames[1].length), frames[1])
  const local = `127.0.0.1:${caller.localPort}`
  caller.end()
  await said.until(() => only('unlinked').length === 1)
  // It is the caller's own connection that she links: both programs name the same end.
  t.like(only('linked'), [{ remote: local }])
  t.like(only('loot'), [{ how: 'read', text: 'alice calls bob', from: null }])
  const bytes = frames[0].length + frames[1].length
  t.like(only('acted'), [
    { what: { key: 'notes-call', values: [] } },
    { what: { key: 'notes-bytes', values: [bytes] } },
  ])
  t.like(only('intercepted'), [
    { from: 'alice', to: 'bob' },
    { from: 'bob', to: 'alice' },
  ])
  t.deepEqual(failures, [])
  line.destroy()
})

test('what the directory refuses is refused, and there is no link', async (t) => {
  const { alice, bob, only, failures } = await friendsBehindHer(t)
  const code = async (client: DirectoryClient, query: object) =>
    refusalOf(await t.throwsAsync(client.relay(query)))
  t.is(await code(alice, { name: 'carol' }), 'NOT_A_FRIEND')
  t.is(await code(alice, { name: 'bob' }), 'NOT_WAITING')
  t.is(await code(bob, { token: 'A'.repeat(43) }), 'NO_CALL')
  t.deepEqual([only('linked'), failures], [[], []])
})

test('a line that breaks at either end breaks at the other one', async (t) => {
  const { bob } = await friendsBehindHer(t)
  const first = await bob.relay({})
  // The directory ends it when there is a newer one.
  const second = await bob.relay({})
  await once(first.resume(), 'close')
  t.false(second.destroyed)
  second.destroy()
})

test('that the directory may not be dialled is told', async (t) => {
  const failures: unknown[] = []
  const refuse = () => {
    throw new Error('not in the hosts table')
  }
  const server = createServer()
  const [told, joined] = [() => {}, () => {}]
  relayUpgrades(server, { dial: refuse, told, joined, failed: (error) => failures.push(error) })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const { host, port } = placeOf(server)
  const client = connect(port, host)
  client.write('GET /relay HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: p2p-relay\r\n\r\n')
  await once(client.resume(), 'close')
  t.regex(String(failures), /not in the hosts table/)
})
