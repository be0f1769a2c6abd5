/**
 * How often somebody may do something, counted by a key. Two ways to count, both bounded in memory (the key that
 * was counted longest ago is forgotten first), and both told what time it is, in milliseconds since 1970.
 */

/** Keys kept in one table: some megabytes. */
const MOST_KEYS = 50_000

/** Each key may spend `burst` at once, and gets one back every `interval` milliseconds. */
export class Budget {
  /** When the key's debt is paid back: the virtual scheduling of the GCRA (ITU-T I.371). */
  readonly #paid = new Map<string, number>()
  readonly #interval: number
  readonly #tolerance: number

  constructor(settings: { readonly burst: number; readonly interval: number }) {
    this.#interval = settings.interval
    this.#tolerance = settings.burst * settings.interval
  }

  /** Spends one. @returns 0, or the milliseconds until there is one to spend: then nothing was spent. */
  take(key: string, now: number): number {
    let debt = Math.max(0, (this.#paid.get(key) ?? 0) - now)
    if (debt > this.#tolerance) {
      // The clock was set back meanwhile: it is paid back from now on, not only when that time comes again.
      debt = this.#tolerance
      this.#paid.set(key, now + debt)
    }
    const paid = now + debt + this.#interval
    if (paid - now > this.#tolerance) return paid - now - this.#tolerance
    setNewest(this.#paid, key, paid)
    return 0
  }
}

export interface DelaySettings {
  /** Failures that cost nothing. */
  readonly free: number
  /** Milliseconds after the first failure that costs. */
  readonly first: number
  /** Each further one costs so many times more ... */
  readonly factor: number
  /** ... up to this many milliseconds. */
  readonly longest: number
}

interface Failures {
  readonly count: number
  last: number
  /** Milliseconds to wait since the last one. */
  readonly delay: number
}

/** Milliseconds without a failure after which those before do not count any more. */
const FORGIVEN_AFTER = 60 * 60 * 1000

/** After some failures each further one makes the key wait, longer each time. */
export class Delays {
  readonly #failures = new Map<string, Failures>()
  readonly #settings: DelaySettings

  constructor(settings: DelaySettings) {
    this.#settings = settings
  }

  /** @returns the milliseconds that the key still has to wait, 0 if none; never more than the longest delay. */
  wait(key: string, now: number): number {
    const failures = this.#failures.get(key)
    if (failures === undefined) return 0
    // Where the clock was set back meanwhile it is waited from now on, not until that time comes again.
    if (now < failures.last) failures.last = now
    return Math.max(0, failures.last + failures.delay - now)
  }

  /**
   * Counts a failure: before it is one, so that guesses made all at once do not pass all at once.
   * @returns what takes it back, when it turned out to be none.
   */
  fail(key: string, now: number): () => void {
    const { free, first, factor, longest } = this.#settings
    const before = this.#failures.get(key)
    const count = (before && now < before.last + before.delay + FORGIVEN_AFTER ? before.count : 0) + 1
    const delay = count <= free ? 0 : Math.min(longest, first * factor ** (count - free - 1))
    const failures = { count, last: now, delay }
    setNewest(this.#failures, key, failures)
    return () => {
      const present = this.#failures.get(key)
      // A failure that was counted meanwhile keeps its delay.
      if (present) {
        const delay = present === failures ? 0 : present.delay
        this.#failures.set(key, { ...present, count: present.count - 1, delay })
      }
    }
  }

  /** Makes the key as good as new. */
  forget(key: string): void {
    this.#failures.delete(key)
  }
}

/** Keys that proved themselves. */
export class Familiar {
  readonly #keys = new Map<string, true>()

  add(key: string): void {
    setNewest(this.#keys, key, true)
  }

  has(key: string): boolean {
    return this.#keys.has(key)
  }
}

/** A Map keeps the order in which keys were set: the first is the one that was set longest ago. */
function setNewest<Value>(table: Map<string, Value>, key: string, value: Value): void {
  table.delete(key)
  table.set(key, value)
  if (table.size <= MOST_KEYS) return
  for (const oldest of table.keys()) {
    table.delete(oldest)
    return
  }
}
