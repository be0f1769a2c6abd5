import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTcpServer, type Server as TcpServer } from 'node:net'
import test, { type ExecutionContext } from 'ava'
import { checkAddress } from '../peers/directory/address-check'
import { DirectoryClient } from '../peers/directory/client'
import { fingerprint, publicIdentity, sameIdentity } from '../peers/protocol/identity'
import { addressOf, identityJson, identityOf } from '../peers/session/peer-testing'
import type { Attack } from './attack'
import { dial } from './dial'
import { httpRelay } from './http-relay'
import { Means } from './mallory'
import { noop } from './noop'
import { placeOf } from './relay-testing'
import { rogueDirectory } from './rogue-directory'

async function listening<S extends Server | TcpServer>(t: ExecutionContext, server: S): Promise<S> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  return server
}

/** A relay before a directory that answers as it is told. */
async function relayed(t: ExecutionContext, answer: RequestListener | TcpServer, attack: Attack) {
  const directory = await listening(t, typeof answer === 'function' ? createServer(answer) : answer)
  const { host, port } = placeOf(directory)
  const [failures, told]: [unknown[], { event: string }[]] = [[], []]
  const reach = () => dial({ 'directory:8440': `${host}:${port}` }, 'directory:8440')
  const { mallory } = new Means(reach, (event) => told.push(event))
  const failed = (error: unknown) => void failures.push(error)
  const relay = httpRelay({ caller: 'alice', dial: reach, attack: () => attack, mallory, failed })
  const place = placeOf(await listening(t, relay))
  return { url: `http://${place.host}:${place.port}`, failures, told }
}

const echo: RequestListener = async (request, response) => {
  let body = ''
  for await (const chunk of request) body += chunk
  const { method, url, headers } = request
  response.writeHead(418, { 'retry-after': '7', 'content-type': 'application/json' })
  response.end(` { "${method} ${url}": ${JSON.stringify(body)}, "token": "${headers.authorization}" } `)
}

test('without an attack that answers, request and answer pass as they are', async (t) => {
  const { url, failures } = await relayed(t, echo, noop)
  const response = await fetch(`${url}/login?x=%20`, {
    method: 'POST',
    body: 'né',
    headers: { authorization: 'T' },
  })
  t.is(response.status, 418)
  t.is(response.headers.get('retry-after'), '7')
  t.is(await response.text(), ' { "POST /login?x=%20": "né", "token": "T" } ')
  t.deepEqual(failures, [])
})

test('an attack may change the answer, and is told who asked for what', async (t) => {
  const asked: object[] = []
  const attack: Attack = {
    ...noop,
    answer: async (about, json) => {
      asked.push(about)
      return about.path === '/change' ? { changed: true } : json
    },
  }
  const { url } = await relayed(t, echo, attack)
  const changed = await fetch(`${url}/change`)
  t.is(changed.status, 200, 'an answer, though the directory has refused')
  t.deepEqual(await changed.json(), { changed: true })
  // Untouched to the last space.
  t.regex(await (await fetch(`${url}/keep`)).text(), /^ \{ "GET \/keep": "", "token": "undefined" \} $/)
  t.deepEqual(asked, [
    { from: 'alice', method: 'GET', path: '/change' },
    { from: 'alice', method: 'GET', path: '/keep' },
  ])
})

test('a directory that hangs up is none of the attack’s faults; an attack that throws is', async (t) => {
  const cut = await relayed(
    t,
    createTcpServer((socket) => socket.destroy()),
    noop,
  )
  await t.throwsAsync(fetch(cut.url))
  t.deepEqual(cut.failures, [])
  const answer = async () => {
    throw new Error('a mistake in the attack')
  }
  const thrown = await relayed(t, echo, { ...noop, answer })
  await t.throwsAsync(fetch(thrown.url))
  t.deepEqual(thrown.failures.map(String), ['Error: a mistake in the attack'])
})

test('rogue-directory: every friend has the attacker’s key, and the address is signed with it', async (t) => {
  const bob = await identityOf('bob')
  const record = addressOf(bob, { name: 'bob', port: 25000 })
  const identity = identityJson(publicIdentity(bob))
  const honest: RequestListener = (request, response) => {
    const path = request.url ?? ''
    response.setHeader('content-type', 'application/json')
    if (path === '/register')
      response.writeHead(201).end(JSON.stringify({ token: 't'.repeat(43), expires: 1 }))
    else if (path === '/friends') {
      response.end(
        JSON.stringify({ friends: [{ name: 'bob', identity }], incoming: ['carol'], outgoing: [] }),
      )
    } else response.end(JSON.stringify({ record, identity }))
  }
  const { url, told } = await relayed(t, honest, rogueDirectory)
  const client = new DirectoryClient(url)
  await client.register('alice', 'a password', await identityOf('alice'))
  const { friends, incoming } = await client.friends()
  const pinned = friends[0]!.identity
  t.false(sameIdentity(pinned, publicIdentity(bob)))
  t.deepEqual(incoming, ['carol'])
  const found = await client.getIp('bob')
  const knowledge = { name: 'bob', lastCounter: 0, now: Date.now() }
  t.is(checkAddress(found, { ...knowledge, pinned }).host, record.host)
  // Whoever knows Bob's key from before is told.
  const before = { ...knowledge, pinned: publicIdentity(bob) }
  t.throws(() => checkAddress(found, before), { code: 'FINGERPRINT_MISMATCH' })
  const presented = fingerprint(pinned)
  for (const event of told) t.like(event, { event: 'acted', to: 'alice', presented })
  t.is(told.length, 2)
})
