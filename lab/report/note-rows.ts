/** What is no frame, as rows of a diagram: what users, their programs, the attacker and the lab tell. Pure. */

import { decimal, type Sentence, t, together } from '../../peers/language/sentence'
import type { HistoryEvent } from '../history/events'
import type { EventOf, Events } from '../history/selectors'
import { describeEvent } from '../narration/describe'
import { ATTACKER } from '../scenario/scenario'
import { described } from '../steps/every-step'
import { person } from '../text/format-names'
import { printable } from '../text/printable'
import type { DiagramRow, Mark, PlacedRow } from './diagram-row'

/** @param background what sentences look back to. */
export function noteRows(
  events: Events,
  background: Events,
  refusals: ReadonlySet<number>,
  peers: readonly string[],
): PlacedRow[] {
  return events.flatMap((event, place) => {
    const row = rowOf(event, background, refusals, peers)
    return row === null || (row.row === 'note' && row.over.length === 0) ? [] : [{ place, row }]
  })
}

function rowOf(
  event: HistoryEvent,
  events: Events,
  refusals: ReadonlySet<number>,
  peers: readonly string[],
): DiagramRow | null {
  switch (event.event) {
    // Of these the passages are made.
    case 'intercepted':
    case 'called':
    case 'wire':
      return null
    case 'guessed':
      return note(event, [ATTACKER], 'attack', guess(event))
    case 'measured':
      return note(event, [event.of], 'plain', usage(event))
    case 'delivered': {
      const told = describeEvent(event, events)
      if (told.length === 0) return null
      const mark = told.some(({ tone }) => tone === 'bad') ? 'attack' : 'plain'
      return note(event, [event.node], mark, together(told.map(({ words }) => words)))
    }
    case 'acted':
    case 'loot': {
      const said = together(describeEvent(event, events).map(({ words }) => words))
      // What she does over a link is drawn as what goes over it.
      const isAlone = event.link === null && !(event.event === 'acted' && event.presented !== null)
      const target = event.event === 'acted' || event.how === 'forged' ? event.to : null
      return isAlone && target !== null && target !== ATTACKER
        ? deed(event, target, said)
        : note(event, [ATTACKER], 'attack', said)
    }
    default: {
      const told = describeEvent(event, events, refusals)
      if (told.length === 0) return null
      const quoted = told.filter(({ tone }) => tone === 'quoted')
      const words = together(
        [...told.filter((one) => !quoted.includes(one)), ...quoted].map((one) => one.words),
      )
      return note(event, placeOf(event, peers), markOf(event, refusals), words)
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
  const mebibytes = decimal(amount / 2 ** 20, what === 'memory' ? 0 : 1)
  switch (what) {
    case 'memory':
      return t`${person(of)} has used at most ${mebibytes} MiB of memory`
    case 'processor':
      return t`${person(of)} has kept a processor busy for ${decimal(amount / 1000, 1)} s so far`
    case 'storage':
      return t`${person(of)} has ${mebibytes} MiB on the disk`
  }
}

/** What she did to somebody, as she tells it. */
function deed(event: HistoryEvent, to: string, words: Sentence): DiagramRow {
  const leg = { from: ATTACKER, to, mark: 'attack', words, cargo: null, holder: null } as const
  return {
    ...{ row: 'message', number: event.number, at: event.at, mark: 'attack', words, legs: [leg] },
    ...{
      sort: `${event.event} ${to}`,
      deed: null,
      refused: false,
      isFrame: false,
      frames: [],
      opened: false,
    },
  }
}

function note(event: HistoryEvent, over: readonly string[], mark: Mark, words: Sentence): DiagramRow {
  const sort = `${event.event} ${over.join(' ')} ${detailOf(event)}`
  return { row: 'note', number: event.number, at: event.at, mark, words, sort, over }
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
