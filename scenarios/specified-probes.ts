/**
 * Which rule of PROTOCOL.md each probe is for, and what is due. What a probe sends is in attacks/, under the same name: the
 * attacker does not know what is due, and the lab does not know how it is sent.
 */

import type { Probe } from '../lab/history/step'
import type { AlarmCode } from '../lab/scenario/alarms'

/** How far the session has come when the forbidden thing is said. */
type Stage = Pick<Probe, 'as' | 'connects' | 'delivers' | 'frames'>

const nothingSaid: Stage = { as: 'caller', connects: false, delivers: false, frames: 0 }
const afterReply: Stage = { ...nothingSaid, frames: 1 }
const afterHello: Stage = { as: 'called', connects: false, delivers: false, frames: 1 }
const afterProof: Stage = { ...afterHello, frames: 2 }
/** In records; the last word is the goodbye of those who take it. */
const asCaller: Stage = { as: 'caller', connects: true, delivers: false, frames: 2 }
const asCalled: Stage = { ...asCaller, as: 'called' }

/** @param names of probes, with blanks between them. */
function probes(
  stage: Partial<Stage>,
  alarm: AlarmCode | null,
  rules: string,
  names: string,
): (Pick<Probe, 'probe' | 'rules' | 'alarm' | 'thorough'> & Partial<Stage>)[] {
  return words(names).map((probe, place) => ({
    ...{ ...stage, probe, alarm, rules: words(rules) },
    // Of a row that is for the same rules the short form has two.
    ...(place > 1 && { thorough: true }),
  }))
}

function words(text: string): string[] {
  return text.trim().split(/\s+/)
}

/** Frames where HELLO, REPLY, PROOF or CONFIRM is due. */
function framesAt(stage: Stage, place: string, others: readonly string[], limit: string) {
  const at = (names: string) =>
    words(names)
      .map((name) => `${place}-${name}`)
      .join(' ')
  return [
    ...probes(stage, 'FRAME_EMPTY', '4-9 11-2', at('frame-empty')),
    ...probes(stage, 'FRAME_EMPTY', '4-9 4-11', at('frame-empty-of-no-type')),
    ...probes(
      stage,
      'UNEXPECTED_FRAME',
      '4-10 11-2',
      at('frame-of-type-0 frame-of-type-6 frame-of-type-255'),
    ),
    ...probes(stage, 'UNEXPECTED_FRAME', '4-10 4-11 4-8', at('frame-of-no-type-and-endless')),
    ...probes(stage, 'UNEXPECTED_FRAME', '4-7 4-6', at('frame-record-early')),
    ...probes(stage, 'UNEXPECTED_FRAME', '4-10', at(others.map((name) => `is-${name}`).join(' '))),
    ...(place === 'confirm' ? [] : probes(stage, 'INCOMPLETE_HANDSHAKE', '7.2-7 11-12', at('half'))),
    ...probes(stage, 'FRAME_TOO_LARGE', `${limit} 4-8 4-11 11-2`, at('too-large')),
  ]
}

const lowOrder = 'zero one order-8 other-order-8 p-minus-one p p-plus-one'
const badNames = 'capital empty of-33 with-escape with-a-dot-first cyrillic with-a-line-end'
const badKeys = 'even of-2047-bits with-exponent-3 of-another-kind long short empty'
const statements = 'other-role other-version no-purpose no-names other-transcript half-of-transcript'
/** Bytes of salt: PSS has one right length of it, and 222 are the most that there is room for. */
const salts = '0 20 222'
const badSecrets =
  'secret-of-31 secret-of-33 secret-of-0 secret-of-64 wrapped-flipped wrapped-of-ones wrapped-to-self wrapped-with-pkcs1 wrapped-with-sha1 wrapped-with-label'

function each(prefix: string, names: string): string {
  return words(names)
    .map((name) => `${prefix}${name}`)
    .join(' ')
}

