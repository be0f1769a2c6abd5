/**
 * Every defence that the lab can take away: its code, the profile that goes without it, and the scenarios whose attacks
 * could profit. `npm run scenario ablation` plays them all; `--explain` shows the code of those that a scenario is
 * about.
 */

import type { Defence } from '../lab/scenario/defence'

const HARDENED = 'peers/protocol/hardened.ts'
const DEFENCES = 'peers/protocol/defences.ts'
const HANDSHAKE = 'peers/protocol/handshake.ts'

/** Members of the value `hardened` in peers/protocol/hardened.ts. */
export const ofPeers = [
  {
    member: 'checkIdentity',
    profile: 'accept-any-key',
    about: 'The key that is shown must be the one that came with the friendship, or was pinned since.',
    hardened: [`${DEFENCES}#requireExpectedIdentity`],
    attacks: ['mitm', 'key-change', 'rogue-directory/known-before'],
    spare: null,
  },
  {
    member: 'checkIdentity',
    profile: 'warn-only',
    about: 'A key that is not the expected one ends the conversation; to warn and to go on is not enough.',
    hardened: [`${DEFENCES}#requireExpectedIdentity`],
    weak: ['peers/weakened/warn-only.ts#onlyWarning'],
    attacks: ['key-change', 'mitm'],
    spare: null,
  },
  {
    member: 'checkSignature',
    profile: 'accept-any-signature',
    about: 'Whoever shows an identity must sign this very handshake with it.',
    hardened: [`${DEFENCES}#requireSignature`],
    attacks: ['impersonate', 'key-compromise', 'mitm'],
    spare: null,
  },
  {
    member: 'checkConfirmation',
    profile: 'accept-any-confirmation',
    about: 'Both sides show by a MAC that they arrived at the same keys, for the same two names.',
    hardened: [`${DEFENCES}#requireConfirmation`],
    attacks: ['misbinding', 'impersonate', 'key-compromise'],
    spare:
      'In this handshake identities travel sealed under the same secret, names stand under the signatures, and the first record opens with the right keys only. The MAC is what SIGMA’s proof asks for; it would be the last defence where identities are in the clear, as an act of misbinding shows.',
  },
  {
    member: 'handshake',
    profile: 'sign-keys-only',
    about:
      'Signatures cover role, names and all that was said, not only the two key shares. (The stand-in is a handshake of its own: it also goes without the sealing of identities, the MACs, the wrapped secrets, CONFIRM, and the offer in the transcript. Where names and transcript are left out of what is signed and no more, misbinding is still DETECTED.)',
    hardened: [`${HANDSHAKE}#statement`],
    weak: ['peers/weakened/sign-keys-only.ts#signed', 'peers/weakened/sign-keys-only.ts#readSigned'],
    attacks: ['misbinding'],
    spare: null,
  },
  {
    member: 'handshake',
    profile: 'static-keys',
    about:
      'Who somebody is is shown by a signature, which the holder of the other key cannot make. (The stand-in is a handshake of its own, with static keys in the place of signatures and of wrapped secrets.)',
    hardened: [`${HANDSHAKE}#statement`, `${DEFENCES}#requireSignature`],
    weak: ['peers/weakened/static-keys.ts#staticKeyOf', 'peers/weakened/static-keys.ts#requireCertified'],
    attacks: ['key-compromise'],
    spare: null,
  },
  {
    member: 'handshake',
    profile: 'rsa-transport',
    about:
      'Fresh X25519 shares make the keys, and nobody is told why a secret did not unwrap. (The stand-in is a handshake of its own: it also says in the clear who is called, and unwraps before it knows who calls.)',
    hardened: [
      `${HANDSHAKE}#sessionKeys`,
      'peers/protocol/suites.ts#x25519RsaOaep',
      'peers/protocol/rsa.ts#unwrap',
    ],
    weak: ['peers/weakened/rsa-transport.ts#accept', 'peers/weakened/pkcs1.ts#pkcs1Suite'],
    attacks: ['padding-oracle', 'record-now-steal-later'],
    spare: null,
  },
  {
    member: 'handshakeCipher',
    profile: 'identities-in-clear',
    about: 'Names and identities travel sealed, from the first time that one of them is said.',
    hardened: [`${DEFENCES}#aes256gcm.seal`, `${DEFENCES}#aes256gcm.open`],
    attacks: ['social-graph', 'misbinding'],
    spare: null,
  },
  {
    member: 'suites',
    profile: 'rsa-only',
    about:
      'X25519 makes keys that nobody has any more when the conversation is over. (The stand-in agrees on zeros, so the keys that seal and MAC the handshake are known to everybody, and hidden identities fall as well.)',
    hardened: ['peers/protocol/suites.ts#x25519RsaOaep', 'peers/protocol/key-agreement.ts#agree'],
    attacks: ['record-now-steal-later'],
    spare: null,
  },
  {
    member: 'suites',
    profile: 'pkcs1',
    about:
      'Secrets are wrapped with OAEP; not even a friend learns from a refusal whether a padding was right.',
    hardened: ['peers/protocol/suites.ts#x25519RsaOaep', 'peers/protocol/rsa.ts#unwrap'],
    weak: ['peers/weakened/pkcs1.ts#pkcs1Suite', 'peers/weakened/pkcs1.ts#alertFor'],
    attacks: ['padding-oracle'],
    spare:
      'A friend finds the oracle, and the attack does; but the wrapped secrets that were recorded travel sealed under X25519 shares that are gone, so there is no ciphertext to ask about, and the keys depend on those shares as well.',
  },
  {
    member: 'floor',
    profile: 'no-floor',
    about: 'No suite below the floor is accepted, whoever chose it.',
    hardened: [`${HARDENED}#hardenedDefences.floor`],
    attacks: ['downgrade'],
    spare:
      'The hardened messenger speaks one suite, so there is nothing below the floor that both know. The floor is for the day on which there are two.',
  },
  {
    member: 'suites',
    profile: 'export-suite',
    about: 'Only suites are spoken that are strong; no old one is kept for the sake of old programs.',
    hardened: ['peers/protocol/suites.ts#x25519RsaOaep', `${HARDENED}#hardenedDefences.suites`],
    attacks: ['downgrade'],
    spare: 'The floor refuses the old suite.',
  },
  {
    member: 'floor',
    profile: 'export-suite-no-floor',
    about: 'An old suite that is still spoken is not accepted. (The old suite is spoken here as well.)',
    hardened: [`${HARDENED}#hardenedDefences.floor`],
    attacks: ['downgrade'],
    spare:
      'The offer is under the keys and signatures: whoever cuts the strong suite out of it is found out.',
  },
  {
    member: 'helloInTranscript',
    profile: 'unhashed-offer',
    about: 'All of HELLO, with the suites that it offers, goes into what is signed and into the keys.',
    hardened: [`${DEFENCES}#wholeHello`],
    attacks: ['downgrade'],
    spare:
      'The hardened messenger speaks one suite: an offer that is changed leaves nothing to agree on. Where a second one is spoken this is what keeps an attacker from choosing it: see the next row.',
  },
  {
    member: 'helloInTranscript',
    profile: 'downgradable',
    about:
      'All of HELLO goes into what is signed and into the keys. (An old suite is spoken and accepted here as well.)',
    hardened: [`${DEFENCES}#wholeHello`],
    weak: [
      'peers/weakened/unhashed-offer.ts#onlyTheShare',
      'peers/weakened/export-suite.ts#exportGrade',
      'peers/weakened/downgradable.ts#downgradable',
    ],
    attacks: ['downgrade'],
    spare: null,
  },
  {
    member: 'earlyFrames',
    profile: 'ignore-early-frames',
    about: 'Nothing is skipped before the first record, and that is number 0 whatever came before it.',
    hardened: [`${DEFENCES}#noEarlyFrames`],
    attacks: ['prefix-truncation'],
    spare: null,
  },
  {
    member: 'trafficKey',
    profile: 'one-key-both-ways',
    about: 'Each direction has a key of its own: no record of one side opens as the other’s.',
    hardened: [`${DEFENCES}#keyForEachDirection`],
    attacks: ['reflection'],
    spare: null,
  },
  {
    member: 'recordCipher',
    profile: 'plaintext',
    about:
      'Records are encrypted and carry a tag. (The stand-in goes without both, for the tag goes with the encryption; encrypt-without-mac goes without the tag alone.)',
    hardened: [`${DEFENCES}#aes256gcm.sealAfter`],
    attacks: ['eavesdrop', 'tamper'],
    spare: null,
  },
  {
    member: 'recordCipher',
    profile: 'encrypt-without-mac',
    about: 'Records carry a tag: whoever changes a bit of one is found out.',
    hardened: [`${DEFENCES}#aes256gcm`],
    attacks: ['tamper', 'relay/altered'],
    spare: null,
  },
  {
    member: 'recordCipher',
    profile: 'restarting-nonce',
    about: 'No nonce is used twice under one key.',
    hardened: [`${DEFENCES}#aes256gcm.sealAfter`],
    attacks: ['nonce-reuse'],
    spare: null,
  },
  {
    member: 'checkSequence',
    profile: 'accept-any-sequence',
    about: 'A record must have the very next number: none is repeated, dropped or moved.',
    hardened: [`${DEFENCES}#requireNextNumber`],
    attacks: ['replay', 'reorder', 'gap'],
    spare: null,
  },
  {
    member: 'pad',
    profile: 'no-padding',
    about: 'Records grow to a multiple of 256 bytes, so that small differences in length are not seen.',
    hardened: [`${DEFENCES}#padToBlocks`],
    attacks: ['length-leak/hardened-answers'],
    spare: null,
  },
  {
    member: 'checkCount',
    profile: 'accept-any-count',
    about: 'The goodbye says how many records came before it.',
    hardened: [`${DEFENCES}#requireSameCount`],
    attacks: ['truncation', 'prefix-truncation', 'reorder', 'replay', 'gap'],
    spare:
      'Numbers without a gap and an authenticated goodbye say the same: what is missing before the goodbye is noticed at its number. The count is written down once more for whoever reads the goodbye alone.',
  },
  {
    member: 'checkTransportEnd',
    profile: 'accept-any-end',
    about: 'A connection that ends without a goodbye was cut.',
    hardened: [`${DEFENCES}#requireGoodbye`],
    attacks: ['truncation'],
    spare: null,
  },
  {
    member: 'keyLimits',
    profile: 'one-key-for-ever',
    about: 'Traffic keys are renewed after so many records, bytes or milliseconds.',
    hardened: [`${HARDENED}#hardenedDefences.keyLimits`],
    attacks: ['eavesdrop', 'nonce-reuse', 'record-now-steal-later'],
    spare:
      'A conversation of the lab is shorter than any of these limits. They bound what one key protects (NIST SP 800-38D §8.3) and what is lost with one that is stolen out of a running program; no attack here waits for 2²⁰ records or reaches into a program.',
  },
  {
    member: 'frameLimits',
    profile: 'trust-any-length',
    about: 'What is no frame, or too large for its type, is refused before room is made for it.',
    hardened: ['peers/protocol/frames.ts#handshakeFrames', 'peers/protocol/frames.ts#recordFrames'],
    attacks: ['oversize'],
    spare: null,
  },
] as const satisfies readonly Omit<Defence, 'of'>[]

