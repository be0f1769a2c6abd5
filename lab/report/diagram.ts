/**
 * What a sequence diagram shows, as a value: who takes part, and row by row what stands in the history. Pure. Nothing is
 * drawn that no event tells: a frame ends at the attacker's relay, for that is where it was seen.
 */

import type { HistoryEvent } from '../history/events'
import { type EventOf, type Events, eventsOf } from '../history/selectors'
import { type Sentence, t, together } from '../language/sentence'
import { describeEvent } from '../narration/describe'
import { ATTACKER, DIRECTORY, isOnPath, type Position } from '../scenario/scenario'
import { described } from '../steps/every-step'
import { person } from '../text/format-names'
import { printable } from '../text/printable'

export interface Participant {
  readonly id: string
  readonly name: string
  readonly isAttacker: boolean
}

/** Whose deed a row is; what users are warned of is an alarm. */
export type Mark = 'plain' | 'attack' | 'alarm'

/** What all rows have: `number` is the event's line in the history, `at` its milliseconds since the run began. */
interface Told {
  readonly number: number
  readonly at: number
  readonly mark: Mark
  readonly words: Sentence
  /** What makes rows alike, so that of many a few stand for all. */
  readonly sort: string
}

export type DiagramRow =
  | (Told & {
      readonly row: 'message'
      readonly from: string
      readonly to: string
      readonly isFrame: boolean
    })
  /** Over these participants, one at least. */
  | (Told & { readonly row: 'note'; readonly over: readonly string[] })

/** Rows that are not drawn, by the first and the last event among them. */
export interface Fold {
  readonly row: 'fold'
  readonly count: number
  /** How many of them are frames. */
  readonly frames: number
  readonly first: number
  readonly last: number
}

export interface Diagram {
  readonly participants: readonly Participant[]
  readonly rows: readonly (DiagramRow | Fold)[]
}

/** What an onlooker calls a unit of the wire. */
export type FrameName = (bytes: Buffer) => Sentence

/**
 * @param position where the attacker stands; null where there is none.
 * @param refusals numbers of the alarms with which strangers were refused, as the judge found.
 * @returns all of a phase, unfolded.
 */
