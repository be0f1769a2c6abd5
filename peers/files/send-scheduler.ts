/**
 * Turns on one friend's session: one chunk of one transfer at a time, round robin, and none while the socket has
 * more to write than is reasonable. So several files share fairly, and a message never waits behind a whole file.
 */

/**
 * Chunks in one turn of the event loop. A message passes some turns on its way to the disk and out, and waits in each for
 * no more than these. With one, the rate would suffer.
 */
const AT_ONCE = 2

export class SendScheduler {
  #full = false
  /** Chunks in this turn of the event loop. */
  #said = 0
  #closed = false
  #waiting: { readonly say: () => boolean; readonly settle: (said: Promise<void>) => void }[] = []

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

  #next(): void {
    while (!this.#full && this.#said < AT_ONCE) {
      const turn = this.#waiting.shift()
      if (!turn) return
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
