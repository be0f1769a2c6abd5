/** What is forbidden in a handshake (PROTOCOL.md sections 2 to 5), as one who calls and as one who is called. */

import { constants, type KeyObject, publicEncrypt, sign as signWith } from 'node:crypto'
import { field, uint } from '../peers/protocol/fields'
import { encodeFrame, FrameType } from '../peers/protocol/frames'
import { hash, mac, offer, seal, sessionKeys, statement } from '../peers/protocol/handshake'
import { hardenedDefences } from '../peers/protocol/hardened'
import { publicIdentity } from '../peers/protocol/identity'
import { sign, wrap } from '../peers/protocol/rsa'
import type { Bend, Bends, KnownToBend } from './bent-handshake'
import type { SessionProbe } from './probe'

const { RSA_PKCS1_PSS_PADDING } = constants
const cipher = hardenedDefences.handshakeCipher

/** One bit of the byte at `at` is another; counted from the end where it is negative. */
export function flipped(at: number): Bend {
  return (piece) => {
    const bent = Buffer.from(piece)
    bent[at < 0 ? bent.length + at : at]! ^= 1
    return bent
  }
}

export const longer: Bend = (piece) => Buffer.concat([piece, Buffer.alloc(1)])
export const shorter: Bend = (piece) => piece.subarray(0, -1)

function instead(bytes: Uint8Array): Bend {
  return () => bytes
}

function hex(digits: string): Buffer {
  return Buffer.from(digits, 'hex')
}

/** All points of low order in 32 bytes (RFC 7748 §6.1; D. J. Bernstein, https://cr.yp.to/ecdh.html#validate). */
export const lowOrder: Readonly<Record<string, Buffer>> = {
  zero: Buffer.alloc(32),
  one: hex('01'.padEnd(64, '0')),
  'order-8': hex('e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800'),
  'other-order-8': hex('5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157'),
  'p-minus-one': hex(`ec${'ff'.repeat(30)}7f`),
  p: hex(`ed${'ff'.repeat(30)}7f`),
  'p-plus-one': hex(`ee${'ff'.repeat(30)}7f`),
}

/** The offer of suites of these numbers. */
function offering(...suites: number[]): Bend {
  return instead(Buffer.concat([uint(suites.length, 1), ...suites.map((id) => uint(id, 2))]))
}

/** A header that announces so many bytes behind the type; nothing follows it. */
function header(length: number, type: number): Buffer {
  return Buffer.concat([uint(length, 4), Buffer.of(type)])
}

/** Frames that may not come where HELLO, REPLY or PROOF is due. */
const wrongFrames: Readonly<Record<string, Buffer>> = {
  'frame-empty': header(0, FrameType.HELLO),
  'frame-empty-of-no-type': header(0, 99),
  'frame-of-type-0': encodeFrame(0, Buffer.alloc(16)),
  'frame-of-type-6': encodeFrame(6, Buffer.alloc(16)),
  'frame-of-type-255': encodeFrame(255, Buffer.alloc(16)),
  'frame-of-no-type-and-endless': header(0xffffffff, 99),
  'frame-record-early': encodeFrame(FrameType.RECORD, Buffer.alloc(64)),
}

/** The other frames of the handshake, by the place in which each is due. */
const handshakeFrames = {
  hello: encodeFrame(FrameType.HELLO, Buffer.concat([offer(hardenedDefences.suites), Buffer.alloc(32, 9)])),
  reply: encodeFrame(FrameType.REPLY, Buffer.alloc(1000, 1)),
  proof: encodeFrame(FrameType.PROOF, Buffer.alloc(1000, 1)),
  confirm: encodeFrame(FrameType.CONFIRM, Buffer.alloc(300, 1)),
}

/** Hangs up in the middle of a frame. Behind CONFIRM she would go on, as with a session that has begun. */
const half: Bend = (frame, { line }) => {
  line.say(frame.subarray(0, frame.length / 2))
  line.hangUp()
  return Buffer.alloc(0)
}

