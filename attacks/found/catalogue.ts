/** The traces that the search has found and that are played: a new one is added here. */

import type { FoundTrace } from '../terms/trace'
import acceptAnyEndCompleteness from './accept-any-end-completeness.json'
import acceptAnyKeyAuthenticity from './accept-any-key-authenticity.json'
import acceptAnySequenceCompleteness from './accept-any-sequence-completeness.json'
import acceptAnySignatureAgreement from './accept-any-signature-agreement.json'
import compressTextsHiddenSize from './compress-texts-hidden-size.json'
import downgradableBestSuite from './downgradable-best-suite.json'
import encryptWithoutMacAuthenticity from './encrypt-without-mac-authenticity.json'
import identitiesInClearHiddenNames from './identities-in-clear-hidden-names.json'
import ignoreEarlyFramesCompleteness from './ignore-early-frames-completeness.json'
import noPaddingHiddenSize from './no-padding-hidden-size.json'
import oneKeyBothWaysAuthenticity from './one-key-both-ways-authenticity.json'
import plaintextSecrecy from './plaintext-secrecy.json'
import restartingNonceSecrecy from './restarting-nonce-secrecy.json'
import rsaOnlyForwardSecrecy from './rsa-only-forward-secrecy.json'
import rsaTransportHiddenNames from './rsa-transport-hidden-names.json'
import signKeysOnlyHiddenNames from './sign-keys-only-hidden-names.json'
import trustAnyLengthBounded from './trust-any-length-bounded.json'
import warnOnlyAuthenticity from './warn-only-authenticity.json'

// What a step may be is held by a test (lab/search/found.test.ts): the compiler takes each word of a JSON file for any string.
export const foundTraces = [
  acceptAnyEndCompleteness,
  acceptAnyKeyAuthenticity,
  acceptAnySequenceCompleteness,
  acceptAnySignatureAgreement,
  compressTextsHiddenSize,
  downgradableBestSuite,
  encryptWithoutMacAuthenticity,
  identitiesInClearHiddenNames,
  ignoreEarlyFramesCompleteness,
  noPaddingHiddenSize,
  oneKeyBothWaysAuthenticity,
  plaintextSecrecy,
  restartingNonceSecrecy,
  rsaOnlyForwardSecrecy,
  rsaTransportHiddenNames,
  signKeysOnlyHiddenNames,
  trustAnyLengthBounded,
  warnOnlyAuthenticity,
] as readonly unknown[] as readonly FoundTrace[]
