/**
 * An act beat by beat, as the stage tells it: what happened in each, in an order in which nothing is read before it was
 * written, and the pictures of how it should have been and of what decided it. Pure.
 */

import type { HistoryEvent } from '../history/events'
import type { Events } from '../history/selectors'
import { ATTACKER } from '../scenario/scenario'
import { causal } from '../stage/causal'
import type { DashboardState, RunOutline } from '../stage/dashboard-state'
import { numbersAt } from '../stage/held-against'
import { beginsBeat } from '../stage/pictured'
import { initialState, reduce } from '../stage/reduce'
import { passagesIn, settled } from '../stage/scene'

export interface StoryBeat {
  /** What there is to see when all has come to where it goes. */
  readonly state: DashboardState
  readonly events: Events
  /** The numbers of the events that first told of these bytes: leaving somebody, or coming to somebody. */
  readonly left: ReadonlyMap<string, number>
  readonly came: ReadonlyMap<string, number>
}

export interface ActStory {
  readonly outline: RunOutline
  readonly beats: readonly StoryBeat[]
  /** The same conversation with an attacker who does nothing; null where there was none. */
  readonly control: DashboardState | null
  /** The beat in which it was decided; null where nobody attacked. */
  readonly lead: DashboardState | null
}

/** @param act its events, as they stand in the history. */
export function storyOf(act: Events, outline: RunOutline): ActStory {
  const beats: StoryBeat[] = []
  let control: DashboardState | null = null
  let lead: DashboardState | null = null
  let begun = emptyBeat()
  let state = initialState(outline)
  const end = (): void => {
    if (begun.events.length > 0) beats.push({ ...begun, state: still(state) })
    begun = emptyBeat()
  }
  for (const event of causal(act)) {
    const isJudged = event.phase === 'attack' || event.phase === 'honest'
    if (isJudged && beginsBeat(state, event)) end()
    const before = state
    state = reduce(state, { input: 'event', event })
    if (event.phase === 'before' && event.event !== 'phase-ended') control = state
    if (!isJudged) continue
    if (event.phase === 'attack') lead = state.lead ? { ...state, scene: state.lead } : state
    begun.events.push(event)
    tell(begun, before, state, event)
    if (event.event === 'phase-ended') end()
  }
  end()
  return { outline, beats, control: control && still(control), lead: lead && leadOf(still(lead), beats) }
}

/** @returns what the stage holds for the deciding beat; where that shows nothing of the attack, the last one that does. */
function leadOf(lead: DashboardState, beats: readonly StoryBeat[]): DashboardState {
  const { keys, numbers, words } = lead.scene
  if (numbers && passagesIn(lead.scene).length === 0) return withFrames(lead, beats)
  if (keys.length > 0 || numbers || (words && words.got !== words.wrote) || isTelling(lead)) return lead
  return beats.findLast(({ state }) => isTelling(state))?.state ?? lead
}

/** @returns an alarm about a number, told too late to be in one beat with the frame that it is about, together with that frame. */
function withFrames(lead: DashboardState, beats: readonly StoryBeat[]): DashboardState {
  const alarm = beats
    .flatMap(({ events }) => events)
    .findLast((event) => event.event === 'alarm' && numbersAt(event) !== null)
  const scene = beats.findLast(({ state }) => isTelling(state))?.state.scene
  const last = scene?.moves.findLastIndex(({ what, to }) => what === 'came' && to === alarm?.node) ?? -1
  if (!scene || last < 0) return lead
  const moves = scene.moves.map((move, place) => (place === last ? { ...move, refused: true } : move))
  const { keys, numbers, words } = lead.scene
  return { ...lead, scene: { ...scene, moves, keys, numbers, words: words ?? scene.words } }
}

/** Whether something is to be seen of what the attacker did. */
function isTelling({ scene }: DashboardState): boolean {
  return passagesIn(scene).some(
    ({ from, left, changed, again, late, opened, refused, overtaking }) =>
      from === ATTACKER || left === null || changed || again || late || opened || refused || overtaking,
  )
}

interface BegunBeat {
  readonly events: HistoryEvent[]
  readonly left: Map<string, number>
  readonly came: Map<string, number>
}

function emptyBeat(): BegunBeat {
  return { events: [], left: new Map(), came: new Map() }
}

/** Notes which event brought what moves now. */
function tell(
  { left, came }: BegunBeat,
  before: DashboardState,
  { scene }: DashboardState,
  { number }: HistoryEvent,
): void {
  if (scene.moves === before.scene.moves) return
  for (const { what, bytes, to } of scene.moves) {
    const told = what === 'came' ? came : left
    const name = bytes || `to ${to}`
    if (!told.has(name)) told.set(name, number)
  }
}

function still(state: DashboardState): DashboardState {
  return { ...state, scene: settled(state.scene) }
}
