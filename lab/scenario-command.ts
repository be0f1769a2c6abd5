/** `npm run scenario`: lists or explains the scenarios, or runs one or many of them and says how it went. */

import { execFileSync } from 'node:child_process'
import { ablated, ablationAsText, ablationScenarios } from './ablation'
import { type Build, build } from './build'
import { chooseRuntime } from './choose-runtime'
import { sweep } from './clean'
import type { Defence } from './defence'
import { findEngine } from './engine'
import { exitStatus, statusOf } from './exit-status'
import { explain } from './explain'
import { inkFor } from './ink'
import { sayIn } from './language/language'
import { widthOf } from './layout'
import { list } from './list'
import { matrixAsText, matrixInMarkdown, rowsOf } from './matrix'
import { closing, opening, paintVerdicts, tellAct, voice } from './narrate'
import { nearest } from './nearest'
import { refuseSwallowed, type ScenarioOptions, scenarioHelp, scenarioOptions, UsageError } from './options'
import { printable, printableJson } from './printable'
import { progressOn } from './progress'
import { type RunResult, run } from './run'
import { type Results, runAll } from './run-all'
import { claimRun } from './run-owner'
import type { Runtime } from './runtime'
import type { Scenario } from './scenario'

/** What there is to run. */
export interface Catalogue {
  readonly scenarios: readonly Scenario[]
  readonly defences: readonly Defence[]
  /** Codes of the alarms with which a peer refuses. */
  readonly refusals: readonly string[]
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
  const width = widthOf(process.stdout, process.env)
  if (options.help) return print([scenarioHelp.trimEnd()])
  if (options.name === null) return print(list(scenarios, width, ink))
  const chosen =
    options.name === 'ablation'
      ? ablationScenarios(scenarios, defences, refusals)
      : choose(scenarios, options)
  if (options.explain) return print(chosen.flatMap((scenario) => explain(scenario, defences, width, ink)))
  return withRuntime(chosen, options, aborted, async (runtime) => {
    if (options.name !== 'all' && options.name !== 'ablation') {
      const results: RunResult[] = []
      for (const scenario of chosen) results.push(await runOne(scenario, runtime, options, aborted))
      if (options.json) print([printableJson(results[0] ?? {})])
      return statusOf(results.flatMap(({ acts }) => acts))
    }
    const progress = progressOn(process.stderr)
    const open = options.name === 'ablation'
    const results = await runAll(chosen, { ...flagsOf(options), runtime, aborted, progress, open })
    return options.name === 'all'
      ? tellMatrix(chosen, results, options)
      : tellAblation(defences, results, options)
  })
}

/** Makes all ready that a run needs, and takes it away again, whatever happens. */
async function withRuntime(
  chosen: readonly Scenario[],
  options: ScenarioOptions,
  aborted: AbortSignal,
  work: (runtime: Runtime) => Promise<number>,
): Promise<number> {
  const owner = claimRun()
  try {
    const [built] = await Promise.all([build(), findEngine().then(({ engine }) => sweep(engine))])
    if (options.attack !== undefined) checkAttack(options.attack, chosen, built)
    return await work(await chooseRuntime(options.runtime, { build: built, owner, signal: aborted }))
  } finally {
    await owner.release()
  }
}

/** The flags that a run takes as they were typed. */
function flagsOf({ attack, seed, quick }: ScenarioOptions) {
  return { quick, ...(attack !== undefined && { attack }), ...(seed !== undefined && { seed }) }
}

async function runOne(
  scenario: Scenario,
  runtime: Runtime,
  options: ScenarioOptions,
  aborted: AbortSignal,
): Promise<RunResult> {
  const stream = options.json ? process.stderr : process.stdout
  const speaks = voice(inkFor(stream, process.env), sayIn(options.lang), widthOf(stream, process.env))
  const tell = (lines: readonly string[]): void => void stream.write(`${lines.join('\n')}\n`)
  const began = performance.now()
  let told = 0
  const progress = (how = ''): void => {
    if (process.stderr.isTTY && told < scenario.acts.length) {
      process.stderr.write(`\r\x1b[K… act ${told + 1} of ${scenario.acts.length} is running${how} `)
    }
  }
  const clearProgress = (): void => void (process.stderr.isTTY && process.stderr.write('\r\x1b[K'))
  tell(opening(scenario, runtime.name, speaks))
  progress()
  const result = await run({
    scenario,
    runtime,
    aborted,
    ...flagsOf(options),
    onEvent: (event) => {
      if (event.event !== 'progress') return
      const { act, done, of, what } = event
      const number = scenario.acts.findIndex(({ name }) => name === act) + 1
      progress(` (act ${number}: ${printable(`${done}${of === null ? '' : ` of ${of}`} ${what}`)})`)
    },
    onAct: (act, verdict, events) => {
      clearProgress()
      told += 1
      tell(tellAct(told, scenario.acts.length, act, verdict, events, speaks))
      progress()
    },
  }).finally(clearProgress)
  tell(closing(result, performance.now() - began, speaks))
  return result
}

