/** How fast a transfer goes, and when to say so. */

/** So long at least between two reports, in milliseconds: four a second. */
const BETWEEN = 250

/** The rate is that of so many last milliseconds. */
const WINDOW = 4_000

export class Meter {
  #reports: { readonly at: number; readonly done: number }[]

  /** @param done bytes that were there before it began. @param now in milliseconds. */
  constructor(done: number, now: number) {
    this.#reports = [{ at: now, done }]
  }

  /** @returns bytes a second over the last seconds, if it is time for a report; else undefined. */
  rate(done: number, now: number): number | undefined {
    const last = this.#reports.at(-1)!
    // The clock may be put back: then it is time as well, and there is no rate to tell yet.
    if (now >= last.at && now - last.at < BETWEEN) return undefined
    if (now < last.at || done < last.done) this.#reports = []
    this.#reports.push({ at: now, done })
    while (now - this.#reports[0]!.at > WINDOW && this.#reports.length > 2) this.#reports.shift()
    const first = this.#reports[0]!
    return now > first.at ? Math.round(((done - first.done) * 1000) / (now - first.at)) : 0
  }
}
