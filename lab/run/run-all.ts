/**
 * Many scenarios in one go: acts of them side by side, whichever scenario they belong to, so that no core idles. One that
 * fails does not stop the others.
 */

import { randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { decimal, type Say, t, together, type Value } from '../../peers/language/sentence'
import type { ActVerdict } from '../judge/verdict'
import { verdictWords } from '../judge/verdict-words'
import { english } from '../language/typed'
import type { Scenario } from '../scenario/scenario'
import type { Progress } from '../text/progress'
import { seedOf } from './draw'
import { keptIdentities } from './identities'
import { type RunOptions, type RunResult, run } from './run'
import { gate, sideBySide } from './side-by-side'

export type AllOptions = Pick<
  RunOptions,
  'runtime' | 'attack' | 'quick' | 'made' | 'aborted' | 'runs' | 'draw'
> & {
  readonly seed?: string
  readonly progress: Progress
  /** The language of what is told on the way; English where it is not given. */
  readonly say?: Say
  /** Whether acts are held against what they declare, or what becomes of them is to be found out. */
  readonly open?: boolean
}

/** A run, or what is known of one that the lab could not finish. */
export type Result = RunResult | FailedRun

export interface FailedRun extends ScenarioOutcome {
  readonly runtime: RunResult['runtime']
  readonly ok: false
  readonly seed: string
  readonly acts: readonly []
  /** One sentence. */
  readonly failure: string
}

export interface Results {
  readonly ok: boolean
  readonly seed: string
  /** In the order of the scenarios. */
  readonly scenarios: readonly Result[]
  readonly milliseconds: number
}

/** Runs them all and keeps each run. @throws the signal's reason when it was aborted. */
export async function runAll(scenarios: readonly Scenario[], options: AllOptions): Promise<Results> {
  const { aborted, progress, open = false, say = english } = options
  const seed = options.seed ?? randomBytes(16).toString('hex')
  const began = performance.now()
  const acts = scenarios.reduce((sum, scenario) => sum + scenario.acts.length, 0)
  const [results, surprises] = [new Map<string, Result>(), new Set<string>()]
  let judged = 0
  const tell = (): void => {
    const so = surprises.size === 0 ? '' : t`, NOT as expected: ${[...surprises].join(', ')}`
    progress.show(
      say(
        t`${judged} of ${acts} acts, ${results.size} of ${scenarios.length} scenarios, ${since(began)}${so}`,
      ),
    )
  }
  // Two more than there are cores: an act that waits for something leaves its core to another.
  const width = availableParallelism() + 2
  const shared = gate(width)
  const identities = keptIdentities()
  const ticking = setInterval(tell, 1_000)
  try {
    tell()
    // So many scenarios are begun at a time that the cores are busy, and no more.
    await sideBySide(longestFirst(scenarios), width, async (scenario) => {
      const result = await attempt(
        scenario,
        { ...options, seed: seedOf(seed, scenario.name), gate: shared, identities },
        (asExpected) => {
          judged += 1
          if (!asExpected && !open) surprises.add(scenario.name)
          tell()
        },
      )
      aborted.throwIfAborted()
      results.set(scenario.name, result)
      if (!result.ok && !open) surprises.add(scenario.name)
      const seconds = decimal(result.milliseconds / 1000, 1)
      progress.keep(
        say(
          t`[${results.size}/${scenarios.length}] ${scenario.name}: ${outcome(result, open)}, ${seconds} s`,
        ),
      )
    })
  } finally {
    clearInterval(ticking)
    progress.end()
  }
  const all = scenarios.flatMap(({ name }) => results.get(name) ?? [])
  return {
    ok: all.every(({ ok }) => ok),
    seed,
    milliseconds: Math.round(performance.now() - began),
    scenarios: all,
  }
}

/** What has most to do begins first: begun last it would be played alone in the end, while the other cores idle. */
function longestFirst(scenarios: readonly Scenario[]): Scenario[] {
  const stepsIn = ({ acts }: Scenario) => Math.max(0, ...acts.map(({ steps }) => steps.length))
  return scenarios.toSorted((one, other) => stepsIn(other) - stepsIn(one))
}

/** How a scenario ended, for the line that stays. */
function outcome(result: Result, open: boolean): Value {
  if ('failure' in result) return t`FAILED: ${result.failure}`
  if (open)
    return together(
      result.acts.map(({ verdict }) => verdictWords[verdict]),
      ', ',
    )
  return result.ok ? t`as expected` : t`NOT as expected`
}

async function attempt(
  scenario: Scenario,
  options: Omit<RunOptions, 'scenario' | 'onAct'> & { readonly seed: string },
  onAct: (asExpected: boolean) => void,
): Promise<Result> {
  const began = performance.now()
  try {
    return await run({ ...options, scenario, onAct: (_act, { asExpected }) => onAct(asExpected) })
  } catch (error) {
    if (options.aborted.aborted) throw error
    const milliseconds = Math.round(performance.now() - began)
    const { runtime, seed } = options
    const nothing = { runtime: runtime.name, ok: false, seed, acts: [] } as const
    return {
      scenario: scenario.name,
      ...nothing,
      milliseconds,
      failure: error instanceof Error ? error.message : String(error),
    }
  }
}

function since(began: number): string {
  const seconds = Math.round((performance.now() - began) / 1000)
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/** What a run of a scenario came to. */
export interface ScenarioOutcome {
  readonly scenario: string
  readonly acts: readonly ActVerdict[]
  readonly milliseconds: number
  readonly failure?: string
}
