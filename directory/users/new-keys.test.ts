import test from 'ava'
import { TOTP } from 'otpauth'
import { DirectoryClient } from '../../peers/directory/client'
import { answers } from '../../peers/protocol/directory-api'
import { serverByAddress, signLogin, signPassword } from '../../peers/protocol/statements'
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
import { deleteUser } from './accounts'

const [own, fresh, bobs, mallory] = [newIdentity(), newIdentity(), newIdentity(), newIdentity()]
const other = 'another password'

/** A directory with ann and bob, who are friends; ann has published her address. */
async function directory(t: { teardown(stop: () => Promise<void>): void }) {
  const started = await startDirectory()
  t.teardown(started.stop)
  const { base } = started
  const [ann, bob] = [await enter(base, 'ann', own), await enter(base, 'bob', bobs)]
  await send(base, 'POST', '/add_friend', { token: ann, body: { name: 'bob' } })
  await send(base, 'POST', '/add_friend', { token: bob, body: { name: 'ann' } })
  await send(base, 'PUT', '/address', { token: ann, body: address(own, { name: 'ann' }) })
  const replace = (body: object, name = 'ann') =>
    send(base, 'PUT', '/identity', { body: { ...registration(name, fresh), ...body } })
  return { ...started, ann, bob, replace }
}

test('name and password give a name other keys: the logins and the address of those before end, friends see the new ones', async (t) => {
  const { base, ann, bob, replace, restart } = await directory(t)
  const { token } = answers.token.parse((await replace({})).body)
  const after = async (at: string) => {
    t.deepEqual(refusal(await send(at, 'GET', '/friends', { token: ann })), [401, 'NOT_LOGGED_IN'])
    const seen = answers.friends.parse((await send(at, 'GET', '/friends', { token: bob })).body)
    t.deepEqual(seen.friends, [{ name: 'ann', identity: registration('ann', fresh).identity }])
    t.deepEqual(refusal(await send(at, 'GET', '/get_ip?name=ann', { token: bob })), [404, 'NO_ADDRESS'])
    await t.throwsAsync(new DirectoryClient(at).loginByKey('ann', own), { code: 'DIRECTORY_REFUSED' })
    await new DirectoryClient(at).loginByKey('ann', fresh)
  }
  await after(base)
  const friends = answers.friends.parse((await send(base, 'GET', '/friends', { token })).body)
  t.is(friends.friends[0]?.name, 'bob')
  t.is((await send(base, 'PUT', '/address', { token, body: address(fresh, { name: 'ann' }) })).status, 200)
  await new DirectoryClient(base).replaceIdentity('ann', password, fresh)
  await after((await restart()).base)
})

test('a wrong password, a name that nobody has and keys of somebody else change nothing, and guesses are counted', async (t) => {
  const { base, ann, replace } = await directory(t)
  const [wrong, nobody] = [
    await replace({ password: other }),
    await replace(registration('nobody', fresh), 'nobody'),
  ]
  t.deepEqual(refusal(wrong), [401, 'BAD_LOGIN'])
  t.deepEqual([nobody.status, nobody.body], [wrong.status, wrong.body])
  t.deepEqual(refusal(await replace({ proof: registration('ann', mallory).proof })), [403, 'BAD_PROOF'])
  t.deepEqual(refusal(await replace({ proof: registration('bob', fresh).proof })), [403, 'BAD_PROOF'])
  t.is((await send(base, 'GET', '/friends', { token: ann })).status, 200)
  await new DirectoryClient(base).loginByKey('ann', own)
  for (let guess = 0; guess < 5; guess++) await replace({ password: other })
  t.deepEqual(refusal(await replace({})), [429, 'TOO_MANY'])
})

