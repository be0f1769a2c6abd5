/**
 * What an act's programs have in place of a defence, as the one line of their code that says it: the same for a live run and for
 * a recorded one, where there may be no code beside it. That the code has these lines is held by scenarios/ablation.test.ts.
 */

import { type Sentence, t } from '../../peers/language/sentence'

/** Of the peers' profiles, each from peers/weakened. */
export const linesOfPeers: Readonly<Record<string, string>> = {
  plaintext: 'recordCipher: noCipher',
  'accept-any-key': 'checkIdentity: acceptAnyKey',
  'warn-only': 'warnings.push(error)',
  'accept-any-signature': 'checkSignature: acceptAnySignature',
  'accept-any-confirmation': 'checkConfirmation: acceptAnyConfirmation',
  'accept-any-sequence': 'checkSequence: acceptAnySequence',
  'accept-any-count': 'checkCount: acceptAnyCount',
  'accept-any-end': 'checkTransportEnd: acceptAnyEnd',
  'sign-keys-only': 'sign(self.identity.signing, Buffer.concat([own, theirs]))',
  'static-keys': 'agree(staticKeyOf(setup.self.identity.signing), bob.share)',
  'rsa-transport': 'const secret = pkcs1Suite.unwrap(setup.self.identity.wrapping, wrapped)',
  pkcs1: 'if (error instanceof PeerError) yield alertFor(error)',
  'identities-in-clear': 'handshakeCipher: plaintext.recordCipher',
  'rsa-only': 'suites: [rsaAlone]',
  'no-floor': 'floor: 0',
  'export-suite': 'suites: [...hardenedDefences.suites, exportGrade]',
  'export-suite-no-floor': 'floor: withoutFloor.floor',
  'unhashed-offer': 'helloInTranscript: onlyTheShare',
  downgradable: 'helloInTranscript: leavingOutTheOffer.helloInTranscript',
  'ignore-early-frames': 'earlyFrames: ignoringSome',
  'one-key-both-ways': 'trafficKey: oneKeyBothWays',
  'one-key-for-ever': 'keyLimits: noLimits',
  'encrypt-without-mac': 'recordCipher: withoutMac',
  'restarting-nonce': 'recordCipher: withRestartingNonce',
  'no-padding': 'pad: addNothing',
  'trust-any-length': 'frameLimits: { handshake: anyHandshake, records: { [FrameType.RECORD]: MOST } }',
  'compress-texts': 'send: (text) => conversation.sendData(deflateRawSync(text))',
  'fixed-places': 'admission: fixedPlaces()',
  'unsigned-address': 'isSigned: unsignedAddress',
  'believe-directory': 'pin: believeDirectory',
  'keep-any-friend': 'isWanted: keepAnyFriend',
  'dial-anywhere': 'mayDial: dialAnywhere',
  'sender-path': 'fileName: senderPath',
  'answer-everything': 'friendBudget: (limits) => new AnsweringEverything(limits)',
  'unlimited-items': 'budgetLimits: unlimitedItems',
  'hash-anew': 'prefixHashes: () => hashAnew',
  'endless-queue': 'backPressure: endlessQueue',
  'raw-text': 'printing: rawText',
  'resend-confirmed': 'outboxRules: resendingConfirmed',
  'one-outbox': 'outboxRules: sharingOneOutbox',
}

/** Of the directory's profiles, each from directory/weakened. */
export const linesOfDirectory: Readonly<Record<string, string>> = {
  'no-limits': 'login: () => uncounted',
  'reusable-codes': 'codeServes: () => true',
  'unsigned-addresses': 'checkAddress() {}',
  'address-for-anybody': 'checkMayFind() {}',
  'telling-replies': 'speakOfName: sayWhetherItExists',
  'fixed-places': 'server.maxConnections = 256',
}

/** @returns in what the programs of an act differ from the hardened ones; null where nobody knows these profiles. */
export function differenceOf(profile: string, directory: string): Sentence | null {
  if (profile === 'prototype') return t`another protocol, whose program has no defence of its own`
  const line = lineOf(linesOfPeers, profile)
  const other = lineOf(linesOfDirectory, directory)
  if (line !== null && other !== null) return t`the lines that differ: ${line}; in the directory: ${other}`
  if (line !== null) return t`the line that differs: ${line}`
  if (other !== null) return t`the line that differs, in the directory: ${other}`
  return profile === 'hardened' ? t`all defences in place` : null
}

/** @returns whether the difference is a line of code. */
export function hasDifferingLine(profile: string, directory: string): boolean {
  return lineOf(linesOfPeers, profile) !== null || lineOf(linesOfDirectory, directory) !== null
}

function lineOf(lines: Readonly<Record<string, string>>, profile: string): string | null {
  return Object.hasOwn(lines, profile) ? lines[profile]! : null
}