function claims(stage: Stage, place: string, rule: string) {
  return [
    ...probes(stage, 'BAD_TEXT', `2-1 11-3 ${rule}`, `${place}-name-not-utf-8`),
    ...probes(stage, 'MALFORMED', `3-3 11-3 ${rule} 5.1-2`, each(`${place}-name-`, badNames)),
    ...probes(stage, 'BAD_IDENTITY', `3-1 3-2 11-6 ${rule}`, each(`${place}-signing-key-`, badKeys)),
    ...probes(stage, 'BAD_IDENTITY', `3-1 3-2 11-6 ${rule}`, each(`${place}-wrapping-key-`, badKeys)),
  ]
}

const hello = [
  ...framesAt(nothingSaid, 'hello', ['reply', 'proof', 'confirm'], '4-2'),
  ...probes(nothingSaid, 'BAD_KEY_SHARE', '2-2 11-5', each('hello-share-', lowOrder)),
  ...probes(
    nothingSaid,
    'NO_COMMON_VERSION',
    '5.2-3 11-4',
    'hello-offers-nothing hello-offers-unknown hello-offers-version-0 hello-offers-first-byte-only',
  ),
  ...probes(
    nothingSaid,
    'MALFORMED',
    '2-3 5.2-1 11-3',
    'hello-short hello-long hello-promises-more-suites hello-nothing-in-it',
  ),
  ...probes(afterReply, 'UNEXPECTED_FRAME', '4-10', 'hello-twice'),
]

const proof = [
  ...framesAt(afterReply, 'proof', ['hello', 'reply', 'confirm'], '4-4'),
  ...probes(
    afterReply,
    'BAD_RECORD',
    '5.4-8 5-1 11-13',
    'proof-nothing-in-it proof-first-byte-flipped proof-tag-flipped proof-without-tag proof-tag-of-12-bytes',
  ),
  ...probes(afterReply, 'BAD_RECORD', '5.3-5 5.4-8', 'proof-sealed-as-number-1'),
  ...probes(afterReply, 'BAD_RECORD', '5.3-4 5.4-8', 'proof-sealed-with-other-key'),
  ...probes(afterReply, 'BAD_RECORD', '5.4-1 5.4-8', 'proof-sealed-over-nothing'),
  ...probes(afterReply, 'MALFORMED', '2-3 5.4-1', 'proof-body-short proof-body-long'),
  ...probes(afterReply, 'MALFORMED', '5.4-4', 'proof-wrapped-before-called'),
  ...claims(afterReply, 'proof', '5.4-9'),
  ...probes(afterReply, 'WRONG_NAME', '5.4-2 5.4-10 11-7', 'proof-calls-another proof-calls-nobody'),
  ...probes(afterReply, 'WRONG_NAME', '5.4-2 5.4-10', each('proof-calls-', 'longer shorter in-capitals')),
  ...probes(afterReply, 'BAD_TEXT', '2-1 5.4-2', 'proof-calls-not-utf-8'),
  ...probes(
    afterReply,
    'UNKNOWN_PEER',
    '5.4-11 5.7-2 5.7-3 11-8',
    'proof-name-of-nobody proof-name-of-callee',
  ),
  ...probes(
    afterReply,
    'FINGERPRINT_MISMATCH',
    '3-4 5.4-11 5.7-2 5.7-3 11-9',
    'proof-name-of-friend proof-key-wrapping-exchanged proof-key-signing-exchanged',
  ),
  ...probes(
    afterReply,
    'BAD_SIGNATURE',
    '5-2 5.4-6 5.4-12 7.2-9 11-10',
    'proof-signature-flipped proof-signature-of-zeros proof-signed-with-pkcs1',
  ),
  ...probes(afterReply, 'BAD_SIGNATURE', '5.4-6 5.4-12', each('proof-signed-with-salt-of-', salts)),
  ...probes(afterReply, 'BAD_SIGNATURE', '5.1-1 5.4-5 5.4-12', each('proof-signs-', statements)),
  ...probes(
    afterReply,
    'BAD_CONFIRMATION',
    '5.4-7 5.4-13 11-10',
    'proof-mac-flipped proof-mac-last-bit-flipped proof-mac-of-other-role',
  ),
  ...probes(afterReply, 'BAD_CONFIRMATION', '5.1-1 5.4-5 5.4-13', each('proof-mac-over-', statements)),
  ...probes(afterReply, 'BAD_SECRET', '5.4-3 5.4-14 11-11', each('proof-', badSecrets)),
  ...probes(afterReply, 'BAD_SIGNATURE', '5.4-14', 'proof-wrapped-and-signature-wrong'),
]

