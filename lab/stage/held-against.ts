/** What is held against each other: two keys by people who compare or by a program, two numbers by a program. Pure. */

import type { EventOf } from '../history/selectors'
import type { Owner } from './cargo'

/** Two keys that somebody holds against each other: that of `whose`, and the one that `to` was shown. */
export interface KeyPair {
  readonly whose: string
  readonly own: Owner
  readonly to: string
  readonly shown: Owner
  /** Whether it is a program that holds them against each other: then the first is the key that it knew before. */
  readonly wasKnown: boolean
}

/** Two numbers that a program holds against each other: that of the next letter, or how many there were. */
export interface NumberPair {
  readonly of: 'letter' | 'count' | 'address'
  readonly due: string
  readonly came: string
}

/** The fingerprints that people registered with. */
interface Registered {
  readonly identities: Readonly<Record<string, string>>
}

/** Whose keys are known besides. */
interface Owners {
  readonly owners: readonly { readonly fingerprint: string; readonly by: string }[]
}

/** @returns whose key has this fingerprint. */
export function ownerOf(fingerprint: string, { identities }: Registered, { owners }: Owners): Owner {
  const known = Object.entries(identities).find(([, one]) => one === fingerprint)
  return known?.[0] ?? owners.find((one) => one.fingerprint === fingerprint)?.by ?? null
}

/** What two people hold against each other when they compare: the key of one, and what the other was shown as it. */
export function pairOf(
  whose: string,
  to: string,
  facts: Registered & { readonly shown: (name: string) => string | undefined },
  scene: Owners,
): KeyPair[] {
  const shown = facts.shown(to)
  if (!shown) return []
  return [{ whose, own: whose, to, shown: ownerOf(shown, facts, scene), wasKnown: false }]
}

/** @returns the numbers of an alarm about the order of letters or their count; null where it is about something else. */
export function numbersAt({ code, evidence }: EventOf<'alarm'>): NumberPair | null {
  const { expected, received, announced } = evidence
  const number = (value: unknown): string | null => (/^\d{1,20}$/.test(`${value}`) ? `${value}` : null)
  const came = number(received)
  if (came === null) return null
  if (code === 'OUT_OF_ORDER') {
    const due = number(expected)
    return due === null ? null : { of: 'letter', due, came }
  }
  const due = number(announced)
  return code === 'BAD_COUNT' && due !== null ? { of: 'count', due, came } : null
}

/** Whether more came than was sent: when that is counted, it has been read. */
export function isTooMuch({ of, due, came }: NumberPair): boolean {
  return of === 'count' && BigInt(came) > BigInt(due)
}

/** @returns the keys of an alarm about who is there; null where it is about something else. */
export function keysAt(
  { node, evidence }: EventOf<'alarm'>,
  facts: Registered,
  scene: Owners,
): KeyPair[] | null {
  const { expected, seen } = evidence
  if (typeof expected !== 'string' || typeof seen !== 'string') return null
  const own = ownerOf(expected, facts, scene)
  // A key that nobody registered with, in a conversation that she is in the middle of, is hers.
  const shown = ownerOf(seen, facts, scene)
  return own === null || own === node ? null : [{ whose: own, own, to: node, shown, wasKnown: true }]
}
