/**
 * Acts that were played side by side, one after the other: a stage shows one act at a time. Events of the act that is
 * shown are handed on as they come, those of later acts wait for its end. What each event says stays as it was written
 * down; only the clock of an act that began before the one shown before it had ended is put forward.
 */

import type { HistoryEvent } from '../history/events'
import { type ActVerdict, judgeAct } from '../judge/verdict'
import type { Input } from './dashboard-state'

export class Sequencer {
  /** In the order in which they are shown. */
  readonly #acts: string[] = []
  /** As they stand in the history, which is what is judged. */
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

  push(event: HistoryEvent): void {
    if (event.event === 'run-started') for (const act of event.acts) this.#know(act)
    if (event.act === '') this.#ready.push({ input: 'event', event })
    else this.#know(event.act).push(event)
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
      // An act that was given up is over, too, and judged as such. What was cut off proves nothing.
      if (!ended && events.some(({ event }) => event === 'node-failed'))
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
    // Of an act that has not begun there is nothing to judge.
    if (!events.some(({ event }) => event === 'act-started')) return []
    const verdict = judgeAct(events, this.#verdicts)
    this.#verdicts.push(verdict)
    return [{ input: 'verdict', act, verdict }]
  }
}
