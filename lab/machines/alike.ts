/** Where a profile's machine is the hardened one, and why. */

import type { Role } from '../../peers/protocol/conversation'
import { hardenedProfile } from '../../peers/protocol/secure'
import type { LearnedProfile } from './inputs'

const both = (why: string): Readonly<Record<Role, string>> => ({ initiator: why, responder: why })

/** A sentence for each side that is the hardened one in every conversation that Mallory can have here. */
export const alike: Readonly<Record<string, Partial<Record<Role, string>>>> = {
  'restarting-nonce': both('Its nonces come again, which whoever compares two ciphertexts sees.'),
  'no-floor': both('It would take an older suite, and speaks none.'),
  'no-padding': both('Its records are shorter, which whoever counts bytes sees.'),
  'static-keys': both('Nobody signs, which a thief of keys profits from; Mallory has only her own here.'),
  'one-key-for-ever': { responder: 'Only an initiator renews the keys.' },
  pkcs1: { initiator: 'Only a responder says why it refuses.' },
}

/** @returns why a profile has no machine of its own, in a sentence; null if it has one. */
export function notLearned(profile: LearnedProfile): string | null {
  if (profile.name === 'prototype') return 'It speaks another protocol, with none of these frames.'
  return profile !== hardenedProfile && profile.converse === hardenedProfile.converse
    ? 'Its conversations are the hardened ones: what it goes without is elsewhere in the messenger.'
    : null
}
