/** Keys that everybody has are good for tests only. */

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { brokenRules } from '../../lab/rules/imports'
import { withTestKeys } from '../../lab/suite/programs-testing'
import { freshEphemeralKey } from './key-agreement'
import { testEntropy, testKey } from './test-keys-testing'

test('each key is given out once', async (t) => {
  const keys = [await testEntropy.rsa(), ...Array.from({ length: 40 }, testKey)]
  const shown = keys.map((key) => key.export({ type: 'pkcs8', format: 'pem' }))
  t.is(new Set(shown).size, 41)
  for (const key of keys) t.like(key.asymmetricKeyDetails, { modulusLength: 2048, publicExponent: 65537n })
})

test('a program that tests start takes the same, and none that was given out', async (t) => {
  const program = `${withTestKeys}
    const { generateKeyPair } = require('node:crypto')
    require('node:util').promisify(generateKeyPair)('rsa', { modulusLength: 2048 }).then(({ privateKey }) =>
      generateKeyPair('rsa', { modulusLength: 2048 }, (_, __, other) =>
        console.log(JSON.stringify([privateKey, other].map((key) => key.export({ format: 'jwk' }))))))`
  const primes = readFileSync(join(__dirname, '../../lab/suite/test-primes.txt'), 'utf8').split('\n')
  const hex = (value: string) => Buffer.from(value, 'base64url').toString('hex')
  const [one, other] = JSON.parse(execFileSync(process.execPath, ['-e', program], { encoding: 'utf8' }))
  for (const { p, q } of [one, other]) t.true(primes.includes(hex(p)) && primes.includes(hex(q)))
  t.not(one.n, other.n)
})

test('what tests agree with is made as in a program', (t) => {
  t.is(testEntropy.x25519, freshEphemeralKey)
})

test('no program can use them', (t) => {
  const imports = ['../protocol/test-keys-testing']
  t.deepEqual(brokenRules('peers/cli/main.ts', imports), [
    'peers/cli/main.ts may not import peers/protocol/test-keys-testing, which is for tests.',
  ])
  t.deepEqual(brokenRules('peers/cli/main.test.ts', imports), [])
})
