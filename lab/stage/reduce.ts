/**
 * How the state goes on: one input after the other, pure. What stands here is what the history says; what it means for the
 * act is `judge`'s, and comes in as a verdict.
 */

import { sessionEvents } from '../conformance/session-end'
import type { HistoryEvent } from '../history/events'
import { type Sentence, t } from '../language/sentence'
import { describeAction, describeEvent, describeLoot, describeProgress } from '../narration/describe'
import { person } from '../text/format-names'
import { printable } from '../text/printable'
import { contextOf } from './context-events'
import type { DashboardState, Input, PeerPane, RunOutline } from './dashboard-state'
import { emptyPane, last, note, withEvent } from './peer-pane'

/** Milliseconds for which a frame is on its way on the screen, whatever it took on the wire. */
const FLIGHT = 900
/** Frames that fly at once; of a flood nobody could follow more. */
const MOST_FLIGHTS = 12

/** @returns a stage on which nothing has happened yet. */
export function initialState(outline: RunOutline): DashboardState {
  const [first, second] = outline.peers
  return {
    outline,
    card: null,
    act: -1,
    phase: null,
    verdicts: outline.acts.map(() => null),
    now: null,
    peerPanes: [emptyPane(first), emptyPane(second)],
    frames: [],
    loot: [],
    progress: null,
    flights: [],
    at: 0,
    over: false,
    attacked: null,
    identities: {},
    past: null,
    told: null,
  }
}

/** @returns the state after one more input. */
export function reduce(state: DashboardState, input: Input): DashboardState {
  switch (input.input) {
    case 'outline':
      return initialState(input.outline)
    case 'card':
      return { ...state, card: input.card }
    case 'verdict':
      return judged(state, input)
    case 'tick':
      return state.flights.length === 0 ? state : { ...state, flights: flown(state, input.elapsed) }
    case 'event':
      return happened(state, input.event)
  }
}

function judged(
  state: DashboardState,
  { act, verdict }: Extract<Input, { input: 'verdict' }>,
): DashboardState {
  const place = state.outline.acts.findIndex(({ name }) => name === act)
  const verdicts = state.verdicts.map((known, number) => (number === place ? verdict : known))
  // The control after the attack has swept the panes.
  return { ...state, ...state.attacked, verdicts, over: verdicts.every((one) => one !== null) }
}

function flown({ flights }: DashboardState, elapsed: number): DashboardState['flights'] {
  return flights
    .map((flight) => ({ ...flight, progress: flight.progress + elapsed / FLIGHT }))
    .filter(({ progress }) => progress < 1)
}

function happened(before: DashboardState, event: HistoryEvent): DashboardState {
  const past = contextEvents.has(event.event) ? { event, before: before.past } : before.past
  const told = sessionEvents.has(event.event) ? { event, before: before.told } : before.told
  const state = { ...before, at: Math.max(before.at, event.at), past, told }
  switch (event.event) {
    case 'act-started':
      return begun(state, event)
    case 'ready':
      return 'fingerprint' in event ? known(state, event.node, event.fingerprint) : state
    case 'account':
      return known(state, event.name, event.fingerprint)
    case 'phase-started':
      return {
        ...cleared(state),
        phase: event.phase,
        now: { tone: 'plain', words: phaseTitle(event.phase, state) },
      }
    case 'phase-ended': {
      // Where calls are counted, what comes after the last look is not counted any more.
      const attacked = event.phase === 'attack' ? (state.attacked ?? panes(state)) : state.attacked
      return { ...state, phase: null, flights: [], attacked }
    }
    case 'measured':
      return event.phase === 'attack' ? { ...state, attacked: panes(state) } : state
    case 'intercepted': {
      const { link, from, to, bytes, at } = event
      const number = (state.frames.at(-1)?.number ?? 0) + 1
      const flight = { frame: number, from, to, progress: 0 }
      return {
        ...state,
        frames: last([...state.frames, { number, at, link, from, to, bytes }]),
        flights: [...state.flights, flight].slice(-MOST_FLIGHTS),
      }
    }
    case 'acted':
      return withSentence(robbed(state, event.at, describeAction(event)), event)
    case 'loot':
      return withSentence(robbed(state, event.at, describeLoot(event)), event)
    case 'guessed':
      return event.sure === false
        ? state
        : robbed(state, event.at, t`Mallory takes ${printable(event.about)} for ${printable(event.value)}`)
    case 'progress':
      return { ...state, progress: describeProgress(event) }
    case 'compared':
      return withSentence(compared(state, event), event)
    default:
      return withSentence(inPanes(state, event), event)
  }
}