const reply = [
  ...framesAt(afterHello, 'reply', ['hello', 'proof', 'confirm'], '4-3'),
  ...probes(afterHello, 'MALFORMED', '2-3 5.3-1', 'reply-nothing-in-it reply-long reply-short'),
  ...probes(
    afterHello,
    'NO_COMMON_VERSION',
    '5.2-2 5.3-9 11-4',
    'reply-suite-never-offered reply-suite-version-0 reply-suite-second-byte-other',
  ),
  ...probes(afterHello, 'BAD_KEY_SHARE', '2-2 5.3-11 11-5', each('reply-share-', lowOrder)),
  ...probes(
    afterHello,
    'BAD_RECORD',
    '5.3-2 5.3-3 5.3-12',
    'reply-share-of-another reply-share-with-top-bit',
  ),
  ...probes(
    afterHello,
    'BAD_RECORD',
    '5.3-12 5-1 11-13',
    'reply-first-byte-flipped reply-tag-flipped reply-without-tag reply-tag-of-12-bytes',
  ),
  ...probes(afterHello, 'BAD_RECORD', '5.3-5 5.3-12', 'reply-sealed-as-number-1'),
  ...probes(afterHello, 'BAD_RECORD', '5.3-4 5.3-12', 'reply-sealed-with-other-key'),
  ...probes(afterHello, 'BAD_RECORD', '5.3-1 5.3-12', 'reply-sealed-over-nothing'),
  ...probes(afterHello, 'MALFORMED', '2-3 5.3-1', 'reply-body-short reply-body-long'),
  ...claims(afterHello, 'reply', '5.3-13'),
  ...probes(afterHello, 'WRONG_NAME', '5.3-14 11-7 5.3-18', 'reply-name-not-called reply-name-of-caller'),
  ...probes(afterHello, 'WRONG_NAME', '5.3-14 5.3-18', 'reply-name-longer reply-name-shorter'),
  ...probes(
    afterHello,
    'FINGERPRINT_MISMATCH',
    '3-4 5.3-15 5.3-18 5.7-2 5.7-3 11-9',
    'reply-key-wrapping-exchanged reply-key-signing-exchanged',
  ),
  ...probes(
    afterHello,
    'BAD_SIGNATURE',
    '5-2 5.3-7 5.3-16 5.3-18 7.2-9 11-10',
    'reply-signature-flipped reply-signature-of-zeros reply-signed-with-pkcs1',
  ),
  ...probes(afterHello, 'BAD_SIGNATURE', '5.3-7 5.3-16', each('reply-signed-with-salt-of-', salts)),
  ...probes(afterHello, 'BAD_SIGNATURE', '5.1-1 5.3-6 5.3-16 5.6-1', each('reply-signs-', statements)),
  ...probes(
    afterHello,
    'BAD_CONFIRMATION',
    '5.3-8 5.3-17 5.3-18 11-10',
    'reply-mac-flipped reply-mac-last-bit-flipped reply-mac-of-other-role',
  ),
  ...probes(afterHello, 'BAD_CONFIRMATION', '5.1-1 5.3-6 5.3-17', each('reply-mac-over-', statements)),
  ...probes(afterProof, 'UNEXPECTED_FRAME', '4-10', 'reply-twice'),
]

