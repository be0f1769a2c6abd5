/**
 * How the state goes on: one input after the other, pure. What stands here is what the history says; what it means for the
 * act is `judge`'s, and comes in as a verdict.
 */

import { type Sentence, t } from '../../peers/language/sentence'
import { sessionEvents } from '../conformance/session-end'
import type { HistoryEvent } from '../history/events'
import { describeAction, describeEvent, describeLoot, describeProgress } from '../narration/describe'
import { person } from '../text/format-names'
import { printable } from '../text/printable'
import { contextOf } from './context-events'
import type { DashboardState, Input, PeerPane, PlayedPart, RunOutline } from './dashboard-state'
import { emptyPane, last, note, withEvent } from './peer-pane'
import { isInVain, isUnsent, pictured } from './pictured'
import { type BeatScene, emptyScene, isLastLook, isUncalled, settled, travelled } from './scene'

/** @returns a stage on which nothing has happened yet. */
export function initialState(outline: RunOutline): DashboardState {
  const [first, second] = outline.peers
  return {
    outline,
    card: null,
    called: null,
    played: [],
    act: -1,
    phase: null,
    conversation: null,
    verdicts: outline.acts.map(() => null),
    since: 0,
    took: outline.acts.map(() => null),
    now: null,
    nowBefore: null,
    peerPanes: [emptyPane(first), emptyPane(second)],
    frames: [],
    loot: [],
    progress: null,
    unsent: false,
    scene: emptyScene,
    lead: null,
    at: 0,
    over: false,
    ended: false,
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
      return { ...initialState(input.outline), ...talkOf(state) }
    case 'card':
      return { ...state, card: input.card }
    case 'verdict':
      return judged(state, input)
    case 'end':
      return { ...state, ended: true }
    case 'tick':
      return withScene(state, travelled(state.scene, input.elapsed))
    case 'event':
      return happened(state, input.event)
  }
}

/** Of a run before this one nothing is known, but in a talk, which goes on with a card. */
function talkOf(state: DashboardState): Partial<DashboardState> {
  const { card } = state
  return card?.isOfTalk ? { called: card.title, played: playedBy(state) } : {}
}

/** @returns what a talk has played by now. */
export function playedBy({ called, outline, verdicts, played, act }: DashboardState): readonly PlayedPart[] {
  return act < 0 ? played : [...played, { called, outline, verdicts }]
}

function judged(
  state: DashboardState,
  { act, verdict }: Extract<Input, { input: 'verdict' }>,
): DashboardState {
  const place = state.outline.acts.findIndex(({ name }) => name === act)
  const verdicts = state.verdicts.map((known, number) => (number === place ? verdict : known))
  const took = state.took.map((known, number) => (number === place ? state.at - state.since : known))
  // The control after the attack has swept the panes.
  const attacked = state.attacked && { ...state.attacked, conversation: 'attack' as const }
  return { ...state, ...attacked, verdicts, took, over: verdicts.every((one) => one !== null) }
}

function withScene(state: DashboardState, scene: BeatScene): DashboardState {
  return scene === state.scene ? state : { ...state, scene }
}

