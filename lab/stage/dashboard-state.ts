/**
 * What there is to see of a run at one moment, as a value. `reduce` is pure: it is folded over the inputs of a live run
 * or of a recorded one alike, forwards only; to go backwards is to fold fewer of them.
 */

import type { Sentence } from '../../peers/language/sentence'
import type { HistoryEvent, Phase, Verdict } from '../history/events'
import type { ActVerdict } from '../judge/verdict'
import type { Tone } from '../narration/describe'
import type { Position } from '../scenario/scenario'
import type { StepLine } from '../steps/step-kind'
import type { BeatScene } from './scene'

/** What a run is, as far as it is known before its first event; of a recorded run the catalogue may know nothing. */
export interface RunOutline {
  readonly scenario: string
  readonly title: string
  readonly about: string
  /** The one sentence to take home. */
  readonly lesson: string
  readonly source: string | null
  readonly position: Position
  readonly peers: readonly [string, string]
  readonly acts: readonly ActOutline[]
}

export interface ActOutline {
  readonly name: string
  readonly title: string
  readonly profile: string
  readonly directory: string
  readonly attack: string | null
  readonly expected: Verdict
}

/** A line of a pane. `at` is in milliseconds since the run began. */
export interface PaneLine {
  readonly at: number
  readonly tone: Tone
  readonly words: Sentence
}

/** How far a peer's program trusts the key of whom it is connected to. */
export type KeyStatus = 'none' | 'unchecked' | 'pinned' | 'verified' | 'refused'

/** What one user sees. */
export interface PeerPane {
  readonly name: string
  readonly connected: boolean
  readonly trust: KeyStatus
  /** The fingerprint of the key that the other side showed; empty before that. */
  readonly fingerprint: string
  /** That of a key which its program refused; empty where it has refused none, or does not say which. */
  readonly refused: string
  /** Messages, own and others', and alarms, the oldest first; at most {@link MOST_LINES}. */
  readonly chat: readonly ChatLine[]
  /** Codes of the alarms of this phase. */
  readonly alarms: readonly string[]
}

export type ChatLine =
  | StepLine
  | { readonly kind: 'heard' | 'forged'; readonly who: string; readonly text: string }
  | { readonly kind: 'alarm'; readonly code: string; readonly words: Sentence }
  /** A row of the real screen of a messenger, as a terminal shows it. */
  | {
      readonly kind: 'row'
      readonly text: string
      /** Whether a word stands in it that only the attacker knew. */
      readonly hers: boolean
    }

/** A unit of the wire as the attacker's relay saw it. */
export interface CapturedFrame {
  readonly number: number
  readonly at: number
  readonly link: string
  readonly from: string
  readonly to: string
  /** In base64; taken apart when somebody looks. */
  readonly bytes: string
}

/** What stands between two scenarios of a talk. */
export interface Card {
  readonly title: Sentence
  readonly text: Sentence
  /** Whether it comes before what is played next: then the line of acts would be that of what was played before. */
  readonly isOfTalk?: boolean
  /** Whether it is the last one of a talk: all that was played stands on it. */
  readonly isLast?: boolean
}

/** A scenario that a talk has played. */
export interface PlayedPart {
  /** The title of the card before it. */
  readonly called: Sentence | null
  readonly outline: RunOutline
  /** See {@link DashboardState.verdicts}. */
  readonly verdicts: readonly (ActVerdict | null)[]
}

/** What the state is made of. Verdicts come from `judge`, over the events of the act, and from nowhere else. */
export type Input =
  /** A run begins: nothing of the one before stays but what users of the dashboard have set. */
  | { readonly input: 'outline'; readonly outline: RunOutline }
  | { readonly input: 'event'; readonly event: HistoryEvent }
  | { readonly input: 'verdict'; readonly act: string; readonly verdict: ActVerdict }
  /** Those who watch have seen the last verdict: what is to be taken home. */
  | { readonly input: 'end' }
  /** Null takes it away. */
  | { readonly input: 'card'; readonly card: Card | null }
  /** So many milliseconds have passed for those who watch: what flies goes on. */
  | { readonly input: 'tick'; readonly elapsed: number }

/** A list that grows at its head, so that what is remembered of it costs nothing. */
export interface EventTrail {
  readonly event: HistoryEvent
  readonly before: EventTrail | null
}

export interface DashboardState {
  readonly outline: RunOutline
  /** Takes the place of the panes. */
  readonly card: Card | null
  /** The title of the card before what is played; and what was played before it. */
  readonly called: Sentence | null
  readonly played: readonly PlayedPart[]
  /** The place of the act that is played, or was last; -1 before the first. */
  readonly act: number
  readonly phase: Phase | null
  /** The phase that began last, also when it is over. */
  readonly conversation: Phase | null
  /** Which verdict each act got; null for those that are not over. */
  readonly verdicts: readonly (ActVerdict | null)[]
  /** When the act began that is played, and how long those took that are over; in milliseconds. */
  readonly since: number
  readonly took: readonly (number | null)[]
  /** What happens at this moment, in one sentence. */
  readonly now: {
    readonly tone: Tone
    readonly words: Sentence
    /** Whether nothing is told yet but that an act or a phase begins. */
    readonly begins?: boolean
  } | null
  /** The same before the newest words were said: it holds again if they could not be sent. */
  readonly nowBefore: DashboardState['now']
  readonly peerPanes: readonly [PeerPane, PeerPane]
  readonly frames: readonly CapturedFrame[]
  /** What the attacker did, read and forged, the oldest first. */
  readonly loot: readonly PaneLine[]
  /** How far a long attack is. */
  readonly progress: Sentence | null
  /** Whether somebody said something without a connection: what is said after that changes nothing, until there is one. */
  readonly unsent: boolean
  /** The picture of this beat. */
  readonly scene: BeatScene
  /** The picture of the beat in which it was decided, so far. */
  readonly lead: BeatScene | null
  /** Milliseconds since the run began, of the last event. */
  readonly at: number
  /** Whether the run is over. */
  readonly over: boolean
  /** Whether what is to be taken home is on the stage. */
  readonly ended: boolean
  /** What the panes held when the attack was over: what the verdict is about. */
  readonly attacked: Pick<DashboardState, 'peerPanes' | 'frames' | 'loot' | 'scene'> | null
  /** The fingerprints that people registered with, by their names. */
  readonly identities: Readonly<Record<string, string>>
  /** Events of this phase that others are understood by, the newest first; not to be drawn. */
  readonly past: EventTrail | null
  /** What the programs of this act told of their sessions, the newest first: by it frames are opened. */
  readonly told: EventTrail | null
}

/** Lines that a pane remembers. */
export const MOST_LINES = 300