/** Prints the matrix and what was not as expected. @returns the exit status. */
function tellMatrix(chosen: readonly Scenario[], results: Results, options: ScenarioOptions): number {
  const rows = rowsOf(chosen, results.scenarios)
  const ink = inkFor(process.stdout, process.env)
  if (options.json) print([printableJson(results)])
  else if (options.markdown) print(matrixInMarkdown(rows))
  else print(matrixAsText(rows, widthOf(process.stdout, process.env)).map((line) => paintVerdicts(line, ink)))
  const acts = results.scenarios.flatMap((result) =>
    result.acts.map((act) => ({ ...act, name: `${result.scenario}, ${act.name}` })),
  )
  const surprises = acts.filter(({ asExpected }) => !asExpected)
  const stream = options.json || options.markdown ? process.stderr : process.stdout
  const lines = [
    '',
    ...surprises.map(({ name, verdict, expected, why }) => {
      return `${name}: ${verdict}, but ${expected} was expected: ${printable(why, 600)}`
    }),
    `${acts.length - surprises.length} of ${acts.length} acts as expected, in ${inSeconds(results)} s. Seed ${results.seed}.`,
  ]
  stream.write(`${lines.join('\n')}\n`)
  return failed(results) ? exitStatus.labFailed : statusOf(acts)
}

/** Prints defence × attack. @returns the exit status: also what is better than said is a mismatch. */
function tellAblation(defences: readonly Defence[], results: Results, { json }: ScenarioOptions): number {
  const rows = ablated(defences, results.scenarios)
  const ink = inkFor(process.stdout, process.env)
  const ok = rows.every(({ asSaid }) => asSaid)
  if (json) print([printableJson({ ...results, ok, defences: rows })])
  else {
    const needed = rows.filter(({ missed }) => missed).length
    const lines = ablationAsText(rows, widthOf(process.stdout, process.env))
    print([
      ...lines.map((line) => paintVerdicts(line, ink)),
      `${rows.length} defences taken away, ${needed} of them missed by an attack, in ${inSeconds(results)} s. Seed ${results.seed}.`,
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

function inSeconds({ milliseconds }: Results): string {
  return (milliseconds / 1000).toFixed(1)
}

/** The scenarios that were asked for, with only the acts that were asked for. @throws UsageError */
function choose(catalogue: readonly Scenario[], options: ScenarioOptions): readonly Scenario[] {
  const { name, profile } = options
  // Where nobody attacks, no other attack can take its place.
  const all = catalogue.filter(({ attack }) => options.attack === undefined || attack !== null)
  const named = name === 'all' ? all : catalogue.filter((scenario) => scenario.name === name)
  if (named.length === 0) {
    const names = catalogue.map((scenario) => scenario.name)
    const meant = nearest(name ?? '', [...names, 'all', 'ablation'])
    throw new UsageError(
      `There is no scenario ${name}${meant ? `: did you mean ${meant}?` : `; there are: ${names.join(', ')}.`}`,
    )
  }
  const chosen = named.map((scenario) => ({
    ...scenario,
    acts: scenario.acts.filter((act) => profile === undefined || act.profile === profile),
  }))
  const played = chosen.filter(({ acts }) => acts.length > 0)
  if (played.length === 0) {
    const known = named.flatMap(({ acts }) => acts.map((act) => act.profile))
    const meant = nearest(profile ?? '', known)
    throw new UsageError(
      `No act of ${name} has the profile ${profile}${meant ? `: did you mean ${meant}?` : `; it has: ${[...new Set(known)].join(', ')}.`}`,
    )
  }
  return played
}

/** The lab knows no attacks; the attacker program says which there are. @throws UsageError */
function checkAttack(attack: string, scenarios: readonly Scenario[], { files }: Build): void {
  const honest = scenarios.filter((scenario) => scenario.attack === null).map(({ name }) => name)
  if (honest.length > 0) throw new UsageError(`Nobody attacks in ${honest.join(', ')}: leave --attack out.`)
  const known: string[] = JSON.parse(
    execFileSync(process.execPath, [files.attacker, '--list'], { encoding: 'utf8' }),
  )
  if (known.includes(attack)) return
  const meant = nearest(attack, known)
  throw new UsageError(
    `There is no attack ${attack}${meant ? `: did you mean ${meant}?` : `; there are: ${known.join(', ')}.`}`,
  )
}

function print(lines: readonly string[]): number {
  process.stdout.write(`${lines.join('\n')}\n`)
  return exitStatus.asExpected
}
