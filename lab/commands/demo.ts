/** `npm run demo`: a scenario, or a whole talk, in the dashboard; or a run that was started elsewhere. */

import { dirname } from 'node:path'
import { type Sentence, t } from '../../peers/language/sentence'
import { historyPath, RUNS } from '../history/run-folder'
import { sayIn } from '../language/language'
import { inkFor } from '../narration/ink'
import { closing, voice } from '../narration/narrate'
import type { RunResult } from '../run/run'
import type { Scenario } from '../scenario/scenario'
import { beatName } from '../stage/beat-name'
import { type CastFile, castSaid, createCast } from '../stage/cast-file'
import { castScreen } from '../stage/cast-screen'
import type { DashboardState, Input } from '../stage/dashboard-state'
import { follow } from '../stage/follow'
import { outlineOf, playLive } from '../stage/live'
import { ownTerminal } from '../stage/own-terminal'
import { initialState } from '../stage/reduce'
import { Stage } from '../stage/stage'
import { cardOf, playTour, type TourOptions } from '../stage/tour'
import { newUi } from '../stage/ui'
import { widthOf } from '../text/layout'
import { chooseScenarios } from './choose-scenarios'
import { type DemoOptions, demoHelp, demoOptions } from './demo-options'
import { exitStatus, statusOf } from './exit-status'
import { refuseSwallowed } from './options'
import type { Repertoire } from './replay'
import { withRuntime } from './with-runtime'

/** Plays something on a stage. @returns what came of each scenario. */
type Play = (stage: Stage, options: TourOptions) => Promise<readonly RunResult[]>

/** @returns the exit status. @throws UsageError, LabError, and the signal's reason when aborted. */
export async function demoCommand(
  { scenarios, tour }: Repertoire,
  args: readonly string[],
  aborted: AbortSignal,
): Promise<number> {
  refuseSwallowed(process.env)
  const options = demoOptions(args, process.env)
  if (options.help) {
    process.stdout.write(sayIn(options.lang)(demoHelp))
    return exitStatus.asExpected
  }
  if (options.follow) return followRun(options, scenarios, aborted)
  if (options.name !== 'tour')
    return playOne(chooseScenarios(scenarios, options, ['tour'])[0]!, options, aborted)
  const first = scenarios.find(({ name }) => name === tour.parts[0]?.scenario)!
  const play: Play = (stage, common) => playTour(stage, tour, scenarios, common)
  return onStage(first, options, aborted, play, cardOf(tour.beginning))
}

/** Plays a scenario in the dashboard; it stays to be looked at until it is left. */
export function playOne(scenario: Scenario, options: DemoOptions, aborted: AbortSignal): Promise<number> {
  const { attack } = options
  return onStage(scenario, options, aborted, async (stage, common) => [
    await playLive(stage, { ...common, scenario, ...(attack !== undefined && { attack }) }),
  ])
}

async function onStage(
  first: Scenario,
  options: DemoOptions,
  aborted: AbortSignal,
  play: Play,
  meanwhile?: Input,
): Promise<number> {
  const left = new AbortController()
  const stop = AbortSignal.any([aborted, left.signal])
  const cast = options.cast === undefined ? null : createCast(options.cast)
  const stage = openStage(first, options, cast, () => left.abort())
  // What is to be seen while everything is made ready.
  if (meanwhile) stage.feed(meanwhile)
  const began = performance.now()
  let results: readonly RunResult[] | null = null
  const whys: Sentence[] = []
  try {
    await withRuntime(
      [first],
      options,
      stop,
      async (runtime, made) => {
        const { seed, quick } = options
        results = await play(stage, {
          runtime,
          made,
          aborted: stop,
          quick,
          ...(seed !== undefined && { seed }),
        })
        // What stands there at the end.
        stage.beat()
      },
      (why) => whys.push(why),
    )
    await stage.until(({ ui }) => ui.quit, aborted)
  } catch (error) {
    // Whoever leaves in the middle has seen what they wanted to see.
    if (!left.signal.aborted || aborted.aborted) throw error
  } finally {
    stage.close()
    if (cast !== null) whys.push(castSaid(options.cast!, cast))
    for (const why of whys) process.stderr.write(`${sayIn(options.lang)(why)}\n`)
  }
  aborted.throwIfAborted()
  return printEnd(results, options, performance.now() - began)
}

function openStage(
  scenario: Scenario,
  { lang, runs }: DemoOptions,
  cast: CastFile | null,
  onQuit: () => void,
): Stage {
  const { look, openScreen } = ownTerminal()
  let stage: Stage | null = null
  const taken = closingOnFailure(cast, () =>
    openScreen({
      onKey: (key) => {
        stage?.press(key)
        if (stage?.ui.quit) onQuit()
      },
      onResize: () => stage?.redraw(),
    }),
  )
  const ui = newUi('live', lang, runs ? 'runs' : 'steps')
  const state = initialState(outlineOf(scenario))
  const say = sayIn(lang)
  const filmed = cast && castScreen(taken, cast, say(scenario.title))
  const onBeat = filmed ? (seen: DashboardState): void => filmed.mark(say(beatName(seen))) : undefined
  stage = new Stage({ state, ui, look, screen: filmed ?? taken, ...(onBeat && { onBeat }) })
  return stage
}

/** Where no terminal can be taken, no recording of one is left. */
function closingOnFailure<T>(cast: CastFile | null, open: () => T): T {
  try {
    return open()
  } catch (error) {
    cast?.close()
    throw error
  }
}

async function followRun(
  { name, lang }: DemoOptions,
  catalogue: readonly Scenario[],
  aborted: AbortSignal,
): Promise<number> {
  await follow({
    catalogue,
    folder: name === null ? null : dirname(historyPath(name)),
    runs: RUNS,
    aborted,
    ui: newUi('follow', lang, 'runs'),
    ...ownTerminal(),
  })
  aborted.throwIfAborted()
  return exitStatus.asExpected
}

/** What stands on the terminal when the dashboard is gone. */
function printEnd(results: readonly RunResult[] | null, { lang }: DemoOptions, milliseconds: number): number {
  const say = sayIn(lang)
  const tell = (lines: readonly string[]): void => void process.stdout.write(`${lines.join('\n')}\n`)
  if (results === null) {
    tell([say(t`The run was left before its end; everything that was started has been removed.`)])
    return exitStatus.asExpected
  }
  const speaks = voice(inkFor(process.stdout, process.env), say, widthOf(process.stdout, process.env))
  for (const result of results)
    tell([
      ...(results.length > 1 ? [`${result.scenario}:`] : []),
      ...closing(result, results.length > 1 ? result.milliseconds : milliseconds, speaks),
    ])
  return statusOf(results.flatMap(({ acts }) => acts))
}
