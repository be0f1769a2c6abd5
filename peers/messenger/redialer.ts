/** Redialling: keeps trying to reach friends who are away, sooner where something waits for them. */

import { type Backoff, waitBefore } from '../directory/backoff'

/** How often a friend is called for whom something waits, and one whom there is nothing to say to. */
export interface BackoffPolicy {
  readonly waiting: Backoff
  readonly idle: Backoff
}

export const backoffPolicy: BackoffPolicy = {
  waiting: { first: 1_000, most: 60_000 },
  idle: { first: 2_000, most: 300_000 },
}

export interface RedialerOptions {
  /** Settles when the friend is connected. @throws anything where not. */
  readonly call: (friend: string) => Promise<void>
  readonly isOnline: (friend: string) => boolean
  /** Whether anything waits for this friend. */
  readonly waits: (friend: string) => boolean
  /** Whether this friend may be called at all. */
  readonly wanted: (friend: string) => boolean
  readonly random: () => number
  readonly backoffPolicy?: BackoffPolicy
}

interface Attempt {
  failures: number
  /** Sessions in a row that began and did not last: what ends each of them would end the next one as soon. */
  short: number
  calling: boolean
  /** The call under way may have failed of what is gone since: another one follows at once. */
  again: boolean
  timer: NodeJS.Timeout | null
}

export class Redialer {
  readonly #options: RedialerOptions
  readonly #attempts = new Map<string, Attempt>()
  #stopped = false

  constructor(options: RedialerOptions) {
    this.#options = options
  }

  /** Calls at once, unless a call is under way or the friend is there. */
  now(friend: string): void {
    const attempt = this.#of(friend)
    attempt.failures = 0
    this.#call(friend, attempt)
  }

  /** Calls after a while: the friend has just gone, or cannot be reached. */
  later(friend: string): void {
    const attempt = this.#of(friend)
    if (attempt.calling || attempt.timer || this.#stopped) return
    attempt.failures += 1
    const { waits, random } = this.#options
    const { waiting, idle } = this.#options.backoffPolicy ?? backoffPolicy
    const tries = Math.max(attempt.failures, attempt.short)
    const wait = waitBefore(waits(friend) ? waiting : idle, tries, random())
    attempt.timer = setTimeout(() => this.#call(friend, attempt), wait)
  }

  /** What was in the way of calls is gone, perhaps: whoever something waits for is called at once. */
  wake(): void {
    for (const [friend, attempt] of this.#attempts) {
      if (!this.#options.waits(friend)) continue
      if (attempt.calling) attempt.again = true
      // The waits go on growing from where they are: what comes and goes causes no more than one call each time.
      else if (attempt.timer) this.#call(friend, attempt)
    }
  }

  /** A session with the friend has begun. Whether the next waits begin anew, {@link lasted} says. */
  reached(friend: string): void {
    const attempt = this.#of(friend)
    attempt.short += 1
    this.#rest(attempt)
  }

  /** A session with the friend was more than one that opens and ends. */
  lasted(friend: string): void {
    this.#of(friend).short = 0
  }

  stop(): void {
    this.#stopped = true
    for (const { timer } of this.#attempts.values()) if (timer) clearTimeout(timer)
  }

  #call(friend: string, attempt: Attempt): void {
    if (attempt.timer) clearTimeout(attempt.timer)
    attempt.timer = null
    const { isOnline, wanted, call } = this.#options
    if (this.#stopped || attempt.calling || isOnline(friend) || !wanted(friend)) return
    attempt.calling = true
    attempt.again = false
    const over = () => {
      attempt.calling = false
      if (isOnline(friend)) this.#rest(attempt)
      else if (attempt.again) this.#call(friend, attempt)
      else if (wanted(friend)) this.later(friend)
    }
    call(friend).then(over, over)
  }

  #rest(attempt: Attempt): void {
    attempt.failures = 0
    if (attempt.timer) clearTimeout(attempt.timer)
    attempt.timer = null
  }

  #of(friend: string): Attempt {
    const attempt = this.#attempts.get(friend) ?? {
      failures: 0,
      short: 0,
      calling: false,
      again: false,
      timer: null,
    }
    this.#attempts.set(friend, attempt)
    return attempt
  }
}
