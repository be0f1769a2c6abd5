/** What each stand-in lets happen, and that the hardened directory does not. */

import { once } from 'node:events'
import { connect } from 'node:net'
import test from 'ava'
import { TOTP } from 'otpauth'
import { answers } from '../../peers/protocol/directory-api'
import { address, enter, newIdentity, password, refusal, send, startDirectory } from '../directory-testing'
import type { DirectoryDefences } from '../users/defences'
import { hardenedDirectory } from '../users/defences'
import { addressForAnybody } from './address-for-anybody'
import { fixedPlaces } from './fixed-places'
import { noLimits } from './no-limits'
import { reusableCodes } from './reusable-codes'
import { tellingReplies } from './telling-replies'
import { unsignedAddresses } from './unsigned-addresses'

const [own, anothers] = [newIdentity(), newIdentity()]

type Test = { teardown(stop: () => Promise<void>): void }

async function directory(t: Test, defences: DirectoryDefences) {
  const { base, stop } = await startDirectory(undefined, defences)
  t.teardown(stop)
  return base
}

test('an address that its owner did not sign', async (t) => {
  for (const [defences, status] of [
    [hardenedDirectory, 403],
    [unsignedAddresses, 200],
  ] as const) {
    const base = await directory(t, defences)
    const token = await enter(base, 'bob', own)
    const body = address(anothers, { name: 'bob' })
    t.is((await send(base, 'PUT', '/address', { token, body })).status, status)
  }
})

test('an address for somebody who only asked', async (t) => {
  for (const [defences, status] of [
    [hardenedDirectory, 403],
    [addressForAnybody, 200],
  ] as const) {
    const base = await directory(t, defences)
    const [bobs, mallorys] = [await enter(base, 'bob', own), await enter(base, 'mallory', anothers)]
    await send(base, 'PUT', '/address', { token: bobs, body: address(own, { name: 'bob' }) })
    await send(base, 'POST', '/add_friend', { token: mallorys, body: { name: 'bob' } })
    t.is((await send(base, 'GET', '/get_ip?name=bob', { token: mallorys })).status, status)
  }
})

test('a code that was used', async (t) => {
  for (const [defences, statuses] of [
    [hardenedDirectory, [200, 401]],
    [reusableCodes, [200, 200]],
  ] as const) {
    const base = await directory(t, defences)
    const token = await enter(base, 'ann', own)
    const { secret } = answers.totp.parse((await send(base, 'POST', '/totp', { token })).body)
    const totp = new TOTP({ secret })
    const first = { code: totp.generate() }
    t.is((await send(base, 'POST', '/totp/confirm', { token, body: first })).status, 200)
    // Of the next half minute, which serves already.
    const code = totp.generate({ timestamp: Date.now() + 30_000 })
    const login = () => send(base, 'POST', '/login', { body: { name: 'ann', password, code } })
    t.deepEqual([(await login()).status, (await login()).status], statuses)
  }
})

test('the right password after a hundred wrong ones', async (t) => {
  for (const [defences, status] of [
    [hardenedDirectory, 429],
    [noLimits, 200],
  ] as const) {
    const base = await directory(t, defences)
    await enter(base, 'ann', own)
    const login = (word: string) => send(base, 'POST', '/login', { body: { name: 'ann', password: word } })
    for (let guess = 0; guess < 100; guess++) await login(`wrong ${guess}`)
    t.is((await login(password)).status, status)
  }
})

test('whether a name exists, on every route that takes one', async (t) => {
  for (const [defences, alike] of [
    [hardenedDirectory, true],
    [tellingReplies, false],
  ] as const) {
    const base = await directory(t, defences)
    await enter(base, 'ann', own)
    const token = await enter(base, 'mallory', anothers)
    const ask = async (name: string) => {
      const signed = { name, challenge: Buffer.alloc(32).toString('base64'), signature: 'A'.repeat(344) }
      const all = [
        await send(base, 'POST', '/login', { body: { name, password: 'wrong horse' } }),
        await send(base, 'POST', '/login', { body: signed }),
        await send(base, 'POST', '/login/challenge', { body: { name } }),
        await send(base, 'POST', '/add_friend', { token, body: { name } }),
        await send(base, 'GET', `/get_ip?name=${name}`, { token }),
      ]
      return all.map((answer) => (answer.status < 300 ? [answer.status] : refusal(answer)))
    }
    const [known, unknown] = [await ask('ann'), await ask('nobody')]
    if (alike) t.deepEqual(known, unknown)
    else for (const [route, answer] of known.entries()) t.notDeepEqual(answer, unknown[route])
  }
})

test('a request while three hundred connections say nothing', async (t) => {
  for (const [defences, served] of [
    [hardenedDirectory, true],
    [fixedPlaces, false],
  ] as const) {
    const base = await directory(t, defences)
    const { hostname, port } = new URL(base)
    for (let count = 0; count < 300; count++) {
      const silent = connect(Number(port), hostname)
      silent.on('error', () => {})
      t.teardown(async () => void silent.destroy())
      await once(silent, 'connect')
    }
    const answer = fetch(`${base}/healthz`).then((response) => response.ok)
    if (served) t.true(await answer)
    else await t.throwsAsync(answer)
  }
})
