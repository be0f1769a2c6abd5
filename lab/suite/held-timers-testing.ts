/** Time for tests of what is done later, or never: nothing passes until the test says so. */

interface HeldTimer {
  readonly work: () => void
  readonly wait: number
}

/** For serial tests only: it stands in the place of the process's timers until the test ends. */
export class HeldTimers {
  readonly #held = new Map<number, HeldTimer>()
  #last = 0

  constructor(t: { teardown(work: () => void): void }) {
    const { setTimeout, clearTimeout } = globalThis
    t.teardown(() => Object.assign(globalThis, { setTimeout, clearTimeout }))
    const hold = (work: () => void, wait = 0): number => {
      this.#held.set(++this.#last, { work, wait })
      return this.#last
    }
    Object.assign(globalThis, { setTimeout: hold, clearTimeout: (id: number) => this.#held.delete(id) })
  }

  /** The milliseconds of everything that is to be done later. */
  get waits(): number[] {
    return [...this.#held.values()].map(({ wait }) => wait)
  }

  /** All of it happens now, or what was to be done after so long, and then what follows from it at once. */
  async pass(after?: number): Promise<void> {
    const due = [...this.#held].filter(([, { wait }]) => after === undefined || wait === after)
    for (const [id] of due) this.#held.delete(id)
    for (const [, { work }] of due) work()
    await new Promise(setImmediate)
  }
}
