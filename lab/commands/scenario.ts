/** `npm run scenario`: lists or explains the scenarios, or runs one or many of them and says how it went. */

import { type Decimal, decimal, t, together, type Value } from '../../peers/language/sentence'
import { forPrograms } from '../history/run-folder'
import { verdictWords } from '../judge/verdict-words'
import { sayIn } from '../language/language'
import { describeProgress } from '../narration/describe'
import { explain } from '../narration/explain'
import { inkFor } from '../narration/ink'
import { list } from '../narration/list'
import { matrixAsText, matrixInMarkdown, outcomeRows } from '../narration/matrix'
import { closing, describeAct, opening, paintVerdicts, voice } from '../narration/narrate'
import { type RunOptions, type RunResult, run } from '../run/run'
import { type Results, runAll } from '../run/run-all'
import type { AlarmCode } from '../scenario/alarms'
import type { Defence } from '../scenario/defence'
import type { Scenario } from '../scenario/scenario'
import { widthOf } from '../text/layout'
import { printable, printableJson } from '../text/printable'
import { progressOn } from '../text/progress'
import { ablated, ablationAsText, ablationScenarios } from './ablation'
import { chooseScenarios } from './choose-scenarios'
import { playOne } from './demo'
import { exitStatus, statusOf } from './exit-status'
import { refuseSwallowed, type ScenarioOptions, scenarioHelp, scenarioOptions } from './options'
import { withRuntime } from './with-runtime'

/** What there is to run. */
export interface Catalogue {
  readonly scenarios: readonly Scenario[]
  readonly defences: readonly Defence[]
  /** Codes of the alarms with which a peer refuses. */
  readonly refusals: readonly AlarmCode[]
}

/** @returns the exit status. @throws UsageError, LabError, and the signal's reason when aborted. */
export async function scenarioCommand(
  catalogue: Catalogue,
  args: readonly string[],
  aborted: AbortSignal,
): Promise<number> {
  refuseSwallowed(process.env)
  const options = scenarioOptions(args, process.env)
  const { scenarios, defences, refusals } = catalogue
  const ink = inkFor(process.stdout, process.env)
  const say = sayIn(options.lang)
  const width = widthOf(process.stdout, process.env)
  if (options.help) return print([say(scenarioHelp).trimEnd()])
  if (options.name === null) return print(list(scenarios, width, ink, say))
  const chosen =
    options.name === 'ablation'
      ? ablationScenarios(scenarios, defences, refusals)
      : chooseScenarios(scenarios, options)
  if (options.explain)
    return print(chosen.flatMap((scenario) => explain(scenario, defences, width, ink, say)))
  if (options.dashboard)
    return playOne(chosen[0]!, { ...options, runs: false, follow: false, cast: undefined }, aborted)
  return withRuntime(
    chosen,
    options,
    aborted,
    async (runtime, made) => {
      if (options.name !== 'all' && options.name !== 'ablation') {
        const results: RunResult[] = []
        for (const scenario of chosen)
          results.push(await runOne(scenario, { runtime, made }, options, aborted))
        if (options.json) print([printableJson(results[0] ?? {}, forPrograms)])
        return statusOf(results.flatMap(({ acts }) => acts))
      }
      const progress = progressOn(process.stderr)
      const open = options.name === 'ablation'
      const results = await runAll(chosen, {
        ...flagsOf(options),
        runtime,
        made,
        aborted,
        progress,
        open,
        say,
      })
      return options.name === 'all'
        ? printMatrix(chosen, results, options)
        : printAblation(defences, results, options)
    },
    (why) => process.stderr.write(`${say(why)}\n`),
  )
}

/** The flags that a run takes as they were typed. */
function flagsOf({ attack, seed, quick }: ScenarioOptions) {
  return { quick, ...(attack !== undefined && { attack }), ...(seed !== undefined && { seed }) }
}

