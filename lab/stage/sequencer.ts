/**
 * Acts that were played side by side, one after the other: a stage shows one act at a time. Events of the act that is
 * shown are handed on as they come, those of later acts wait for its end. What each event says stays as it was written
 * down; only the clock of an act that began before the one shown before it had ended is put forward.
 */

import type { HistoryEvent } from '../history/events'
import { lostIn } from '../history/salvage'
import { type ActVerdict, judgeAct, withoutBeginning } from '../judge/verdict'
import type { Input } from './dashboard-state'

export class Sequencer {
  /** In the order in which they are shown. */
  readonly #acts: string[] = []
  /** In the order in which they were pushed. */
  readonly #events = new Map<string, HistoryEvent[]>()
  #shown = 0
  /** Events of the act that is shown that were handed on. */
  #given = 0
  #shift = 0
  /** When the last event was, on the clock of those who watch. */
  #at = 0
  readonly #ready: Input[] = []
  /** Of acts that were shown: later ones are held against them. */
  readonly #verdicts: ActVerdict[] = []
  readonly #recorded: readonly HistoryEvent[] | null
  /** The numbers of the lines that were left out so far. */
  #damaged: readonly number[] = []

  /** @param recorded what is judged, where events are pushed in another order than that of the history. */
  constructor(recorded: readonly HistoryEvent[] | null = null) {
    this.#recorded = recorded
  }

  push(event: HistoryEvent): void {
    if (event.event === 'run-started') for (const act of event.acts) this.#know(act)
    if (event.act === '') this.#ready.push({ input: 'event', event })
    else this.#know(event.act).push(event)
  }

  /** @param damaged the numbers of all lines of the history so far that could not be read. */
  lose(damaged: readonly number[]): void {
    this.#damaged = damaged
  }

  /** @returns what can be shown by now, each input once. */
  take(): Input[] {
    const inputs = this.#ready.splice(0)
    while (this.#shown < this.#acts.length && this.#goOn(inputs)) this.#next()
    return inputs
  }

  /** @returns what is left when nothing more will come: acts that never ended, as far as they came. */
  end(): Input[] {
    const inputs = this.take()
    for (; this.#shown < this.#acts.length; this.#next()) {
      const act = this.#acts[this.#shown]!
      const events = this.#know(act)
      const ended = this.#goOn(inputs)
      // An act that was given up is over, too, and judged as such; also one whose end is lost. What was cut off proves nothing.
      const isOver = events.some(({ event }) => event === 'node-failed')
      if (!ended && events.length > 0 && (isOver || lostIn(events, this.#damaged).length > 0))
        inputs.push(...this.#verdictOf(act, events))
    }
    return inputs
  }

  #know(act: string): HistoryEvent[] {
    const known = this.#events.get(act)
    if (known) return known
    const events: HistoryEvent[] = []
    this.#acts.push(act)
    this.#events.set(act, events)
    return events
  }

  /** Hands on what the act that is shown has. @returns whether it has ended. */
  #goOn(inputs: Input[]): boolean {
    const act = this.#acts[this.#shown]!
    const events = this.#know(act)
    for (; this.#given < events.length; this.#given += 1) {
      const event = events[this.#given]!
      if (this.#given === 0) this.#shift = Math.max(0, this.#at - event.at)
      this.#at = Math.max(this.#at, event.at + this.#shift)
      inputs.push({ input: 'event', event: { ...event, at: event.at + this.#shift } })
      if (event.event !== 'act-ended') continue
      inputs.push(...this.#verdictOf(act, events))
      return true
    }
    return false
  }

  #next(): void {
    this.#shown += 1
    this.#given = 0
  }

  #verdictOf(act: string, events: readonly HistoryEvent[]): Input[] {
    const judged = this.#recorded?.filter((event) => event.act === act) ?? events
    const lost = lostIn(judged, this.#damaged)
    const begins = judged.some(({ event }) => event === 'act-started')
    // Of an act that has not begun there is nothing to judge.
    if (!begins && lost.length === 0) return []
    const verdict = begins ? judgeAct(judged, this.#verdicts, this.#damaged) : withoutBeginning(act, lost)
    this.#verdicts.push(verdict)
    return [{ input: 'verdict', act, verdict }]
  }
}