const confirm = [
  ...framesAt(afterProof, 'confirm', ['hello', 'reply', 'proof'], '4-5'),
  ...probes(
    afterProof,
    'BAD_RECORD',
    '5.5-6 5-1 11-13',
    'confirm-nothing-in-it confirm-first-byte-flipped confirm-tag-flipped confirm-tag-of-12-bytes',
  ),
  ...probes(afterProof, 'BAD_RECORD', '5.3-5 5.5-6', 'confirm-sealed-as-number-0'),
  ...probes(afterProof, 'BAD_RECORD', '5.5-1 5.5-6', 'confirm-sealed-over-nothing'),
  ...probes(afterProof, 'BAD_RECORD', '5.3-4 5.5-6', 'confirm-sealed-with-other-key'),
  ...probes(afterProof, 'MALFORMED', '2-3 5.5-1', 'confirm-body-short confirm-body-long'),
  ...probes(afterProof, 'BAD_SECRET', '5.5-2 5.5-7 11-11', each('confirm-', badSecrets)),
  ...probes(
    afterProof,
    'BAD_CONFIRMATION',
    '5.5-8 11-10',
    'confirm-confirmation-flipped confirm-confirmation-last-bit-flipped confirm-confirmation-of-zeros',
  ),
  ...probes(
    afterProof,
    'BAD_CONFIRMATION',
    '5.1-1 5.5-5 5.5-8',
    'confirm-confirms-names-exchanged confirm-confirms-own-name-only confirm-confirms-as-initiator confirm-confirms-root confirm-mac-of-handshake',
  ),
  ...probes(
    afterProof,
    'BAD_CONFIRMATION',
    '5.5-4 5.5-8',
    'confirm-keys-without-x25519 confirm-keys-without-secret-a confirm-keys-without-secret-b confirm-keys-in-another-order',
  ),
  ...probes(
    afterProof,
    'BAD_CONFIRMATION',
    '5.5-3 5.5-8',
    'confirm-binds-no-wrapped-secret confirm-binds-nothing',
  ),
  ...probes({ ...asCalled }, 'UNEXPECTED_FRAME', '4-7', 'confirm-twice'),
]

/** In either role. */
const records = [
  ...probes(
    {},
    'UNEXPECTED_FRAME',
    '4-7',
    'hello-after-handshake reply-after-handshake proof-after-handshake confirm-after-handshake',
  ),
  ...probes({}, 'FRAME_EMPTY', '4-9', 'frame-empty-after-handshake'),
  ...probes({}, 'UNEXPECTED_FRAME', '4-10', 'frame-of-type-6-after-handshake'),
  ...probes({}, 'FRAME_TOO_LARGE', '4-6 4-8 4-11', 'record-too-large record-endless'),
  ...probes({}, 'MALFORMED', '2-3 6-1', 'record-of-7-bytes'),
  ...probes({}, 'BAD_RECORD', '6-17 11-13', 'record-of-number-only record-of-tag-only'),
  ...probes({}, 'OUT_OF_ORDER', '6-1 6-16 11-14', 'record-number-1-first record-number-2-to-the-64'),
  ...probes(
    { delivers: true },
    'OUT_OF_ORDER',
    '6-1 6-16 6-26 6-27 11-14 11-19',
    'record-number-twice record-number-skipped record-same-frame-twice',
  ),
  ...probes(
    {},
    'BAD_RECORD',
    '6-2 6-17 11-13',
    'record-first-byte-flipped record-tag-flipped record-without-tag record-tag-of-12-bytes',
  ),
  ...probes({}, 'BAD_RECORD', '6-3 6-14', 'record-key-of-other-direction'),
  ...probes({}, 'BAD_RECORD', '6-4 6-15', 'record-nonce-of-next record-nonce-of-ones record-nonce-with-head'),
  ...probes(
    {},
    'BAD_RECORD',
    '6-5 6-18',
    'record-aad-empty record-aad-without-session record-aad-other-session record-aad-without-number record-aad-other-number record-aad-other-type record-aad-without-type record-aad-without-length record-aad-other-length',
  ),
  ...probes(
    {},
    'MALFORMED',
    '6-6 6-21',
    'record-plaintext-of-0 record-plaintext-of-2 record-length-beyond record-length-beyond-by-1',
  ),
  ...probes({}, 'UNEXPECTED_FRAME', '6-24', 'record-kind-0 record-kind-8 record-kind-255'),
  ...probes({}, 'MALFORMED', '6-7 6-22', 'text-too-long'),
  ...probes({}, 'BAD_TEXT', '2-1 6-7 6-25', 'text-not-utf-8 text-half-a-character text-overlong'),
  ...probes({}, 'MALFORMED', '6-13 6-23', 'bundle-of-one bundle-of-none bundle-cut bundle-cut-in-length'),
  ...probes(
    { delivers: true },
    'BAD_COUNT',
    '6-8 7.2-5 11-15',
    'close-counts-one-more close-counts-one-less close-counts-none',
  ),
  ...probes({ delivers: true }, 'MALFORMED', '2-3 6-8', 'close-short close-long'),
  ...probes({ delivers: true }, 'TRUNCATED', '7.2-8 11-16', 'cut-without-close cut-in-a-record'),
  ...probes({ delivers: true, frames: 3 }, null, '7.2-3 7.2-6', 'text-after-close rubbish-after-close'),
  ...probes({ delivers: true, frames: 3 }, null, '6-20 7.2-3', 'padding-of-ones'),
  ...probes({ delivers: true, frames: 3 }, null, '4-12 7.2-3', 'byte-by-byte'),
  ...probes({}, 'UNEXPECTED_FRAME', '6-10 7.1-14', 'rekey-reply-unasked'),
  ...probes({}, 'UNEXPECTED_FRAME', '6-11 7.1-14', 'rekey-done-unasked'),
]

