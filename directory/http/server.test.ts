import { generateKeyPairSync } from 'node:crypto'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import test from 'ava'
import { answers } from '../../peers/protocol/directory-api'
import { publicIdentity } from '../../peers/protocol/identity'
import { signRegistration } from '../../peers/protocol/statements'
import {
  address,
  enter,
  newIdentity,
  password,
  refusal,
  registration,
  send,
  startDirectory,
} from '../directory-testing'

const own = newIdentity()
const mallory = newIdentity()
const day = 24 * 60 * 60 * 1000

async function directory(t: { teardown(stop: () => Promise<void>): void }) {
  const started = await startDirectory()
  t.teardown(started.stop)
  const { base } = started
  return {
    ...started,
    send: (method: string, path: string, options?: Parameters<typeof send>[3]) =>
      send(base, method, path, options),
    enter: (name: string) => enter(base, name, own),
  }
}

test('register answers 201 with a token for a day, and login gives another one', async (t) => {
  const { send } = await directory(t)
  const registered = await send('POST', '/register', { body: registration('ann', own) })
  t.is(registered.status, 201)
  const first = answers.token.parse(registered.body)
  t.true(Math.abs(first.expires - Date.now() - day) < 10_000)
  const loggedIn = await send('POST', '/login', { body: { name: 'ann', password } })
  t.is(loggedIn.status, 200)
  const second = answers.token.parse(loggedIn.body)
  t.not(first.token, second.token)
  for (const { token } of [first, second]) t.is((await send('GET', '/friends', { token })).status, 200)
})

test('a name is registered once, also when two ask at the same moment', async (t) => {
  const { send } = await directory(t)
  const both = await Promise.all(
    [own, mallory].map((who) => send('POST', '/register', { body: registration('ann', who) })),
  )
  t.deepEqual(both.map(({ status }) => status).sort(), [201, 409])
  t.deepEqual(refusal(both.find(({ status }) => status === 409)!), [409, 'NAME_TAKEN'])
  t.deepEqual(refusal(await send('POST', '/register', { body: registration('ann', own) })), [
    409,
    'NAME_TAKEN',
  ])
})

test('a registration without the key, for another name or for other keys is refused', async (t) => {
  const { send } = await directory(t)
  const good = registration('ann', own)
  const wrongProofs = [
    { ...good, proof: signRegistration(mallory.signing, 'ann', publicIdentity(own)) },
    { ...good, name: 'bob' },
    { ...good, identity: { ...good.identity, wrapping: registration('ann', mallory).identity.wrapping } },
    { ...good, proof: '' },
  ]
  for (const body of wrongProofs) {
    t.deepEqual(refusal(await send('POST', '/register', { body })), [403, 'BAD_PROOF'])
  }
  t.is((await send('POST', '/register', { body: good })).status, 201)
})

test('keys that are not RSA-2048 are refused, in either place', async (t) => {
  const { send } = await directory(t)
  const { privateKey: short } = generateKeyPairSync('rsa', { modulusLength: 1024 })
  const { privateKey: curve } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  for (const weak of [short, curve]) {
    for (const identity of [
      { ...own, signing: weak },
      { ...own, wrapping: weak },
    ]) {
      const body = { ...registration('ann', identity), proof: registration('ann', own).proof }
      t.deepEqual(refusal(await send('POST', '/register', { body })), [400, 'BAD_IDENTITY'])
    }
  }
})

test('an unknown user and a wrong password get the same answer', async (t) => {
  const { send, enter } = await directory(t)
  await enter('ann')
  const wrong = await send('POST', '/login', { body: { name: 'ann', password: 'wrong horse' } })
  const unknown = await send('POST', '/login', { body: { name: 'nobody', password: 'wrong horse' } })
  t.deepEqual(refusal(wrong), [401, 'BAD_LOGIN'])
  t.deepEqual([unknown.status, unknown.body], [wrong.status, wrong.body])
})

test('without a valid token nothing is to be had', async (t) => {
  const { send, enter, clock } = await directory(t)
  const token = await enter('ann')
  const routes = [
    ['PUT', '/address'],
    ['GET', '/get_ip?name=bob'],
    ['POST', '/add_friend'],
    ['GET', '/friends'],
    ['DELETE', '/friends/bob'],
  ] as const
  for (const [method, path] of routes) {
    for (const wrong of [undefined, '', 'x', 'A'.repeat(43), `${token}A`]) {
      const answer = await send(method, path, wrong === undefined ? {} : { token: wrong })
      t.deepEqual(refusal(answer), [401, 'NOT_LOGGED_IN'], `${method} ${path} ${wrong}`)
      t.is(answer.headers.get('www-authenticate'), 'Bearer')
    }
  }
  clock.ahead = day - 10_000
  t.is((await send('GET', '/friends', { token })).status, 200)
  clock.ahead = day + 1
  t.deepEqual(refusal(await send('GET', '/friends', { token })), [401, 'NOT_LOGGED_IN'])
})

