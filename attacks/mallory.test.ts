/** What an attacker may do of her own accord: only within her run, told to the lab, and over when the phase is. */

import { once } from 'node:events'
import { createServer as createHttpServer, type IncomingMessage } from 'node:http'
import { createServer } from 'node:net'
import test, { type ExecutionContext } from 'ava'
import { publicIdentity } from '../peers/protocol/identity'
import { verifyRegistration } from '../peers/protocol/statements'
import { testKey } from '../peers/protocol/test-keys-testing'
import { dial } from './dial'
import { Means } from './mallory'
import { Log, placeOf } from './relay-testing'

/** A directory that answers as it is told, and her means to reach it. */
async function world(
  t: ExecutionContext,
  answer: (asked: IncomingMessage, body: string) => [number, string],
) {
  const asked: {
    method: string | undefined
    url: string | undefined
    body: string
    token: string | undefined
  }[] = []
  const server = createHttpServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    asked.push({ method: request.method, url: request.url, body, token: request.headers.authorization })
    const [status, text] = answer(request, body)
    response.writeHead(status).end(text)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const { host, port } = placeOf(server)
  const told = new Log<{ readonly event: string } & Record<string, unknown>>()
  const means = new Means(
    (name) => dial({ 'directory:8440': `${host}:${port}` }, name),
    (event) => told.note(event),
  )
  return { asked, told, means, mallory: means.mallory }
}

test('she asks the directory, and each connection is told with the end that she called from', async (t) => {
  const { asked, told, mallory } = await world(t, () => [418, '{"tea":true}'])
  const answer = await mallory.request('POST', '/login', { body: { name: 'bob' }, token: 'abc' })
  t.deepEqual(answer, { status: 418, json: { tea: true } })
  t.like(asked[0], { method: 'POST', url: '/login', body: '{"name":"bob"}', token: 'Bearer abc' })
  t.like(told.all[0], { event: 'called', to: 'directory' })
  t.regex(String(told.all[0]?.local), /^127\.0\.0\.\d+:\d+$/)
})

test('an answer that is no JSON is none; a directory that hangs up is an error', async (t) => {
  const { mallory } = await world(t, () => [200, 'tea'])
  t.deepEqual(await mallory.request('GET', '/friends'), { status: 200, json: null })
  const silent = createServer((socket) => socket.destroy())
  silent.listen(0, '127.0.0.1')
  await once(silent, 'listening')
  t.teardown(() => silent.close())
  const { host, port } = placeOf(silent)
  const cut = new Means(
    (name) => dial({ 'directory:8440': `${host}:${port}` }, name),
    () => {},
  ).mallory
  await t.throwsAsync(cut.request('GET', '/friends'))
})

test('she registers with a proof that verifies, and is refused with the directory’s words', async (t) => {
  const { asked, means, mallory } = await world(t, ({ url }) =>
    url === '/register' ? [201, '{"token":"t0k3n"}'] : [403, '{"error":{"code":"NO"}}'],
  )
  t.is(mallory.account, null)
  const account = await means.register('mallory')
  t.is(mallory.account, account)
  const body = JSON.parse(asked[0]!.body)
  t.true(verifyRegistration('mallory', publicIdentity(account.identity), body.proof))
  await t.throwsAsync(means.befriend('bob'), { message: /403 .*NO/ })
  t.like(asked[1], { url: '/add_friend', body: '{"name":"bob"}', token: 'Bearer t0k3n' })
})

test('nobody outside of the run is reached', async (t) => {
  const { mallory } = await world(t, () => [200, '{}'])
  await t.throwsAsync(mallory.call('bob'), { message: /bob:25000 is not in this run's hosts table/ })
})

test('what she opened ends with the phase, and nothing new is opened in it', async (t) => {
  const { means, mallory } = await world(t, () => [200, '{}'])
  const socket = await mallory.call('directory')
  const { halted } = mallory
  await means.halt()
  t.true(halted.aborted && socket.destroyed)
  await t.throwsAsync(mallory.call('directory'))
  await means.begin()
  t.false(mallory.halted.aborted)
  const again = await mallory.call('directory')
  again.destroy()
})

test('the same seed gives the same bytes, another seed or label others', (t) => {
  const bytes = (seed: string, label: string, size: number) => {
    const means = new Means(
      () => t.fail() as never,
      () => {},
    )
    means.setUp(seed, false)
    return means.mallory.random(label, size).toString('hex')
  }
  t.is(bytes('00', 'a', 70), bytes('00', 'a', 70))
  t.is(bytes('00', 'a', 70).length, 140)
  t.not(bytes('00', 'a', 32), bytes('01', 'a', 32))
  t.not(bytes('00', 'a', 32), bytes('00', 'b', 32))
})

test('what was stolen and told for her is there, and nothing else', (t) => {
  const means = new Means(
    () => t.fail() as never,
    () => {},
  )
  const { mallory } = means
  const key = testKey()
  const der = key.export({ type: 'pkcs8', format: 'der' }).toString('base64')
  t.is(mallory.stolenIdentity('alice'), null)
  t.is(mallory.stolenToken('alice'), null)
  t.deepEqual(mallory.told('candidates'), [])
  means.takeIdentity('alice', der, der)
  means.takeToken('alice', 'abc')
  means.tell('candidates', ['x'])
  t.true(mallory.stolenIdentity('alice')?.signing.equals(key))
  t.is(mallory.stolenToken('alice'), 'abc')
  t.is(mallory.stolenIdentity('bob'), null)
  t.deepEqual(mallory.told('candidates'), ['x'])
})
