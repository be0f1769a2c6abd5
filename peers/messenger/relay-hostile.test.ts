import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { enter, send, startDirectory } from '../../directory/directory-testing'
import { TrustedProxies } from '../../directory/limits/client-address'
import { relayBounds } from '../../directory/relay/relay'
import { hardenedDirectory } from '../../directory/users/defences'
import { identityOf } from '../session/peer-testing'
import { heardFrom, newUser, start } from './messenger-testing'

/**
 * Alice and Bob, who reach each other through a relay of Mallory's alone: it is in front of the directory, and does to the bytes
 * of each call what she wants.
 * @param alter gets what a side says in a call, and how many bytes of it came before.
 */
async function throughMallory(t: ExecutionContext, alter: (bytes: Buffer, before: number) => Buffer) {
  const folder = mkdtempSync(join(tmpdir(), 'relay-hostile-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const directory = await startDirectory(new TrustedProxies([]), hardenedDirectory, relayBounds)
  t.teardown(directory.stop)
  const tokens = new Map<string, string>()
  for (const name of ['alice', 'bob'])
    tokens.set(name, await enter(directory.base, name, await identityOf(name)))
  await send(directory.base, 'POST', '/add_friend', { token: tokens.get('alice')!, body: { name: 'bob' } })
  await send(directory.base, 'POST', '/add_friend', { token: tokens.get('bob')!, body: { name: 'alice' } })
  const mallory = createServer((client) => {
    const real = connect(directory.port, '127.0.0.1')
    for (const [from, to] of [
      [client, real],
      [real, client],
    ] as const) {
      from.on('error', () => to.destroy())
      from.on('close', () => to.destroy())
    }
    let request = ''
    let said = 0
    client.on('data', (bytes: Buffer) => {
      // Up to the end of its request; a client says nothing more before it is joined.
      const isCall = /^GET \/relay\?(name|token)=/.test(request) && request.endsWith('\r\n\r\n')
      if (!isCall) request += bytes.toString('latin1')
      real.write(isCall ? alter(bytes, said) : bytes)
      if (isCall) said += bytes.length
    })
    real.on('data', (bytes) => client.write(bytes))
  })
  await new Promise<void>((resolve) => mallory.listen(0, '127.0.0.1', resolve))
  t.teardown(() => void mallory.close())
  const address = mallory.address()
  const port = address && typeof address === 'object' ? address.port : 0
  // Logins by key name the server: here hers counts, for what they hold against her is not what is tried.
  directory.servers.add(`http://127.0.0.1:${port}`)
  const at = { url: `http://127.0.0.1:${port}`, entries: new Map() }
  const nowhere = { host: '127.0.0.1', port: 1 }
  const come = (name: string) =>
    start(t, newUser(name, folder), at, Date.now, { relay: { headStart: 20 } }, nowhere)
  return Promise.all([come('alice'), come('bob')])
}

/** One bit of these bytes is another one. */
function flipped(bytes: Buffer): Buffer {
  const other = Buffer.from(bytes)
  other[other.length - 1] = other[other.length - 1]! ^ 1
  return other
}

test('a relay that passes everything on is one like any other', async (t) => {
  const [alice, bob] = await throughMallory(t, (bytes) => bytes)
  await alice.messenger.send('bob', 'hello')
  t.is((await bob.until('message')).text, 'hello')
  t.is((await alice.until('online')).way, 'relayed')
})

test('a relay that alters a handshake gets no session, and the users are told', async (t) => {
  const [alice, bob] = await throughMallory(t, flipped)
  await alice.messenger.send('bob', 'hello')
  await Promise.race([alice.until('alarm'), bob.until('alarm')])
  t.deepEqual([alice.of('online'), bob.of('message')], [[], []])
})

test('a relay that alters what is said is noticed, and nothing altered is shown', async (t) => {
  let isAltering = false
  const [alice, bob] = await throughMallory(t, (bytes) => (isAltering ? flipped(bytes) : bytes))
  await Promise.all([alice.until('online'), bob.until('online')])
  isAltering = true
  await alice.messenger.send('bob', 'hello')
  const { code } = await Promise.race([alice.until('alarm'), bob.until('alarm')])
  t.is(code, 'BAD_RECORD')
  t.deepEqual(heardFrom(bob, 'alice'), [])
  isAltering = false
  await bob.until('message')
  t.deepEqual(heardFrom(bob, 'alice'), ['hello'])
})
