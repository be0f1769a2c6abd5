import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import test, { type ExecutionContext } from 'ava'
import { publicIdentity } from '../protocol/identity'
import { exportSpki } from '../protocol/rsa'
import { signAddress, verifyLogin, verifyRegistration } from '../protocol/statements'
import { testEntropy } from '../protocol/test-keys-testing'
import { DirectoryClient, type DirectoryOptions } from './client'

const TOKEN = 'a-token-of-more-than-twenty-characters'
const key = testEntropy.rsa()
const own = key.then((both) => ({ signing: both, wrapping: both }))
const base64 = key.then((both) => exportSpki(both).toString('base64'))
const identityJson = base64.then((spki) => ({ signing: spki, wrapping: spki }))

interface Asked {
  readonly line: string
  readonly headers: IncomingMessage['headers']
  readonly body: unknown
}

/** A directory that gives `answer` to everything but `login`, and keeps what it was asked. */
async function directory(
  t: ExecutionContext,
  answer: (response: ServerResponse) => void,
  options: DirectoryOptions = {},
) {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString()
    asked.push({
      line: `${request.method} ${request.url}`,
      headers: request.headers,
      body: body && JSON.parse(body),
    })
    if (request.url?.endsWith('/login')) json({ token: TOKEN, expires: 1 })(response)
    else answer(response)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const client = new DirectoryClient(`http://127.0.0.1:${port}`, options)
  await client.login('alice', 'a password')
  asked.length = 0
  return { client, asked, port }
}

function json(value: unknown, status = 200) {
  return (response: ServerResponse) => {
    response
      .writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
      .end(JSON.stringify(value))
  }
}

test('register sends keys with a proof, and keeps the token', async (t) => {
  const { client, asked } = await directory(t, json({ token: `${TOKEN}-2`, expires: 77 }))
  t.is(await client.register('alice', 'a password', await own), 77)
  t.is(asked[0]?.line, 'POST /register')
  const { proof, ...body } = asked[0]!.body as { proof: string }
  t.deepEqual(body, { name: 'alice', password: 'a password', identity: await identityJson } as object)
  t.true(verifyRegistration('alice', publicIdentity(await own), proof))
  await t.throwsAsync(client.friends())
  t.is(asked[1]?.headers.authorization, `Bearer ${TOKEN}-2`)
})

test('each route is asked as the directory knows it, with the token', async (t) => {
  const record = signAddress(await key, { name: 'bob', host: 'auto', port: 25000, counter: 1, expires: 2 })
  const friend = { name: 'bob', identity: await identityJson }
  const cases = [
    {
      call: (client: DirectoryClient) => client.publishAddress(record),
      line: 'PUT /address',
      body: record,
      answer: { observed: '192.0.2.1' },
      gives: '192.0.2.1',
    },
    {
      call: (client: DirectoryClient) => client.getIp('bob&x'),
      line: 'GET /get_ip?name=bob%26x',
      answer: { record, observed: '192.0.2.1', identity: await identityJson },
      gives: {
        record,
        observed: '192.0.2.1',
        identity: publicIdentity(await own),
        directoryAt: '127.0.0.1',
      },
    },
    {
      call: (client: DirectoryClient) => client.addFriend('bob'),
      line: 'POST /add_friend',
      body: { name: 'bob' },
      answer: { status: 'accepted' },
      gives: 'accepted',
    },
    {
      call: (client: DirectoryClient) => client.friends(),
      line: 'GET /friends',
      answer: { friends: [friend], incoming: ['carol'], outgoing: [] },
      gives: {
        friends: [{ name: 'bob', identity: publicIdentity(await own) }],
        incoming: ['carol'],
        outgoing: [],
      },
    },
    {
      call: (client: DirectoryClient) => client.removeFriend('../bob'),
      line: 'DELETE /friends/..%2Fbob',
      answer: { status: 'removed' },
      gives: undefined,
    },
  ]
  for (const { call, line, body = '', answer, gives } of cases) {
    const { client, asked } = await directory(t, json(answer))
    t.deepEqual(await call(client), gives as never)
    t.is(asked[0]?.line, line)
    t.deepEqual(asked[0]?.body, body)
    t.is(asked[0]?.headers.authorization, `Bearer ${TOKEN}`)
  }
})

