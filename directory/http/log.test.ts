import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import test from 'ava'
import { playedIn } from '../../lab/suite/extent-testing'
import { bundleOf } from '../../lab/suite/programs-testing'
import {
  address,
  dataKey,
  newIdentity,
  password,
  registration,
  send,
  temporaryFolder,
} from '../directory-testing'
import { createLog } from './log'

const { folder, remove } = temporaryFolder()
const program = bundleOf('directory/cli/main.ts')
test.after.always(remove)
const own = newIdentity()

/** Each starts the program several times: a sample has them by turns. */
const inTurn = (turn: number) => playedIn(test, turn, 2)

/** What the program logs of requests that carry every kind of secret, and all that they carried. */
async function story(t: { teardown(stop: () => void): void }, form: string) {
  const data = join(folder, form)
  const args = ['--listen', '127.0.0.1:0', '--scrypt-cost', '10', '--data', data, '--log', form]
  const env = { ...process.env, DIRECTORY_KEY: dataKey.toString('hex') }
  const child = spawn(process.execPath, [program, ...args], { env })
  t.teardown(() => child.kill('SIGKILL'))
  const log = text(child.stderr)
  const [line] = await once(createInterface(child.stdout), 'line')
  const base = /http:\/\/\S+:\d+/.exec(line)![0]
  const body = registration('ann-the-user', own)
  const { token } = (await send(base, 'POST', '/register', { body })).body as { token: string }
  const record = address(own, { name: 'ann-the-user', host: 'ann-the-host.example' })
  await send(base, 'PUT', '/address', { token, body: record })
  await send(base, 'POST', '/add_friend', { token, body: { name: 'bob-the-friend' } })
  await send(base, 'GET', '/get_ip?name=bob-the-friend', { token })
  await send(base, 'DELETE', '/friends/bob-the-friend', { token })
  await send(base, 'GET', `/no-such-path/${password}`)
  await send(base, 'GET', '/healthz?code=123456')
  await send(base, 'POST', '/login', { body: { name: 'ann-the-user', password: 'wrong-password-1' } })
  await send(base, 'POST', '/login', { body: `{"password":"${password}"` })
  const totp = (await send(base, 'POST', '/totp', { token })).body as { secret: string }
  await send(base, 'POST', '/totp/confirm', { token, body: { code: '918273' } })
  const challenge = (await send(base, 'POST', '/login/challenge', { body: { name: 'ann-the-user' } })).body
  // What is not even HTTP.
  const socket = connect(Number(new URL(base).port), '127.0.0.1')
  socket.write(`GET /${password} HTTP/9.9\r\n\r\n`)
  await text(socket)
  child.kill('SIGTERM')
  await once(child, 'exit')
  const secrets = [password, 'wrong-password-1', token, totp.secret, '918273', '123456', body.proof]
  const names = ['ann-the', 'bob-the', 'no-such-path', (challenge as { challenge: string }).challenge]
  return { log: await log, carried: [...secrets, ...names, record.signature, data, dataKey.toString('hex')] }
}

test('a line of JSON for each request says which route, what came of it, and nothing that is secret', async (t) => {
  const { log, carried } = await story(t, 'json')
  for (const word of carried) t.false(log.includes(word), word)
  const lines = log
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  for (const line of lines) {
    t.deepEqual(Object.keys(line), ['time', 'method', 'route', 'status', 'ms', 'from'])
    t.regex(line.time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    t.true(line.ms >= 0 && line.ms < 60_000)
    t.is(line.from, '127.0.0.1')
  }
  t.deepEqual(
    lines.map(({ method, route, status }) => `${method} ${route} ${status}`),
    [
      'POST /register 201',
      'PUT /address 200',
      'POST /add_friend 200',
      'GET /get_ip 403',
      'DELETE /friends/:name 200',
      'GET null 404',
      'GET /healthz 200',
      'POST /login 401',
      'POST /login 400',
      'POST /totp 201',
      'POST /totp/confirm 403',
      'POST /login/challenge 200',
    ],
  )
})

inTurn(0)('as text the same stands there', async (t) => {
  const { log, carried } = await story(t, 'text')
  for (const word of carried) t.false(log.includes(word), word)
  t.regex(log, /^\S+Z 127\.0\.0\.1 POST \/register 201 [0-9.]+ ms$/m)
  t.regex(log, /^\S+Z 127\.0\.0\.1 GET - 404 [0-9.]+ ms$/m)
})

inTurn(1)('without a log there is nothing', async (t) => {
  t.is((await story(t, 'none')).log, '')
})

test('sentences stand among the requests in the same form', async (t) => {
  for (const [form, expected] of [
    ['json', '{"time":"1970-01-01T00:00:00.000Z","message":"The disk is \\"full\\"."}\n'],
    ['text', 'The disk is "full".\n'],
    ['none', 'The disk is "full".\n'],
  ] as const) {
    let written = ''
    const log = createLog(
      form,
      () => 0,
      (lines) => {
        written += lines
      },
    )
    log.say('The disk is "full".')
    log.flush()
    t.is(written, expected)
  }
  t.pass()
})
