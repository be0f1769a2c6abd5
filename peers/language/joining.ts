import { type Sentence, t, type Value } from './sentence'

/** @returns several reasons as one. */
export function joined(reasons: readonly Sentence[]): Sentence {
  return reasons.reduce((all, reason) => t`${all}; ${reason}`)
}

/** @returns “one, another and a third”; one at least. */
export function and(things: readonly Value[]): Sentence {
  return listed(things, (all, last) => t`${all} and ${last}`)
}

/** @returns “one, another or a third”; one at least. */
export function or(things: readonly Value[]): Sentence {
  return listed(things, (all, last) => t`${all} or ${last}`)
}

function listed(things: readonly Value[], end: (all: Sentence, last: Sentence) => Sentence): Sentence {
  const sentences = things.map((thing) => t`${thing}`)
  const last = sentences.pop()!
  return sentences.length === 0
    ? last
    : end(
        sentences.reduce((all, thing) => t`${all}, ${thing}`),
        last,
      )
}
