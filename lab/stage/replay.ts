/**
 * A recording at one place of it, as a value: forwards, backwards, to any place, at any speed. Pure; time comes in.
 *
 * To go backwards is to fold fewer inputs. The state is kept at every few hundredth input, which costs nothing, as shows
 * are never changed; so no place is more than that many inputs away.
 */

import type { DashboardState, RunOutline } from './dashboard-state'
import { CARD, EVERY, emptySurvey, type Landmarks, type PausePlace, type Survey, surveyed } from './landmarks'
import { MOMENTS } from './live'
import type { Recording } from './recording'
import { reduce } from './reduce'
import { settled } from './scene'
import { type BeatPlace, type Key, press, type Ui } from './ui'

/** Milliseconds that a wait in the recording takes at most: nodes that start, a pause in which somebody talked. */
const LONGEST = 1_000
/** A machine that slept does not skip what was to be seen. */
const MOST_ELAPSED = 250

export interface Replay extends Landmarks {
  readonly recording: Recording
  /** How many inputs have been folded. */
  readonly position: number
  readonly state: DashboardState
  readonly backwards: boolean
  /** Milliseconds that have passed since the last input, as fast as is set. */
  readonly spent: number
  readonly survey: Survey
}

/** What keys and time change. */
export interface Replayed {
  readonly replay: Replay
  readonly ui: Ui
}

/** @returns a replay at its beginning. */
export function openReplay(recording: Recording): Replay {
  const survey = surveyed(emptySurvey(recording.outline), recording.inputs)
  return { ...found(survey), recording, position: 0, state: survey.kept[0]!, backwards: false, spent: 0 }
}

/** @returns the replay at the same place, when more of the same run has been recorded. */
export function extend(replay: Replay, recording: Recording): Replay {
  const [known, now] = [outlinesOf(replay.recording), outlinesOf(recording)]
  const same = JSON.stringify(known) === JSON.stringify(now.slice(0, known.length))
  const survey = surveyed(same ? replay.survey : emptySurvey(recording.outline), recording.inputs)
  const longer = { ...replay, ...found(survey), recording }
  return same ? longer : seek({ ...longer, position: 0, state: survey.kept[0]! }, replay.position)
}

function found(survey: Survey): Landmarks & { readonly survey: Survey } {
  const { moments, chapters } = survey
  return { moments, chapters, survey }
}

function outlinesOf({ outline, inputs }: Recording): RunOutline[] {
  return [outline, ...inputs.flatMap((input) => (input.input === 'outline' ? [input.outline] : []))]
}

/** @returns the replay after so many inputs, wherever it was. Nothing flies there. */
export function seek(replay: Replay, to: number): Replay {
  const { inputs } = replay.recording
  const position = Math.max(0, Math.min(inputs.length, Math.trunc(to)))
  const nearest = Math.floor(position / EVERY)
  // What is there already may be nearer.
  const [from, base] =
    replay.position <= position && replay.position >= nearest * EVERY
      ? [replay.position, replay.state]
      : [nearest * EVERY, replay.survey.kept[nearest]!]
  const state = inputs.slice(from, position).reduce(reduce, base)
  return { ...replay, position, spent: 0, state: { ...state, scene: settled(state.scene) } }
}

/** @returns the replay at the end of what there is; what has come since flies. */
export function catchUp(replay: Replay): Replay {
  const { inputs } = replay.recording
  const state = inputs.slice(replay.position).reduce(reduce, replay.state)
  return { ...replay, position: inputs.length, spent: 0, state }
}

/** @returns what is to be seen after so many milliseconds more. */
export function advance({ replay, ui }: Replayed, elapsed: number): Replayed {
  if (ui.mode === 'steps' && ui.permits === 0) return { replay: still(replay), ui }
  const passed = { ...replay, spent: replay.spent + Math.min(elapsed, MOST_ELAPSED) * ui.speed }
  return replay.backwards && ui.mode === 'runs' ? goBack(passed, ui) : goOn(passed, ui)
}

function goOn(replay: Replay, ui: Ui): Replayed {
  const { inputs } = replay.recording
  let { position, state, spent } = replay
  let { permits } = ui
  for (; position < inputs.length; position += 1) {
    const wait = waitBefore(replay, position, ui)
    if (wait > spent) break
    spent -= wait
    state = reduce(state, inputs[position]!)
    if (ui.mode === 'steps' && momentAt(replay, position + 1)) permits -= 1
    if (ui.mode === 'steps' && permits === 0) {
      position += 1
      break
    }
  }
  const ended = position === inputs.length
  if (ended) permits = 0
  const stands = ended || (ui.mode === 'steps' && permits === 0)
  return {
    replay: { ...replay, position, state, spent: stands ? 0 : spent },
    ui: permits === ui.permits ? ui : { ...ui, permits },
  }
}

