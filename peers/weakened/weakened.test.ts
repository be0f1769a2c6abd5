/** Every file here takes exactly one defence away: what happens then is due to that one alone. */

import { readdirSync } from 'node:fs'
import test from 'ava'
import { type Defences, hardened } from '../protocol/defences'
import { acceptingAnyEnd } from './accept-any-end'
import { acceptingAnyKey } from './accept-any-key'
import { acceptingAnySequence } from './accept-any-sequence'
import { profiles } from './catalogue'
import { encryptingWithoutMac } from './encrypt-without-mac'
import { havingOneKeyBothWays } from './one-key-both-ways'
import { plaintext } from './plaintext'
import { restartingNonces } from './restarting-nonce'

/** The profile in each file, and the defence that it goes without. */
const weakened: Record<string, [Defences, keyof Defences]> = {
  'accept-any-key.ts': [acceptingAnyKey, 'checkIdentity'],
  'plaintext.ts': [plaintext, 'cipher'],
  'accept-any-sequence.ts': [acceptingAnySequence, 'checkSequence'],
  'accept-any-end.ts': [acceptingAnyEnd, 'checkTransportEnd'],
  'one-key-both-ways.ts': [havingOneKeyBothWays, 'trafficKey'],
  'encrypt-without-mac.ts': [encryptingWithoutMac, 'cipher'],
  'restarting-nonce.ts': [restartingNonces, 'cipher'],
}

test('every file here stands in the table above', (t) => {
  const files = readdirSync(__dirname).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  t.deepEqual(files.sort(), ['catalogue.ts', ...Object.keys(weakened)].sort())
})

test('the profiles have names of their own, and each file gives one of them', (t) => {
  const names = profiles.map(({ name }) => name)
  t.is(new Set(names).size, names.length)
  for (const file of Object.keys(weakened)) t.true(names.includes(file.replace(/\.ts$/, '')), file)
})

for (const [file, [profile, defence]] of Object.entries(weakened)) {
  test(`${file} differs from the hardened profile in ${defence}, and in nothing else`, (t) => {
    t.deepEqual(Object.keys(profile).sort(), Object.keys(hardened).sort())
    const names = Object.keys(hardened) as (keyof Defences)[]
    t.deepEqual(
      names.filter((name) => profile[name] !== hardened[name]),
      [defence],
    )
  })
}
