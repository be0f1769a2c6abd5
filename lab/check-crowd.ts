/**
 * Who is registered: privacy falls where the attacker can tell the names that are from those that are not. Each was
 * registered by the toss of a coin, so how many guesses are right by luck is known exactly, whatever she does.
 */

import { type Check, only } from './checks'
import { binomialTail } from './statistics'

/** An attacker who only guesses is taken for one who knows less often than once in a million runs. */
const LUCK = 1e-6

export const crowd: Check = (phase, act) => {
  const names = only(act, 'crowd').flatMap((event) => event.names)
  const registered = new Set(only(act, 'crowd').flatMap((event) => event.registered))
  if (names.length === 0) return { property: 'privacy', holds: true, why: 'there was no crowd' }
  // What she says first counts: who takes back what was wrong has not known it.
  const said = new Map(
    only(phase, 'guessed')
      .reverse()
      .map(({ about, value }) => [about, value]),
  )
  const right = names.filter((name) => said.get(name) === (registered.has(name) ? 'registered' : 'free'))
  const found = [...registered].filter((name) => said.get(name) === 'registered').length
  const luck = binomialTail(right.length, names.length, 1 / 2)
  const why =
    `the attacker told ${right.length} of ${names.length} names rightly and found ${found} of ${registered.size} ` +
    `users (recall ${Math.round((100 * found) / Math.max(1, registered.size))} %), which luck alone does with ` +
    `p = ${luck.toPrecision(2)}`
  return { property: 'privacy', holds: luck >= LUCK, why, measured: true }
}
