/** `npm run demo`: a scenario, or a whole talk, in the dashboard; or a run that was started elsewhere. */

import { chooseScenarios } from './choose-scenarios'
import { type DemoOptions, demoHelp, demoOptions } from './demo-options'
import { exitStatus, statusOf } from './exit-status'
import { inkFor } from './ink'
import { sayIn } from './language/language'
import { t } from './language/sentence'
import { widthOf } from './layout'
import { closing, voice } from './narrate'
import { refuseSwallowed } from './options'
import type { RunResult } from './run'
import type { Scenario } from './scenario'
import { playLive, programOf } from './stage/live'
import { opening } from './stage/perform'
import { openScreen } from './stage/screen'
import { Stage } from './stage/stage'
import { lookOf } from './stage/terminal-look'
import { newUi } from './stage/ui'
import { withRuntime } from './with-runtime'

/** @returns the exit status. @throws UsageError, LabError, and the signal's reason when aborted. */
export async function demoCommand(
  scenarios: readonly Scenario[],
  args: readonly string[],
  aborted: AbortSignal,
): Promise<number> {
  refuseSwallowed(process.env)
  const options = demoOptions(args, process.env)
  if (options.help) {
    process.stdout.write(sayIn(options.lang)(demoHelp))
    return exitStatus.asExpected
  }
  const [scenario] = chooseScenarios(scenarios, options)
  return playOne(scenario!, options, aborted)
}

/** Plays a scenario in the dashboard; it stays to be looked at until it is left. */
export async function playOne(
  scenario: Scenario,
  options: DemoOptions,
  aborted: AbortSignal,
): Promise<number> {
  const left = new AbortController()
  const stop = AbortSignal.any([aborted, left.signal])
  const stage = openStage(scenario, options, () => left.abort())
  const began = performance.now()
  let result: RunResult | null = null
  try {
    const running = withRuntime([scenario], options, stop, async (runtime) => {
      const { seed, attack, quick } = options
      result = await playLive(stage, {
        scenario,
        runtime,
        aborted: stop,
        quick,
        ...(seed !== undefined && { seed }),
        ...(attack !== undefined && { attack }),
      })
    })
    await running
    await stage.until(({ ui }) => ui.quit, aborted)
  } catch (error) {
    // Whoever leaves in the middle has seen what they wanted to see.
    if (!left.signal.aborted || aborted.aborted) throw error
  } finally {
    stage.close()
  }
  return tellEnd(result, options, performance.now() - began)
}

function openStage(scenario: Scenario, options: DemoOptions, onQuit: () => void): Stage {
  const { lang, runs } = options
  const look = lookOf(process.env)
  let stage: Stage | null = null
  const screen = openScreen({
    input: process.stdin,
    output: process.stdout,
    env: process.env,
    look,
    onKey: (key) => {
      stage?.press(key)
      if (stage?.ui.quit) onQuit()
    },
    onResize: () => stage?.redraw(),
  })
  const ui = newUi('live', lang, runs ? 'runs' : 'steps')
  stage = new Stage({ show: opening(programOf(scenario)), ui, look, screen })
  return stage
}

/** What stands on the terminal when the dashboard is gone. */
function tellEnd(result: RunResult | null, { lang }: DemoOptions, milliseconds: number): number {
  const say = sayIn(lang)
  if (result === null) {
    process.stdout.write(
      `${say(t`The run was left before its end; everything that was started has been removed.`)}\n`,
    )
    return exitStatus.asExpected
  }
  const speaks = voice(inkFor(process.stdout, process.env), say, widthOf(process.stdout, process.env))
  process.stdout.write(`${closing(result, milliseconds, speaks).join('\n')}\n`)
  return statusOf(result.acts)
}
