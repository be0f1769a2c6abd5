/**
 * Who is registered: privacy falls where the attacker can tell the names that are from those that are not. Each was
 * registered by the toss of a coin, so how many guesses are right by luck is known exactly, whatever she does.
 */

import { t } from '../../peers/language/sentence'
import { eventsOf } from '../history/selectors'
import { refer } from './event-reference'
import type { Check } from './finding'
import { binomialTail, likelihood, SIGNIFICANCE } from './statistics'

export const population: Check = (phase, act) => {
  const names = eventsOf(act, 'population').flatMap((event) => event.names)
  const registered = new Set(eventsOf(act, 'population').flatMap((event) => event.registered))
  if (names.length === 0)
    return { property: 'privacy', holds: true, why: t`there was no crowd`, evidence: [] }
  // What she says first counts: who takes back what was wrong has not known it.
  const said = new Map(
    eventsOf(phase, 'guessed')
      .reverse()
      .map((guess) => [guess.about, guess]),
  )
  const isRight = (name: string) => said.get(name)?.value === (registered.has(name) ? 'registered' : 'free')
  const right = names.filter(isRight).length
  const found = [...registered].filter((name) => said.get(name)?.value === 'registered').length
  // What she tossed a coin for must not hide what she knew: the names that she was sure of are weighed apart.
  const sure = names.filter((name) => {
    const guess = said.get(name)
    return guess && guess.sure !== false
  })
  const rightly = sure.filter(isRight).length
  const luck = binomialTail(right, names.length, 1 / 2)
  const luckOfSure = binomialTail(rightly, sure.length, 1 / 2)
  const recall = Math.round((100 * found) / Math.max(1, registered.size))
  const told = t`Mallory told ${right} of ${names.length} names rightly`
  const users = t`found ${found} of ${registered.size} users (recall ${recall} %)`
  const all = t`${told} and ${users}, which luck alone does ${likelihood(luck)}`
  const ofSure = t`of ${sure.length} names she was sure, and right of ${rightly}, as luck is ${likelihood(luckOfSure)}`
  const why = t`${all}; ${sure.length === 0 ? t`she was sure of no name` : ofSure}`
  const evidence = [...said.values()].reverse().map((guess) => refer(guess))
  return {
    property: 'privacy',
    holds: luck >= SIGNIFICANCE && luckOfSure >= SIGNIFICANCE,
    why,
    evidence,
    measured: true,
  }
}
