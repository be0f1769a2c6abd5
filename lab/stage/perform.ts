/**
 * How a show goes on: one input after the other, pure. What stands here is what the history says; what it means for the
 * act is `judge`'s, and comes in as a verdict.
 */

import type { HistoryEvent } from '../events'
import { heard, type Sentence, t } from '../language/sentence'
import { printable } from '../printable'
import { person, short, tellAction, tellEvent, tellLoot } from '../tell'
import { type ChatLine, type Input, MOST_LINES, type Past, type Program, type Seat, type Show } from './show'

/** Milliseconds for which a frame is on its way on the screen, whatever it took on the wire. */
const FLIGHT = 900
/** Frames that fly at once; of a flood nobody could follow more. */
const MOST_FLIGHTS = 12
/** Rows of a real screen that are shown. */
const MOST_ROWS = 40
/** Rows before the first one of the attacker's that are shown with it. */
const ROWS_BEFORE = 4

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
    seats: [seat(first), seat(second)],
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
  const now = tellEvent(event, listed(show.past)).find(({ tone }) => tone !== 'quoted')
  return now ? { ...show, now } : show
}

/** What later events of a phase are understood by. */
const telling: ReadonlySet<HistoryEvent['event']> = new Set(['step', 'called', 'opened', 'marked', 'files'])

/** @returns what is remembered, the oldest first. */
function listed(past: Past | null): HistoryEvent[] {
  const events: HistoryEvent[] = []
  for (let one = past; one; one = one.before) events.push(one.event)
  return events.reverse()
}

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
    seats: [seat(first), seat(second)],
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

function seen(seat: Seat, event: HistoryEvent, show: Show): Seat {
  if (event.event === 'step') return seenStep(seat, event)
  if (event.event === 'shown') return event.on === seat.name ? rows(seat, event.rows, show) : seat
  if (event.node !== seat.name) return seat
  switch (event.event) {
    case 'connected':
      return {
        ...adds(seat, note(t`Connected; the key shown is ${short(event.fingerprint)}`)),
        connected: true,
        fingerprint: printable(event.fingerprint),
        trust: seat.trust === 'verified' ? 'verified' : isTheirs(event, show) ? 'pinned' : 'unchecked',
      }
    case 'delivered': {
      const [one, other] = show.program.peers
      // Where the protocol has no names, the user takes it for the friend’s.
      const who = person(event.from ?? (seat.name === one ? other : one))
      const kind = wasSaid(event, show) ? 'heard' : 'forged'
      return adds(seat, { kind, who, text: printable(event.text) })
    }
    case 'alarm': {
      const code = printable(event.code)
      const alarmed = adds(seat, { kind: 'alarm', code, message: printable(event.message) })
      const alarms = last([...seat.alarms, code])
      return { ...alarmed, alarms, trust: REFUSALS.has(code) ? 'refused' : seat.trust }
    }
    case 'failed':
      return event.code === 'NOT_CONNECTED' ? adds(seat, note(t`Not sent: there is no connection.`)) : seat
    case 'closed':
      return { ...seat, connected: false }
    default:
      return seat
  }
}

/** Whether the key shown is the one with which the friend registered. Where the protocol has no names nobody can say. */
function isTheirs({ peer, fingerprint }: Extract<HistoryEvent, { event: 'connected' }>, show: Show): boolean {
  return peer !== null && show.identities[peer] === fingerprint
}

/** Whether somebody said these words to the one who reads them. */
function wasSaid({ node, text }: Extract<HistoryEvent, { event: 'delivered' }>, { past }: Show): boolean {
  for (let one = past; one; one = one.before) {
    const { event } = one
    if (event.event === 'step' && event.do === 'say' && event.to === node && event.text === text) return true
  }
  return false
}

/** Alarms that are about who the other side is. */
const REFUSALS: ReadonlySet<string> = new Set([
  'FINGERPRINT_MISMATCH',
  'BAD_SIGNATURE',
  'UNKNOWN_PEER',
  'WRONG_NAME',
])

function seenStep(seat: Seat, step: Extract<HistoryEvent, { event: 'step' }>): Seat {
  switch (step.do) {
    case 'connect':
      return step.from === seat.name ? adds(seat, note(t`Calling ${person(step.to)} …`)) : seat
    case 'say':
      return step.from === seat.name
        ? adds(seat, { kind: 'said', who: person(seat.name), text: printable(step.text) })
        : seat
    case 'send-file':
      return step.from === seat.name ? adds(seat, note(t`Sends the file ${printable(step.name)}`)) : seat
    case 'close':
      return step.by === seat.name ? adds(seat, note(t`Says goodbye.`)) : seat
    default:
      return seat
  }
}

/** The screen of a real messenger, in the place of what the lab knows of it. */
function rows(seat: Seat, shown: readonly string[], { past }: Show): Seat {
  const marks = listed(past).flatMap((event) => (event.event === 'marked' ? [event.text] : []))
  const all = shown.map((row): Extract<ChatLine, { kind: 'row' }> => {
    return { kind: 'row', text: printable(row), hers: marks.some((mark) => row.includes(mark)) }
  })
  const first = all.findIndex(({ hers }) => hers)
  const chat =
    first < 0 ? all.slice(-MOST_ROWS) : all.slice(Math.max(0, first - ROWS_BEFORE)).slice(0, MOST_ROWS)
  return { ...seat, chat }
}

function note(words: Sentence): ChatLine {
  return { kind: 'note', words }
}

function adds(seat: Seat, line: ChatLine): Seat {
  return { ...seat, chat: last([...seat.chat, line]) }
}

function last<T>(things: readonly T[], most = MOST_LINES): readonly T[] {
  return things.length > most ? things.slice(-most) : things
}

function seat(name: string): Seat {
  return { name, connected: false, trust: 'none', fingerprint: '', chat: [], alarms: [] }
}