const rekey = [
  ...probes(asCaller, 'BAD_KEY_SHARE', '2-2 7.1-12 11-5', each('rekey-share-', lowOrder)),
  ...probes(asCaller, 'BAD_KEY_SHARE', '6-9', 'rekey-short rekey-long'),
  ...probes({ ...asCaller, frames: 3 }, 'UNEXPECTED_FRAME', '7.1-15', 'rekey-twice'),
  ...probes({ ...asCaller, frames: 3 }, 'MALFORMED', '6-11 7.1-16', 'rekey-done-with-content'),
  ...probes(
    { ...asCaller, frames: 3 },
    'BAD_RECORD',
    '7.1-2 7.1-3 7.1-4',
    'rekey-text-under-old-key rekey-text-under-new-key-early',
  ),
  ...probes({ ...asCaller, frames: 3 }, 'BAD_RECORD', '7.1-1', 'rekey-without-old-root'),
  ...probes({ ...asCaller, frames: 3 }, 'OUT_OF_ORDER', '6-1 7.1-3', 'rekey-numbers-anew'),
  ...probes({ ...asCaller, delivers: true, frames: 4 }, null, '7.1-1 7.1-2 7.1-3 7.1-4', 'rekey-by-the-book'),
]

const rekeyOfResponder = probes(asCalled, 'UNEXPECTED_FRAME', '7.1-13', 'rekey-by-responder')

/** After the messenger's HAVE. */
const asFriend: Stage = { ...asCaller, frames: 3 }
const messages = [
  ...probes({}, 'MALFORMED', '8-1 8-2', 'message-empty message-kind-0 message-kind-9 message-kind-255'),
  ...probes({}, 'MALFORMED', '8-2 8-9', 'ping-with-content'),
  ...probes({}, 'MALFORMED', '8-2 8-10', 'pong-with-content'),
  ...probes({}, 'MALFORMED', '8-2 8-13', 'full-with-content'),
  ...probes({}, 'MALFORMED', '8-2 8-6', 'have-short have-long'),
  ...probes({}, 'MALFORMED', '8-2 8-8', 'receipt-short receipt-long'),
  ...probes({}, 'MALFORMED', '8-2 8-7', 'item-number-0 item-without-type item-type-5'),
  ...probes({}, 'MALFORMED', '8-2 8-11', 'fetch-short fetch-long'),
  ...probes({}, 'MALFORMED', '8-2 8-12', 'chunk-without-offset chunk-too-long'),
  ...probes({}, 'MALFORMED', '8-2 8-14', 'item-text-too-long'),
  ...probes({}, 'MALFORMED', '8-2 8-15', 'offer-name-too-long offer-short'),
  ...probes({}, 'MALFORMED', '8-2 8-19', 'folder-name-too-long folder-short'),
  ...probes({}, 'MALFORMED', '8-2 8-16', 'end-of-no-outcome end-short end-long'),
  ...probes({}, 'MALFORMED', '8-2 8-17', 'again-short again-long'),
  ...probes(
    {},
    'MALFORMED',
    '8-5',
    'have-number-too-large item-number-too-large item-written-too-large receipt-number-too-large fetch-offset-too-large chunk-offset-too-large offer-size-too-large again-count-too-large',
  ),
  ...probes({}, 'BAD_TEXT', '8-3 8-14', 'item-text-not-utf-8'),
  ...probes({}, 'BAD_TEXT', '8-3 8-15', 'offer-name-not-utf-8'),
  ...probes({}, 'UNEXPECTED_FRAME', '8.1-3 8.1-6', 'have-twice'),
  ...probes({}, 'MALFORMED', '8-1 8-2', 'bundle-with-one-wrong'),
  ...probes({ delivers: true, frames: null }, null, '8.1-14 8.1-15', 'item-number-twice'),
  // Whoever asks too much is not heard for a while: these come last, one to each.
  ...probes({ frames: null }, 'OVER_BUDGET', '8.4-6 8.4-10 11-18', 'questions-without-end'),
  ...probes({ frames: null }, 'OVER_BUDGET', '8.4-7 8.4-10 11-18', 'answers-to-nothing'),
]

