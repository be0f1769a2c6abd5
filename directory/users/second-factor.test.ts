import { execFileSync, spawnSync } from 'node:child_process'
import test from 'ava'
import { TOTP } from 'otpauth'
import { DirectoryClient } from '../../peers/directory/client'
import { answers } from '../../peers/protocol/directory-api'
import { enter, newIdentity, password, refusal, send, startDirectory } from '../directory-testing'

const own = newIdentity()
const STEP = 30_000

/** A directory at the middle of a time step, a user who enrolled, and what their authenticator shows. */
async function enrolled(t: { teardown(stop: () => Promise<void>): void }) {
  const directory = await startDirectory()
  t.teardown(() => directory.stop())
  const { base, clock } = directory
  const middle = STEP / 2 - (Date.now() % STEP)
  clock.ahead = middle
  const token = await enter(base, 'ann', own)
  const ask = (method: string, path: string, body?: object) => send(base, method, path, { token, body })
  const { secret } = answers.totp.parse((await ask('POST', '/totp')).body)
  const code = (steps = 0) =>
    new TOTP({ secret }).generate({ timestamp: Date.now() + clock.ahead + steps * STEP })
  const login = (code?: string, word = password) =>
    send(base, 'POST', '/login', { body: { name: 'ann', password: word, ...(code ? { code } : {}) } })
  const later = (steps: number) => {
    clock.ahead = middle + steps * STEP
  }
  return { ...directory, token, ask, secret, code, login, later }
}

/** The same, confirmed: the code of the present step is used then. */
async function active(t: { teardown(stop: () => Promise<void>): void }) {
  const user = await enrolled(t)
  const confirmed = await user.ask('POST', '/totp/confirm', { code: user.code() })
  const { recovery } = answers.confirmTotp.parse(confirmed.body)
  return { ...user, recovery }
}

test('what was not confirmed is not asked for, and may be begun anew', async (t) => {
  const { ask, login, secret, code } = await enrolled(t)
  t.is((await login()).status, 200)
  t.is((await login('000000')).status, 200)
  t.deepEqual(refusal(await ask('DELETE', '/totp', { code: code() })), [409, 'NO_TOTP'])
  const again = answers.totp.parse((await ask('POST', '/totp')).body)
  t.not(again.secret, secret)
  t.deepEqual(refusal(await ask('POST', '/totp/confirm', { code: code() })), [403, 'BAD_CODE'])
  t.is((await login()).status, 200)
})

test('once confirmed, a login needs the password and a code', async (t) => {
  const { ask, login, code, later } = await active(t)
  t.deepEqual(refusal(await login()), [401, 'CODE_NEEDED'])
  later(1)
  t.deepEqual(refusal(await login(undefined, 'wrong horse')), [401, 'BAD_LOGIN'])
  t.deepEqual(refusal(await login(code(), 'wrong horse')), [401, 'BAD_LOGIN'])
  t.deepEqual(refusal(await login(code(5))), [401, 'BAD_LOGIN'])
  // None of these used it up.
  t.is((await login(code())).status, 200)
  t.deepEqual(refusal(await ask('POST', '/totp')), [409, 'TOTP_ACTIVE'])
  t.deepEqual(refusal(await ask('POST', '/totp/confirm', { code: code(1) })), [409, 'TOTP_ACTIVE'])
})

test('a wrong code and a wrong password look alike', async (t) => {
  const { login } = await active(t)
  const [code, word] = [await login('000000'), await login('000000', 'wrong horse')]
  t.deepEqual([code.status, code.body], [word.status, word.body])
})

test('a code is never accepted twice, nor one before it, also not the one that confirmed', async (t) => {
  const { login, code, later } = await active(t)
  t.deepEqual(refusal(await login(code())), [401, 'BAD_LOGIN'])
  later(1)
  const [before, present, next] = [code(-1), code(), code(1)]
  t.is((await login(next)).status, 200)
  for (const used of [next, present, before]) t.deepEqual(refusal(await login(used)), [401, 'BAD_LOGIN'])
  later(2)
  t.deepEqual(refusal(await login(code())), [401, 'BAD_LOGIN'])
  later(3)
  t.is((await login(code())).status, 200)
})

test('of two logins with one code at the same moment one is refused', async (t) => {
  const { login, code, later, recovery } = await active(t)
  later(1)
  for (const each of [code(), recovery[0]!]) {
    const both = await Promise.all([1, 2].map(() => login(each)))
    t.deepEqual(both.map(({ status }) => status).sort(), [200, 401])
  }
})

test('a code that was used stays used after a restart', async (t) => {
  const { login, code, later, restart, recovery } = await active(t)
  later(1)
  const used = code()
  t.is((await login(used)).status, 200)
  t.is((await login(recovery[3])).status, 200)
  const { base } = await restart()
  const again = (code: string) => send(base, 'POST', '/login', { body: { name: 'ann', password, code } })
  t.deepEqual(refusal(await again(used)), [401, 'BAD_LOGIN'])
  t.deepEqual(refusal(await again(recovery[3]!)), [401, 'BAD_LOGIN'])
  t.is((await again(recovery[4]!)).status, 200)
})

