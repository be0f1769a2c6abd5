/** A token bucket: so many at once, and so many a second after that. Pure: the time comes in. */

export class TokenBucket {
  readonly #burst: number
  readonly #perSecond: number
  #level: number
  #at = 0

  constructor(burst: number, perSecond: number) {
    this.#burst = burst
    this.#perSecond = perSecond
    this.#level = burst
  }

  /** Takes what is there or not. @returns milliseconds until it is paid back: 0 where there was enough. */
  owe(amount: number, now: number): number {
    this.#fill(now)
    this.#level -= amount
    return this.#level >= 0 ? 0 : Math.ceil((-this.#level / this.#perSecond) * 1000)
  }

  /** @returns whether there was enough; if not, nothing was taken. */
  take(amount: number, now: number): boolean {
    this.#fill(now)
    if (this.#level < amount) return false
    this.#level -= amount
    return true
  }

  #fill(now: number): void {
    // A clock that was put back gives nothing, and takes nothing.
    const passed = Math.max(0, now - this.#at)
    this.#level = Math.min(this.#burst, this.#level + (passed / 1000) * this.#perSecond)
    this.#at = now
  }
}