/** In the place of a frame that is due. */
function framesInstead(place: 'hello' | 'reply' | 'proof' | 'confirm'): SessionProbe[] {
  const piece = place === 'hello' ? 'hello frame' : place === 'confirm' ? 'confirm frame' : 'frame'
  const others = Object.entries(handshakeFrames).filter(([name]) => name !== place)
  const limit = { hello: 128, reply: 2048, proof: 2048, confirm: 512 }[place]
  const type = FrameType[place.toUpperCase() as keyof typeof FrameType]
  return [
    ...Object.entries(wrongFrames).map(([name, frame]) => ({
      name: `${place}-${name}`,
      handshake: { [piece]: instead(frame) },
    })),
    ...others.map(([name, frame]) => ({
      name: `${place}-is-${name}`,
      handshake: { [piece]: instead(frame) },
    })),
    ...(place === 'confirm' ? [] : [{ name: `${place}-half`, handshake: { [piece]: half } }]),
    { name: `${place}-too-large`, handshake: { [piece]: instead(header(limit + 2, type)) } },
    { name: `${place}-nothing-in-it`, handshake: { [piece]: instead(encodeFrame(type, Buffer.alloc(0))) } },
  ]
}

const hello: readonly (readonly [string, Bends])[] = [
  ...Object.entries(lowOrder).map(
    ([name, share]) => [`hello-share-${name}`, { share: instead(share) }] as const,
  ),
  ['hello-offers-nothing', { offer: offering() }],
  ['hello-offers-unknown', { offer: offering(0x0202) }],
  ['hello-offers-version-0', { offer: offering(0x0001) }],
  ['hello-offers-first-byte-only', { offer: offering(0x0102) }],
  ['hello-short', { hello: shorter }],
  ['hello-long', { hello: longer }],
  ['hello-promises-more-suites', { offer: instead(Buffer.concat([Buffer.of(20), uint(0x0101, 2)])) }],
  ['hello-twice', { 'hello frame': (frame) => Buffer.concat([frame, frame]) }],
]

/** What may be wrong with who somebody says to be. */
function claims(place: string): (readonly [string, Bends])[] {
  const names: Readonly<Record<string, Uint8Array>> = {
    'not-utf-8': hex('fffe'),
    capital: Buffer.from('Mallory'),
    empty: Buffer.alloc(0),
    'of-33': Buffer.alloc(33, 'm'),
    'with-escape': Buffer.from('mal\u001b[2J'),
    'with-a-dot-first': Buffer.from('.mallory'),
    cyrillic: Buffer.from('m\u0430llory'),
    'with-a-line-end': Buffer.from('mallory\n'),
  }
  const key =
    (change: (spki: Buffer) => Uint8Array): Bend =>
    (piece) =>
      field(change(piece.subarray(2)))
  const x25519 = hex(`302a300506032b656e032100${'09'.repeat(32)}`)
  const keys: Readonly<Record<string, Bend>> = {
    even: key((spki) => Buffer.from(flipped(288)(spki, {} as KnownToBend))),
    'of-2047-bits': key((spki) => {
      const bent = Buffer.from(spki)
      bent[33]! &= 0x7f
      return bent
    }),
    'with-exponent-3': key((spki) => Buffer.concat([spki.subarray(0, -1), Buffer.of(3)])),
    'of-another-kind': () => field(x25519),
    long: key((spki) => Buffer.concat([spki, Buffer.alloc(1)])),
    short: key((spki) => spki.subarray(0, -1)),
    empty: () => field(''),
  }
  return [
    ...Object.entries(names).map(
      ([name, bytes]) => [`${place}-name-${name}`, { name: () => field(bytes) }] as const,
    ),
    ...Object.entries(keys).flatMap(([name, bend]) => [
      [`${place}-signing-key-${name}`, { signing: bend }] as const,
      [`${place}-wrapping-key-${name}`, { wrapping: bend }] as const,
    ]),
  ]
}

/** Names that differ from the one that is due in a letter, or in its size: a name counts as a whole. */
const nearNames = {
  longer: (name: string) => `${name}2`,
  shorter: (name: string) => name.slice(0, -1),
  'in-capitals': (name: string) => name.toUpperCase(),
} as const

function nearly(
  place: string,
  piece: 'name' | 'called',
  due: (known: KnownToBend) => string,
  ...how: readonly (keyof typeof nearNames)[]
): (readonly [string, Bends])[] {
  return how.map((each) => [
    `${place}-${each}`,
    { [piece]: (_: Buffer, known: KnownToBend) => field(nearNames[each](due(known))) },
  ])
}