export function diagram(
  phase: Events,
  peers: readonly string[],
  position: Position | null,
  frameName: FrameName,
  refusals: ReadonlySet<number>,
): Diagram {
  // What makes histories long explains nothing else.
  const background = phase.filter(({ event }) => event !== 'intercepted' && event !== 'called')
  const placement = position !== null && isOnPath(position) ? 'between' : 'beside'
  const rows = phase.flatMap((event): DiagramRow[] => {
    const scene: Scene = { event, events: background, refusals, peers, placement, frameName }
    return diagramRows(scene).filter((row) => row.row === 'message' || row.over.length > 0)
  })
  const ids = new Set(rows.flatMap((row) => (row.row === 'message' ? [row.from, row.to] : row.over)))
  const order =
    placement === 'between'
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

interface Scene {
  readonly event: HistoryEvent
  /** What sentences look back to. */
  readonly events: Events
  readonly refusals: ReadonlySet<number>
  readonly peers: readonly string[]
  readonly placement: 'between' | 'beside'
  readonly frameName: FrameName
}

function diagramRows(scene: Scene): DiagramRow[] {
  const { event, events, refusals, peers, placement, frameName } = scene
  switch (event.event) {
    case 'intercepted': {
      const bytes = Buffer.from(event.bytes, 'base64')
      const words = t`${frameName(bytes)}, ${bytes.length} bytes`
      return [message(scene, event.from, ATTACKER, 'plain', words, true)]
    }
    case 'called':
      return [message(scene, ATTACKER, event.to, 'attack', t`Mallory opens a connection of her own`)]
    case 'guessed':
      return [note(scene, [ATTACKER], 'attack', guess(event))]
    case 'measured':
      return [note(scene, [event.of], 'plain', usage(event))]
    case 'delivered': {
      const words = describeEvent(event, events)
      if (words.length === 0) return []
      // Over the wire it came from whoever stands next to the receiver.
      const sender = placement === 'between' ? ATTACKER : event.from
      const mark = words.some(({ tone }) => tone === 'bad') ? 'attack' : 'plain'
      const said = together(words.map(({ words }) => words))
      return sender === null || sender === event.node
        ? [note(scene, [event.node], mark, said)]
        : [message(scene, sender, event.node, mark, said)]
    }
    case 'acted':
    case 'loot': {
      const said = together(describeEvent(event, events).map(({ words }) => words))
      const target = event.event === 'acted' || event.how === 'forged' ? event.to : null
      return target !== null && target !== ATTACKER
        ? [message(scene, ATTACKER, target, 'attack', said)]
        : [note(scene, [ATTACKER], 'attack', said)]
    }
    default: {
      const told = describeEvent(event, events, refusals)
      if (told.length === 0) return []
      const quoted = told.filter(({ tone }) => tone === 'quoted')
      const words = together(
        [...told.filter((one) => !quoted.includes(one)), ...quoted].map((one) => one.words),
      )
      return [note(scene, placeOf(event, peers), markOf(event, refusals), words)]
    }
  }
}

/** Over whom it stands what users, their programs and the lab do. */
function placeOf(event: HistoryEvent, peers: readonly string[]): string[] {
  switch (event.event) {
    case 'step':
      return [...described(event.do).by(event)]
    case 'compared':
      return [...event.between]
    case 'shown':
      return [event.on]
    case 'files':
    case 'visited':
      return [event.of]
    case 'node-failed':
      return [event.failed]
    default:
      return event.node === 'lab' ? [...peers] : [event.node]
  }
}

function markOf(event: HistoryEvent, refusals: ReadonlySet<number>): Mark {
  if (event.event === 'alarm') return refusals.has(event.number) ? 'plain' : 'alarm'
  if (event.event === 'compared') return event.match ? 'plain' : 'alarm'
  if (event.event === 'shown' || event.event === 'node-failed') return 'alarm'
  const hers = event.event === 'step' && described(event.do).by(event).includes(ATTACKER)
  return hers ? 'attack' : 'plain'
}

function guess({ about, value, sure }: EventOf<'guessed'>): Sentence {
  const [what, taken] = [printable(about), printable(value)]
  return sure === false
    ? t`Mallory tosses a coin for ${what}: ${taken}`
    : t`Mallory takes ${what} to be: ${taken}`
}

/** What the lab read of a node. */
function usage({ of, what, amount }: EventOf<'measured'>): Sentence {
  const mebibytes = (amount / 2 ** 20).toFixed(what === 'memory' ? 0 : 1)
  switch (what) {
    case 'memory':
      return t`${person(of)} has used at most ${mebibytes} MiB of memory`
    case 'processor':
      return t`${person(of)} has kept a processor busy for ${(amount / 1000).toFixed(1)} s so far`
    case 'storage':
      return t`${person(of)} has ${mebibytes} MiB on the disk`
  }
}

function message(
  { event }: Scene,
  from: string,
  to: string,
  mark: Mark,
  words: Sentence,
  isFrame = false,
): DiagramRow {
  const sort = `${event.event} ${from} ${to}`
  return { row: 'message', number: event.number, at: event.at, mark, words, sort, from, to, isFrame }
}

function note({ event }: Scene, over: readonly string[], mark: Mark, words: Sentence): DiagramRow {
  return {
    row: 'note',
    number: event.number,
    at: event.at,
    mark,
    words,
    sort: `${event.event} ${over.join(' ')} ${detailOf(event)}`,
    over,
  }
}

/** What tells two notes of one kind apart, so that they are not folded into one. */
function detailOf(event: HistoryEvent): string {
  switch (event.event) {
    case 'alarm':
      return event.code
    case 'step':
      return event.do
    case 'measured':
      return event.what
    default:
      return ''
  }
}

/** @returns the events of one phase of an act, or of none of them. */
export function phaseOf(act: Events, phase: HistoryEvent['phase']): HistoryEvent[] {
  return act.filter((event) => event.phase === phase)
}

/** @returns how an act was begun. */
export function beginningOf(act: Events): EventOf<'act-started'> | undefined {
  return eventsOf(act, 'act-started')[0]
}