test('each recovery code serves once in place of a one-time code', async (t) => {
  const { login, recovery } = await active(t)
  t.is(recovery.length, 10)
  t.is((await login(recovery[0]!.toUpperCase().replaceAll('-', ' '))).status, 200)
  t.deepEqual(refusal(await login(recovery[0])), [401, 'BAD_LOGIN'])
  for (const code of recovery.slice(1)) t.is((await login(code)).status, 200)
})

test('only a code switches it off, and then all of it is gone', async (t) => {
  const { ask, login, code, later, recovery } = await active(t)
  t.deepEqual(refusal(await ask('DELETE', '/totp', { code: code() })), [403, 'BAD_CODE'])
  later(1)
  const removed = await ask('DELETE', '/totp', { code: code() })
  t.deepEqual(answers.removed.parse(removed.body), { status: 'removed' })
  t.is((await login()).status, 200)
  const { secret } = answers.totp.parse((await ask('POST', '/totp')).body)
  const fresh = new TOTP({ secret }).generate({ timestamp: Date.now() })
  t.deepEqual(refusal(await ask('POST', '/totp/confirm', { code: recovery[0] })), [403, 'BAD_CODE'])
  later(0)
  t.is((await ask('POST', '/totp/confirm', { code: fresh })).status, 200)
  t.deepEqual(refusal(await login(recovery[0])), [401, 'BAD_LOGIN'])
})

test("one user's codes are of no use to another one, and a key needs none", async (t) => {
  const { base, recovery, code, later, clock } = await active(t)
  const token = await enter(base, 'bob', own)
  t.deepEqual(refusal(await send(base, 'DELETE', '/totp', { token, body: { code: recovery[0] } })), [
    409,
    'NO_TOTP',
  ])
  const { secret } = answers.totp.parse((await send(base, 'POST', '/totp', { token })).body)
  later(1)
  const body = { code: code() }
  t.deepEqual(refusal(await send(base, 'POST', '/totp/confirm', { token, body })), [403, 'BAD_CODE'])
  const right = new TOTP({ secret }).generate({ timestamp: Date.now() + clock.ahead })
  t.is((await send(base, 'POST', '/totp/confirm', { token, body: { code: right } })).status, 200)
  const login = { name: 'bob', password, code: recovery[0] }
  t.deepEqual(refusal(await send(base, 'POST', '/login', { body: login })), [401, 'BAD_LOGIN'])
  await t.notThrowsAsync(new DirectoryClient(base).loginByKey('ann', own))
})

test("the peer's client enrols, confirms, logs in with a code, and removes", async (t) => {
  const { base } = await active(t)
  const client = new DirectoryClient(base)
  await enter(base, 'bob', own)
  await client.login('bob', password)
  const { secret, uri } = await client.enrolTotp()
  t.true(uri.includes(secret))
  const shown = new TOTP({ secret }).generate()
  const recovery = await client.confirmTotp(shown)
  const error = await t.throwsAsync(client.login('bob', password), { code: 'DIRECTORY_REFUSED' })
  t.like(error, { evidence: { code: 'CODE_NEEDED' } })
  await client.login('bob', password, recovery[0])
  await client.removeTotp(recovery[1]!)
  await client.login('bob', password)
})

const withOathtool = spawnSync('oathtool', ['--version']).status === 0 ? test : test.skip
withOathtool(
  'a standard tool (oathtool) reads what is enrolled, and its codes are accepted once',
  async (t) => {
    const { ask, login, clock, later, secret } = await enrolled(t)
    const uri = new URL(answers.totp.parse((await ask('POST', '/totp')).body).uri)
    const enrolment = Object.fromEntries(uri.searchParams)
    t.like(enrolment, { algorithm: 'SHA1', digits: '6', period: '30' })
    const oathtool = (key = enrolment.secret!) => {
      const now = `@${Math.floor((Date.now() + clock.ahead) / 1000)}`
      return execFileSync('oathtool', ['--totp', '--base32', key, '--now', now], { encoding: 'utf8' }).trim()
    }
    t.deepEqual(refusal(await ask('POST', '/totp/confirm', { code: oathtool(secret) })), [403, 'BAD_CODE'])
    t.is((await ask('POST', '/totp/confirm', { code: oathtool() })).status, 200)
    t.deepEqual(refusal(await login(oathtool())), [401, 'BAD_LOGIN'])
    later(1)
    t.is((await login(oathtool())).status, 200)
    t.deepEqual(refusal(await login(oathtool())), [401, 'BAD_LOGIN'])
    later(2)
    t.is((await ask('DELETE', '/totp', { code: oathtool() })).status, 200)
  },
)