/** Sealed otherwise than is due. */
function sealings(
  place: string,
  resealed: (known: KnownToBend, how: { key?: Buffer; number?: number; aad?: Buffer }) => Buffer,
) {
  return [
    [`${place}-first-byte-flipped`, { sealed: flipped(0) }],
    [`${place}-tag-flipped`, { sealed: flipped(-1) }],
    [`${place}-without-tag`, { sealed: (sealed) => sealed.subarray(0, -16) }],
    [`${place}-tag-of-12-bytes`, { sealed: (sealed) => sealed.subarray(0, -4) }],
    [`${place}-sealed-as-number-1`, { sealed: (_, known) => resealed(known, { number: 1 }) }],
    [`${place}-sealed-with-other-key`, { sealed: (_, known) => resealed(known, { key: otherKey(known) }) }],
    [`${place}-sealed-over-nothing`, { sealed: (_, known) => resealed(known, { aad: Buffer.alloc(0) }) }],
    [`${place}-body-short`, { body: shorter }],
    [`${place}-body-long`, { body: longer }],
  ] as const satisfies readonly (readonly [string, Bends])[]
}

function otherKey({ key, keys }: KnownToBend): Buffer {
  return key === keys.initiator ? keys.responder : keys.initiator
}

function resealedAtZero(known: KnownToBend, { key = known.key, number = 0, aad = known.transcript }): Buffer {
  return seal(cipher, key, number, aad, known.body)
}

/** A signature or MAC that is none, or serves for something else. */
function signatures(place: string, role: 'initiator' | 'responder'): (readonly [string, Bends])[] {
  const purpose = field(`secure-p2p handshake 1 ${role}`).length
  const purposeOf = (words: string) => (signed: Buffer) =>
    Buffer.concat([field(`secure-p2p handshake ${words}`), signed.subarray(purpose)])
  const other = role === 'initiator' ? 'responder' : 'initiator'
  const statements: Readonly<Record<string, (signed: Buffer) => Buffer>> = {
    'other-role': purposeOf(`1 ${other}`),
    'other-version': purposeOf(`2 ${role}`),
    'no-purpose': (signed) => signed.subarray(purpose),
    'no-names': (signed) => Buffer.concat([signed.subarray(0, purpose), Buffer.of(0), signed.subarray(-32)]),
    'other-transcript': (signed) => Buffer.concat([signed.subarray(0, -32), Buffer.alloc(32)]),
    'half-of-transcript': (signed) => Buffer.concat([signed.subarray(0, -16), Buffer.alloc(16)]),
  }
  const macKey = (known: KnownToBend, whose: typeof role) =>
    whose === 'initiator' ? known.keys.initiatorMac : known.keys.responderMac
  return [
    [`${place}-signature-flipped`, { signature: flipped(100) }],
    [`${place}-signature-of-zeros`, { signature: instead(Buffer.alloc(256)) }],
    [
      `${place}-signed-with-pkcs1`,
      { signature: (_, { self, signed }) => signWith('sha256', signed, self.identity.signing) },
    ],
    ...[0, 20, 222].map(
      (saltLength) =>
        [
          `${place}-signed-with-salt-of-${saltLength}`,
          {
            signature: (_, { self, signed }) =>
              signWith('sha256', signed, {
                key: self.identity.signing,
                padding: RSA_PKCS1_PSS_PADDING,
                saltLength,
              }),
          } satisfies Bends,
        ] as const,
    ),
    ...Object.entries(statements).flatMap(([name, change]) => [
      [
        `${place}-signs-${name}`,
        { signature: (_, { self, signed }) => sign(self.identity.signing, change(signed)) } satisfies Bends,
      ] as const,
      [
        `${place}-mac-over-${name}`,
        { mac: (_, known) => mac(macKey(known, role), change(known.signed)) } satisfies Bends,
      ] as const,
    ]),
    [`${place}-mac-flipped`, { mac: flipped(0) }],
    [`${place}-mac-last-bit-flipped`, { mac: flipped(-1) }],
    [`${place}-mac-of-other-role`, { mac: (_, known) => mac(macKey(known, other), known.signed) }],
  ]
}

