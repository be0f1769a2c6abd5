/**
 * How a show goes on: one input after the other, pure. What stands here is what the history says; what it means for the
 * act is `judge`'s, and comes in as a verdict.
 */

import type { HistoryEvent } from '../history/events'
import { heard, type Sentence, t } from '../language/sentence'
import { person, tellAction, tellEvent, tellLoot } from '../narration/describe'
import { printable } from '../text/printable'
import type { Input, Program, Seat, Show } from './dashboard-state'
import { toldBy } from './event-trail'
import { last, newSeat, note, seen } from './peer-pane'

/** Milliseconds for which a frame is on its way on the screen, whatever it took on the wire. */
const FLIGHT = 900
/** Frames that fly at once; of a flood nobody could follow more. */
const MOST_FLIGHTS = 12

/** @returns a stage on which nothing has happened yet. */
export function opening(program: Program): Show {
  const [first, second] = program.peers
  return {
    program,
    card: null,
    act: -1,
    phase: null,
    verdicts: program.acts.map(() => null),
    now: null,
    seats: [newSeat(first), newSeat(second)],
    frames: [],
    loot: [],
    progress: null,
    flights: [],
    at: 0,
    over: false,
    attacked: null,
    identities: {},
    past: null,
  }
}

/** @returns the show after one more input. */
export function perform(show: Show, input: Input): Show {
  switch (input.input) {
    case 'program':
      return opening(input.program)
    case 'card':
      return { ...show, card: input.card }
    case 'verdict':
      return judged(show, input)
    case 'tick':
      return show.flights.length === 0 ? show : { ...show, flights: flown(show, input.elapsed) }
    case 'event':
      return happened(show, input.event)
  }
}

function judged(show: Show, { act, verdict }: Extract<Input, { input: 'verdict' }>): Show {
  const place = show.program.acts.findIndex(({ name }) => name === act)
  const verdicts = show.verdicts.map((known, number) => (number === place ? verdict : known))
  // The control after the attack has swept the panes.
  return { ...show, ...show.attacked, verdicts, over: verdicts.every((one) => one !== null) }
}

function flown({ flights }: Show, elapsed: number): Show['flights'] {
  return flights
    .map((flight) => ({ ...flight, progress: flight.progress + elapsed / FLIGHT }))
    .filter(({ progress }) => progress < 1)
}

function happened(before: Show, event: HistoryEvent): Show {
  const past = telling.has(event.event) ? { event, before: before.past } : before.past
  const show = { ...before, at: Math.max(before.at, event.at), past }
  switch (event.event) {
    case 'act-started':
      return begun(show, event)
    case 'ready':
      return 'fingerprint' in event ? known(show, event.node, event.fingerprint) : show
    case 'account':
      return known(show, event.name, event.fingerprint)
    case 'phase-started':
      return {
        ...cleared(show),
        phase: event.phase,
        now: { tone: 'plain', words: phaseTitle(event.phase, show) },
      }
    case 'phase-ended': {
      // Where calls are counted, what comes after the last look is not counted any more.
      const attacked = event.phase === 'attack' ? (show.attacked ?? panes(show)) : show.attacked
      return { ...show, phase: null, flights: [], attacked }
    }
    case 'measured':
      return event.phase === 'attack' ? { ...show, attacked: panes(show) } : show
    case 'intercepted': {
      const { link, from, to, bytes, at } = event
      const number = (show.frames.at(-1)?.number ?? 0) + 1
      const flight = { frame: number, from, to, progress: 0 }
      return {
        ...show,
        frames: last([...show.frames, { number, at, link, from, to, bytes }]),
        flights: [...show.flights, flight].slice(-MOST_FLIGHTS),
      }
    }
    case 'acted':
      return said(robbed(show, event.at, tellAction(event)), event)
    case 'loot':
      return said(robbed(show, event.at, tellLoot(event)), event)
    case 'guessed':
      return event.sure === false
        ? show
        : robbed(show, event.at, t`Mallory takes ${printable(event.about)} for ${printable(event.value)}`)
    case 'progress': {
      const what = heard(printable(event.what))
      const words = event.of === null ? t`${event.done} ${what}` : t`${event.done} of ${event.of} ${what}`
      return { ...show, progress: words }
    }
    case 'compared':
      return said(compared(show, event), event)
    default:
      return said(atSeat(show, event), event)
  }
}

