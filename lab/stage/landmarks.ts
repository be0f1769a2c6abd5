/** Where a recording may be held, as the live run was: before an act, a phase, or the next thing that users do. */

import type { HistoryEvent } from '../history/events'
import { played } from '../steps/every-step'
import type { Input } from './dashboard-state'

/** Milliseconds for which a card stands where nobody presses a key. */
export const CARD = 10_000

export interface PausePlace {
  /** How many inputs come before it. */
  readonly position: number
  readonly what: 'act' | 'phase' | 'step'
}

/** A place to jump to. */
export interface Chapter {
  /** Right behind its first input, so that it is there. */
  readonly position: number
  /** The scenarios before it in the recording. */
  readonly scenario: number
  /** Null for a card. */
  readonly act: string | null
}

export interface Landmarks {
  readonly moments: readonly PausePlace[]
  readonly chapters: readonly Chapter[]
}

/** @returns where inputs can be held, and what they can be taken apart by. */
export function landmarks(inputs: readonly Input[]): Landmarks {
  const moments: PausePlace[] = []
  const chapters: Chapter[] = []
  let scenario = 0
  let measured = false
  let acts = 0
  let spoke: string | null = null
  inputs.forEach((input, position) => {
    if (input.input === 'card' || input.input === 'outline') {
      // Before the first one is nothing to look at.
      if (position > 0) moments.push({ position, what: 'act' })
      if (input.input === 'card' && input.card) chapters.push({ position: position + 1, scenario, act: null })
      if (input.input === 'outline') [scenario, acts] = [scenario + 1, 0]
      return
    }
    if (input.input !== 'event') return
    const { event } = input
    if (event.event === 'measured') measured = true
    if (event.event === 'act-started') {
      // Before the first act stands what the scenario is about, and that has been held already.
      if (acts > 0) moments.push({ position, what: 'act' })
      chapters.push({ position: position + 1, scenario, act: event.act })
      acts += 1
      measured = false
    }
    if (event.event === 'phase-started') {
      moments.push({ position, what: 'phase' })
      spoke = null
    }
    if (!isUsers(event)) return
    // Several messages in a row are one thing that a user does; where calls are counted, nobody looks at each.
    const speaks = event.do === 'say' ? event.from : null
    if (!measured && (speaks === null || speaks !== spoke)) moments.push({ position, what: 'step' })
    spoke = speaks
  })
  return { moments, chapters }
}

type Step = Extract<HistoryEvent, { event: 'step' }>

function isUsers(event: HistoryEvent): event is HistoryEvent & Step {
  if (event.event !== 'step' || played(event.do).pace !== 'held') return false
  return event.phase === 'attack' || event.phase === 'honest'
}
