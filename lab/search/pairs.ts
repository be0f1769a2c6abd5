/** Profiles with two defences taken away: what one alone does not cost may fall when the one that backs it up is gone too. */

import type { Defences } from '../../peers/protocol/defences'
import { hardenedDefences } from '../../peers/protocol/hardened'
import { secure } from '../../peers/protocol/secure'
import type { LabProfile } from '../../peers/weakened/catalogue'

/** @returns the profile that goes without both, or null where it would have to do one thing in two ways. */
export function withoutBoth(one: LabProfile, other: LabProfile): LabProfile | null {
  if (!one.defences || !other.defences) return null
  const defences = merged(hardenedDefences, one.defences, other.defences)
  return defences === clash ? null : secure(`${one.name}+${other.name}`, defences as Defences)
}

const clash = Symbol('both differ in the same part')

/** @returns what differs from the base in either, or that both differ in the same part. */
function merged(base: unknown, one: unknown, other: unknown): unknown {
  if (one === base || one === other) return other
  if (other === base) return one
  if (!isRecord(base) || !isRecord(one) || !isRecord(other)) return clash
  const parts: Record<string, unknown> = {}
  for (const name of new Set([base, one, other].flatMap(Object.keys))) {
    const part = merged(base[name], one[name], other[name])
    if (part === clash) return clash
    parts[name] = part
  }
  return parts
}

/** An object of parts, and no instance of anything: what a class makes is one thing. */
function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