/** What the event means becomes the sentence of the moment; what is told row by row is in the panes already. */
function said(show: Show, event: HistoryEvent): Show {
  // Of a control nothing is told but that it is one.
  const isTold = event.phase === 'attack' || event.phase === 'honest' || event.event === 'node-failed'
  if (!isTold) return show
  const now = tellEvent(event, toldBy(show.past, event)).find(({ tone }) => tone !== 'quoted')
  return now ? { ...show, now } : show
}

/** What later events of a phase are understood by. */
const telling: ReadonlySet<HistoryEvent['event']> = new Set(['step', 'called', 'opened', 'marked', 'files'])

function known(show: Show, name: string, fingerprint: string): Show {
  return { ...show, identities: { ...show.identities, [name]: fingerprint } }
}

function panes({ seats, frames, loot }: Show): NonNullable<Show['attacked']> {
  return { seats, frames, loot }
}

/** What is played may be other than what was announced: with another attack, say. */
function begun(before: Show, event: Extract<HistoryEvent, { event: 'act-started' }>): Show {
  const act = before.program.acts.findIndex((one) => one.name === event.act)
  const { profile, attack, expected } = event
  const acts = before.program.acts.map((one, place) =>
    place === act ? { ...one, profile, attack, expected } : one,
  )
  const show = { ...before, program: { ...before.program, acts }, identities: {} }
  const [first, second] = show.program.peers
  const words = t`The programs start; ${person(first)} and ${person(second)} register and become friends.`
  return { ...cleared(show), act, phase: null, attacked: null, now: { tone: 'plain', words } }
}

/** A phase begins with empty panes: what stood there is another conversation’s. */
function cleared(show: Show): Show {
  const [first, second] = show.program.peers
  return {
    ...show,
    seats: [newSeat(first), newSeat(second)],
    frames: [],
    loot: [],
    flights: [],
    progress: null,
    past: null,
  }
}

function phaseTitle(phase: HistoryEvent['phase'], { program, act }: Show): Sentence {
  switch (phase) {
    case 'before':
      return t`Control before the attack: Mallory does nothing, and everything has to work.`
    case 'after':
      return t`Control after the attack: Mallory does nothing, and everything has to work again.`
    case 'attack':
      return t`The attack ${program.acts[act]?.attack ?? ''} begins.`
    default:
      return t`The conversation begins. Nobody attacks.`
  }
}

function robbed(show: Show, at: number, words: Sentence): Show {
  return { ...show, loot: last([...show.loot, { at, tone: 'bad', words }]) }
}

/** Both users have seen what the other one’s program displays. */
function compared(show: Show, { between, match }: Extract<HistoryEvent, { event: 'compared' }>): Show {
  const [one, other] = show.seats
  const after = (seat: Seat): Seat =>
    between.includes(seat.name)
      ? {
          ...seat,
          trust: match ? 'verified' : 'refused',
          chat: last([
            ...seat.chat,
            match
              ? note(t`We have compared: it is the same.`)
              : note(t`We have compared: IT DIFFERS. Hanging up.`),
          ]),
        }
      : seat
  return { ...show, seats: [after(one), after(other)] }
}

/** What a user sees of it. */
function atSeat(show: Show, event: HistoryEvent): Show {
  const [one, other] = show.seats
  const after = (seat: Seat): Seat => seen(seat, event, show)
  return { ...show, seats: [after(one), after(other)] }
}
