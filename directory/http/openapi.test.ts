import { generateKeyPairSync } from 'node:crypto'
import test from 'ava'
import { TOTP } from 'otpauth'
import * as z from 'zod'
import { serverByAddress, signLogin, signPassword } from '../../peers/protocol/statements'
import {
  type Answer,
  address,
  newIdentity,
  password,
  registration,
  send,
  startDirectory,
} from '../directory-testing'
import { hardenedDirectory } from '../users/defences'
import { Passwords } from '../users/passwords'
import { openApi } from './openapi'
import { createServer } from './server'

type JsonSchema = Parameters<typeof z.fromJSONSchema>[0]
interface Content {
  readonly content: { readonly 'application/json': { readonly schema: JsonSchema } }
}
interface Described {
  readonly security?: unknown
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: JsonSchema }[]
  readonly requestBody?: Content
  readonly responses: Readonly<Record<string, Content>>
}

/** The description as a client has it: JSON. */
const description = JSON.parse(JSON.stringify(openApi())) as {
  openapi: string
  paths: Record<string, Record<string, Described>>
}
const described = new Map<string, Described>(
  Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const,
    ),
  ),
)

const takes = (content: Content, value: unknown) =>
  z.fromJSONSchema(content.content['application/json'].schema).safeParse(value).success

/** Which operation a request belongs to, by the templates of the description (OpenAPI 3.1 §4.8.8.2). */
function operationOf(method: string, path: string): string | undefined {
  const bare = path.split('?')[0]!
  return [...described.keys()].find((key) => {
    const [its, template] = key.split(' ') as [string, string]
    return its === method && new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(bare)
  })
}

