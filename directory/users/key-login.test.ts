import test from 'ava'
import { DirectoryClient } from '../../peers/directory/client'
import { answers } from '../../peers/protocol/directory-api'
import { serverByAddress, signLogin } from '../../peers/protocol/statements'
import { enter, newIdentity, password, refusal, send, startDirectory } from '../directory-testing'

const own = newIdentity()
const mallory = newIdentity()

async function directory(t: { teardown(stop: () => Promise<void>): void }) {
  const started = await startDirectory()
  t.teardown(started.stop)
  const { base, port } = started
  await enter(base, 'ann', own)
  const ask = async (name: string) =>
    answers.loginChallenge.parse((await send(base, 'POST', '/login/challenge', { body: { name } })).body)
  const answer = (name: string, challenge: string, signature: string) =>
    send(base, 'POST', '/login', { body: { name, challenge, signature } })
  const here = serverByAddress('127.0.0.1', port)
  const signed = (name: string, challenge: string, key = own.signing, server = here) =>
    signLogin(key, { server, name, challenge })
  return { ...started, ask, answer, signed }
}

const refused = [401, 'BAD_KEY_LOGIN']

test('whoever holds the key logs in, once for a challenge', async (t) => {
  const { base, ask, answer, signed } = await directory(t)
  const { challenge } = await ask('ann')
  t.is(Buffer.from(challenge, 'base64').length, 32)
  const first = await answer('ann', challenge, signed('ann', challenge))
  const { token } = answers.token.parse(first.body)
  t.is((await send(base, 'GET', '/friends', { token })).status, 200)
  t.deepEqual(refusal(await answer('ann', challenge, signed('ann', challenge))), refused)
  t.not((await ask('ann')).challenge, challenge)
})

test('of two answers to one challenge at the same moment one logs in', async (t) => {
  const { ask, answer, signed } = await directory(t)
  const { challenge } = await ask('ann')
  const both = await Promise.all([1, 2].map(() => answer('ann', challenge, signed('ann', challenge))))
  t.deepEqual(both.map(({ status }) => status).sort(), [200, 401])
})

test('a challenge is good for 60 seconds', async (t) => {
  const { base, ask, answer, signed, clock } = await directory(t)
  const [early, late] = [await ask('ann'), await ask('ann')]
  t.true(Math.abs(early.expires - Date.now() - 60_000) < 5_000)
  clock.ahead = 55_000
  t.is((await answer('ann', early.challenge, signed('ann', early.challenge))).status, 200)
  clock.ahead = 60_001
  t.deepEqual(refusal(await answer('ann', late.challenge, signed('ann', late.challenge))), refused)
  // Nor is a used one good again later, nor where the clock ran ahead and is set back.
  t.deepEqual(refusal(await answer('ann', early.challenge, signed('ann', early.challenge))), refused)
  clock.ahead = 24 * 60 * 60 * 1000
  const { challenge } = await ask('ann')
  t.is((await answer('ann', challenge, signed('ann', challenge))).status, 200)
  clock.ahead = 0
  await send(base, 'POST', '/login/challenge', { body: { name: 'ann' } })
  clock.ahead = 1_000
  t.deepEqual(refusal(await answer('ann', early.challenge, signed('ann', early.challenge))), refused)
})

test('another key, name, server, challenge or purpose is refused in the same words', async (t) => {
  const { base, port, ask, answer, signed } = await directory(t)
  await enter(base, 'bob', mallory)
  const { challenge } = await ask('ann')
  const forBob = (await ask('bob')).challenge
  const madeUp = Buffer.alloc(32, 7).toString('base64')
  const changed = Buffer.from(challenge, 'base64')
  changed[5]! ^= 1
  const later = changed.toString('base64')
  const elsewhere = serverByAddress('127.0.0.1', port - 1)
  const wrong = [
    await answer('ann', challenge, signed('ann', challenge, mallory.signing)),
    await answer('ann', challenge, signed('bob', challenge)),
    await answer('bob', challenge, signed('bob', challenge, mallory.signing)),
    await answer('ann', forBob, signed('ann', forBob)),
    await answer('ann', madeUp, signed('ann', madeUp)),
    await answer('ann', later, signed('ann', later)),
    await answer('ann', challenge, signed('ann', challenge, own.signing, elsewhere)),
    await answer('ann', challenge, signed('ann', challenge, own.signing, `sha256:${'0'.repeat(64)}`)),
    await answer('ann', challenge, ''),
    await answer('ann', '', signed('ann', '')),
  ]
  for (const answer of wrong) t.deepEqual([refusal(answer), answer.body], [refused, wrong[0]!.body])
  t.is((await answer('ann', challenge, signed('ann', challenge))).status, 200)
})

test('an unknown name gets a challenge too, and the words of a wrong key', async (t) => {
  const { base, ask, answer, signed } = await directory(t)
  const [known, unknown] = [await ask('ann'), await ask('nobody')]
  t.is(unknown.challenge.length, known.challenge.length)
  const wrong = await answer('ann', known.challenge, signed('ann', known.challenge, mallory.signing))
  const nobody = await answer('nobody', unknown.challenge, signed('nobody', unknown.challenge))
  t.deepEqual([nobody.status, nobody.body], [wrong.status, wrong.body])
  t.is((await send(base, 'POST', '/login/challenge', { body: { name: 'A' } })).status, 400)
})

test('a challenge of before the last start logs nobody in', async (t) => {
  const [before, after] = [await directory(t), await directory(t)]
  const { challenge } = await before.ask('ann')
  t.deepEqual(refusal(await after.answer('ann', challenge, after.signed('ann', challenge))), refused)
})

test("the peer's client logs in by key, and not through a relay", async (t) => {
  const { base, port } = await directory(t)
  const client = new DirectoryClient(base)
  t.true((await client.loginByKey('ann', own)) > Date.now())
  t.deepEqual((await client.friends()).friends, [])

  // What the client dials under another address passes everything on to the real one.
  const resolve = () => ({ host: '127.0.0.1', port })
  for (const url of ['http://directory.example:8440', `http://127.0.0.1:${port + 1}`]) {
    const relayed = new DirectoryClient(url, { resolve })
    const error = await t.throwsAsync(relayed.loginByKey('ann', own), { code: 'DIRECTORY_REFUSED' })
    t.like(error, { evidence: { status: 401, code: 'BAD_KEY_LOGIN' } })
    await relayed.login('ann', password)
  }
})