test('a friendship needs both, and shows keys only then', async (t) => {
  const { send, enter } = await directory(t)
  const [ann, bob] = [await enter('ann'), await enter('bob')]
  const friends = async (token: string) =>
    answers.friends.parse((await send('GET', '/friends', { token })).body)
  const add = async (token: string, name: string) =>
    answers.addFriend.parse((await send('POST', '/add_friend', { token, body: { name } })).body).status
  const none = { friends: [], incoming: [], outgoing: [] }

  t.is(await add(ann, 'bob'), 'requested')
  t.is(await add(ann, 'bob'), 'requested')
  t.deepEqual(await friends(ann), { ...none, outgoing: ['bob'] })
  t.deepEqual(await friends(bob), { ...none, incoming: ['ann'] })

  t.is(await add(bob, 'ann'), 'accepted')
  t.is(await add(ann, 'bob'), 'accepted')
  const { identity } = registration('ann', own)
  t.deepEqual(await friends(ann), { ...none, friends: [{ name: 'bob', identity }] })
  t.deepEqual(await friends(bob), { ...none, friends: [{ name: 'ann', identity }] })

  const body = { name: 'ann' }
  t.deepEqual(refusal(await send('POST', '/add_friend', { token: ann, body })), [400, 'OWN_NAME'])

  // Either side ends it, and asking for what is not there is no error.
  for (const _ of [1, 2]) {
    const removed = await send('DELETE', '/friends/ann', { token: bob })
    t.deepEqual(answers.removed.parse(removed.body), { status: 'removed' })
    t.deepEqual(await friends(ann), none)
  }
  await add(ann, 'bob')
  await send('DELETE', '/friends/ann', { token: bob })
  t.deepEqual(await friends(ann), none)
})

test('a request to an unknown name looks like any other', async (t) => {
  const { send, enter } = await directory(t)
  const [ann] = [await enter('ann'), await enter('bob')]
  const ask = (name: string) => send('POST', '/add_friend', { token: ann, body: { name } })
  const [known, unknown] = [await ask('bob'), await ask('nobody')]
  t.deepEqual([unknown.status, unknown.body], [known.status, known.body])
  const { outgoing } = answers.friends.parse((await send('GET', '/friends', { token: ann })).body)
  t.deepEqual(outgoing, ['bob', 'nobody'])
  const remove = (name: string) => send('DELETE', `/friends/${name}`, { token: ann })
  t.deepEqual((await remove('nobody')).body, (await remove('bob')).body)
})

test('get_ip is for accepted friends: strangers, open requests and unknown names look alike', async (t) => {
  const { send, enter, clock } = await directory(t)
  const [ann, bob] = [await enter('ann'), await enter('bob')]
  await enter('eve')
  const record = address(own, { name: 'bob' })
  t.is((await send('PUT', '/address', { token: bob, body: record })).status, 200)
  const look = (token: string, name: string) => send('GET', `/get_ip?name=${name}`, { token })
  const ask = (token: string, name: string) => send('POST', '/add_friend', { token, body: { name } })

  const asked = await look(ann, 'nobody')
  t.deepEqual(refusal(asked), [403, 'NOT_A_FRIEND'])
  await ask(ann, 'bob')
  await ask(ann, 'nobody')
  for (const name of ['bob', 'eve', 'nobody']) {
    const answer = await look(ann, name)
    t.deepEqual([answer.status, answer.body], [asked.status, asked.body], name)
  }
  t.deepEqual(refusal(await look(bob, 'ann')), [403, 'NOT_A_FRIEND'])
  t.deepEqual(refusal(await look(ann, 'ann')), [404, 'NO_ADDRESS'])
  const { identity } = registration('bob', own)
  t.deepEqual(answers.getIp.parse((await look(bob, 'bob')).body), { record, identity }, 'the own one')

  await ask(bob, 'ann')
  t.deepEqual(answers.getIp.parse((await look(ann, 'bob')).body), { record, identity })
  t.deepEqual(refusal(await look(bob, 'ann')), [404, 'NO_ADDRESS'])
  clock.ahead = 61_000
  t.deepEqual(refusal(await look(ann, 'bob')), [404, 'NO_ADDRESS'])
  clock.ahead = 0

  await send('DELETE', '/friends/ann', { token: bob })
  t.deepEqual((await look(ann, 'bob')).body, asked.body)
})