/** What the peers and the messenger do around their conversations. */
const ofMessenger: readonly Omit<Defence, 'of'>[] = [
  {
    member: 'no compression',
    profile: 'compress-texts',
    about:
      'Texts are encrypted as they are: nothing about them but their length makes a record longer or shorter.',
    hardened: ['peers/protocol/channel.ts#Channel.text'],
    attacks: ['length-leak/hardened'],
    spare: null,
  },
  {
    member: 'admission',
    profile: 'fixed-places',
    about:
      'Each address has a budget of handshakes, and when too many are unfinished the greediest gives way.',
    hardened: ['peers/session/admission.ts#FairAdmission'],
    attacks: ['flood/slow-to-both', 'flood/handshakes-hardened'],
    spare: null,
  },
  {
    member: 'isSigned',
    profile: 'unsigned-address',
    about: 'A friend’s address counts if the friend has signed it, whatever the directory says.',
    hardened: ['peers/directory/address-check.ts#checkAddress'],
    attacks: ['address-hijack', 'rogue-directory/known-before'],
    spare:
      'The directory looks at the same signature before it takes an address, and the pinned key still has to be shown. Where the directory is careless as well, address-hijack wins.',
  },
  {
    member: 'pin',
    profile: 'believe-directory',
    about:
      'A key that is known stays what it is until its owner’s friend says otherwise, whatever the directory names.',
    hardened: ['peers/contacts/contacts.ts#noteIdentity'],
    attacks: ['rogue-directory/known-before'],
    spare: null,
  },
  {
    member: 'isWanted',
    profile: 'keep-any-friend',
    about: 'Whomever the directory calls a friend is one only if the user has asked or accepted them.',
    hardened: ['peers/contacts/named-friends.ts#isAskedOrKnown'],
    attacks: ['phantom-friends'],
    spare: null,
  },
  {
    member: 'mayDial',
    profile: 'dial-anywhere',
    about:
      'A friend is called at an address of one’s own computer or network only where something says that they are there.',
    hardened: ['peers/directory/near-address.ts#mayDial'],
    attacks: ['port-scan'],
    spare: null,
  },
  {
    member: 'fileName',
    profile: 'sender-path',
    about: 'Of the name under which a file is offered only what can be a name in the inbox is used.',
    hardened: ['peers/files/file-name.ts#safeFileName'],
    attacks: ['path-traversal'],
    spare: null,
  },
  {
    member: 'outboxRules',
    profile: 'resend-confirmed',
    about:
      'What a friend has confirmed is owed no more: nothing that is said in the friend’s name makes it go once more.',
    hardened: ['peers/messenger/outbox-rules.ts#hardenedOutbox.owed'],
    attacks: ['history-theft'],
    spare: null,
  },
  {
    member: 'budgetLimits',
    profile: 'unlimited-items',
    about: 'Of each friend only so many items a second are taken, and only so many that were not read.',
    hardened: [
      'peers/messenger/friend-budget.ts#budgetLimits',
      'peers/messenger/friend-budget.ts#FriendBudget.item',
      'peers/messenger/token-bucket.ts#TokenBucket.owe',
    ],
    attacks: ['hoarder'],
    spare: null,
  },
  {
    member: 'friendBudget',
    profile: 'answer-everything',
    about: 'Each friend has a budget of questions; who exceeds it is thrown out and kept away.',
    hardened: [
      'peers/messenger/friend-budget.ts#FriendBudget.question',
      'peers/messenger/friend-budget.ts#FriendBudget.refuse',
      'peers/messenger/token-bucket.ts#TokenBucket.take',
    ],
    attacks: ['babel'],
    spare: null,
  },
  {
    member: 'prefixHashes',
    profile: 'hash-anew',
    about: 'The hashes of a file’s beginnings are computed once and kept, however often a friend asks.',
    hardened: ['peers/files/prefix-hash.ts#PrefixHashes'],
    attacks: ['busywork'],
    spare: null,
  },
  {
    member: 'backPressure',
    profile: 'endless-queue',
    about: 'No more is written for a friend than the friend’s socket takes; the rest stays on the disk.',
    hardened: [
      'peers/messenger/delivery-sessions.ts#asTheSocketTakes',
      'peers/messenger/delivery-sessions.ts#DeliverySessions.wrote',
    ],
    attacks: ['echo-chamber'],
    spare: null,
  },
  {
    member: 'outboxRules',
    profile: 'one-outbox',
    about:
      'Each message is for the key that the friend had when it was said: whoever has another one gets it only if its sender agrees.',
    hardened: ['peers/messenger/outbox-rules.ts#hardenedOutbox.addressee'],
    attacks: ['wrong-heir'],
    spare: null,
  },
  {
    member: 'printing',
    profile: 'raw-text',
    about: 'What others write is made visible before it is drawn, and never obeyed.',
    hardened: [
      'peers/text/printable.ts#printable',
      'peers/text/printable.ts#printableRows',
      'peers/text/printable.ts#visible',
    ],
    attacks: ['terminal-injection'],
    spare: null,
  },
]

