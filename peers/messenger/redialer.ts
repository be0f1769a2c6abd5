/**
 * Redialling: keeps trying to reach friends who are away, sooner where something waits for them. Each try asks the
 * directory where the friend is, and calls. When the directory is asked again is settled before the call begins: what
 * it sends this computer to, and what answers there, shows in no question that it is asked.
 */

import { type Backoff, waitBefore } from '../directory/backoff'
import { CallSlots } from './call-slots'

/** How often a friend is called for whom something waits, and one whom there is nothing to say to. */
export interface BackoffPolicy {
  readonly waiting: Backoff
  readonly idle: Backoff
}

export const backoffPolicy: BackoffPolicy = {
  waiting: { first: 1_000, most: 60_000 },
  idle: { first: 2_000, most: 300_000 },
}

export interface RedialerOptions<Place> {
  /** Asks the directory where a friend is. @throws anything where it does not say. */
  readonly locate: (friend: string) => Promise<Place>
  /** Settles when the friend is connected. @throws anything where not. */
  readonly call: (friend: string, place: Place) => Promise<void>
  readonly isOnline: (friend: string) => boolean
  /** Whether anything waits for this friend. */
  readonly waits: (friend: string) => boolean
  /** Whether this friend may be called at all. */
  readonly wanted: (friend: string) => boolean
  readonly random: () => number
  readonly backoffPolicy?: BackoffPolicy
}

interface Attempt<Place> {
  failures: number
  /** Sessions in a row that began and did not last: what ends each of them would end the next one as soon. */
  short: number
  asking: boolean
  /** A call waits for its turn, or is under way. */
  calling: boolean
  /** The question under way may have met what is gone since: another one follows at once. */
  again: boolean
  /** Where a friend for whom something waits is, as far as is known since the call under way began. */
  next: { readonly place: Place } | null
  timer: NodeJS.Timeout | null
  /** The try before this timer was asked for: once more before it ends changes nothing. */
  isFresh: boolean
}

export class Redialer<Place> {
  readonly #options: RedialerOptions<Place>
  readonly #slots = new CallSlots()
  readonly #attempts = new Map<string, Attempt<Place>>()
  #stopped = false

  constructor(options: RedialerOptions<Place>) {
    this.#options = options
  }

  /** Tries at once, unless that was asked for a moment ago or the friend is there. */
  now(friend: string): void {
    const attempt = this.#of(friend)
    if (attempt.isFresh) return
    attempt.failures = 0
    this.#try(friend, attempt)
    attempt.isFresh = attempt.timer !== null && this.#options.waits(friend)
  }

  /** Tries after a while: the friend has just gone, or cannot be reached. */
  later(friend: string): void {
    const attempt = this.#of(friend)
    if (attempt.timer || this.#stopped) return
    attempt.failures += 1
    const { waits, random } = this.#options
    const { waiting, idle } = this.#options.backoffPolicy ?? backoffPolicy
    const tries = Math.max(attempt.failures, attempt.short)
    const wait = waitBefore(waits(friend) ? waiting : idle, tries, random())
    attempt.timer = setTimeout(() => this.#try(friend, attempt), wait)
  }

  /** What was in the way of calls is gone, perhaps: whoever something waits for is called at once. */
  wake(): void {
    for (const [friend, attempt] of this.#attempts) {
      if (!this.#options.waits(friend)) continue
      if (attempt.asking) attempt.again = true
      // The waits go on growing from where they are: what comes and goes causes no more than one try each time.
      else if (attempt.timer) this.#try(friend, attempt)
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
    this.#slots.stop()
    for (const { timer } of this.#attempts.values()) if (timer) clearTimeout(timer)
  }

  #try(friend: string, attempt: Attempt<Place>): void {
    this.#clear(attempt)
    const { isOnline, wanted, locate } = this.#options
    if (this.#stopped || isOnline(friend) || !wanted(friend)) return
    this.later(friend)
    if (attempt.asking) return
    attempt.asking = true
    const over = () => {
      attempt.asking = false
      if (!attempt.again) return
      attempt.again = false
      this.#try(friend, attempt)
    }
    locate(friend)
      .then((place) => this.#call(friend, attempt, place))
      .then(over, over)
  }

  #call(friend: string, attempt: Attempt<Place>, place: Place): void {
    const { isOnline, wanted, waits, call } = this.#options
    if (attempt.calling && waits(friend)) attempt.next = { place }
    if (attempt.calling || this.#stopped) return
    attempt.calling = true
    const work = async () => {
      try {
        if (!isOnline(friend) && wanted(friend)) await call(friend, place)
      } finally {
        attempt.calling = false
        const { next } = attempt
        attempt.next = null
        if (isOnline(friend)) this.#rest(attempt)
        else if (next) this.#call(friend, attempt, next.place)
      }
    }
    this.#slots.add(() => waits(friend), work)
  }

  #rest(attempt: Attempt<Place>): void {
    attempt.failures = 0
    this.#clear(attempt)
  }

  #clear(attempt: Attempt<Place>): void {
    if (attempt.timer) clearTimeout(attempt.timer)
    attempt.timer = null
    attempt.isFresh = false
  }

  #of(friend: string): Attempt<Place> {
    const attempt: Attempt<Place> = this.#attempts.get(friend) ?? {
      failures: 0,
      short: 0,
      asking: false,
      calling: false,
      again: false,
      next: null,
      timer: null,
      isFresh: false,
    }
    this.#attempts.set(friend, attempt)
    return attempt
  }
}
