/** Where a recording may be held, as the live run was: before an act, a phase, or the next thing that users do. */

import type { HistoryEvent } from '../history/events'
import { played } from '../steps/every-step'
import { showsMore } from './beat'
import type { DashboardState, Input, RunOutline } from './dashboard-state'
import { initialState, reduce } from './reduce'
import { isAdvance } from './scene'

/** Milliseconds for which a card stands where nobody presses a key. */
export const CARD = 10_000

export interface PausePlace {
  /** How many inputs come before it. */
  readonly position: number
  readonly what: 'act' | 'phase' | 'step'
}

/** A place to jump to. */
export interface Chapter {
  /** Right behind its first input, so that it is there. */
  readonly position: number
  /** The scenarios before it in the recording. */
  readonly scenario: number
  /** Null for a card. */
  readonly act: string | null
}

export interface Landmarks {
  readonly moments: readonly PausePlace[]
  readonly chapters: readonly Chapter[]
}

/** Inputs between two states that are kept. */
export const EVERY = 256

/** What was found in inputs, and how it goes on where more of them come. */
export interface Survey extends Landmarks {
  /** The state after no input, after {@link EVERY} of them, and so on. */
  readonly kept: readonly DashboardState[]
  /** How many inputs were gone through, and the state after them. */
  readonly count: number
  readonly state: DashboardState
  /** What was to be seen where it was held last. */
  readonly held: DashboardState | null
  /** The outlines that came, the acts since the last of them, and whether something is measured in the last act. */
  readonly scenario: number
  readonly acts: number
  readonly measured: boolean
}

/** @returns a survey of no input. */
export function emptySurvey(outline: RunOutline): Survey {
  const state = initialState(outline)
  const found = { moments: [], chapters: [], kept: [state], count: 0, state, held: null }
  return { ...found, scenario: 0, acts: 0, measured: false }
}

/** Whether a long attack has come to its end: how long it took is seen before what she has got by it. */
function isFirstFind(event: HistoryEvent, { progress, scene }: DashboardState): boolean {
  return event.event === 'loot' && event.phase === 'attack' && progress !== null && scene.words === null
}

/** @param inputs those that were gone through, and more. @returns the survey of all, each gone through once. */
export function surveyed(before: Survey, inputs: readonly Input[]): Survey {
  const [moments, chapters, kept] = [[...before.moments], [...before.chapters], [...before.kept]]
  let { state, held, scenario, acts, measured } = before
  const hold = (position: number, what: PausePlace['what']): void => {
    // Where nothing has come to be seen since the last time, nobody waits for a key.
    if (held === null || showsMore(held, state)) moments.push({ position, what })
    held = state
  }
  for (let position = before.count; position < inputs.length; position += 1) {
    const input = inputs[position]!
    if (input.input === 'card' || input.input === 'outline' || input.input === 'end') {
      // Before the first one is nothing to look at.
      if (position > 0) hold(position, 'act')
      if (input.input === 'card' && input.card) chapters.push({ position: position + 1, scenario, act: null })
      if (input.input === 'outline') [scenario, acts] = [scenario + 1, 0]
    }
    if (input.input === 'event') {
      const { event } = input
      if (event.event === 'measured') measured = true
      if (event.event === 'act-started') {
        // Before the first act stands what the scenario is about, and that has been held already.
        if (acts > 0) hold(position, 'act')
        chapters.push({ position: position + 1, scenario, act: event.act })
        acts += 1
        measured = false
      }
      if (event.event === 'phase-started') hold(position, 'phase')
      if (isFirstFind(event, state) && !measured) hold(position, 'step')
      // Where calls are counted, nobody looks at each.
      if (isUsers(event) && !measured) hold(position, 'step')
    }
    state = reduce(state, input)
    if (input.input === 'event' && isAdvance(input.event) && !measured) hold(position + 1, 'step')
    if ((position + 1) % EVERY === 0) kept.push(state)
  }
  return { moments, chapters, kept, count: inputs.length, state, held, scenario, acts, measured }
}

type Step = Extract<HistoryEvent, { event: 'step' }>

function isUsers(event: HistoryEvent): event is HistoryEvent & Step {
  if (event.event !== 'step' || played(event.do).pace !== 'held') return false
  return event.phase === 'attack' || event.phase === 'honest'
}