/** Members of the value `hardenedDirectory` in directory/users/defences.ts. */
export const ofDirectory = [
  {
    member: 'limitConnections',
    profile: 'fixed-places',
    about:
      'Whoever keeps a connection without asking anything has to make room for others. (The stand-in also has 256 places for all: without that bound a directory that goes without limitConnections bears three hundred slow connections. The hardened bound by address does not hold for loopback, so where nodes are processes of one machine only the limits in time are at work.)',
    hardened: ['directory/limits/connections.ts#limitConnections'],
    attacks: ['flood/slow-to-both'],
    spare: null,
  },
  {
    member: 'limits',
    profile: 'no-limits',
    about: 'Nobody may try as often as they like: passwords, codes, names.',
    hardened: ['directory/limits/limits.ts#RateLimits'],
    attacks: ['stuffing/list-hardened', 'enumeration'],
    spare: null,
  },
  {
    member: 'codeServes',
    profile: 'reusable-codes',
    about: 'A one-time code serves once.',
    hardened: ['directory/users/defences.ts#serveOnce'],
    attacks: ['stuffing/code-hardened'],
    spare: null,
  },
  {
    member: 'checkAddress',
    profile: 'unsigned-addresses',
    about: 'Whoever has a token may publish, but only an address that the owner of the name has signed.',
    hardened: ['directory/users/defences.ts#requireOwnersSignature'],
    attacks: ['address-hijack'],
    instead: ['BAD_ADDRESS_RECORD'],
    spare:
      'The friends look at the same signature, and refuse an address without it: see the act careless-directory.',
  },
  {
    member: 'checkMayFind',
    profile: 'address-for-anybody',
    about: 'Where a user is is told to those whom the user has accepted.',
    hardened: ['directory/users/defences.ts#requireFriendship'],
    attacks: ['stalker'],
    spare: null,
  },
  {
    member: 'speakOfName',
    profile: 'telling-replies',
    about: 'Whether a name is registered changes no answer.',
    hardened: ['directory/users/defences.ts#sayNothing'],
    attacks: ['enumeration'],
    spare: null,
  },
] as const satisfies readonly Omit<Defence, 'of'>[]

export const defences: readonly Defence[] = [
  ...ofPeers.map((defence) => ({ of: 'peers' as const, ...defence })),
  ...ofMessenger.map((defence) => ({ of: 'messenger' as const, ...defence })),
  ...ofDirectory.map((defence) => ({ of: 'directory' as const, ...defence })),
]
