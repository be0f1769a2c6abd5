/**
 * The search over sequences of steps, for what lies above a conversation: sequences that reach something new are kept and
 * changed further; what breaks a property is shrunk. What a step is and does, a game says. From the same seed it tries the
 * same sequences in the same order.
 */

import type { Random } from './random'
import { randomFrom } from './random'
import { type SearchProgress, SHARDS_APART } from './search'

export interface Broken {
  readonly property: string
  readonly what: string
}

export interface PlayedSequence {
  /** What is reached: a sequence that reaches something new is kept. */
  readonly features: readonly string[]
  readonly broken: readonly Broken[]
}

/** What is searched: steps, and what becomes of a sequence of them. */
export interface Game<Step> {
  /** Honest sequences: the search begins with them. */
  readonly beginnings: readonly (readonly Step[])[]
  made(random: Random): Step
  /** @returns the step with one of its parts changed. */
  altered(step: Step, random: Random): Step
  /** @returns the same step with one part as in an honest sequence, or with less of it. */
  simpler(step: Step): readonly Step[]
  /** The same steps have the same outcome. */
  play(steps: readonly Step[]): Promise<PlayedSequence>
  /** @returns a line for each step. */
  told(steps: readonly Step[]): string[]
}

export interface FoundSequence<Step> extends Broken {
  readonly steps: readonly Step[]
  /** How many executions it took, those for shrinking not counted. */
  readonly executions: number
}

export interface SequenceSearch<Step> {
  readonly game: Game<Step>
  readonly seed: number
  /** Which of several searches this is, from 0 on: each goes its own way. */
  readonly shard?: number
  /** @returns whether to go on; called after each execution. */
  readonly goesOn: (
    progress: SearchProgress,
    found: readonly FoundSequence<Step>[],
  ) => boolean | Promise<boolean>
}

/** No sequence becomes longer. */
const MOST_STEPS = 24

/** @returns what was found, each property once. */
export async function searchSequences<Step>({
  game,
  seed,
  shard = 0,
  goesOn,
}: SequenceSearch<Step>): Promise<{
  readonly found: readonly FoundSequence<Step>[]
  readonly progress: SearchProgress
}> {
  const random = randomFrom(seed + shard * SHARDS_APART)
  const reached = new Set<string>()
  const kept: (readonly Step[])[] = []
  const found: FoundSequence<Step>[] = []
  let executions = 0
  const progress = (): SearchProgress => ({ executions, kept: kept.length, features: reached.size })
  const brokenBy = async (steps: readonly Step[], property: string) =>
    (await game.play(steps)).broken.find((one) => one.property === property)

  const look = async (steps: readonly Step[]): Promise<void> => {
    const { features, broken } = await game.play(steps)
    executions += 1
    const news = features.filter((feature) => !reached.has(feature))
    for (const feature of news) reached.add(feature)
    if (news.length > 0) kept.push(steps)
    for (const one of broken) {
      const { property } = one
      if (found.some((known) => known.property === property)) continue
      const at = executions
      const smallest = await shrunkSequence(
        steps,
        game,
        async (each) => (await brokenBy(each, property)) !== undefined,
      )
      found.push({ ...((await brokenBy(smallest, property)) ?? one), steps: smallest, executions: at })
    }
  }
  for (const steps of game.beginnings) {
    await look(steps)
    if (!(await goesOn(progress(), found))) return { found, progress: progress() }
  }
  do {
    const from = random.of([game.beginnings, game.beginnings, kept, kept.slice(-20)])
    await look(mutatedSequence(random.of(from), game, random))
  } while (await goesOn(progress(), found))
  return { found, progress: progress() }
}

/** @returns the sequence after a change or a few: insert, alter, repeat, skip, swap, or the end of a beginning behind it. */
export function mutatedSequence<Step>(
  steps: readonly Step[],
  game: Game<Step>,
  random: Random,
): readonly Step[] {
  let changed = [...steps]
  do {
    const at = random.below(Math.max(1, changed.length))
    const step = changed[at]
    const chance = random.below(15)
    if (chance < 4 || step === undefined)
      changed.splice(random.below(changed.length + 1), 0, game.made(random))
    else if (chance < 10) changed[at] = game.altered(step, random)
    else if (chance < 12) changed.splice(random.once(2) ? at : random.below(changed.length + 1), 0, step)
    else if (chance === 12) changed.splice(at, 1)
    else if (chance === 13) {
      const other = random.below(changed.length)
      changed[at] = changed[other]!
      changed[other] = step
    } else {
      const other = random.of(game.beginnings)
      changed = [...changed.slice(0, at), ...other.slice(random.below(other.length))]
    }
  } while (!random.once(3))
  return changed.slice(0, MOST_STEPS)
}

/** @returns a sequence of which no step can be left out, and no part made simpler. */
export async function shrunkSequence<Step>(
  steps: readonly Step[],
  game: Pick<Game<Step>, 'simpler'>,
  fails: (steps: readonly Step[]) => Promise<boolean>,
): Promise<readonly Step[]> {
  let smallest = steps
  for (let isSmaller = true; isSmaller; ) {
    isSmaller = false
    const become = async (shorter: readonly Step[]): Promise<boolean> => {
      if (!(await fails(shorter))) return false
      smallest = shorter
      isSmaller = true
      return true
    }
    for (let length = Math.ceil(smallest.length / 2); length >= 1; length = Math.floor(length / 2))
      for (let at = smallest.length - length; at >= 0; at -= length)
        await become(smallest.toSpliced(at, length))
    for (let at = 0; at < smallest.length; at++)
      for (const step of game.simpler(smallest[at]!)) if (await become(smallest.with(at, step))) break
  }
  return smallest
}
