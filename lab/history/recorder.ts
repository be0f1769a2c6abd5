/**
 * Records what happens in one act, in order, and lets the run wait for what it needs to see.
 * Everything is written to the run's history file at the moment it happens.
 */

import type { HistoryEvent, LabEvent, NodeEvent, Phase, StampedEvent } from './events'

/** Writes an event down. @returns it with its number in the history. */
export type Write = (event: StampedEvent) => HistoryEvent

/** Rings once, after so many milliseconds, unless it is cancelled by what it returns. */
export type Timer = (milliseconds: number, ring: () => void) => () => void

const realTimer: Timer = (milliseconds, ring) => {
  const timer = setTimeout(ring, milliseconds)
  return () => clearTimeout(timer)
}

export class Recorder {
  readonly events: HistoryEvent[] = []
  phase: Phase | null = null
  readonly #act: string
  readonly #now: () => number
  readonly #write: Write
  readonly #timer: Timer
  readonly #waiting = new Set<() => void>()
  #failed = false

  /** @param now milliseconds since the run began. */
  constructor(act: string, now: () => number, write: Write, timer = realTimer) {
    this.#act = act
    this.#now = now
    this.#write = write
    this.#timer = timer
  }

  /** Notes an event of a node, or of the lab itself. */
  note(node: string, event: NodeEvent | LabEvent): void {
    this.#failed ||= event.event === 'node-failed'
    this.events.push(this.#write({ at: this.#now(), act: this.#act, phase: this.phase, node, ...event }))
    for (const wake of [...this.#waiting]) wake()
  }

  /** A mark for `waitFor`: only what comes after it counts. */
  get mark(): number {
    return this.events.length
  }

  /** @returns whether some node has failed: nothing that is waited for may come any more. */
  get failed(): boolean {
    return this.#failed
  }

  /**
   * @returns true as soon as `seen` holds for the events since `mark`; false when that does not happen within
   * `milliseconds`, or a node has failed.
   */
  waitFor(
    seen: (since: readonly HistoryEvent[]) => boolean,
    mark: number,
    milliseconds: number,
  ): Promise<boolean> {
    return new Promise((resolve) => {
      const settle = (result: boolean) => {
        cancel()
        this.#waiting.delete(look)
        resolve(result)
      }
      const look = () => {
        if (seen(this.events.slice(mark))) settle(true)
        else if (this.failed) settle(false)
      }
      const cancel = this.#timer(milliseconds, () => settle(false))
      this.#waiting.add(look)
      look()
    })
  }
}
