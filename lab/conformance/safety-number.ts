/**
 * The safety number that two people compare (PROTOCOL.md section 3), computed once more from the names and keys that showed
 * themselves in the handshake, and held against what each program displayed.
 */

import { createHash } from 'node:crypto'
import { t } from '../../peers/language/sentence'
import { type Events, eventsOf } from '../history/selectors'
import type { CheckedEnd } from './check-end'
import type { ShownClaim } from './claim'
import type { Departure } from './departure'
import { uint } from './layout'

/** Of libsignal's NumericFingerprint. */
const VERSION = 0
const ITERATIONS = 5200
const GROUPS = 6
const GROUP_BYTES = 5

type Named = Pick<ShownClaim, 'name' | 'signing' | 'wrapping'>

/** @param checked every end of an act. @returns what a program displayed and these names and keys do not give. */
export function wrongNumbers(act: Events, checked: readonly CheckedEnd[]): Departure[] {
  return eventsOf(act, 'displayed').flatMap((event): Departure[] => {
    const { node, session, own, peer } = event
    const end = checked.find((one) => one.end.node === node && one.end.session === session)
    const { initiator, responder } = end?.claims ?? {}
    if (!initiator || !responder) return []
    const rule = ruleFor(own, peer, halves(initiator, responder))
    const why = t`it displays another number than that of the two who showed themselves in the handshake`
    return rule ? [{ rule, node, session, why, event }] : []
  })
}

/** @returns the rule from which what is displayed departs. */
function ruleFor(own: string, peer: string, [one, other]: readonly [string, string]): string | null {
  const sorted = one < other ? one + other : other + one
  const inGroups = (digits: string) => digits.replaceAll(/\d{5}(?=\d)/g, '$& ')
  if (own === inGroups(sorted) && peer === own) return null
  if (!/^(\d{5} ){11}\d{5}$/.test(own) || peer !== own) return '3-5'
  const isUnsorted = own === inGroups(one + other) || own === inGroups(other + one)
  return isUnsorted ? '3-7' : '3-6'
}

function halves(one: Named, other: Named): [string, string] {
  return [halfOf(one), halfOf(other)]
}

/** To compute one takes twenty milliseconds, and the two of an act show theirs in each conversation. */
const known = new Map<string, string>()
const MOST_KNOWN = 64

function halfOf({ name, signing, wrapping }: Named): string {
  const keys = Buffer.concat([signing, wrapping])
  const place = `${name} ${keys.toString('latin1')}`
  const before = known.get(place)
  if (before !== undefined) return before
  let bytes: Buffer = Buffer.concat([uint(16, VERSION), keys, Buffer.from(name)])
  for (let round = 0; round < ITERATIONS; round += 1)
    bytes = createHash('sha512').update(bytes).update(keys).digest()
  const half = Array.from({ length: GROUPS }, (_, group) =>
    String(bytes.readUIntBE(group * GROUP_BYTES, GROUP_BYTES) % 100_000).padStart(5, '0'),
  ).join('')
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(place, half)
  return half
}
