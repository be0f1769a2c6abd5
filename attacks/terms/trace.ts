/**
 * A trace: what honest people do, what the network passes on by itself, and what Mallory does beside that. It is data:
 * the same trace on the same profile has the same outcome.
 *
 * An end is one side of one connection: whatever it writes reaches the network, where Mallory stands, and whatever is
 * delivered to it comes from there.
 */

import type { Honest, Name } from './people'
import type { Definitions, Term } from './term'

export type TraceStep =
  /** An honest person calls somebody, or answers (`calls` is null), over a new connection. */
  | { readonly do: 'open'; readonly end: string; readonly of: Honest; readonly calls: Name | null }
  /** The network passes on the n-th frame that `from` wrote, from 0 on, untouched. */
  | { readonly do: 'pass'; readonly from: string; readonly to: string; readonly nth: number }
  /** Somebody who is connected says the next text, or goodbye. */
  | { readonly do: 'say'; readonly at: string }
  | { readonly do: 'close'; readonly at: string }
  /** Mallory: delivers what she can compute, or ends the connection. */
  | { readonly do: 'deliver'; readonly to: string; readonly term: Term }
  | { readonly do: 'cut'; readonly at: string }

export interface Trace {
  readonly definitions: Definitions
  readonly steps: readonly TraceStep[]
}

/** Who does a step. */
export function isMallorys(step: TraceStep): boolean {
  return step.do === 'deliver' || step.do === 'cut'
}

/** A trace that a search has found, as it is kept in attacks/found/: read by the attack that plays it, and by people. */
export interface FoundTrace {
  readonly name: string
  /** The profile that it breaks, and the property of it. */
  readonly profile: string
  readonly property: string
  /** What happened, in one sentence. */
  readonly what: string
  /** How it was found: by which seed, and after how many executions. */
  readonly seed: number
  readonly executions: number
  /** With `frames`: how many the end that a step is about has written when the step is done. */
  readonly steps: readonly (TraceStep & { readonly frames: number })[]
  /** What she computes otherwise than in the honest conversations that a search begins with. */
  readonly changed: Definitions
  /** The alarms of the hardened messenger against the same steps. */
  readonly hardened: readonly string[]
  /** Where it is about sizes: how large the frame is in which each of the pages travels that everybody knows (pages.ts). */
  readonly sizes?: readonly number[]
}

/** @returns how many frames each end has written when the trace is over. */
export function writtenInAll({ steps }: FoundTrace): ReadonlyMap<string, number> {
  return new Map(steps.map((step) => [endOfStep(step), step.frames]))
}

/** @returns which end a step is about: who opens, takes, says or is cut off. */
export function endOfStep(step: TraceStep): string {
  if (step.do === 'open') return step.end
  return 'to' in step ? step.to : step.at
}

/**
 * @returns for each end that is called by somebody honest, the end that calls it: the first that is called by the first that
 * calls, and so on. Who is called by nobody else is called by Mallory.
 */
export function pairsOfEnds(steps: readonly TraceStep[]): ReadonlyMap<string, string> {
  const opens = steps.flatMap((step) => (step.do === 'open' ? [step] : []))
  const pairs = new Map<string, string>()
  for (const called of opens) {
    if (called.calls !== null) continue
    const caller = opens.find((one) => one.calls === called.of && ![...pairs.values()].includes(one.end))
    if (caller) pairs.set(called.end, caller.end)
  }
  return pairs
}

/** @returns of each end of such a pair the other one. */
export function partnersOfEnds(steps: readonly TraceStep[]): ReadonlyMap<string, string> {
  return new Map(
    [...pairsOfEnds(steps)].flatMap(([called, caller]) => [
      [called, caller] as const,
      [caller, called] as const,
    ]),
  )
}

/** Whether she does nothing but copy: all that is said is passed on. */
export function onlyListens(found: FoundTrace): boolean {
  const { steps } = found
  const partners = partnersOfEnds(steps)
  const passes = (from: string, nth: number) =>
    steps.filter((step) => step.do === 'pass' && step.from === from && step.nth === nth).length === 1
  return (
    !steps.some(isMallorys) &&
    [...writtenInAll(found)].every(
      ([end, count]) =>
        partners.has(end) && Array.from({ length: count }, (_, nth) => passes(end, nth)).every(Boolean),
    )
  )
}
