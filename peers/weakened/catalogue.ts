/** Every profile that a peer of the lab can run with: a new one is added here. */

import type { BackPressure } from '../messenger/delivery-sessions'
import type { BudgetLimits, FriendBudget } from '../messenger/friend-budget'
import type { OutboxRules } from '../messenger/outbox-rules'
import type { Profile } from '../protocol/conversation'
import { prototype } from '../protocol/prototype/prototype'
import { hardenedProfile, type SecureProfile, secure } from '../protocol/secure'
import { acceptingAnyConfirmation } from './accept-any-confirmation'
import { acceptingAnyCount } from './accept-any-count'
import { acceptingAnyEnd } from './accept-any-end'
import { acceptingAnyKey } from './accept-any-key'
import { acceptingAnySequence } from './accept-any-sequence'
import { acceptingAnySignature } from './accept-any-signature'
import { AnsweringEverything } from './answer-everything'
import { believeDirectory } from './believe-directory'
import { compressingTexts } from './compress-texts'
import { dialAnywhere } from './dial-anywhere'
import { downgradable } from './downgradable'
import { encryptingWithoutMac } from './encrypt-without-mac'
import { endlessQueue } from './endless-queue'
import { speakingExportSuite } from './export-suite'
import { acceptingExportSuite } from './export-suite-no-floor'
import { fixedPlaces } from './fixed-places'
import { hashAnew } from './hash-anew'
import { showingIdentities } from './identities-in-clear'
import { ignoringEarlyFrames } from './ignore-early-frames'
import { keepAnyFriend } from './keep-any-friend'
import { withoutFloor } from './no-floor'
import { withoutPadding } from './no-padding'
import { havingOneKeyBothWays } from './one-key-both-ways'
import { havingOneKeyForEver } from './one-key-for-ever'
import { sharingOneOutbox } from './one-outbox'
import { wrappingByPkcs1 } from './pkcs1'
import { plaintext } from './plaintext'
import { rawText } from './raw-text'
import { resendingConfirmed } from './resend-confirmed'
import { restartingNonces } from './restarting-nonce'
import { wrappingByRsaAlone } from './rsa-only'
import { transportingByRsa } from './rsa-transport'
import { senderPath } from './sender-path'
import { signingKeysOnly } from './sign-keys-only'
import { authenticatingByStaticKeys } from './static-keys'
import { trustingAnyLength } from './trust-any-length'
import { leavingOutTheOffer } from './unhashed-offer'
import { unlimitedItems } from './unlimited-items'
import { unsignedAddress } from './unsigned-address'
import { onlyWarning } from './warn-only'

/** How a peer converses, and what it goes without where the weakness is not in its conversations. */
export interface LabProfile extends Profile, Partial<Pick<SecureProfile, 'defences'>> {
  /** Options of the peer in place of the hardened ones; made anew for each peer. */
  readonly options?: () => {
    readonly admission?: ReturnType<typeof fixedPlaces>
    readonly isSigned?: typeof unsignedAddress
    readonly pin?: typeof believeDirectory
    readonly isWanted?: typeof keepAnyFriend
    readonly mayDial?: typeof dialAnywhere
    readonly fileName?: typeof senderPath
    readonly outboxRules?: OutboxRules
    readonly backPressure?: BackPressure
    readonly budgetLimits?: BudgetLimits
    readonly friendBudget?: (limits?: BudgetLimits) => FriendBudget
    readonly prefixHashes?: () => typeof hashAnew
    readonly printing?: typeof rawText
  }
}

export const profiles: readonly LabProfile[] = [
  hardenedProfile,
  prototype,
  secure('plaintext', plaintext),
  secure('accept-any-key', acceptingAnyKey),
  secure('accept-any-sequence', acceptingAnySequence),
  secure('accept-any-end', acceptingAnyEnd),
  secure('one-key-both-ways', havingOneKeyBothWays),
  secure('encrypt-without-mac', encryptingWithoutMac),
  secure('restarting-nonce', restartingNonces),
  { ...hardenedProfile, name: 'fixed-places', options: () => ({ admission: fixedPlaces() }) },
  secure('trust-any-length', trustingAnyLength),
  { ...hardenedProfile, name: 'unsigned-address', options: () => ({ isSigned: unsignedAddress }) },
  { ...hardenedProfile, name: 'believe-directory', options: () => ({ pin: believeDirectory }) },
  { ...hardenedProfile, name: 'keep-any-friend', options: () => ({ isWanted: keepAnyFriend }) },
  { ...hardenedProfile, name: 'dial-anywhere', options: () => ({ mayDial: dialAnywhere }) },
  secure('accept-any-signature', acceptingAnySignature),
  secure('accept-any-confirmation', acceptingAnyConfirmation),
  secure('accept-any-count', acceptingAnyCount),
  secure('one-key-for-ever', havingOneKeyForEver),
  secure('no-floor', withoutFloor),
  secure('no-padding', withoutPadding),
  secure('identities-in-clear', showingIdentities),
  secure('sign-keys-only', signingKeysOnly),
  secure('static-keys', authenticatingByStaticKeys),
  compressingTexts('compress-texts', hardenedProfile),
  { ...hardenedProfile, name: 'sender-path', options: () => ({ fileName: senderPath }) },
  {
    ...hardenedProfile,
    name: 'answer-everything',
    options: () => ({ friendBudget: (limits) => new AnsweringEverything(limits) }),
  },
  { ...hardenedProfile, name: 'unlimited-items', options: () => ({ budgetLimits: unlimitedItems }) },
  { ...hardenedProfile, name: 'hash-anew', options: () => ({ prefixHashes: () => hashAnew }) },
  { ...hardenedProfile, name: 'endless-queue', options: () => ({ backPressure: endlessQueue }) },
  { ...hardenedProfile, name: 'raw-text', options: () => ({ printing: rawText }) },
  {
    ...hardenedProfile,
    name: 'resend-confirmed',
    options: () => ({ outboxRules: resendingConfirmed }),
  },
  { ...hardenedProfile, name: 'one-outbox', options: () => ({ outboxRules: sharingOneOutbox }) },
  secure('unhashed-offer', leavingOutTheOffer),
  secure('export-suite', speakingExportSuite),
  secure('export-suite-no-floor', acceptingExportSuite),
  secure('downgradable', downgradable),
  secure('pkcs1', wrappingByPkcs1),
  secure('rsa-transport', transportingByRsa),
  secure('rsa-only', wrappingByRsaAlone),
  secure('ignore-early-frames', ignoringEarlyFrames),
  onlyWarning('warn-only'),
]
