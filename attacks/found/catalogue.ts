/** The traces that the search has found and that are played: a new one is added here. */

import type { FoundTrace } from '../terms/trace'
import acceptAnyEndCompleteness from './accept-any-end-completeness.json'
import acceptAnyKeyAuthenticity from './accept-any-key-authenticity.json'
import acceptAnySequenceCompleteness from './accept-any-sequence-completeness.json'
import acceptAnySignatureAgreement from './accept-any-signature-agreement.json'
import encryptWithoutMacAuthenticity from './encrypt-without-mac-authenticity.json'
import oneKeyBothWaysAuthenticity from './one-key-both-ways-authenticity.json'
import plaintextSecrecy from './plaintext-secrecy.json'
import rsaOnlyForwardSecrecy from './rsa-only-forward-secrecy.json'

// What a step may be is held by a test (lab/search/found.test.ts): the compiler takes each word of a JSON file for any string.
export const foundTraces = [
  acceptAnyEndCompleteness,
  acceptAnyKeyAuthenticity,
  acceptAnySequenceCompleteness,
  acceptAnySignatureAgreement,
  encryptWithoutMacAuthenticity,
  oneKeyBothWaysAuthenticity,
  plaintextSecrecy,
  rsaOnlyForwardSecrecy,
] as readonly unknown[] as readonly FoundTrace[]
