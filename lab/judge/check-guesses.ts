/**
 * Which message it was: privacy falls too where the attacker need not read a text, because she can tell which one of
 * a few it is. What was said is the lab's draw; how many of her guesses are right by luck is known exactly.
 */

import { t } from '../../peers/language/sentence'
import { eventsOf, sayStepsOf } from '../history/selectors'
import { type EventReference, refer } from './event-reference'
import type { Check } from './finding'
import { binomialTail, likelihood, SIGNIFICANCE } from './statistics'

/** No more of the drawn texts were guessed than luck explains. */
export const guesses: Check = (phase) => {
  const numbers = new Map<string, number>()
  let [right, made, among] = [0, 0, 0]
  const evidence: EventReference[] = []
  for (const say of sayStepsOf(phase)) {
    const number = (numbers.get(say.from) ?? 0) + 1
    numbers.set(say.from, number)
    if (say.among === undefined) continue
    const guess = eventsOf(phase, 'guessed').find(({ about }) => about === `${say.from} ${number}`)
    if (!guess) continue
    made += 1
    evidence.push(refer(guess, say))
    among = among === 0 ? say.among : Math.min(among, say.among)
    // What follows the text is its number.
    if (say.text.replace(/ #\d+$/, '') === guess.value) right += 1
  }
  const drawn = sayStepsOf(phase).filter((say) => say.among !== undefined).length
  if (drawn === 0)
    return { property: 'privacy', holds: true, why: t`no message was drawn from a list`, evidence }
  if (made === 0) throw new Error(`${drawn} messages were to be guessed, and none was`)
  const luck = binomialTail(right, made, 1 / among)
  const holds = luck >= SIGNIFICANCE
  const guessed = t`Mallory guessed ${right} of ${made} messages`
  const byLuck = (made / among).toFixed(0)
  const why = t`${guessed}, and luck alone gives ${byLuck}; it gives so many ${likelihood(luck)}`
  return { property: 'privacy', holds, why, evidence, measured: true }
}
