/**
 * The right of way of words: while words are on their way to the disk, or from it into a session, no chunk of a file is
 * said. Words take some turns of the event loop for that, and one in which chunks are sealed and handed to the system takes
 * about as long as all of theirs. They also find less of a file before them on the line.
 *
 * It has a budget: whoever says something without a pause, or has a slow disk, must not stop files.
 */

import type { ChunkRest } from '../files/send-scheduler'
import { TokenBucket } from './token-bucket'

/** Milliseconds that files rest of each second, and how many at once: some ten words of people, who say one or two a second. */
const REST_PER_SECOND = 100
const REST_AT_ONCE = 200
/** No rest lasts longer: where words take more, it is not for want of turns. */
export const LONGEST_REST = 50

export class RightOfWay implements ChunkRest {
  readonly #now: () => number
  readonly #budget = new TokenBucket(REST_AT_ONCE, REST_PER_SECOND)
  /** Words that are under way. */
  #words = 0
  /** Since when files rest; null: they do not. */
  #since: number | null = null
  #longest: NodeJS.Timeout | undefined
  #waiting: (() => void)[] = []

  constructor(now: () => number) {
    this.#now = now
  }

  get isOn(): boolean {
    return this.#since !== null
  }

  onceOver(then: () => void): void {
    this.#waiting.push(then)
  }

  /** Files rest until these words are where they belong, as far as the budget goes. @returns what these words yield. */
  async during<Result>(words: () => Promise<Result>): Promise<Result> {
    this.#words++
    this.#begin()
    try {
      return await words()
    } finally {
      this.#words--
      if (this.#words === 0) this.#end()
    }
  }

  #begin(): void {
    const now = this.#now()
    if (this.isOn || this.#budget.owe(0, now) > 0) return
    this.#since = now
    this.#longest = setTimeout(() => this.#end(), LONGEST_REST).unref()
  }

  #end(): void {
    if (this.#since === null) return
    clearTimeout(this.#longest)
    const now = this.#now()
    // A clock that was put forward meanwhile must not count for hours.
    this.#budget.owe(Math.min(Math.max(0, now - this.#since), 2 * LONGEST_REST), now)
    this.#since = null
    const waiting = this.#waiting
    this.#waiting = []
    // Words of this turn of the event loop go first.
    if (waiting.length > 0) setImmediate(() => waiting.forEach((then) => void then()))
  }
}