function of(name: string, stage: Stage, list: readonly ReturnType<typeof probes>[number][]): Probe[] {
  return list.map((probe) => ({ of: name, ...stage, ...probe }))
}

/** The same to both by turns: each lets an address begin no more than sixty handshakes at once, and a friend thirty. */
function byTurns(list: readonly Probe[]): Probe[] {
  return list.map((probe, place) => (place % 2 === 0 ? probe : { ...probe, of: 'alice' }))
}

/** To peers whom she calls. */
export const handshakeOfResponder: readonly Probe[] = byTurns(of('bob', nothingSaid, [...hello, ...proof]))
export const recordsOfResponder: readonly Probe[] = byTurns(of('bob', asCaller, [...records, ...rekey]))
/** To a peer who calls her. */
export const handshakeOfInitiator: readonly Probe[] = of('alice', afterHello, [...reply, ...confirm])
export const recordsOfInitiator: readonly Probe[] = of('alice', asCalled, [...records, ...rekeyOfResponder])

/** To messengers whom she calls. */
export const probesOfMessenger: readonly Probe[] = byTurns(of('bob', asFriend, messages))

/** To the directory, as one of its clients. `api`: what directory/http/openapi.ts promises of a route. */
function asked(status: number, code: string | null, rules: string, names: string): Probe[] {
  const stage = { of: 'directory', as: 'client', connects: false, delivers: false, frames: 0 } as const
  return words(names).map((probe) => ({ ...stage, probe, alarm: code, status, rules: words(rules) }))
}

