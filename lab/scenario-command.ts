/** `npm run scenario`: lists the scenarios, or runs one or all of them and says how it went. */

import { execFileSync } from 'node:child_process'
import { type Build, build } from './build'
import { chooseRuntime } from './choose-runtime'
import { sweep } from './clean'
import { findEngine } from './engine'
import { exitStatus, statusOf } from './exit-status'
import { inkFor } from './ink'
import { closing, opening, tellAct } from './narrate'
import { nearest } from './nearest'
import { type ScenarioOptions, scenarioHelp, scenarioOptions, UsageError } from './options'
import { printableJson } from './printable'
import { type RunResult, run } from './run'
import { claimRun } from './run-owner'
import type { Runtime } from './runtime'
import type { Scenario } from './scenario'

/** @returns the exit status. @throws UsageError, LabError, and the signal's reason when aborted. */
export async function scenarioCommand(
  catalogue: readonly Scenario[],
  args: readonly string[],
  aborted: AbortSignal,
): Promise<number> {
  const options = scenarioOptions(args)
  if (options.help) return print(scenarioHelp)
  if (options.name === null) return print(list(catalogue))
  const chosen = choose(catalogue, options)
  const owner = claimRun()
  try {
    const [built] = await Promise.all([build(), findEngine().then(({ engine }) => sweep(engine))])
    if (options.attack !== undefined) checkAttack(options.attack, chosen, built)
    const runtime = await chooseRuntime(options.runtime, { build: built, owner, signal: aborted })
    const results: RunResult[] = []
    for (const scenario of chosen) results.push(await runOne(scenario, runtime, options, aborted))
    if (options.json) print(`${printableJson(inJson(results, options))}\n`)
    return statusOf(results.flatMap(({ acts }) => acts))
  } finally {
    await owner.release()
  }
}

async function runOne(
  scenario: Scenario,
  runtime: Runtime,
  options: ScenarioOptions,
  aborted: AbortSignal,
): Promise<RunResult> {
  const stream = options.json ? process.stderr : process.stdout
  const ink = inkFor(stream, process.env)
  const tell = (lines: readonly string[]): void => void stream.write(`${lines.join('\n')}\n`)
  const began = performance.now()
  let told = 0
  const progress = (): void => {
    if (process.stderr.isTTY && told < scenario.acts.length) {
      process.stderr.write(`\r… act ${told + 1} of ${scenario.acts.length} is running `)
    }
  }
  const clearProgress = (): void => void (process.stderr.isTTY && process.stderr.write('\r\x1b[K'))
  tell(opening(scenario, runtime.name, ink))
  progress()
  const result = await run({
    scenario,
    runtime,
    aborted,
    ...(options.attack !== undefined && { attack: options.attack }),
    ...(options.seed !== undefined && { seed: options.seed }),
    onAct: (act, verdict, events) => {
      clearProgress()
      told += 1
      tell(tellAct(told, scenario.acts.length, act, verdict, events, ink))
      progress()
    },
  }).finally(clearProgress)
  tell(closing(result.acts, result.run, performance.now() - began, ink))
  return result
}

/** The scenarios that were asked for, with only the acts that were asked for. @throws UsageError */
function choose(catalogue: readonly Scenario[], options: ScenarioOptions): readonly Scenario[] {
  const { name, profile } = options
  const named = name === 'all' ? catalogue : catalogue.filter((scenario) => scenario.name === name)
  if (named.length === 0) {
    const names = catalogue.map((scenario) => scenario.name)
    const meant = nearest(name ?? '', [...names, 'all'])
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

function inJson(results: readonly RunResult[], { name }: ScenarioOptions): object {
  const [first] = results
  if (name !== 'all') return first ?? {}
  return { ok: results.every(({ ok }) => ok), scenarios: results }
}

function list(catalogue: readonly Scenario[]): string {
  const lines = catalogue.map(({ name, title }) => `  ${name.padEnd(12)} ${title}`)
  return ['Run one with "npm run scenario NAME", or all with "npm run scenario all":', '', ...lines, ''].join(
    '\n',
  )
}

function print(text: string): number {
  process.stdout.write(text)
  return exitStatus.asExpected
}