/** Wrapped secrets that are none. */
function secrets(place: string, secret: 'secret' | 'confirm secret', wrapped: 'wrapped' | 'confirm wrapped') {
  const ofLength = (size: number): Bends => ({ [secret]: instead(Buffer.alloc(size, 7)) })
  const otherwise = (padding: { padding: number; oaepHash?: string; oaepLabel?: Buffer }): Bends => ({
    [wrapped]: (_: Buffer, { theirs }: KnownToBend) =>
      publicEncrypt({ key: theirs, ...padding }, Buffer.alloc(32, 7)),
  })
  const { RSA_PKCS1_OAEP_PADDING, RSA_PKCS1_PADDING } = constants
  return [
    [`${place}-secret-of-31`, ofLength(31)],
    [`${place}-secret-of-33`, ofLength(33)],
    [`${place}-secret-of-0`, ofLength(0)],
    [`${place}-secret-of-64`, ofLength(64)],
    [`${place}-wrapped-flipped`, { [wrapped]: flipped(100) }],
    [`${place}-wrapped-of-ones`, { [wrapped]: instead(Buffer.alloc(256, 1)) }],
    [
      `${place}-wrapped-to-self`,
      { [wrapped]: (_: Buffer, { self }: KnownToBend) => wrap(self.identity.wrapping, Buffer.alloc(32)) },
    ],
    [`${place}-wrapped-with-pkcs1`, otherwise({ padding: RSA_PKCS1_PADDING })],
    [`${place}-wrapped-with-sha1`, otherwise({ padding: RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' })],
    [
      `${place}-wrapped-with-label`,
      otherwise({ padding: RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256', oaepLabel: Buffer.from('label') }),
    ],
  ] as const satisfies readonly (readonly [string, Bends])[]
}

/** Under a friend's name with her own keys, under one whom nobody knows, and with one key of two exchanged. */
const otherKeys: readonly (readonly [string, Bends])[] = [
  [
    'key-wrapping-exchanged',
    { wrapping: (_, { self }) => field(shifted(publicIdentity(self.identity).wrapping)) },
  ],
  [
    'key-signing-exchanged',
    { signing: (_, { self }) => field(shifted(publicIdentity(self.identity).signing)) },
  ],
]

/** Another key that has the form of one. */
function shifted(spki: Uint8Array): Buffer {
  return Buffer.from(flipped(60)(Buffer.from(spki), {} as KnownToBend))
}

const reply: readonly (readonly [string, Bends])[] = [
  ['reply-suite-never-offered', { suite: instead(uint(0x0202, 2)) }],
  ['reply-suite-version-0', { suite: instead(uint(0x0001, 2)) }],
  ['reply-suite-second-byte-other', { suite: instead(uint(0x0102, 2)) }],
  ...Object.entries(lowOrder).map(
    ([name, share]) => [`reply-share-${name}`, { share: instead(share) }] as const,
  ),
  ['reply-share-of-another', { share: flipped(3) }],
  [
    'reply-share-with-top-bit',
    { share: (share) => Buffer.concat([share.subarray(0, 31), Buffer.of(share[31]! ^ 0x80)]) },
  ],
  ...sealings('reply', resealedAtZero),
  ['reply-long', { payload: longer }],
  ['reply-short', { payload: shorter }],
  ...claims('reply'),
  ['reply-name-not-called', { name: () => field('bobby') }],
  ...nearly('reply-name', 'name', ({ self }) => self.name, 'longer', 'shorter'),
  ['reply-name-of-caller', { name: () => field('alice') }],
  ...otherKeys.map(([name, bends]) => [`reply-${name}`, bends] as const),
  ...signatures('reply', 'responder'),
  ['reply-twice', { frame: (frame) => Buffer.concat([frame, frame]) }],
]

/** A wrapped secret whose first two bytes are the length of no name, whatever stands behind them. */
function wrapTooLong(theirs: KeyObject): Buffer {
  for (;;) {
    const wrapped = wrap(theirs, Buffer.alloc(32, 7))
    if (wrapped[0]! >= 0x80) return wrapped
  }
}

const proof: readonly (readonly [string, Bends])[] = [
  ...sealings('proof', resealedAtZero),
  ...claims('proof'),
  ['proof-name-of-nobody', { name: () => field('stranger') }],
  ['proof-name-of-friend', { name: (_, { third }) => field(third) }],
  ['proof-name-of-callee', { name: (_, { other }) => field(other) }],
  ...otherKeys.map(([name, bends]) => [`proof-${name}`, bends] as const),
  ['proof-calls-another', { called: (_, { third }) => field(third) }],
  ['proof-calls-nobody', { called: () => field('') }],
  ...nearly('proof-calls', 'called', ({ other }) => other, 'longer', 'shorter', 'in-capitals'),
  [
    'proof-wrapped-before-called',
    {
      called: instead(Buffer.alloc(0)),
      wrapped: (_, { theirs, other }) => Buffer.concat([wrapTooLong(theirs), field(other)]),
    },
  ],
  ['proof-calls-not-utf-8', { called: () => field(hex('fffe')) }],
  ...signatures('proof', 'initiator'),
  ...secrets('proof', 'secret', 'wrapped'),
  ['proof-wrapped-and-signature-wrong', { wrapped: instead(Buffer.alloc(256, 1)), signature: flipped(9) }],
]

/** Confirms keys that follow from something else. @param bound what they are bound to; to what is due if not given. */
function confirmedBy(
  secrets: (known: KnownToBend) => readonly Buffer[],
  bound = ({ transcript, wrapped }: KnownToBend): Buffer => hash(transcript, wrapped),
): Bend {
  return (_, known) => {
    const { id, confirmation } = sessionKeys(secrets(known), bound(known))
    return mac(confirmation, statement('responder', ['alice', known.self.name], id))
  }
}

const confirm: readonly (readonly [string, Bends])[] = [
  ['confirm-first-byte-flipped', { 'confirm sealed': flipped(0) }],
  ['confirm-tag-flipped', { 'confirm sealed': flipped(-1) }],
  ['confirm-tag-of-12-bytes', { 'confirm sealed': (sealed) => sealed.subarray(0, -4) }],
  ['confirm-sealed-as-number-0', { 'confirm sealed': (_, known) => resealedAtZero(known, { number: 0 }) }],
  [
    'confirm-sealed-over-nothing',
    { 'confirm sealed': (_, known) => resealedAtZero(known, { number: 1, aad: Buffer.alloc(0) }) },
  ],
  [
    'confirm-sealed-with-other-key',
    { 'confirm sealed': (_, known) => resealedAtZero(known, { number: 1, key: otherKey(known) }) },
  ],
  ['confirm-body-short', { 'confirm body': shorter }],
  ['confirm-body-long', { 'confirm body': longer }],
  ...secrets('confirm', 'confirm secret', 'confirm wrapped'),
  ['confirm-confirmation-flipped', { confirmation: flipped(0) }],
  ['confirm-confirmation-last-bit-flipped', { confirmation: flipped(-1) }],
  ['confirm-confirmation-of-zeros', { confirmation: instead(Buffer.alloc(32)) }],
  [
    'confirm-confirms-names-exchanged',
    { confirmed: (_, { self, session }) => statement('responder', [self.name, 'alice'], session.id) },
  ],
  [
    'confirm-confirms-own-name-only',
    { confirmed: (_, { self, session }) => statement('responder', [self.name], session.id) },
  ],
  [
    'confirm-confirms-as-initiator',
    { confirmed: (_, { self, session }) => statement('initiator', ['alice', self.name], session.id) },
  ],
  [
    'confirm-confirms-root',
    { confirmed: (_, { self, session }) => statement('responder', ['alice', self.name], session.root) },
  ],
  ['confirm-keys-without-x25519', { confirmation: confirmedBy(({ secrets: [, a, b] }) => [a, b]) }],
  ['confirm-keys-without-secret-a', { confirmation: confirmedBy(({ secrets: [dh, , b] }) => [dh, b]) }],
  ['confirm-keys-without-secret-b', { confirmation: confirmedBy(({ secrets: [dh, a] }) => [dh, a]) }],
  ['confirm-keys-in-another-order', { confirmation: confirmedBy(({ secrets: [dh, a, b] }) => [dh, b, a]) }],
  [
    'confirm-binds-no-wrapped-secret',
    {
      confirmation: confirmedBy(
        ({ secrets }) => secrets,
        ({ transcript }) => transcript,
      ),
    },
  ],
  [
    'confirm-binds-nothing',
    {
      confirmation: confirmedBy(
        ({ secrets }) => secrets,
        () => Buffer.alloc(32),
      ),
    },
  ],
  ['confirm-mac-of-handshake', { confirmation: (_, { keys, signed }) => mac(keys.responderMac, signed) }],
  ['confirm-twice', { 'confirm frame': (frame) => Buffer.concat([frame, frame]) }],
]

function named(list: readonly (readonly [string, Bends])[]): SessionProbe[] {
  return list.map(([name, handshake]) => ({ name, handshake }))
}

/** What she says to those whom she calls. */
export const callersProbes: readonly SessionProbe[] = [
  ...framesInstead('hello'),
  ...named(hello),
  ...framesInstead('proof'),
  ...named(proof),
]

/** What she says to those who call her. */
export const calleesProbes: readonly SessionProbe[] = [
  ...framesInstead('reply'),
  ...named(reply),
  ...framesInstead('confirm'),
  ...named(confirm),
]
