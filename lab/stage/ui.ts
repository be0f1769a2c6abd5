/** What those who watch have set with their keys, and which beat they are at, as a value. `press` is pure. */

import { type Language, languages } from '../../peers/language/sentence'
import type { DashboardState } from './dashboard-state'

/** The panes, from left to right: the first peer, the attacker, the second peer. */
export type Pane = 0 | 1 | 2

/** Which beat of its act is on the stage; of how many, where all of them are known. */
export interface BeatPlace {
  readonly at: number
  readonly of: number | null
}

export interface Ui {
  readonly language: Language
  /** Whether the run is there while we look, or recorded. A recorded one also goes backwards. */
  readonly kind: 'live' | 'replay' | 'follow'
  readonly focus: Pane
  /** `steps` waits for a key before each step; `runs` goes on by itself. */
  readonly mode: 'steps' | 'runs'
  /** Steps that are allowed and not yet taken; never more than one, however long Space is held. */
  readonly permits: number
  /** 1 is as a talk needs it; see {@link speeds}. */
  readonly speed: number
  /** What lies over the panes: nothing, the keys, or the chosen frame field by field. */
  readonly open: 'nothing' | 'help' | 'frame'
  /** The number of the frame that is chosen; null is always the newest. */
  readonly frame: number | null
  /** Whether the pane in focus takes the place of the picture. */
  readonly zoomed: boolean
  /** Lines that the pane in focus, or what lies over it, is scrolled up from its end (over it: down from its beginning). */
  readonly scroll: number
  /** Null where nobody counts. */
  readonly beat: BeatPlace | null
  readonly quit: boolean
}

export const speeds: readonly number[] = [0.25, 0.5, 1, 2, 4, 8, 16]

/** Keys by their names: a character, or one of these. */
export type Key =
  | 'space'
  | 'enter'
  | 'escape'
  | 'tab'
  | 'backtab'
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'pageup'
  | 'pagedown'
  | 'home'
  | 'end'
  | (string & {})

export function newUi(kind: Ui['kind'], language: Language, mode: Ui['mode'] = 'steps'): Ui {
  return {
    language,
    kind,
    focus: 1,
    mode,
    permits: 0,
    speed: 1,
    open: 'nothing',
    frame: null,
    zoomed: false,
    scroll: 0,
    beat: null,
    quit: false,
  }
}

/** @returns what a key makes of it. Keys that go through a recording are replay.ts’s, which keeps the place in it. */
export function press(ui: Ui, key: Key, state: DashboardState): Ui {
  if (key === 'q' || key === 'C-c') return { ...ui, quit: true }
  if (key === 'l')
    return { ...ui, language: languages[(languages.indexOf(ui.language) + 1) % languages.length]! }
  if (ui.open !== 'nothing') return pressOver(ui, key, state)
  switch (key) {
    case 'space':
      return { ...ui, mode: 'steps', permits: 1 }
    case 'a':
      return { ...ui, mode: 'runs', permits: 0 }
    case 'p':
      return ui.mode === 'runs' ? { ...ui, mode: 'steps', permits: 0 } : { ...ui, mode: 'runs', permits: 0 }
    case '+':
    case '=':
      return { ...ui, speed: neighbour(ui.speed, 1) }
    case '-':
      return { ...ui, speed: neighbour(ui.speed, -1) }
    case '?':
    case 'h':
      return { ...ui, open: 'help', scroll: 0 }
    case 'z':
      return { ...ui, zoomed: !ui.zoomed, scroll: 0 }
    case 'tab':
      return { ...ui, focus: ((ui.focus + 1) % 3) as Pane, scroll: 0 }
    case 'backtab':
      return { ...ui, focus: ((ui.focus + 2) % 3) as Pane, scroll: 0 }
    case 'left':
      return { ...ui, focus: Math.max(0, ui.focus - 1) as Pane, scroll: 0 }
    case 'right':
      return { ...ui, focus: Math.min(2, ui.focus + 1) as Pane, scroll: 0 }
    case 'up':
    case 'down':
      return ui.focus === 1
        ? chooseFrame(ui, key === 'up' ? -1 : 1, state)
        : scrolled(ui, key === 'up' ? 1 : -1)
    case 'pageup':
      return scrolled(ui, 10)
    case 'pagedown':
      return scrolled(ui, -10)
    case 'enter': {
      const newest = state.frames.at(-1)?.number
      return newest === undefined ? ui : { ...ui, open: 'frame', frame: ui.frame ?? newest, scroll: 0 }
    }
    case 'escape':
      return { ...ui, frame: null, scroll: 0 }
    default:
      return ui
  }
}

/** Keys while something lies over the panes. */
function pressOver(ui: Ui, key: Key, state: DashboardState): Ui {
  switch (key) {
    case 'up':
      return { ...ui, scroll: Math.max(0, ui.scroll - 1) }
    case 'down':
      return { ...ui, scroll: ui.scroll + 1 }
    case 'pageup':
      return { ...ui, scroll: Math.max(0, ui.scroll - 10) }
    case 'pagedown':
      return { ...ui, scroll: ui.scroll + 10 }
    case 'left':
    case 'right':
      return ui.open === 'frame' ? { ...chooseFrame(ui, key === 'left' ? -1 : 1, state), scroll: 0 } : ui
    case 'space':
      return { ...ui, open: 'nothing', mode: 'steps', permits: 1, scroll: 0 }
    case 'escape':
    case 'enter':
    case '?':
    case 'h':
      return { ...ui, open: 'nothing', scroll: 0 }
    default:
      return ui
  }
}

/** Beyond the newest frame the choice follows what comes. */
function chooseFrame(ui: Ui, by: number, state: DashboardState): Ui {
  const numbers = state.frames.map(({ number }) => number)
  if (numbers.length === 0) return ui
  const place = ui.frame === null ? numbers.length - 1 : numbers.indexOf(ui.frame)
  const next = Math.max(0, (place < 0 ? numbers.length - 1 : place) + by)
  if (next >= numbers.length) return ui.open === 'frame' ? ui : { ...ui, frame: null }
  return { ...ui, frame: numbers[next]! }
}

function scrolled(ui: Ui, by: number): Ui {
  return { ...ui, scroll: Math.max(0, ui.scroll + by) }
}

function neighbour(speed: number, by: number): number {
  const place = speeds.indexOf(speed) + by
  return speeds[Math.min(speeds.length - 1, Math.max(0, place))]!
}