test('a login by key signs the challenge for the server that was dialed', async (t) => {
  const challenge = Buffer.alloc(32, 5).toString('base64')
  const { client, asked, port } = await directory(t, json({ challenge, expires: 2 }))
  t.is(await client.loginByKey('alice', await own), 1)
  t.deepEqual(
    asked.map(({ line }) => line),
    ['POST /login/challenge', 'POST /login'],
  )
  t.deepEqual(asked[0]?.body, { name: 'alice' })
  const { signature, ...body } = asked[1]!.body as { signature: string }
  t.deepEqual(body, { name: 'alice', challenge } as object)
  const identity = publicIdentity(await own)
  const signed = { server: `http://127.0.0.1:${port}`, name: 'alice', challenge }
  t.true(verifyLogin(identity, signed, signature))

  // The name in the address counts, not the place where it is found.
  const named = new DirectoryClient('http://Directory.Example', {
    resolve: () => ({ host: '127.0.0.1', port }),
  })
  await named.loginByKey('alice', await own)
  const again = (asked[3]!.body as { signature: string }).signature
  t.true(verifyLogin(identity, { ...signed, server: 'http://directory.example:80' }, again))
})

test('a challenge of another form is not signed', async (t) => {
  for (const challenge of ['', 'AAAA', '!'.repeat(44), Buffer.alloc(33).toString('base64')]) {
    const { client, asked } = await directory(t, json({ challenge, expires: 2 }))
    await t.throwsAsync(client.loginByKey('alice', await own), { code: 'BAD_DIRECTORY_ANSWER' })
    t.is(asked.length, 1)
  }
})

test('the second factor: a code goes with the password, and each step has its route', async (t) => {
  const totp = { secret: 'ABC', uri: 'otpauth://totp/x' }
  const { client, asked } = await directory(t, json(totp))
  await client.login('alice', 'a password', '123 456')
  t.deepEqual(asked[0]?.body, { name: 'alice', password: 'a password', code: '123 456' })
  t.deepEqual(await client.enrolTotp(), totp)
  t.deepEqual([asked[1]?.line, asked[1]?.headers.authorization], ['POST /totp', `Bearer ${TOKEN}`])

  const confirming = await directory(t, json({ recovery: ['a', 'b'] }))
  t.deepEqual(await confirming.client.confirmTotp('123456'), ['a', 'b'])
  t.like(confirming.asked[0], { line: 'POST /totp/confirm', body: { code: '123456' } })

  const removing = await directory(t, json({ status: 'removed' }))
  await removing.client.removeTotp('123456')
  t.like(removing.asked[0], { line: 'DELETE /totp', body: { code: '123456' } })
})

test('a refusal that says how long to wait is told with it', async (t) => {
  const error = { code: 'TOO_MANY', message: 'Wait 7 seconds.', retryAfter: 7 }
  const { client } = await directory(t, json({ error }, 429))
  const refused = await t.throwsAsync(client.addFriend('bob'), { code: 'DIRECTORY_REFUSED' })
  t.like(refused, { evidence: { status: 429, code: 'TOO_MANY', retryAfter: 7 } })
})

test('without a token nothing is asked', async (t) => {
  const client = new DirectoryClient('http://127.0.0.1:1')
  await t.throwsAsync(client.friends(), { code: 'NOT_LOGGED_IN' })
})

