/**
 * What must never come twice, and what is no randomness (PROTOCOL.md sections 5.2 to 5.5, 6 and 7). Seen from outside is that a
 * value comes again, that two are nearly the same, and that one has too little in it; a generator whose seed is small, and
 * whose output looks random, is not seen.
 */

import { type Sentence, t } from '../../peers/language/sentence'
import type { CheckedEnd } from './check-end'
import type { Departure } from './departure'
import type { WrittenOnce } from './handshake'
import { saltOf, seedOf } from './primitives'

const rules: Readonly<Record<WrittenOnce['what'] | 'secret' | 'salt' | 'seed', string>> = {
  share: '5.2-1',
  wrapped: '5.4-3',
  signature: '5.3-7',
  session: '5.5-4',
  secret: '5.4-3',
  salt: '5.3-7',
  seed: '5.4-3',
}

const names: Readonly<Record<keyof typeof rules, Sentence>> = {
  share: t`a key share`,
  wrapped: t`a wrapped secret`,
  signature: t`a signature`,
  session: t`a session id`,
  secret: t`a secret`,
  salt: t`the salt of a signature`,
  seed: t`the seed of a wrapped secret`,
}

interface Value {
  readonly kind: keyof typeof rules
  readonly bytes: Buffer
  readonly by: CheckedEnd
}

/** What must not come again in a run: values of sessions, in words. */
export type UsedOnce = ReadonlySet<string>

/** @returns what an act has used, for those that come after it. @param ends all ends of it. */
export function usedIn(ends: readonly CheckedEnd[]): UsedOnce {
  return new Set(ends.flatMap(valuesOf).map(nameOf))
}

/** Both ends of a session have its id; of one role it stands for one session. */
function nameOf({ kind, bytes, by }: Value): string {
  return `${kind} ${kind === 'session' ? by.end.opened.role : ''} ${bytes.toString('hex')}`
}

/** @param ends all ends of an act. @param earlier what was used in the acts before it. */
export function comeAgain(ends: readonly CheckedEnd[], earlier: readonly UsedOnce[]): Departure[] {
  const values = ends.flatMap(valuesOf)
  const seen = new Set<string>()
  const again = values.filter((value) => {
    const name = nameOf(value)
    const isKnown = seen.has(name) || earlier.some((used) => used.has(name))
    seen.add(name)
    return isKnown
  })
  return [
    ...again.map((value) => departure(value, t`it uses what was used before: ${names[value.kind]}`)),
    ...values
      .filter(isPoor)
      .map((value) => departure(value, t`what it drew is not random: ${names[value.kind]}`)),
    ...alike(values).map((value) =>
      departure(value, t`what it drew is nearly what was drawn before: ${names[value.kind]}`),
    ),
  ]
}

function departure({ kind, by }: Value, why: Departure['why']): Departure {
  const { node, session, events, opened } = by.end
  return { rule: rules[kind], node, session, why, event: events[0] ?? opened }
}

function valuesOf(by: CheckedEnd): Value[] {
  const { x25519, random } = by.end.drawn
  const drawn = [...x25519, ...random].map((bytes): Value => ({ kind: 'secret', bytes, by }))
  const written = by.written.flatMap(({ what, bytes, key }): Value[] => {
    const value: Value = { kind: what, bytes, by }
    if (!key) return [value]
    if (what === 'signature') return [value, { kind: 'salt', bytes: saltOf(key, bytes), by }]
    return [value, { kind: 'seed', bytes: seedOf(key, bytes), by }]
  })
  return [...drawn, ...written]
}

/** Of 32 random bytes fewer than 20 are different ones once in 10^11 times. */
const FEWEST_DIFFERENT = 20
/** Of 256 random bits fewer than 70, or more than 186, are set once in 10^12 times. */
const MOST_ONE_SIDED = 58

function isPoor({ kind, bytes }: Value): boolean {
  if (kind !== 'secret' && kind !== 'salt' && kind !== 'seed') return false
  if (bytes.length !== 32) return false
  return new Set(bytes).size < FEWEST_DIFFERENT || Math.abs(ones(bytes) - 128) > MOST_ONE_SIDED
}

/** So many are compared with each other: it takes the square of their number. */
const MOST_COMPARED = 400

/** @returns secrets that have too much in common with an earlier one: of random ones 58 bits too many once in 10^12 times. */
function alike(values: readonly Value[]): Value[] {
  const secrets = values
    .filter(({ kind, bytes }) => kind === 'secret' && bytes.length === 32)
    .slice(0, MOST_COMPARED)
  return secrets.filter(({ bytes }, place) =>
    secrets.slice(0, place).some((other) => {
      const different = ones(bytes.map((byte, at) => byte ^ (other.bytes[at] ?? 0)))
      return different > 0 && different < 128 - MOST_ONE_SIDED
    }),
  )
}

function ones(bytes: Uint8Array): number {
  let sum = 0
  for (const byte of bytes) sum += bitsOf[byte] ?? 0
  return sum
}

const bitsOf = Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length)
