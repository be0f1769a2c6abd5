/** Every file here exchanges exactly one member of the value; where more goes with that, the file says so. */

import { readdirSync } from 'node:fs'
import test from 'ava'
import { hardenedOutbox, type OutboxRules } from '../messenger/outbox-rules'
import type { Defences } from '../protocol/defences'
import { hardenedDefences } from '../protocol/hardened'
import { hardenedProfile } from '../protocol/secure'
import { acceptingAnyConfirmation } from './accept-any-confirmation'
import { acceptingAnyCount } from './accept-any-count'
import { acceptingAnyEnd } from './accept-any-end'
import { acceptingAnyKey } from './accept-any-key'
import { acceptingAnySequence } from './accept-any-sequence'
import { acceptingAnySignature } from './accept-any-signature'
import { profiles } from './catalogue'
import { downgradable } from './downgradable'
import { encryptingWithoutMac } from './encrypt-without-mac'
import { speakingExportSuite } from './export-suite'
import { acceptingExportSuite } from './export-suite-no-floor'
import { showingIdentities } from './identities-in-clear'
import { ignoringEarlyFrames } from './ignore-early-frames'
import { withoutFloor } from './no-floor'
import { withoutPadding } from './no-padding'
import { havingOneKeyBothWays } from './one-key-both-ways'
import { havingOneKeyForEver } from './one-key-for-ever'
import { wrappingByPkcs1 } from './pkcs1'
import { plaintext } from './plaintext'
import { restartingNonces } from './restarting-nonce'
import { wrappingByRsaAlone } from './rsa-only'
import { transportingByRsa } from './rsa-transport'
import { signingKeysOnly } from './sign-keys-only'
import { authenticatingByStaticKeys } from './static-keys'
import { trustingAnyLength } from './trust-any-length'
import { leavingOutTheOffer } from './unhashed-offer'

/** The profile in each file, and the defence that it goes without. */
const weakened: Record<string, [Defences, keyof Defences]> = {
  'accept-any-key.ts': [acceptingAnyKey, 'checkIdentity'],
  'plaintext.ts': [plaintext, 'recordCipher'],
  'accept-any-sequence.ts': [acceptingAnySequence, 'checkSequence'],
  'accept-any-end.ts': [acceptingAnyEnd, 'checkTransportEnd'],
  'one-key-both-ways.ts': [havingOneKeyBothWays, 'trafficKey'],
  'encrypt-without-mac.ts': [encryptingWithoutMac, 'recordCipher'],
  'restarting-nonce.ts': [restartingNonces, 'recordCipher'],
  'trust-any-length.ts': [trustingAnyLength, 'frameLimits'],
  'accept-any-signature.ts': [acceptingAnySignature, 'checkSignature'],
  'accept-any-confirmation.ts': [acceptingAnyConfirmation, 'checkConfirmation'],
  'accept-any-count.ts': [acceptingAnyCount, 'checkCount'],
  'one-key-for-ever.ts': [havingOneKeyForEver, 'keyLimits'],
  'no-floor.ts': [withoutFloor, 'floor'],
  'no-padding.ts': [withoutPadding, 'pad'],
  'identities-in-clear.ts': [showingIdentities, 'handshakeCipher'],
  'sign-keys-only.ts': [signingKeysOnly, 'handshake'],
  'static-keys.ts': [authenticatingByStaticKeys, 'handshake'],
  'pkcs1.ts': [wrappingByPkcs1, 'handshake'],
  'rsa-transport.ts': [transportingByRsa, 'handshake'],
  'rsa-only.ts': [wrappingByRsaAlone, 'suites'],
  'unhashed-offer.ts': [leavingOutTheOffer, 'helloInTranscript'],
  'export-suite.ts': [speakingExportSuite, 'suites'],
  'ignore-early-frames.ts': [ignoringEarlyFrames, 'earlyFrames'],
}

/** The profiles that go without several defences: the one with a defence more, and which that is. */
const combined: Record<string, [Defences, Defences, keyof Defences]> = {
  'export-suite-no-floor.ts': [acceptingExportSuite, speakingExportSuite, 'floor'],
  'downgradable.ts': [downgradable, acceptingExportSuite, 'helloInTranscript'],
}

/** The files that weaken the peer around its conversations, and the option of it that each exchanges. */
const around: Record<string, string> = {
  'fixed-places.ts': 'admission',
  'unsigned-address.ts': 'isSigned',
  'believe-directory.ts': 'pin',
  'keep-any-friend.ts': 'isWanted',
  'dial-anywhere.ts': 'mayDial',
  'sender-path.ts': 'fileName',
  'answer-everything.ts': 'friendBudget',
  'unlimited-items.ts': 'budgetLimits',
  'endless-queue.ts': 'backPressure',
  'hash-anew.ts': 'prefixHashes',
  'raw-text.ts': 'printing',
  'resend-confirmed.ts': 'outboxRules',
  'one-outbox.ts': 'outboxRules',
}

/** The files that do something before or after the hardened conversation does its part. */
const before = ['compress-texts.ts', 'warn-only.ts']

const known = [...Object.keys(weakened), ...Object.keys(combined), ...Object.keys(around), ...before]

test('every file here stands in a table above', (t) => {
  const files = readdirSync(__dirname).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  t.deepEqual(files.sort(), ['catalogue.ts', ...known].sort())
})

test('the profiles have names of their own, and each file gives one of them', (t) => {
  const names = profiles.map(({ name }) => name)
  t.is(new Set(names).size, names.length)
  for (const file of known) t.true(names.includes(file.replace(/\.ts$/, '')), file)
})

for (const [file, [profile, defence]] of Object.entries(weakened)) {
  test(`${file} differs from the hardened profile in ${defence}, and in nothing else`, (t) => {
    t.deepEqual(Object.keys(profile).sort(), Object.keys(hardenedDefences).sort())
    const names = Object.keys(hardenedDefences) as (keyof Defences)[]
    t.deepEqual(
      names.filter((name) => profile[name] !== hardenedDefences[name]),
      [defence],
    )
  })
}

for (const [file, [profile, base, defence]] of Object.entries(combined)) {
  test(`${file} goes without ${defence} as well, and that is all`, (t) => {
    const names = Object.keys(hardenedDefences) as (keyof Defences)[]
    t.deepEqual(
      names.filter((name) => profile[name] !== base[name]),
      [defence],
    )
  })
}

for (const [file, option] of Object.entries(around)) {
  test(`${file} converses as the hardened profile, and exchanges ${option} and nothing else`, (t) => {
    const profile = profiles.find(({ name }) => file === `${name}.ts`)!
    t.is(profile.converse, hardenedProfile.converse)
    t.deepEqual(Object.keys(profile.options!()), [option])
  })
}

test('each of the rules of the outbox is taken away alone', (t) => {
  const exchanged = profiles.flatMap(({ name, options }) => {
    const rules = options?.().outboxRules
    const names = Object.keys(hardenedOutbox) as (keyof OutboxRules)[]
    return rules ? [[name, names.filter((rule) => rules[rule] !== hardenedOutbox[rule])]] : []
  })
  t.deepEqual(exchanged, [
    ['resend-confirmed', ['owed']],
    ['one-outbox', ['addressee']],
  ])
})

test('there is a fixed number of places, and who has one keeps it', (t) => {
  const { admission } = profiles.find(({ name }) => name === 'fixed-places')!.options!()
  const leave = Array.from({ length: 256 }, () => admission!.admit())
  t.true(leave.every((each) => each !== null))
  t.is(admission!.admit(), null)
  leave[0]!()
  t.not(admission!.admit(), null)
  t.is(admission!.admit(), null)
})
