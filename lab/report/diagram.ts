/**
 * What a sequence diagram shows, as a value: who takes part, and row by row what stands in the history, in an order in which
 * nothing is read before it was written. What left somebody and what came of it are one row. Pure.
 */

import type { Sentence } from '../../peers/language/sentence'
import type { HistoryEvent } from '../history/events'
import { type EventOf, type Events, eventsOf } from '../history/selectors'
import { ATTACKER, DIRECTORY, isOnPath, type Position } from '../scenario/scenario'
import { person } from '../text/format-names'
import type { DiagramRow, Fold, FrameName } from './diagram-row'
import { noteRows } from './note-rows'
import { passageRows, unexplainedRows } from './passage-rows'
import type { StoryBeat } from './story'

export interface Participant {
  readonly id: string
  readonly name: string
  readonly isAttacker: boolean
}

export interface Diagram {
  readonly participants: readonly Participant[]
  readonly rows: readonly (DiagramRow | Fold)[]
}

/**
 * @param position where the attacker stands; null where there is none.
 * @param refusals numbers of the alarms with which strangers were refused, as the judge found.
 * @param caption the sentence of a beat, where it has one.
 * @returns all of what is judged, unfolded.
 */
export function diagram(
  beats: readonly StoryBeat[],
  peers: readonly string[],
  position: Position | null,
  frameName: FrameName,
  refusals: ReadonlySet<number>,
  caption: (beat: StoryBeat) => Sentence | null = () => null,
): Diagram {
  // What makes histories long explains nothing else.
  const background = beats
    .flatMap(({ events }) => events)
    .filter(({ event }) => event !== 'intercepted' && event !== 'called' && event !== 'wire')
  const said = new Set<string>()
  const rows = beats.flatMap((beat) => {
    const placed = [
      ...(passageRows(beat, beats, frameName) ?? unexplainedRows(beat, frameName)),
      ...noteRows(beat.events, background, refusals, peers),
    ].sort((one, other) => one.place - other.place)
    const [first, ...others] = placed.map(({ row }) => row)
    const begins = caption(beat)
    // Nobody reads the same sentence twice.
    if (!first || !begins || said.has(JSON.stringify(begins))) return first ? [first, ...others] : []
    said.add(JSON.stringify(begins))
    return [{ ...first, begins }, ...others]
  })
  const ids = new Set(
    rows.flatMap((row) =>
      row.row === 'message' ? row.legs.flatMap(({ from, to }) => [from, to]) : row.over,
    ),
  )
  const isBetween = position !== null && isOnPath(position)
  const order = isBetween
    ? [...peers.slice(0, 1), ATTACKER, ...peers.slice(1), DIRECTORY]
    : [...peers, ATTACKER, DIRECTORY]
  const there = position !== null && position !== 'nowhere'
  const shown = order.filter((id) => peers.includes(id) || (id === ATTACKER && there) || ids.has(id))
  // Whoever else is named: accounts that the lab has made up names for.
  const others = [...ids].filter((id) => !shown.includes(id))
  const participants = [...shown, ...others].map((id) => ({
    id,
    name: person(id),
    isAttacker: id === ATTACKER,
  }))
  return { participants, rows }
}

/** @returns the events of one phase of an act, or of none of them. */
export function phaseOf(act: Events, phase: HistoryEvent['phase']): HistoryEvent[] {
  return act.filter((event) => event.phase === phase)
}

/** @returns how an act was begun. */
export function beginningOf(act: Events): EventOf<'act-started'> | undefined {
  return eventsOf(act, 'act-started')[0]
}