test('an address must be signed, newer than the last, and neither void nor for ever', async (t) => {
  const { send, enter } = await directory(t)
  const token = await enter('ann')
  await enter('bob')
  const put = (body: object) => send('PUT', '/address', { token, body })
  const now = Date.now()

  t.deepEqual(refusal(await put(address(mallory, { name: 'ann' }))), [403, 'BAD_SIGNATURE'])
  t.deepEqual(refusal(await put(address(own, { name: 'bob' }))), [403, 'NOT_YOURS'])
  const signed = address(own, { name: 'ann', counter: 5 })
  const also = '[2001:db8::7]:25000'
  const changes = [{ host: 'eve' }, { port: 1 }, { counter: 6 }, { expires: signed.expires + 1 }, { also }]
  for (const change of changes) {
    t.deepEqual(refusal(await put({ ...signed, ...change })), [403, 'BAD_SIGNATURE'])
  }
  for (const expires of [1, now - 1, now + 7 * day + 60_000]) {
    t.deepEqual(refusal(await put(address(own, { name: 'ann', expires }))), [400, 'BAD_EXPIRY'])
  }

  t.deepEqual(answers.address.parse((await put(signed)).body), { observed: '127.0.0.1' })
  for (const counter of [5, 4, 1]) {
    t.deepEqual(refusal(await put(address(own, { name: 'ann', counter }))), [409, 'OUTDATED'])
  }
  const last = address(own, { name: 'ann', counter: Number.MAX_SAFE_INTEGER, expires: now + 7 * day - 1000 })
  t.is((await put(last)).status, 200)
  t.deepEqual(refusal(await put(last)), [409, 'OUTDATED'])
})

test('of two addresses with the same counter at the same moment one is refused', async (t) => {
  const { send, enter } = await directory(t)
  const token = await enter('ann')
  const body = address(own, { name: 'ann' })
  const both = await Promise.all([1, 2].map(() => send('PUT', '/address', { token, body })))
  t.deepEqual(both.map(({ status }) => status).sort(), [200, 409])
})

test('where an address says auto, friends get the host that the directory saw', async (t) => {
  const { send, enter } = await directory(t)
  const [ann, bob] = [await enter('ann'), await enter('bob')]
  await send('POST', '/add_friend', { token: ann, body: { name: 'bob' } })
  await send('POST', '/add_friend', { token: bob, body: { name: 'ann' } })
  const record = address(own, { name: 'bob', host: 'auto', counter: 2 ** 40 })
  await send('PUT', '/address', { token: bob, body: record })
  const found = answers.getIp.parse((await send('GET', '/get_ip?name=bob', { token: ann })).body)
  t.deepEqual([found.record, found.observed], [record, '127.0.0.1'])
})

test('friends get the second address that stands in a record, and none where there is none any more', async (t) => {
  const { send, enter } = await directory(t)
  const [ann, bob] = [await enter('ann'), await enter('bob')]
  await send('POST', '/add_friend', { token: ann, body: { name: 'bob' } })
  await send('POST', '/add_friend', { token: bob, body: { name: 'ann' } })
  const also = '[2001:db8::7]:25000'
  for (const record of [
    address(own, { name: 'bob', counter: 1, also }),
    address(own, { name: 'bob', counter: 2 }),
  ]) {
    t.is((await send('PUT', '/address', { token: bob, body: record })).status, 200)
    const found = answers.getIp.parse((await send('GET', '/get_ip?name=bob', { token: ann })).body)
    t.deepEqual(found.record, record)
  }
  for (const bad of [
    '',
    '[::]',
    '2001:db8::7:25000',
    '[2001:db8::7]:0',
    '[2001:db8::7]:65536',
    '[1::2::3]:1',
    '[fe80::1%eth0]:1',
    '[a.example]:1',
  ]) {
    const body = address(own, { name: 'bob', counter: 3, also: bad })
    t.deepEqual(refusal(await send('PUT', '/address', { token: bob, body })), [400, 'BAD_FIELD'], bad)
  }
})