function happened(before: DashboardState, event: HistoryEvent): DashboardState {
  const past = contextEvents.has(event.event) ? { event, before: before.past } : before.past
  const told = sessionEvents.has(event.event) ? { event, before: before.told } : before.told
  if (before.unsent && isInVain(event)) return { ...before, past }
  // What is done behind the last look at what an attack took is no part of it.
  const isPhase = event.event === 'phase-started' || event.event === 'phase-ended'
  if (isLastLook(before.scene) && event.phase === 'attack' && !isPhase)
    return { ...before, past, told, at: Math.max(before.at, event.at) }
  const unsent = event.event === 'connected' ? false : before.unsent || isUnsent(event)
  const state = pictured({ ...before, at: Math.max(before.at, event.at), past, told, unsent }, event)
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
        conversation: event.phase,
        now: { tone: 'plain', words: phaseTitle(event.phase, state), begins: true },
      }
    case 'phase-ended': {
      // Where calls are counted, what comes after the last look is not counted any more.
      const attacked = event.phase === 'attack' ? (state.attacked ?? panes(state)) : state.attacked
      return { ...state, phase: null, attacked }
    }
    case 'measured':
      return event.phase === 'attack' ? { ...state, attacked: panes(state) } : state
    case 'intercepted': {
      const { link, from, to, bytes, at } = event
      const number = (state.frames.at(-1)?.number ?? 0) + 1
      return { ...state, frames: last([...state.frames, { number, at, link, from, to, bytes }]) }
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
    case 'step':
      return withSentence(
        inPanes(event.do === 'say' ? { ...state, nowBefore: state.now } : state, event),
        event,
      )
    case 'failed':
      return failed(state, event)
    case 'connected': {
      const friend = event.peer === null ? t`somebody` : person(event.peer)
      const words = t`${person(event.node)}’s program is connected, and takes the other side for ${friend}.`
      return isTold(event)
        ? { ...inPanes(state, event), now: { tone: 'plain', words } }
        : inPanes(state, event)
    }
    default:
      return withSentence(inPanes(state, event), event)
  }
}

/** Something that a user wanted to do did not come to pass. */
function failed(before: DashboardState, event: Extract<HistoryEvent, { event: 'failed' }>): DashboardState {
  const state = inPanes(before, event)
  if (isUnsent(event)) return { ...state, now: state.nowBefore ?? state.now }
  if (event.phase !== 'attack' || !isUncalled(state.scene, event.code)) return withSentence(state, event)
  const words = t`${person(event.node)}’s program does not even call: it knows that something is wrong.`
  return { ...state, now: { tone: 'warn', words } }
}

/** Of a control nothing is told but that it is one. */
function isTold({ phase, event }: HistoryEvent): boolean {
  return phase === 'attack' || phase === 'honest' || event === 'node-failed'
}

/** What the event means becomes the sentence of the moment; what is told row by row is in the panes already. */
function withSentence(state: DashboardState, event: HistoryEvent): DashboardState {
  if (!isTold(event)) return state
  // What she is told for what comes next does not cover what has just been noticed.
  const { weight, uncalled } = state.scene
  if (event.event === 'step' && event.do === 'tell' && weight >= 2) return state
  // Nor does what is settled after it cover that somebody did not call.
  const isSettled = event.event === 'step' && (event.do === 'tell' || event.do === 'account')
  if (isSettled && uncalled !== null) return state
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

function panes({
  peerPanes,
  frames,
  loot,
  scene,
  lead,
}: DashboardState): NonNullable<DashboardState['attacked']> {
  return { peerPanes, frames, loot, scene: settled(lead ?? scene) }
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
  const outline = { ...before.outline, acts }
  const state = { ...before, outline, identities: {}, told: null, scene: emptyScene }
  const [first, second] = state.outline.peers
  const words = t`The programs start; ${person(first)} and ${person(second)} register and become friends.`
  return {
    ...cleared(state),
    act,
    since: event.at,
    phase: null,
    conversation: null,
    attacked: null,
    now: { tone: 'plain', words, begins: true },
  }
}

/** A phase begins with empty panes: what stood there is another conversation’s. */
function cleared(state: DashboardState): DashboardState {
  const [first, second] = state.outline.peers
  return {
    ...state,
    peerPanes: [emptyPane(first), emptyPane(second)],
    frames: [],
    loot: [],
    scene: { ...emptyScene, owners: state.scene.owners },
    lead: null,
    unsent: false,
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

/** Deeds of a beat that are remembered. */
const MOST_DEEDS = 8

function robbed(state: DashboardState, at: number, words: Sentence): DashboardState {
  const scene = { ...state.scene, deeds: last([...state.scene.deeds, words], MOST_DEEDS) }
  const lead = state.lead === state.scene ? scene : state.lead
  return { ...state, loot: last([...state.loot, { at, tone: 'bad', words }]), scene, lead }
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
