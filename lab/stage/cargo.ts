/** What a frame is in the picture: a key, a letter, or something else. Pure. */

import { literal, type Sentence, t } from '../../peers/language/sentence'
import { dissect } from '../wire/dissect'

/** The suite of the protocol: a call that offers none of its kind is a weak one. */
const SUITE = 0x0101

/** The name of the one whose key it is, or who can open it; null where nobody can tell. */
export type Owner = string | null

export type Cargo =
  /** A public key, shown to somebody. */
  | { readonly is: 'key'; readonly of: Owner }
  /** What only the owner of a key can open; `key` is its fingerprint where it is not known yet whose it is. */
  | { readonly is: 'letter'; readonly for: Owner; readonly key: string | null }
  /** Where somebody takes calls: which one of those that they published, and whether it leads where they said. */
  | {
      readonly is: 'address'
      readonly of: string
      readonly number: number
      readonly isNewest: boolean
      readonly isTrue: boolean
    }
  /** Anything else, as the protocol calls it. */
  | { readonly is: 'other'; readonly called: string }

/** A letter that was never closed: anybody can read it. */
export const openLetter = { is: 'other', called: 'open' } as const satisfies Cargo

/** What ends a conversation: it is closed as letters are, and nobody wrote it. */
export const goodbye = { is: 'other', called: 'goodbye' } as const satisfies Cargo

/** A letter of which nobody can say whether it holds. */
export const someLetter = { is: 'other', called: 'RECORD' } as const satisfies Cargo

export function isSomeLetter(cargo: Cargo): boolean {
  return cargo.is === 'letter' || (cargo.is === 'other' && cargo.called === someLetter.called)
}

/** @returns whether somebody writes to somebody, closed or not. */
export function isWritten(cargo: Cargo | null): boolean {
  return cargo?.is === 'letter' || isOpen(cargo)
}

export function isOpen(cargo: Cargo | null): boolean {
  return cargo?.is === 'other' && cargo.called === openLetter.called
}

/** @returns whether it is what only its owner should have: the attacker has stolen it. */
export function isStolen(cargo: Cargo | null): boolean {
  return cargo?.is === 'other' && (cargo.called === 'identity' || cargo.called === 'token')
}

/** @returns whether it is a call that offers nothing but encryption weaker than the protocol's. */
export function isWeak(cargo: Cargo | null): boolean {
  return cargo?.is === 'other' && cargo.called === 'weak HELLO'
}

/** @param who can open what is encrypted in it. */
export function cargoOf(frame: Buffer, author: string, who: { for: Owner; key: string | null }): Cargo {
  const { kind, fields } = dissect(frame)
  switch (kind) {
    // The identity of whom it is from stands in it.
    case 'prototype handshake':
    case 'REPLY':
    case 'PROOF':
      return { is: 'key', of: author }
    case 'prototype message':
      return { is: 'letter', ...who }
    case 'HELLO': {
      const suites = fields.flatMap(({ kind, value }) => (kind === 'suite' ? [Number(value)] : []))
      return { is: 'other', called: suites.every((suite) => suite < SUITE) ? 'weak HELLO' : kind }
    }
    case 'RECORD':
      // Of what is encrypted nobody sees that it is a text.
      return fields.some(({ kind }) => kind === 'text') ? openLetter : { is: 'letter', ...who }
    default:
      return { is: 'other', called: kind === 'raw' ? beginningOf(frame) : kind }
  }
}

/** @returns the first words of a text, such as those of a request; of anything else nothing. */
function beginningOf(frame: Buffer): string {
  const words = /^[!-~]{2,8} [!-~]{1,40}/.exec(frame.subarray(0, 64).toString('latin1'))
  return words?.[0].replace(/^HTTP\/1\.1 /, '') ?? ''
}

/** What frames without a key are called in a picture, on the stage and in the report. */
const plainNames: Readonly<Record<string, Sentence>> = {
  HELLO: t`hello`,
  'weak HELLO': t`weakened hello`,
  goodbye: t`goodbye`,
  CONFIRM: t`agreed`,
  REPLY: t`an answer`,
  PROOF: t`a proof`,
  RECORD: t`a letter`,
  ALERT: t`no`,
  TCP: t`a call`,
  beginning: t`a beginning`,
  whereabouts: t`where is …?`,
  friendship: t`be friends?`,
  registration: t`is it free?`,
  login: t`let me in`,
  address: t`I am here`,
  question: t`a question`,
  answer: t`an answer`,
  open: t`an open letter`,
  identity: t`private keys`,
  token: t`a token`,
}

/** What many of them are called. */
const pluralNames: Readonly<Record<string, (times: number) => Sentence>> = {
  HELLO: (times) => t`${times} hellos`,
  REPLY: (times) => t`${times} replies`,
  PROOF: (times) => t`${times} proofs`,
  RECORD: (times) => t`${times} letters`,
  TCP: (times) => t`${times} calls`,
  beginning: (times) => t`${times} beginnings`,
  whereabouts: (times) => t`${times} questions`,
  question: (times) => t`${times} questions`,
  answer: (times) => t`${times} replies`,
}

/** @returns what so many of a kind are called; null where only one has a name. */
export function pluralName(cargo: Cargo, times: number): Sentence | null {
  return times > 1 && cargo.is === 'other' && Object.hasOwn(pluralNames, cargo.called)
    ? pluralNames[cargo.called]!(times)
    : null
}

/** @returns what it is in plain words; what has none, such as a request, says itself what it is. */
export function plainName(called: string): Sentence {
  return plainNames[called] ?? literal(called)
}
