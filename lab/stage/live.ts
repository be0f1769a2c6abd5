/**
 * A run that is there while we look. The real nodes are held between the users' steps (pause-points.ts) until a key is pressed,
 * or for a moment; everything else goes on as it does without an audience, and is judged in the same way.
 */

import type { PauseHook } from '../run/pause-points'
import { type RunOptions, type RunResult, run } from '../run/run'
import type { Scenario } from '../scenario/scenario'
import { showsMore } from './beat'
import type { DashboardState, RunOutline } from './dashboard-state'
import type { Stage } from './stage'

/** Milliseconds for which a run that goes on by itself is held, at speed 1. */
export const MOMENTS: Readonly<Record<Parameters<PauseHook>[0]['what'], number>> = {
  act: 6_000,
  phase: 2_500,
  step: 1_800,
}

/** @returns what is known of a scenario before it is played. */
export function outlineOf({ name, acts, attack, ...scenario }: Scenario): RunOutline {
  const { title, about, lesson, source, position, peers } = scenario
  return {
    scenario: name,
    title,
    about,
    lesson,
    source,
    position,
    peers,
    acts: acts.map((act) => ({
      name: act.name,
      title: act.title,
      profile: act.profile,
      directory: act.directory,
      attack: attack && (act.attack ?? attack),
      expected: act.expected,
    })),
  }
}

/**
 * Plays a scenario on a stage, one act after the other.
 * @throws LabError, and the signal's reason when it was aborted.
 */
export async function playLive(
  stage: Stage,
  options: Omit<RunOptions, 'onAct' | 'onEvent' | 'pace' | 'width'>,
): Promise<RunResult> {
  stage.feed({ input: 'outline', outline: outlineOf(options.scenario) })
  const result = await run({
    ...options,
    width: 1,
    pace: paceOf(stage, options.aborted),
    onEvent: (event) => stage.feed({ input: 'event', event }),
    onAct: ({ name }, verdict) => stage.feed({ input: 'verdict', act: name, verdict }),
  })
  await hold(stage, MOMENTS.act, options.aborted)
  stage.feed({ input: 'end' })
  return result
}

/** @returns a pace that follows what is set: a key for each step, or a moment for each. */
export function paceOf(stage: Stage, aborted: AbortSignal): PauseHook {
  let held: DashboardState | null = null
  let [act, at] = [-1, 0]
  return async ({ what }) => {
    // Nodes take a second to start: that needs no permission the first time. And nobody is held for what nobody can see.
    const isSeen = held !== null && showsMore(held, stage.state, act < 0)
    held = stage.state
    if (isSeen) {
      ;[act, at] = [stage.state.act, stage.state.act === act ? at + 1 : 1]
      // How many there will be nobody knows yet.
      stage.set(stage.state, { ...stage.ui, beat: { at, of: null } })
      await hold(stage, MOMENTS[what], aborted)
    }
    held = stage.state
  }
}

/** Waits for a key; where the run goes on by itself, for so many milliseconds at speed 1. */
export async function hold(stage: Stage, milliseconds: number, aborted: AbortSignal): Promise<void> {
  const since = performance.now()
  while (!aborted.aborted && !stage.closed) {
    const { mode, permits, speed } = stage.ui
    if (mode === 'steps' && permits > 0) {
      stage.beat()
      stage.set(stage.state, { ...stage.ui, permits: permits - 1 })
      return
    }
    const left = milliseconds / speed - (performance.now() - since)
    if (mode === 'runs' && left <= 0) return stage.beat()
    const { ui } = stage
    const moment = new AbortController()
    const timer = setTimeout(() => moment.abort(), mode === 'runs' ? left : 2 ** 31 - 1)
    await stage.until((now) => now.ui !== ui, AbortSignal.any([aborted, moment.signal]))
    clearTimeout(timer)
  }
}