test('every route is described, and every route described exists', (t) => {
  const server = createServer({
    store: undefined as never,
    defences: hardenedDirectory,
    passwords: new Passwords(10),
    servers: new Set(),
    now: Date.now,
    report: () => {},
  })
  interface Layer {
    readonly route?: { readonly path: string; readonly methods: Record<string, boolean> }
  }
  const app = server.listeners('request').find((each) => 'router' in each) as unknown as {
    router: { stack: readonly Layer[] }
  }
  const running = app.router.stack.flatMap(({ route }) =>
    route ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`) : [],
  )
  const templates = running.map((route) => route.replace(/:(\w+)/g, '{$1}'))
  t.true(templates.length > 10)
  t.deepEqual([...described.keys()].sort(), templates.sort())
  server.close()
})

test('what a user asks and is answered, refusals too, is what is described', async (t) => {
  const directory = await startDirectory()
  t.teardown(directory.stop)
  const { base, port, clock } = directory
  const seen = new Set<string>()
  const codes = new Set<string>()
  const ask = async (
    method: string,
    path: string,
    options: Parameters<typeof send>[3] = {},
    expected: number | string = 200,
  ): Promise<Answer['body']> => {
    const answer = await send(base, method, path, options)
    const what = `${method} ${path} ${JSON.stringify(options.body)?.slice(0, 80)}: ${JSON.stringify(answer.body)}`
    const code = (answer.body as { error?: { code: string } }).error?.code
    t.is(code ?? answer.status, expected, what)
    const key = operationOf(method, path)
    const operation = key && described.get(key)
    if (!operation) {
      t.is(code, 'NO_ROUTE', what)
      return answer.body
    }
    const response = operation.responses[answer.status]
    t.truthy(response, `the status is not described: ${what}`)
    t.true(takes(response!, answer.body), `the answer is not as described: ${what}`)
    if (code === undefined) {
      seen.add(key!)
      // What was taken must also be what is said to be taken.
      t.is(operation.requestBody !== undefined, options.body !== undefined, what)
      if (operation.requestBody) t.true(takes(operation.requestBody, options.body), what)
      t.is(operation.security !== undefined, options.token !== undefined, what)
    } else codes.add(`${key} ${code}`)
    if (code === 'BAD_FIELD' && operation.requestBody)
      t.false(takes(operation.requestBody, options.body), what)
    return answer.body
  }
  // A code is good for half a minute, and attempts are counted in time: neither is to depend on how fast this computer is.
  const began = Date.now()
  clock.stopped = began
  const [ann, bob] = [newIdentity(), newIdentity()]
  const enter = async (name: string, own: typeof ann) =>
    ((await ask('POST', '/register', { body: registration(name, own) }, 201)) as { token: string }).token

  const token = await enter('ann', ann)
  const bobs = await enter('bob', bob)
  await ask('POST', '/register', { body: registration('ann', ann) }, 'NAME_TAKEN')
  await ask('POST', '/register', { body: { ...registration('zoe', ann), name: 'eve' } }, 'BAD_PROOF')
  const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey
  const der = small.export({ type: 'spki', format: 'der' }).toString('base64')
  const badKeys = { ...registration('zoe', ann), identity: { signing: der, wrapping: der } }
  await ask('POST', '/register', { body: badKeys }, 'BAD_IDENTITY')
  for (const name of ['Ann', '', '.a', 'a'.repeat(33), 7]) {
    await ask('POST', '/register', { body: { ...registration('zoe', ann), name } }, 'BAD_FIELD')
    await ask('POST', '/login/challenge', { body: { name } }, 'BAD_FIELD')
  }
  await ask('POST', '/register', { body: { ...registration('zoe', ann), admin: true } }, 'BAD_FIELD')
  await ask('POST', '/register', { body: '{' }, 'MALFORMED_JSON')
  await ask('POST', '/register', { body: 'x', type: 'text/plain' }, 'NOT_JSON')
  await ask('POST', '/register', { body: JSON.stringify('x'.repeat(20_000)) }, 'TOO_LARGE')

  await ask('POST', '/login', { body: { name: 'ann', password } })
  await ask('PUT', '/identity', { body: { ...registration('eve', ann), password: 'wrong' } }, 'BAD_LOGIN')
  await ask('PUT', '/identity', { body: { ...registration('zoe', ann), name: 'ann' } }, 'BAD_PROOF')
  await ask('POST', '/login', { body: { name: 'ann', password: 'wrong' } }, 'BAD_LOGIN')
  await ask('POST', '/login', { body: { name: 'ann' } }, 'BAD_FIELD')
  const asked = await ask('POST', '/login/challenge', { body: { name: 'ann' } })
  const { challenge } = asked as { challenge: string }
  const server = serverByAddress('127.0.0.1', port)
  const signature = signLogin(ann.signing, { server, name: 'ann', challenge })
  await ask('POST', '/login', { body: { name: 'ann', challenge, signature } })
  await ask('POST', '/login', { body: { name: 'ann', challenge, signature } }, 'BAD_KEY_LOGIN')

  await ask('POST', '/add_friend', { token, body: { name: 'bob' } })
  await ask('POST', '/add_friend', { token, body: { name: 'ann' } }, 'OWN_NAME')
  await ask('POST', '/add_friend', { body: { name: 'bob' } }, 'NOT_LOGGED_IN')
  await ask('GET', '/get_ip?name=bob', { token }, 'NOT_A_FRIEND')
  await ask('GET', '/friends', { token: bobs })
  await ask('POST', '/add_friend', { token: bobs, body: { name: 'ann' } })
  await ask('GET', '/get_ip?name=bob', { token }, 'NO_ADDRESS')
  const record = (more = {}) => address(bob, { name: 'bob', expires: began + clock.ahead + 60_000, ...more })
  await ask('PUT', '/address', { token: bobs, body: record({ host: 'auto' }) })
  await ask('GET', '/get_ip?name=bob', { token })
  await ask('PUT', '/address', { token: bobs, body: record() }, 'OUTDATED')
  await ask('PUT', '/address', { token: bobs, body: record({ counter: 2 }) })
  await ask('PUT', '/address', { token: bobs, body: { ...record({ counter: 3 }), port: 1 } }, 'BAD_SIGNATURE')
  await ask('PUT', '/address', { token: bobs, body: record({ counter: 3, port: 0 }) }, 'BAD_FIELD')
  await ask('PUT', '/address', { token: bobs, body: record({ counter: 3, expires: 1 }) }, 'BAD_EXPIRY')
  await ask('PUT', '/address', { token, body: record({ counter: 3 }) }, 'NOT_YOURS')
  await ask('GET', '/get_ip?name=bob', { token })
  await ask('GET', '/get_ip?name=BOB', { token }, 'BAD_FIELD')
  await ask('GET', '/get_ip', { token }, 'BAD_FIELD')
  await ask('GET', '/friends', { token })
  await ask('GET', '/friends', {}, 'NOT_LOGGED_IN')

  await ask('DELETE', '/totp', { token, body: { code: '123456' } }, 'NO_TOTP')
  const { secret } = (await ask('POST', '/totp', { token }, 201)) as { secret: string }
  const code = (steps = 0) =>
    new TOTP({ secret }).generate({ timestamp: began + clock.ahead + steps * 30_000 })
  const wrong = code(-100) === code() ? code(-101) : code(-100)
  await ask('POST', '/totp/confirm', { token, body: { code: wrong } }, 'BAD_CODE')
  await ask('POST', '/totp/confirm', { token, body: { code: code() } })
  await ask('POST', '/totp/confirm', { token, body: { code: code() } }, 'TOTP_ACTIVE')
  await ask('POST', '/totp', { token }, 'TOTP_ACTIVE')
  await ask('POST', '/login', { body: { name: 'ann', password } }, 'CODE_NEEDED')
  await ask('PUT', '/identity', { body: registration('ann', ann) }, 'CODE_NEEDED')
  clock.ahead += 120_000
  await ask('POST', '/login', { body: { name: 'ann', password, code: code() } })
  await ask('DELETE', '/totp', { token, body: { code: code() } }, 'BAD_CODE')
  clock.ahead += 120_000
  await ask('DELETE', '/totp', { token, body: { code: code() } })

  await ask('DELETE', '/friends/bob', { token })
  await ask('DELETE', '/friends/Bob', { token }, 'BAD_FIELD')
  await ask('DELETE', '/tokens', { token })
  await ask('DELETE', '/tokens', {}, 'NOT_LOGGED_IN')
  await ask('PUT', '/identity', { body: registration('ann', ann) })
  const last = (await ask('POST', '/login/challenge', { body: { name: 'ann' } })) as { challenge: string }
  const wish = { name: 'ann', password, challenge: last.challenge }
  const signed = signPassword(ann.signing, { server, ...wish }, password)
  await ask('PUT', '/password', { body: { ...wish, signature: signed } })
  await ask('PUT', '/password', { body: { ...wish, signature: signed } }, 'BAD_KEY_LOGIN')
  await ask('GET', '/healthz')
  t.deepEqual(await ask('GET', '/openapi.json'), description)
  await ask('GET', '/nothing', {}, 'NO_ROUTE')
  await ask('DELETE', '/register', {}, 'NO_ROUTE')
  for (let attempt = 0; attempt < 6; attempt++) {
    await ask('POST', '/login', { body: { name: 'nobody', password } }, 'BAD_LOGIN')
  }
  await ask('POST', '/login', { body: { name: 'nobody', password } }, 'TOO_MANY')

  t.deepEqual([...seen].sort(), [...described.keys()].sort(), 'each was answered as described at least once')
  t.true(codes.size > 25, `${codes.size} refusals`)
  t.deepEqual(directory.faults, [])
})

test('a refusal that is not described for its route would be noticed', (t) => {
  const { responses } = described.get('GET /get_ip')!
  const refusal = (code: string) => ({ error: { code, message: 'No.' } })
  t.true(takes(responses[403]!, refusal('NOT_A_FRIEND')))
  t.false(takes(responses[403]!, refusal('BAD_PROOF')))
  t.false(takes(responses[403]!, { error: { code: 'NOT_A_FRIEND' } }))
})