test('answers of another form are not taken', async (t) => {
  const good = { friends: [], incoming: [], outgoing: [] }
  const identity = await identityJson
  const broken = { ...identity, wrapping: Buffer.from('no key').toString('base64') }
  const withPrototype = JSON.parse('{"friends":[],"incoming":[],"outgoing":[],"__proto__":{"x":1}}')
  const wrong = [
    null,
    [],
    'friends',
    {},
    { ...good, extra: 1 },
    withPrototype,
    { ...good, friends: {} },
    { ...good, incoming: [7] },
    { ...good, incoming: ['Bob\u001b[2J'] },
    { ...good, friends: [{ name: 'bob' }] },
    { ...good, friends: [{ name: 'bob', identity, admin: true }] },
    { ...good, friends: [{ name: 'bob', identity: broken }] },
    { error: { code: 'X', message: 'an error with the wrong status' } },
  ]
  for (const answer of wrong) {
    const { client } = await directory(t, json(answer))
    await t.throwsAsync(client.friends(), { code: 'BAD_DIRECTORY_ANSWER' }, JSON.stringify(answer))
  }
  const { client } = await directory(t, json(good))
  t.deepEqual(await client.friends(), good)
})

test('a token that would break out of its header is not kept', async (t) => {
  for (const token of [`${TOKEN}\r\nx-evil: 1`, `${TOKEN} `, `${TOKEN}é`]) {
    const { client, asked } = await directory(t, json({ token, expires: 1 }))
    await t.throwsAsync(client.register('alice', 'a password', await own), { code: 'BAD_DIRECTORY_ANSWER' })
    await t.throwsAsync(client.friends())
    t.is(asked[1]?.headers.authorization, `Bearer ${TOKEN}`)
  }
})

test("the directory's refusal is told with its code, and cannot steer the terminal", async (t) => {
  const { client } = await directory(
    t,
    json({ error: { code: 'NAME_TAKEN', message: 'This name is taken.' } }, 409),
  )
  const error = await t.throwsAsync(client.addFriend('bob'), {
    code: 'DIRECTORY_REFUSED',
    message: 'The directory refused: This name is taken.',
  })
  t.like(error, { evidence: { status: 409, code: 'NAME_TAKEN' } })

  const message = `\u001b]0;owned\u0007\n${'x'.repeat(1000)}`
  const hostile = await directory(t, json({ error: { code: `\u001b[31m${'C'.repeat(1000)}`, message } }, 500))
  const shown = await t.throwsAsync(hostile.client.addFriend('bob'), { code: 'DIRECTORY_REFUSED' })
  t.true(shown?.message.startsWith('The directory refused: \\u{1b}]0;owned\\u{7}\\u{a}xxx'))
  t.is(shown?.message.length, 200)
  const { evidence } = shown as unknown as { evidence: { code: string } }
  t.true(evidence.code.startsWith('\\u{1b}[31mCC') && evidence.code.length === 60)
})

test('a refusal without a reason is no answer', async (t) => {
  for (const answer of [{}, { error: 'no' }, { error: { code: 1, message: '' } }, { status: 'accepted' }]) {
    const { client } = await directory(t, json(answer, 400))
    await t.throwsAsync(client.addFriend('bob'), { code: 'BAD_DIRECTORY_ANSWER', message: /status 400/ })
  }
})

test('a directory behind a path is asked under that path', async (t) => {
  const { port, asked } = await directory(t, json({}))
  await new DirectoryClient(`http://127.0.0.1:${port}/lab/directory`).login('alice', 'a password')
  t.is(asked[0]?.line, 'POST /lab/directory/login')
})

test('what is no address of a directory is said so at once', (t) => {
  const wrong = [
    '',
    'localhost:8440',
    'ftp://host/',
    'http://',
    'http://me:secret@host/',
    'http://h/?a',
    '\u001b[2J',
  ]
  for (const url of wrong) {
    const error = t.throws(() => new DirectoryClient(url), {
      code: 'DIRECTORY_UNREACHABLE',
      message: /is not the address of a directory: write it like http:/,
    })
    t.false(error?.message.includes('\u001b'))
  }
})
