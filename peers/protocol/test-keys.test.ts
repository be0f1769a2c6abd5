/** Keys that everybody has are good for tests only. */

import test from 'ava'
import { brokenRules } from '../../lab/rules/imports'
import { freshEphemeralKey } from './key-agreement'
import { testEntropy, testKey, testKeySync } from './test-keys-testing'

test('each key is given out once, also when those of the file are used up', async (t) => {
  const keys = [
    testKeySync(),
    await testEntropy.rsa(),
    ...(await Promise.all(Array.from({ length: 40 }, testKey))),
  ]
  const shown = keys.map((key) => key.export({ type: 'pkcs8', format: 'pem' }))
  t.is(new Set(shown).size, 42)
  for (const key of keys) t.like(key.asymmetricKeyDetails, { modulusLength: 2048, publicExponent: 65537n })
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