async function runOne(
  scenario: Scenario,
  { runtime, made }: Pick<RunOptions, 'runtime' | 'made'>,
  options: ScenarioOptions,
  aborted: AbortSignal,
): Promise<RunResult> {
  const stream = options.json ? process.stderr : process.stdout
  const say = sayIn(options.lang)
  const speaks = voice(inkFor(stream, process.env), say, widthOf(stream, process.env))
  const tell = (lines: readonly string[]): void => void stream.write(`${lines.join('\n')}\n`)
  const began = performance.now()
  let told = 0
  const progress = (how: Value = ''): void => {
    if (process.stderr.isTTY && told < scenario.acts.length) {
      const line = say(t`… act ${told + 1} of ${scenario.acts.length} is running${how}`)
      process.stderr.write(`\r\x1b[K${line} `)
    }
  }
  const clearProgress = (): void => void (process.stderr.isTTY && process.stderr.write('\r\x1b[K'))
  tell(opening(scenario, runtime.name, speaks))
  progress()
  const result = await run({
    scenario,
    runtime,
    made,
    aborted,
    ...flagsOf(options),
    onEvent: (event) => {
      if (event.event !== 'progress') return
      const number = scenario.acts.findIndex(({ name }) => name === event.act) + 1
      progress(t` (act ${number}: ${describeProgress(event)})`)
    },
    onAct: (act, verdict, events) => {
      clearProgress()
      told += 1
      tell(describeAct(told, scenario.acts.length, act, verdict, events, speaks))
      progress()
    },
  }).finally(clearProgress)
  tell(closing(result, performance.now() - began, speaks))
  return result
}

/** Prints the matrix and what was not as expected. @returns the exit status. */
function printMatrix(chosen: readonly Scenario[], results: Results, options: ScenarioOptions): number {
  const rows = outcomeRows(chosen, results.scenarios)
  const say = sayIn(options.lang)
  const ink = inkFor(process.stdout, process.env)
  if (options.json) print([printableJson(results, forPrograms)])
  else if (options.markdown) print(matrixInMarkdown(rows, say))
  else {
    const lines = matrixAsText(rows, widthOf(process.stdout, process.env), say)
    print(lines.map((line) => paintVerdicts(line, ink, say)))
  }
  const acts = results.scenarios.flatMap((result) =>
    result.acts.map((act) => ({ ...act, name: `${result.scenario}, ${act.name}` })),
  )
  const surprises = acts.filter(({ asExpected }) => !asExpected)
  const stream = options.json || options.markdown ? process.stderr : process.stdout
  const lines = [
    '',
    ...surprises.map(({ name, verdict, expected, reasons }) => {
      const why = printable(say(together(reasons)), 600)
      return say(t`${name}: ${verdictWords[verdict]}, but ${verdictWords[expected]} was expected: ${why}`)
    }),
    say(
      t`${acts.length - surprises.length} of ${acts.length} acts as expected, in ${inSeconds(results)} s. Seed ${results.seed}.`,
    ),
  ]
  stream.write(`${lines.join('\n')}\n`)
  return failed(results) ? exitStatus.labFailed : statusOf(acts)
}

/** Prints defence × attack. @returns the exit status: also what is better than said is a mismatch. */
function printAblation(
  defences: readonly Defence[],
  results: Results,
  { json, lang }: ScenarioOptions,
): number {
  const rows = ablated(defences, results.scenarios)
  const ink = inkFor(process.stdout, process.env)
  const say = sayIn(lang)
  const ok = rows.every(({ asSaid }) => asSaid)
  if (json) print([printableJson({ ...results, ok, defences: rows }, forPrograms)])
  else {
    const needed = rows.filter(({ missed }) => missed).length
    const lines = ablationAsText(rows, widthOf(process.stdout, process.env), say)
    print([
      ...lines.map((line) => paintVerdicts(line, ink, say)),
      say(
        t`${rows.length} defences taken away, ${needed} of them missed by an attack, in ${inSeconds(results)} s. Seed ${results.seed}.`,
      ),
    ])
  }
  if (failed(results)) return exitStatus.labFailed
  if (!ok) return exitStatus.differs
  const unclear = rows.some(({ tried }) => tried.some(({ verdict }) => verdict === 'INCONCLUSIVE'))
  return unclear ? exitStatus.inconclusive : exitStatus.asExpected
}

function failed({ scenarios }: Results): boolean {
  return scenarios.some((result) => 'failure' in result)
}

function inSeconds({ milliseconds }: Results): Decimal {
  return decimal(milliseconds / 1000, 1)
}

function print(lines: readonly string[]): number {
  process.stdout.write(`${lines.join('\n')}\n`)
  return exitStatus.asExpected
}
