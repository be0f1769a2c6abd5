/** A run: the acts of one scenario, side by side as far as the machine has cores, then the verdicts. */

import { randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { t } from '../../peers/language/sentence'
import type { HistoryEvent, StampedEvent } from '../history/events'
import { createHistory } from '../history/history-file'
import { Recorder } from '../history/recorder'
import { finishRun, leaveRun, newRunFolder, RUNS, shown } from '../history/run-folder'
import { type ActVerdict, judgeAct } from '../judge/verdict'
import { LabError } from '../language/lab-error'
import type { Making } from '../runtime/making'
import type { Runtime } from '../runtime/runtime'
import { type Act, type Scenario, scenarioOf, shortForm } from '../scenario/scenario'
import { runAct } from './act'
import { commitmentTo, conversationsOf, drawsOf } from './draw'
import { type KeptIdentities, keptIdentities } from './identities'
import { type PauseHook, withoutPause } from './pause-points'
import { type Gate, sideBySide } from './side-by-side'

export interface RunResult {
  readonly scenario: string
  readonly runtime: Runtime['name']
  readonly ok: boolean
  /** The folder of the run. */
  readonly run: string
  readonly seed: string
  /** From the beginning of the first act to the end of the last. */
  readonly milliseconds: number
  readonly acts: readonly ActVerdict[]
}

export interface RunOptions {
  readonly scenario: Scenario
  readonly runtime: Runtime
  /** An attack to run in place of the scenario's own. */
  readonly attack?: string
  /** Hexadecimal digits that all canaries are made from; random where none is given. */
  readonly seed?: string
  /** Told of each act as soon as it and all before it have been judged. */
  readonly onAct: (act: Act, verdict: ActVerdict, events: readonly HistoryEvent[]) => void
  /** Told of everything that happens, as it is written down. */
  readonly onEvent?: (event: HistoryEvent) => void
  /** Holds the run for people who watch; without it, it goes on as fast as it can. */
  readonly pace?: PauseHook
  /** Acts at the same time; as many as there are cores where it is not given. */
  readonly width?: number
  readonly aborted: AbortSignal
  /** The folder that runs are kept in. */
  readonly runs?: string
  /** How many conversations a control has, of so many at most; drawn by the seed where it is not given. */
  readonly draw?: (most: number) => number
  /** With what the run is made; without it, it cannot be bundled. */
  readonly made?: Making
  /** Whether attacks that have a short form take it. */
  readonly quick?: boolean
  /** The keys with which peers go on after the first act; where others are given none, the run's own. */
  readonly identities?: KeptIdentities
  /** Lets an act begin, where runs share the machine. */
  readonly gate?: Gate
}

/** Runs a scenario and keeps it. @throws LabError, and the signal's reason when it was aborted. */
export async function run(options: RunOptions): Promise<RunResult> {
  const { scenario, runtime, aborted } = options
  const unique = randomBytes(3).toString('hex')
  const seed = options.seed ?? randomBytes(16).toString('hex')
  const start = new Date()
  const folder = newRunFolder(options.runs ?? RUNS, scenario.name, start, unique)
  const failure = new AbortController()
  const signal = AbortSignal.any([aborted, failure.signal])
  const history = createHistory(join(folder, 'history.jsonl'), (error) => failure.abort(error))
  const attackOf = (act: Act) => scenario.attack && (options.attack ?? act.attack ?? scenario.attack)
  const began = performance.now()
  // Where others are before it at the gate, that is no time of its own.
  let firstAct: number | null = null
  const now = () => Math.round(performance.now() - began)
  const { pace = withoutPause, quick = false, made, identities = keptIdentities() } = options
  const draws = drawsOf(seed, scenario.name)
  const verdicts: ActVerdict[] = []
  const acts = scenario.acts.map(({ name }) => name)
  const write = (event: StampedEvent): HistoryEvent => {
    const numbered = history.write(event)
    options.onEvent?.(numbered)
    return numbered
  }
  const lab = { act: '', phase: null, node: 'lab' } as const
  const known = { began: start.toISOString(), runtime: runtime.name, quick, commitment: commitmentTo(seed) }
  write({
    at: 0,
    ...lab,
    event: 'run-started',
    scenario: scenario.name,
    acts,
    ...(made && { made: { ...made, ...known } }),
  })
  const finished = new Map<Act, Recorder>()

  const reportInOrder = (): void => {
    for (const act of scenario.acts.slice(verdicts.length)) {
      const recorder = finished.get(act)
      if (!recorder) return
      if (recorder.events.length === 0) throw new LabError(t`The act ${act.name} left no history.`)
      const verdict = judgeAct(recorder.events, verdicts)
      verdicts.push(verdict)
      options.onAct(act, verdict, recorder.events)
    }
  }

  try {
    const play = async (act: Act): Promise<void> => {
      await pace({ what: 'act', act: act.name })
      signal.throwIfAborted()
      firstAct ??= performance.now()
      const recorder = new Recorder(act.name, now, write)
      const attack = attackOf(act)
      const conversations = (phase: 'before' | 'after') =>
        options.draw?.(act.controls) ?? conversationsOf(act, phase, draws)
      const setting = {
        ...{ scenario: scenarioOf(scenario, act), act: quick ? shortForm(act) : act },
        ...{ attack, runtime, recorder, ...draws, conversations, seed, quick, pace },
        ...(act !== scenario.acts[0] && { identities }),
      }
      await runAct(setting, signal)
      signal.throwIfAborted()
      finished.set(act, recorder)
      reportInOrder()
    }
    const { gate = (work) => work() } = options
    await sideBySide(scenario.acts, options.width ?? availableParallelism(), (act) => gate(() => play(act)))
    write({ at: now(), ...lab, event: 'run-ended', seed })
  } finally {
    history.close()
    leaveRun(folder)
  }
  const ok = verdicts.every(({ asExpected }) => asExpected)
  const result = {
    scenario: scenario.name,
    runtime: runtime.name,
    ok,
    run: shown(folder),
    seed,
    milliseconds: Math.round(performance.now() - (firstAct ?? began)),
    acts: verdicts,
  }
  finishRun(folder, result)
  return result
}
