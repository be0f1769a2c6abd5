/**
 * Where profiles depart from PROTOCOL.md on purpose, in what can be computed from their bytes: by the ids of its rules. What
 * does not stand here is NONCONFORMING, and the hardened profile never stands here.
 */

import { wholeProtocol } from '../history/events'

const departures: Readonly<Record<string, readonly string[]>> = {
  prototype: [wholeProtocol],
  plaintext: ['6-2', '6-17'],
  'restarting-nonce': ['6-2', '6-17'],
  'encrypt-without-mac': ['6-2', '6-17'],
  'one-key-both-ways': ['6-2', '6-17'],
  downgradable: ['5.2-2', '5.2-3', '5.3-1', '5.3-12'],
  'export-suite': ['5.2-2'],
  'export-suite-no-floor': ['5.2-2', '5.2-3'],
  'accept-any-signature': ['5.4-12'],
  'accept-any-key': ['5.7-2'],
  'believe-directory': ['5.7-2', '5.7-4'],
  'unsigned-address': ['9-4'],
  'warn-only': ['11-19', '5.7-2'],
  'compress-texts': ['6-7'],
  'no-padding': ['6-19'],
  'sign-keys-only': ['2-3'],
  'identities-in-clear': ['5.3-1', '5.3-12'],
  'rsa-transport': ['2-3', '5.2-1'],
  'static-keys': ['2-3', '5.3-7', '5.3-8', '5.3-16'],
  'unhashed-offer': ['5.3-1', '5.3-12'],
  'rsa-only': ['5.3-1', '5.3-12'],
  'ignore-early-frames': ['4-10', '6-1', '6-16'],
  'accept-any-sequence': ['6-16'],
  'accept-any-confirmation': ['5.3-17', '5.4-13', '5.5-8'],
  'accept-any-count': ['7.2-5'],
  'accept-any-end': ['7.2-8'],
  'one-key-for-ever': ['7.1-5'],
  'trust-any-length': ['4-9', '4-10', '4-11'],
  'one-outbox': ['8.1-2', '8.1-9'],
  'resend-confirmed': ['8.1-7'],
  'keep-any-friend': ['9.1-1'],
  'dial-anywhere': ['9.2-5', '9.2-6'],
  // Its files stand where their sender wants.
  'sender-path': ['8.3-13'],
  pkcs1: ['5.4-3', '5.4-14'],
}

/** The same of directories; `api` is what they say of their routes. */
const directories: Readonly<Record<string, readonly string[]>> = {
  'reusable-codes': ['api'],
  'unsigned-addresses': ['9-1', '9-4'],
  'address-for-anybody': ['api'],
  'telling-replies': ['api'],
}

/** @returns the rules from which the answers of a directory's profile depart. */
export function departuresOfDirectory(profile: string): readonly string[] {
  return (Object.hasOwn(directories, profile) ? directories[profile] : undefined) ?? []
}

/** @returns the rules from which the conversations of a profile depart. */
export function departuresOf(profile: string): readonly string[] {
  return (Object.hasOwn(departures, profile) ? departures[profile] : undefined) ?? []
}

/** Profiles that depart from anything. */
export const departing = Object.keys(departures)
