/**
 * Turns on one friend's session: one chunk of one transfer at a time, round robin, and none while the socket has
 * more to write than is reasonable. So several files share fairly, and a message never waits behind a whole file.
 */

/**
 * Chunks in one turn of the event loop. A message passes some turns on its way to the disk and out, and waits in each for
 * no more than these. With one, the rate would suffer.
 */
const AT_ONCE = 2

/** While it is on, no chunk is said: words are under way. */
export interface ChunkRest {
  readonly isOn: boolean
  /** @param then is called once, when it is over. */
  onceOver(then: () => void): void
}

export class SendScheduler {
  readonly #rest: ChunkRest
  #resting = false
  #full = false
  /** Chunks in this turn of the event loop. */
  #said = 0
  #closed = false
  #waiting: { readonly say: () => boolean; readonly settle: (said: Promise<void>) => void }[] = []

  constructor(rest: ChunkRest) {
    this.#rest = rest
  }

  /**
   * @param say is called once it is its turn, and says false when the session takes no more for now. It may throw.
   * @returns what settles, or rejects, with it; also when the turns are closed before.
   */
  take(say: () => boolean): Promise<void> {
    if (this.#closed) return Promise.resolve()
    return new Promise((settle) => {
      this.#waiting.push({ say, settle })
      this.#next()
    })
  }

  /** The session takes more again; also after a new session has begun. */
  drained(): void {
    this.#full = false
    this.#next()
  }

  /** Nothing is said any more: whoever waits is let go. */
  close(): void {
    this.#closed = true
    for (const { settle } of this.#waiting.splice(0)) settle(Promise.resolve())
  }

  #nextTurn(): void {
    this.#said = 0
    this.#next()
  }

  #goOnLater(): void {
    if (this.#resting) return
    this.#resting = true
    this.#rest.onceOver(() => {
      this.#resting = false
      this.#next()
    })
  }

  #next(): void {
    while (!this.#full && this.#said < AT_ONCE && this.#waiting.length > 0) {
      if (this.#rest.isOn) {
        this.#goOnLater()
        return
      }
      const turn = this.#waiting.shift()!
      if (this.#said++ === 0) setImmediate(() => this.#nextTurn())
      turn.settle(
        new Promise((resolve) => {
          this.#full = !turn.say()
          resolve()
        }),
      )
    }
  }
}