function goBack(replay: Replay, ui: Ui): Replayed {
  let { position, spent } = replay
  for (; position > 0; position -= 1) {
    const wait = waitBefore(replay, position, ui)
    if (wait > spent) break
    spent -= wait
  }
  if (position === 0)
    return { replay: { ...seek(replay, 0), backwards: false }, ui: { ...ui, mode: 'steps' } }
  return {
    replay: position === replay.position ? { ...replay, spent } : { ...seek(replay, position), spent },
    ui,
  }
}

/** @returns milliseconds between two inputs: as they were recorded, but for long waits; at a moment as in a live run. */
function waitBefore(replay: Replay, position: number, { mode }: Ui): number {
  const { inputs } = replay.recording
  const [before, after] = [inputs[position - 1], inputs[position]]
  const moment = momentAt(replay, position)
  if (mode === 'runs' && before?.input === 'card' && before.card) return CARD
  if (mode === 'runs' && moment) return MOMENTS[moment.what]
  if (before?.input !== 'event' || after?.input !== 'event') return 0
  return Math.min(LONGEST, Math.max(0, after.event.at - before.event.at))
}

/** @returns what a key makes of it; null for keys that mean here what they mean everywhere. */
export function pressReplay({ replay, ui }: Replayed, key: Key): Replayed | null {
  if (ui.open !== 'nothing') return null
  const jump = (position: number): Replayed => ({
    replay: { ...seek(replay, position), backwards: false },
    ui: { ...ui, mode: 'steps', permits: 0, frame: null, scroll: 0 },
  })
  const { moments, chapters, position, recording } = replay
  const end = recording.inputs.length
  switch (key) {
    case 'right':
      return jump(moments.find((one) => one.position > position)?.position ?? end)
    case 'left':
      return jump(moments.findLast((one) => one.position < position)?.position ?? 0)
    case 'pagedown':
    case ']':
      return jump(chapters.find((one) => one.position > position)?.position ?? end)
    case 'pageup':
    case '[':
      return jump(chapters.findLast((one) => one.position < position)?.position ?? 0)
    case 'home':
      return jump(0)
    case 'end':
      // There a run that still goes on is watched as it comes.
      return ui.kind === 'follow' ? { ...jump(end), ui: { ...jump(end).ui, mode: 'runs' } } : jump(end)
    case 'b':
      return {
        replay: { ...still(replay), backwards: true },
        ui: { ...ui, mode: 'runs', permits: 0, frame: null },
      }
    case 'a':
    case 'space':
      return { replay: { ...replay, backwards: false }, ui: press(ui, key, replay.state) }
    default: {
      const act = /^[1-9]$/.test(key) ? actsHere(replay)[Number(key) - 1] : undefined
      return act ? jump(act.position) : null
    }
  }
}

/** The acts of the scenario that is on the stage, or of the first to come. */
function actsHere({ chapters, position }: Replay): Landmarks['chapters'] {
  const acts = chapters.filter(({ act }) => act !== null)
  const here = acts.findLast((one) => one.position <= position) ?? acts[0]
  return acts.filter(({ scenario }) => scenario === here?.scenario)
}

function still(replay: Replay): Replay {
  return replay.spent === 0 ? replay : { ...replay, spent: 0 }
}

/** @returns the same with the beat that is on the stage, or that goes on there. */
export function withBeat({ replay, ui }: Replayed): Ui {
  const beat = beatAt(replay)
  const isSame = beat?.at === ui.beat?.at && beat?.of === ui.beat?.of
  return isSame ? ui : { ...ui, beat }
}

/** Null where no act is on the stage. */
function beatAt({ chapters, moments, position, recording }: Replay): BeatPlace | null {
  const place = chapters.findLastIndex((one) => one.position <= position)
  const chapter = chapters[place]
  if (!chapter || chapter.act === null) return null
  const end = chapters[place + 1]?.position ?? recording.inputs.length
  const beats = moments.filter((one) => one.position >= chapter.position && one.position < end)
  const of = beats.length
  return of === 0 ? null : { at: Math.min(of, beats.filter((one) => one.position < position).length + 1), of }
}

/** Moments stand in order: this is looked up for every input. */
function momentAt({ moments }: Landmarks, position: number): PausePlace | undefined {
  let [low, high] = [0, moments.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const moment = moments[middle]!
    if (moment.position === position) return moment
    if (moment.position < position) low = middle + 1
    else high = middle - 1
  }
  return undefined
}
