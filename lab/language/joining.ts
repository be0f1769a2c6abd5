import { type Sentence, t, type Value } from './sentence'

/** @returns several reasons as one. */
export function joined(reasons: readonly Sentence[]): Sentence {
  return reasons.reduce((all, reason) => t`${all}; ${reason}`)
}

/** @returns “one and another and a third”; one at least. */
export function and(things: readonly Value[]): Value {
  return things.reduce((all, thing) => t`${all} and ${thing}`)
}

/** @returns “one or another or a third”; one at least. */
export function or(things: readonly Value[]): Value {
  return things.reduce((all, thing) => t`${all} or ${thing}`)
}
