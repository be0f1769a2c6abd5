/**
 * What there is to know of a kind of step, in one value: who takes part, what is done, what is said of it. Everybody who
 * has to do with steps asks for it here (every-step.ts), so that nobody can forget one.
 */

import type { Sentence } from '../../peers/language/sentence'
import type { Phase } from '../history/events'
import type { Recorder } from '../history/recorder'
import type { Events } from '../history/selectors'
import type { RecordedStep, Step } from '../history/step'
import type { Testbed } from '../runtime/testbed'
import type { Act } from '../scenario/scenario'
import type { Draws } from './draws'

/**
 * Whether people who watch may hold the run before a step: `held` where it is what users do of their own accord,
 * `at-once` where it belongs to what came before it. In an act with a step that is `timed` nothing is held: it measures
 * time, or uses a secret that is good for seconds only.
 */
export type StepPace = 'held' | 'at-once' | 'timed'

/** A second factor: what the authenticator holds, a recovery code, and the code typed last. */
export interface SecondFactor {
  readonly secret: string
  readonly recovery: string
  typed: string
}

/** A conversation while it is played. */
export interface Ongoing extends Draws {
  readonly testbed: Testbed
  readonly recorder: Recorder
  readonly act: Act
  /** The attack that is played, whatever the phase; null where nobody attacks. */
  readonly attack: string | null
  /** Null before the first one. What a user's program is asked must not depend on it: it would know the attack by that. */
  readonly phase: Phase | null
  /** How many events of the act came before it. */
  readonly mark: number
  /** Milliseconds to wait for what an attacker may prevent. */
  readonly patience: number
  /** What has to end before it is over. */
  readonly background: Promise<unknown>[]
  readonly factors: Map<string, SecondFactor>
  /** How many texts wait for somebody who is away. */
  readonly waiting: Map<string, number>
  /** Whether the last call was answered. */
  connected: boolean
  /** Whether the users have hung up, since what they compared differs: they say no more. */
  hungUp: boolean
}

/** What is done in a step. */
export interface Played<WrittenStep> {
  readonly pace: StepPace
  /** @returns the peers that take part: what they have begun is over when the conversation is. */
  people(step: WrittenStep): readonly string[]
  /**
   * Notes in the history what is done, and does it.
   * @param label stands for this step and for no other one of the run.
   * @throws ActFailed if a node does not answer, or refuses what must work.
   */
  play(step: WrittenStep, on: Ongoing, label: string): Promise<void>
}

/** A line in the pane of a user. */
export type StepLine =
  | { readonly kind: 'said'; readonly who: string; readonly text: string }
  | { readonly kind: 'note'; readonly words: Sentence }

/** What is told of a step that stands in the history. */
export interface Described<Recorded> {
  /** @returns who did it: users, or the attacker. */
  by(step: Recorded): readonly string[]
  /** @param phase the steps of its phase up to this one, at least. @returns null where there is nothing to say. */
  describe(step: Recorded, phase: Events): Sentence | null
  /** @returns what those who did it see of it themselves, in their panes. */
  pane(step: Recorded): StepLine | null
}

/** Only of what the history keeps there is something to tell. */
export type StepKind<Do extends Step['do']> = Played<Extract<Step, { do: Do }>> &
  (Do extends RecordedStep['do'] ? Described<Extract<RecordedStep, { do: Do }>> : unknown)

export type StepKinds = { readonly [Do in Step['do']]: StepKind<Do> }
