/** Makes all ready that a run needs, and takes it away again. */

import { execFileSync } from 'node:child_process'
import { nearest } from '../../peers/command-line/nearest'
import { type Sentence, t } from '../../peers/language/sentence'
import { claimRun } from '../history/run-owner'
import { UsageError } from '../language/lab-error'
import { type Build, build } from '../runtime/build'
import { chooseRuntime } from '../runtime/choose-runtime'
import { sweep } from '../runtime/clean'
import { findEngine } from '../runtime/engine'
import { type Making, makingOf } from '../runtime/making'
import type { Runtime } from '../runtime/runtime'
import type { Scenario } from '../scenario/scenario'
import type { ScenarioOptions } from './options'

/**
 * @param chosen the scenarios that will be run.
 * @param tell is told why nodes do not run in containers, where an engine is there.
 * @returns what the work returns; nothing that was started is left then, whatever happened. @throws UsageError, LabError
 */
export async function withRuntime<T>(
  chosen: readonly Scenario[],
  options: Pick<ScenarioOptions, 'runtime' | 'attack'>,
  aborted: AbortSignal,
  work: (runtime: Runtime, made: Making) => Promise<T>,
  tell: (why: Sentence) => void = () => {},
): Promise<T> {
  const owner = claimRun()
  try {
    const [built] = await Promise.all([build(), findEngine().then(({ engine }) => sweep(engine))])
    if (options.attack !== undefined) checkAttack(options.attack, chosen, built)
    const means = { build: built, owner, signal: aborted }
    return await work(await chooseRuntime(options.runtime, means, tell), makingOf(built))
  } finally {
    await owner.release()
  }
}

/** The lab knows no attacks; the attacker program says which there are. @throws UsageError */
function checkAttack(attack: string, scenarios: readonly Scenario[], { files }: Build): void {
  const honest = scenarios.filter((scenario) => scenario.attack === null).map(({ name }) => name)
  if (honest.length > 0) throw new UsageError(t`Nobody attacks in ${honest.join(', ')}: leave --attack out.`)
  const known: string[] = JSON.parse(
    execFileSync(process.execPath, [files.attacker, '--list'], { encoding: 'utf8' }),
  )
  if (known.includes(attack)) return
  const meant = nearest(attack, known)
  throw new UsageError(
    t`There is no attack ${attack}${meant ? t`: did you mean ${meant}?` : t`; there are: ${known.join(', ')}.`} One of your own needs its import and its place in the list of attacks/catalogue.ts.`,
  )
}