test('bad input is refused with the right status and a sentence that names the field', async (t) => {
  const { send, enter, faults } = await directory(t)
  const token = await enter('ann')
  const good = registration('bob', own)
  const check = async (
    expected: [number, string],
    names: RegExp,
    method: string,
    path: string,
    options?: Parameters<typeof send>[2],
  ) => {
    const answer = await send(method, path, options)
    t.deepEqual(refusal(answer), expected, `${method} ${path}`)
    t.regex(answers.error.parse(answer.body).error.message, names)
  }
  const field: [number, string] = [400, 'BAD_FIELD']
  await check([400, 'MALFORMED_JSON'], /JSON/, 'POST', '/login', { body: '{"name":' })
  await check(field, /password/, 'POST', '/register', { body: { ...good, password: 'short' } })
  await check(field, /identity\.signing/, 'POST', '/register', {
    body: { ...good, identity: { ...good.identity, signing: '!' } },
  })
  await check(field, /admin/, 'POST', '/register', { body: { ...good, admin: true } })
  await check(field, /name/, 'POST', '/login', { body: { name: 'Ann', password } })
  await check(field, /The request/, 'POST', '/login', { body: 'null' })
  await check(field, /port/, 'PUT', '/address', {
    token,
    body: { ...address(own, { name: 'ann' }), port: 0 },
  })
  for (const query of ['', '?name=', '?name=a&name=b', '?name[]=a', '?name=a&x=1', '?name=%ff']) {
    await check(field, /is refused/, 'GET', `/get_ip${query}`, { token })
  }
  await check(field, /name/, 'DELETE', '/friends/A', { token })
  await check([400, 'BAD_REQUEST'], /understand/, 'DELETE', '/friends/%E0%A4%A', { token })
  await check([404, 'NO_ROUTE'], /nothing/, 'GET', '/')
  await check([404, 'NO_ROUTE'], /nothing/, 'GET', '/login')
  await check([404, 'NO_ROUTE'], /nothing/, 'POST', '/nothing', { token, body: {} })
  const type = 'text/plain'
  await check([415, 'NOT_JSON'], /application\/json/, 'POST', '/login', {
    body: { name: 'ann', password },
    type,
  })
  const large = { name: 'ann', password: 'x'.repeat(17_000) }
  await check([413, 'TOO_LARGE'], /16 KiB/, 'POST', '/login', { body: large })
  await check([413, 'TOO_LARGE'], /16 KiB/, 'POST', '/login', { body: 'x'.repeat(4_000_000) })
  t.deepEqual(faults, [])
})

test('compressed bodies are refused: a small one may hide a large one', async (t) => {
  const { base } = await directory(t)
  const response = await fetch(`${base}/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    body: Buffer.from('H4sIAAAAAAAAA6tWSkwpTlWyUqpWAgA', 'base64'),
  })
  t.deepEqual([response.status, answers.error.parse(await response.json()).error.code], [415, 'NOT_JSON'])
})

test('what is not HTTP gets the same kind of answer', async (t) => {
  const { port } = await directory(t)
  const socket = connect(port, '127.0.0.1')
  socket.write('HELLO\r\n\r\n')
  const [head, body] = (await text(socket)).split('\r\n\r\n')
  t.regex(head!, /^HTTP\/1\.1 400 /)
  t.is(answers.error.parse(JSON.parse(body!)).error.code, 'BAD_REQUEST')
})

test('whoever says nothing, or stops in the middle, is not waited for', async (t) => {
  const { port } = await directory(t)
  const began = Date.now()
  const heads = ['', 'GET /healthz HTTP/1.1\r\nX-Slow: '].map(async (head) => {
    const socket = connect(port, '127.0.0.1')
    socket.write(head)
    return text(socket)
  })
  for (const answer of await Promise.all(heads)) t.regex(answer, /^HTTP\/1\.1 400 .*BAD_REQUEST/s)
  t.true(Date.now() - began < 20_000)
})

test('what else a client expects does not count', async (t) => {
  const { port } = await directory(t)
  const socket = connect(port, '127.0.0.1')
  socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\nExpect: a-coffee\r\nConnection: close\r\n\r\n')
  const [head, body] = (await text(socket)).split('\r\n\r\n')
  t.regex(head!, /^HTTP\/1\.1 200 /)
  t.is(answers.health.parse(JSON.parse(body!)).status, 'ok')
})

test('there is one way to write a path', async (t) => {
  const { send, enter } = await directory(t)
  const token = await enter('ann')
  for (const path of ['/Friends', '/friends/', '//friends', '/friends%2f', '/get_ip/?name=ann', '/']) {
    t.deepEqual(refusal(await send('GET', path, { token })), [404, 'NO_ROUTE'], path)
  }
})

test('healthz answers, and no answer says what it runs on', async (t) => {
  const { send } = await directory(t)
  const { status, body, headers } = await send('GET', '/healthz')
  t.is(status, 200)
  t.is(answers.health.parse(body).status, 'ok')
  t.is(headers.get('x-powered-by'), null)
  t.is(headers.get('cache-control'), 'no-store')
})
