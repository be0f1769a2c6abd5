/** How likely luck is: the exact tail of the binomial distribution, for attackers that guess. */

import { decimal, type Sentence, t } from '../../peers/language/sentence'

/** An attacker who only guesses is taken for one who knows less often than once in a million runs. */
export const SIGNIFICANCE = 1e-6

/**
 * The probability that `trials` independent guesses, each right with probability `chance`, give `least` right
 * ones or more: P[X ≥ k | n, p] = Σ C(n, i) pⁱ (1 − p)ⁿ⁻ⁱ for i from k to n. No approximation by a normal
 * distribution: the sum itself, in double precision (what is below 1e-308 is 0).
 *
 * @param least k, a whole number; 0 or less is always reached.
 * @param trials n, a whole number from 0.
 * @param chance p, from 0 to 1.
 * @throws RangeError for numbers outside of these.
 */
export function binomialTail(least: number, trials: number, chance: number): number {
  if (!Number.isSafeInteger(least)) throw new RangeError(`${least} is no whole number of right guesses`)
  if (!Number.isSafeInteger(trials) || trials < 0) throw new RangeError(`${trials} is no number of guesses`)
  if (!(chance >= 0 && chance <= 1)) throw new RangeError(`${chance} is no probability`)
  if (least <= 0) return 1
  if (least > trials) return 0
  // Of the two tails the one away from the mean is summed: its terms fall, and nothing small is lost in 1 − x.
  if (least > trials * chance) return fallingSum(least, trials, chance)
  return 1 - fallingSum(trials - least + 1, trials, 1 - chance)
}

/** @returns how often luck does that, in words, and the number after them. */
export function likelihood(luck: number): Sentence {
  const p = { decimal: luck.toPrecision(2) }
  if (luck >= 0.01) return t`${decimal(100 * luck, 0)} times in a hundred (p = ${p})`
  return luck >= SIGNIFICANCE
    ? t`once in ${Math.floor(1 / luck)} times (p = ${p})`
    : t`less often than once in a million times (p = ${p})`
}

/** The sum from term k upwards, each term from the one before it. */
function fallingSum(k: number, n: number, p: number): number {
  let term = Math.exp(logOfTerm(k, n, p))
  let sum = 0
  // Behind the last one the terms are 0.
  for (let i = k; term > sum * Number.EPSILON; i++) {
    sum += term
    term *= ((n - i) / (i + 1)) * (p / (1 - p))
  }
  return sum
}

/** ln of C(n, k) pᵏ (1 − p)ⁿ⁻ᵏ: the factors themselves would leave the range of a double. */
function logOfTerm(k: number, n: number, p: number): number {
  let sum = k * Math.log(p) + (n - k) * Math.log1p(-p)
  for (let i = 1; i <= k; i++) sum += Math.log((n - k + i) / i)
  return sum
}