/** What the event means becomes the sentence of the moment; what is told row by row is in the panes already. */
function withSentence(state: DashboardState, event: HistoryEvent): DashboardState {
  // Of a control nothing is told but that it is one.
  const isTold = event.phase === 'attack' || event.phase === 'honest' || event.event === 'node-failed'
  if (!isTold) return state
  const now = describeEvent(event, contextOf(state.past, event)).find(({ tone }) => tone !== 'quoted')
  return now ? { ...state, now } : state
}

/** What later events of a phase are understood by. */
const contextEvents: ReadonlySet<HistoryEvent['event']> = new Set([
  'step',
  'called',
  'opened',
  'marked',
  'files',
])

function known(state: DashboardState, name: string, fingerprint: string): DashboardState {
  return { ...state, identities: { ...state.identities, [name]: fingerprint } }
}

function panes({ peerPanes, frames, loot }: DashboardState): NonNullable<DashboardState['attacked']> {
  return { peerPanes, frames, loot }
}

/** What is played may be other than what was announced: with another attack, say. */
function begun(
  before: DashboardState,
  event: Extract<HistoryEvent, { event: 'act-started' }>,
): DashboardState {
  const act = before.outline.acts.findIndex((one) => one.name === event.act)
  const { profile, attack, expected } = event
  const acts = before.outline.acts.map((one, place) =>
    place === act ? { ...one, profile, attack, expected } : one,
  )
  const state = { ...before, outline: { ...before.outline, acts }, identities: {}, told: null }
  const [first, second] = state.outline.peers
  const words = t`The programs start; ${person(first)} and ${person(second)} register and become friends.`
  return { ...cleared(state), act, phase: null, attacked: null, now: { tone: 'plain', words } }
}

/** A phase begins with empty panes: what stood there is another conversation’s. */
function cleared(state: DashboardState): DashboardState {
  const [first, second] = state.outline.peers
  return {
    ...state,
    peerPanes: [emptyPane(first), emptyPane(second)],
    frames: [],
    loot: [],
    flights: [],
    progress: null,
    past: null,
  }
}

function phaseTitle(phase: HistoryEvent['phase'], { outline, act }: DashboardState): Sentence {
  switch (phase) {
    case 'before':
      return t`Control before the attack: Mallory does nothing, and everything has to work.`
    case 'after':
      return t`Control after the attack: Mallory does nothing, and everything has to work again.`
    case 'attack':
      return t`The attack ${outline.acts[act]?.attack ?? ''} begins.`
    default:
      return t`The conversation begins. Nobody attacks.`
  }
}

function robbed(state: DashboardState, at: number, words: Sentence): DashboardState {
  return { ...state, loot: last([...state.loot, { at, tone: 'bad', words }]) }
}

/** Both users have seen what the other one’s program displays. */
function compared(
  state: DashboardState,
  { between, match }: Extract<HistoryEvent, { event: 'compared' }>,
): DashboardState {
  const [one, other] = state.peerPanes
  const after = (peerPane: PeerPane): PeerPane =>
    between.includes(peerPane.name)
      ? {
          ...peerPane,
          trust: match ? 'verified' : 'refused',
          chat: last([
            ...peerPane.chat,
            match
              ? note(t`We have compared: it is the same.`)
              : note(t`We have compared: IT DIFFERS. Hanging up.`),
          ]),
        }
      : peerPane
  return { ...state, peerPanes: [after(one), after(other)] }
}

/** What a user sees of it. */
function inPanes(state: DashboardState, event: HistoryEvent): DashboardState {
  const [one, other] = state.peerPanes
  const after = (peerPane: PeerPane): PeerPane => withEvent(peerPane, event, state)
  return { ...state, peerPanes: [after(one), after(other)] }
}
