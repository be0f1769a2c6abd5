/** How many friends are called at once, and who comes first. */

/**
 * Calls at once. Each may wait for a silent address as long as a dial does; a dozen friends with such addresses would
 * else be a dozen sockets that somebody else chose, and a home router keeps few half-open ones.
 */
export const MOST_CALLS = 4

/** Of these, so many are for friends for whom something waits: they are not held up by those who are only looked for. */
const KEPT_FREE = 1

interface WaitingCall {
  /** Whether something waits for the friend. */
  readonly urgent: () => boolean
  readonly work: () => Promise<void>
}

export class CallSlots {
  #running = 0
  #queue: readonly WaitingCall[] = []

  /** @param work is begun when it is its turn; how it ends changes nothing. */
  add(urgent: () => boolean, work: () => Promise<void>): void {
    this.#queue = [...this.#queue, { urgent, work }]
    this.#next()
  }

  /** Nothing that has not begun is begun any more. */
  stop(): void {
    this.#queue = []
  }

  #next(): void {
    if (this.#running >= MOST_CALLS) return
    const idle = this.#running < MOST_CALLS - KEPT_FREE ? this.#queue[0] : undefined
    const next = this.#queue.find(({ urgent }) => urgent()) ?? idle
    if (!next) return
    this.#queue = this.#queue.filter((one) => one !== next)
    this.#running += 1
    const over = () => {
      this.#running -= 1
      this.#next()
    }
    next.work().then(over, over)
    this.#next()
  }
}