export const probesOfDirectory: readonly Probe[] = [
  ...asked(403, 'NOT_YOURS', '9-1 9-4', 'address-of-another'),
  ...asked(400, 'BAD_EXPIRY', '9-1 9-5', 'address-expired address-for-8-days'),
  ...asked(
    403,
    'BAD_SIGNATURE',
    '9-1 9-4',
    'address-signed-by-another address-host-changed address-port-changed address-counter-changed address-expiry-changed address-signature-empty',
  ),
  ...asked(
    403,
    'BAD_SIGNATURE',
    '9-1 9-33',
    'address-also-changed address-also-taken-away address-also-added',
  ),
  ...asked(400, 'BAD_FIELD', '9-32', 'address-also-by-name address-also-of-ipv4 address-also-not-one'),
  ...asked(200, null, '9-1 9-32', 'address-also-by-the-book'),
  ...asked(403, 'BAD_SIGNATURE', '9-1 9-23', 'address-signed-as-login address-signed-without-purpose'),
  ...asked(409, 'OUTDATED', '9-1 9-6', 'address-counter-again address-counter-lower address-same-twice'),
  ...asked(400, 'BAD_FIELD', 'api', 'address-with-more-fields address-port-0'),
  ...asked(200, null, '9-1', 'address-by-the-book'),
  ...asked(
    403,
    'BAD_PROOF',
    '9-2 9-19',
    'register-proof-of-another register-proof-for-another-name register-wrapping-exchanged register-proof-flipped',
  ),
  ...asked(409, 'NAME_TAKEN', 'api', 'register-name-taken'),
  ...asked(400, 'BAD_FIELD', '3-3 api', 'register-name-capital'),
  ...asked(400, 'BAD_FIELD', 'api', 'register-password-short'),
  ...asked(400, 'BAD_IDENTITY', '3-1 3-2', 'register-key-even register-key-of-nothing'),
  ...asked(
    401,
    'BAD_KEY_LOGIN',
    '9-20',
    'login-challenge-twice login-challenge-of-another login-challenge-flipped login-challenge-prolonged login-challenge-made-up login-challenge-short',
  ),
  ...asked(401, 'BAD_KEY_LOGIN', '9-3 9-20', 'login-by-another-key login-as-another'),
  ...asked(401, 'BAD_KEY_LOGIN', '9-21 9-22', 'login-for-another-server login-for-no-server'),
  ...asked(401, 'BAD_KEY_LOGIN', '9-23', 'login-signed-as-registration'),
  ...asked(200, null, '9-3 9-20 9-21', 'login-by-the-book'),
  ...asked(
    401,
    'NOT_LOGGED_IN',
    '9-24 api',
    'token-none token-made-up token-flipped token-short token-as-basic',
  ),
  ...asked(403, 'NOT_A_FRIEND', 'api', 'address-of-stranger'),
  ...asked(
    403,
    'NOT_A_FRIEND',
    'api',
    'friend-asked-only friend-who-asked-only friend-asked-twice friend-asked-and-not friend-left-by-asker friend-left-by-asked',
  ),
  ...asked(
    401,
    'BAD_LOGIN',
    'api',
    'password-in-capitals password-longer password-shorter password-of-another-end code-missing-and-password-wrong code-right-and-password-wrong',
  ),
  ...asked(400, 'OWN_NAME', 'api', 'friend-of-oneself'),
  ...asked(413, 'TOO_LARGE', 'api', 'body-too-large'),
  ...asked(400, 'MALFORMED_JSON', 'api', 'body-no-json'),
  ...asked(415, 'NOT_JSON', 'api', 'body-as-plain-text'),
  ...asked(404, 'NO_ROUTE', 'api', 'route-unknown'),
  ...asked(401, 'BAD_LOGIN', 'api', 'code-twice code-wrong recovery-code-twice recovery-code-of-before'),
  ...asked(409, 'TOTP_ACTIVE', 'api', 'factor-on-twice factor-confirmed-twice'),
  ...asked(409, 'NO_TOTP', 'api', 'factor-confirmed-without factor-off-without'),
  ...asked(403, 'BAD_CODE', 'api', 'factor-confirmed-wrong factor-code-wrong'),
  ...asked(401, 'CODE_NEEDED', 'api', 'code-missing'),
  ...asked(101, null, '9.3-1 9.3-2 9.3-3 9.3-4', 'relay-by-the-book'),
  ...asked(101, null, '9.3-1', 'relay-line-newest'),
  ...asked(401, 'NOT_LOGGED_IN', '9-24', 'relay-without-login'),
  ...asked(403, 'NOT_A_FRIEND', '9.3-2', 'relay-stranger'),
  ...asked(404, 'NOT_WAITING', '9.3-2', 'relay-nobody-waits'),
  ...asked(404, 'NOT_WAITING', '9.3-1', 'relay-line-spoken-on relay-line-logged-out'),
  ...asked(400, 'BAD_FIELD', '9.3-3', 'relay-early'),
  ...asked(404, 'NO_CALL', '9.3-4', 'relay-token-made-up relay-token-of-another relay-token-twice'),
  ...asked(429, 'TOO_MANY', '9.3-6', 'relay-pairs-with-one relay-calls-without-end'),
  ...asked(429, 'TOO_MANY', 'api', 'password-guesses-from-everywhere'),
  ...asked(200, null, '9-20 9-24 api', 'later-challenge later-token later-factor'),
]

/** When two minutes have gone by for the directory. */
export const minutesLater: readonly Probe[] = [
  ...asked(401, 'BAD_KEY_LOGIN', '9-20', 'minutes-later-challenge'),
  ...asked(200, null, '9-24', 'minutes-later-token'),
  ...asked(401, 'BAD_LOGIN', 'api', 'minutes-later-code-of-before'),
  ...asked(200, null, 'api', 'minutes-later-code-of-then'),
]

/** When a day has gone by as well. */
export const dayLater: readonly Probe[] = [
  ...asked(401, 'NOT_LOGGED_IN', '9-24', 'day-later-token'),
  ...asked(404, 'NO_ADDRESS', '9-5', 'day-later-address'),
  ...asked(401, 'BAD_LOGIN', 'api', 'day-later-guess'),
]