test('where a second factor is on, the password alone gives a thief nothing, and a code serves once', async (t) => {
  const { base, ann, clock, replace } = await directory(t)
  const { secret } = answers.totp.parse((await send(base, 'POST', '/totp', { token: ann })).body)
  const code = (ahead = 0) => new TOTP({ secret }).generate({ timestamp: Date.now() + ahead })
  await send(base, 'POST', '/totp/confirm', { token: ann, body: { code: code() } })
  t.deepEqual(refusal(await replace({})), [401, 'CODE_NEEDED'])
  t.deepEqual(refusal(await replace({ code: code() })), [401, 'BAD_LOGIN'])
  await new DirectoryClient(base).loginByKey('ann', own)
  t.is((await send(base, 'GET', '/friends', { token: ann })).status, 200)
  clock.ahead = 60_000
  t.is((await replace({ code: code(60_000) })).status, 200)
  t.deepEqual(refusal(await replace({ code: code(60_000) })), [401, 'BAD_LOGIN'])
  // It is still on.
  t.deepEqual(refusal(await send(base, 'POST', '/login', { body: { name: 'ann', password } })), [
    401,
    'CODE_NEEDED',
  ])
})

test('the key sets another password, and ends every other login', async (t) => {
  const { base, ann, restart } = await directory(t)
  const client = new DirectoryClient(base)
  await client.changePassword('ann', other, own)
  t.is((await client.friends()).friends.length, 1)
  t.deepEqual(refusal(await send(base, 'GET', '/friends', { token: ann })), [401, 'NOT_LOGGED_IN'])
  const after = async (at: string) => {
    await t.throwsAsync(new DirectoryClient(at).login('ann', password), { code: 'DIRECTORY_REFUSED' })
    await new DirectoryClient(at).login('ann', other)
  }
  await after(base)
  await after((await restart()).base)
})

test('another key, another password than was signed, a login’s signature and a challenge that was used set no password', async (t) => {
  const { base, port } = await directory(t)
  const server = serverByAddress('127.0.0.1', port)
  const ask = async (name = 'ann') =>
    answers.loginChallenge.parse((await send(base, 'POST', '/login/challenge', { body: { name } })).body)
      .challenge
  const put = (name: string, challenge: string, signature: string) =>
    send(base, 'PUT', '/password', { body: { name, password: other, challenge, signature } })
  const challenge = await ask()
  const login = { server, name: 'ann', challenge }
  const wrong = [
    await put('ann', challenge, signPassword(mallory.signing, login, other)),
    await put('ann', challenge, signPassword(own.signing, login, `${other}!`)),
    await put('ann', challenge, signPassword(own.signing, { ...login, server: 'http://relay:80' }, other)),
    await put('ann', challenge, signLogin(own.signing, login)),
    await put('nobody', await ask('nobody'), signPassword(own.signing, login, other)),
  ]
  for (const each of wrong) t.deepEqual([refusal(each), each.body], [[401, 'BAD_KEY_LOGIN'], wrong[0]!.body])
  await new DirectoryClient(base).login('ann', password)
  const signature = signPassword(own.signing, login, other)
  t.is((await put('ann', challenge, signature)).status, 200)
  t.deepEqual(refusal(await put('ann', challenge, signature)), [401, 'BAD_KEY_LOGIN'])
})

test('whoever logs out everywhere else stays, and all others are out', async (t) => {
  const { base, ann, bob } = await directory(t)
  const client = new DirectoryClient(base)
  await client.loginByKey('ann', own)
  await client.endOtherLogins()
  t.is((await client.friends()).friends.length, 1)
  t.deepEqual(refusal(await send(base, 'GET', '/friends', { token: ann })), [401, 'NOT_LOGGED_IN'])
  t.is((await send(base, 'GET', '/friends', { token: bob })).status, 200)
})

test('a user who is deleted leaves nothing, and the name is free', async (t) => {
  const { base, ann, bob, store } = await directory(t)
  await send(base, 'POST', '/totp', { token: ann })
  t.true(await deleteUser(store(), 'ann'))
  t.false(await deleteUser(store(), 'ann'))
  t.deepEqual(refusal(await send(base, 'GET', '/friends', { token: ann })), [401, 'NOT_LOGGED_IN'])
  const bobsFriends = await send(base, 'GET', '/friends', { token: bob })
  t.deepEqual(bobsFriends.body, { friends: [], incoming: [], outgoing: [] })
  const tables = ['users', 'tokens', 'addresses', 'totp', 'recovery_codes']
  for (const table of tables)
    t.is(store().reader.get(`SELECT 1 FROM ${table} WHERE name = ?`, ['ann']), undefined, table)
  await enter(base, 'ann', mallory)
})
