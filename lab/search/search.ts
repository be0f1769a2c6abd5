/**
 * The search: traces that reach something new are kept and changed further; what breaks a property is shrunk. From the
 * same seed it tries the same traces in the same order.
 */

import { beginnings, seeds } from '../../attacks/terms/conversations'
import type { Trace } from '../../attacks/terms/trace'
import type { ConversationEvent, Profile } from '../../peers/protocol/conversation'
import { execute, settingOf, type TraceEnd } from './execute'
import { mutated } from './mutate'
import type { SearchedPeople } from './people'
import { executionRandom, type Random, randomFrom } from './random'
import { shrunk } from './shrink'
import { type SearchedProperty, type Violation, violations } from './violations'

export interface FoundAttack extends Violation {
  readonly trace: Trace
  /** How many executions it took, those for shrinking not counted. */
  readonly executions: number
}

export interface SearchProgress {
  readonly executions: number
  /** How many traces are kept, and how many different things they reach. */
  readonly kept: number
  readonly features: number
}

export interface Search {
  readonly profile: Profile
  readonly people: SearchedPeople
  readonly seed: number
  /** Which of several searches this is, from 0 on: each goes its own way. */
  readonly shard?: number
  /** What an earlier search has kept: it is looked at first. */
  readonly known?: readonly Trace[]
  /** Told of each trace that is kept beyond those. */
  readonly onKept?: (trace: Trace) => void
  /** @returns whether to go on; called after each execution. */
  readonly goesOn: (progress: SearchProgress, found: readonly FoundAttack[]) => boolean | Promise<boolean>
}

/** @returns what was found, each property once. */
export async function search({
  profile,
  people,
  seed,
  shard = 0,
  known = [],
  onKept = () => {},
  goesOn,
}: Search): Promise<{
  readonly found: readonly FoundAttack[]
  readonly progress: SearchProgress
}> {
  const setting = settingOf(profile, people)
  // Who goes on from what was kept does not begin with the same changes again.
  const random = randomFrom(seed + shard * SHARDS_APART + known.length)
  const reached = new Set<string>()
  const kept: Trace[] = []
  /** What is kept by how one end comes out of it. */
  const byEnd = new Map<string, Trace[]>()
  const found: FoundAttack[] = []
  let executions = 0
  const progress = (): SearchProgress => ({ executions, kept: kept.length, features: reached.size })

  const outcomeOf = (trace: Trace) => execute(trace, setting, executionRandom(seed))
  const violationOf = async (trace: Trace, property: SearchedProperty): Promise<Violation | undefined> =>
    violations(await outcomeOf(trace), trace.definitions, setting).find((one) => one.property === property)

  const look = async (trace: Trace): Promise<void> => {
    const outcome = await outcomeOf(trace)
    executions += 1
    const ofEnds = outcome.ends.map(featureOf)
    const features = [...ofEnds, ...pairsOf(ofEnds)].filter((feature) => !reached.has(feature))
    for (const feature of features) reached.add(feature)
    if (features.length > 0) {
      kept.push(trace)
      for (const how of new Set(outcome.ends.map(howItEnded))) {
        const alike = byEnd.get(how) ?? []
        byEnd.set(how, alike)
        alike.push(trace)
      }
      if (!known.includes(trace)) onKept(trace)
    }
    for (const violation of violations(outcome, trace.definitions, setting)) {
      const { property } = violation
      if (found.some((one) => one.property === property)) continue
      const smallest = await shrunk(
        trace,
        beginnings,
        async (each) => (await violationOf(each, property)) !== undefined,
      )
      const again = await violationOf(smallest, property)
      found.push({ ...(again ?? violation), trace: smallest, executions })
    }
  }
  for (const trace of [...seeds, ...known]) {
    await look(trace)
    if (!(await goesOn(progress(), found))) return { found, progress: progress() }
  }
  do await look(mutated(chosen(kept, byEnd, random), setting.functions, random, seeds))
  while (await goesOn(progress(), found))
  return { found, progress: progress() }
}

/** Between the first numbers of two shards: a prime near 2³² / φ. */
export const SHARDS_APART = 2_654_435_769

/**
 * Half of the time one of the last that reached something new; else one of those out of which an end comes in a certain way,
 * each way as often: what is rare, such as that something forged was taken, is not lost among thousands.
 */
function chosen(kept: readonly Trace[], byEnd: ReadonlyMap<string, readonly Trace[]>, random: Random): Trace {
  if (random.once(2)) return random.of(random.of([...byEnd.values()]))
  const recent = Math.min(kept.length, 20)
  return kept[kept.length - 1 - random.below(recent)]!
}

/** More frames written, more that was taken in silence, or more of that forged, is nothing new. */
const MOST_COUNTED = [3, 1, 2]

/** How far an end comes, and what it takes or refuses. */
function featureOf({ of, calls, events, wrote, silent, forged }: TraceEnd): string {
  const [last, before] = events.map(worded).toReversed()
  const counts = [wrote.length, silent, forged].map((count, which) => Math.min(count, MOST_COUNTED[which]!))
  return `${of} ${calls ?? '-'} ${counts.join(' ')}: ${before ?? ''} ${last ?? ''}`
}

function howItEnded({ of, events, forged }: TraceEnd): string {
  const last = events.at(-1)
  return `${of} ${Math.min(forged, 1)} ${last ? worded(last) : ''}`
}

/** What two ends reach together. */
function pairsOf(features: readonly string[]): string[] {
  return features.flatMap((one, at) => features.slice(at + 1).map((other) => `${one} | ${other}`))
}

function worded(event: ConversationEvent): string {
  switch (event.event) {
    case 'alarm':
      return event.code
    case 'connected':
      return `with ${event.peer}`
    case 'closed':
      return `closed ${event.clean}`
    default:
      return event.event
  }
}
