/**
 * What is drawn, in order, so much in one turn of the event loop and the rest in later ones: a friend who sends many
 * long texts at once holds up neither the keys nor the other friends.
 *
 * What is drawn is what takes time, so that is counted, and not what was sent: an escape character is one byte on the
 * wire and six characters on the screen.
 */

/** Characters that are drawn in one turn, or one drawing more: some ten milliseconds on a small machine. */
export const TURN_CHARACTERS = 50_000
/** What a drawing costs besides its characters, as so many of them. */
export const DRAWING_CHARACTERS = 500

export interface PacedDrawingOptions {
  /** All that was asked for is drawn. */
  readonly onIdle: () => void
  readonly nextTurn?: (go: () => void) => void
}

export class PacedDrawing {
  readonly #onIdle: () => void
  readonly #nextTurn: (go: () => void) => void
  /** Each is asked again, before those behind it, as long as it says that it has more. */
  #waiting: (() => boolean)[] = []
  #left = TURN_CHARACTERS
  /** A drawing is under way: what it draws in turn is part of it. */
  #drawing = false
  /** The next turn is asked for; until then only what is left of this one may be used. */
  #turned = false

  constructor({ onIdle, nextTurn = setImmediate }: PacedDrawingOptions) {
    this.#onIdle = onIdle
    this.#nextTurn = nextTurn
  }

  /** Draws at once where nothing waits and this turn has something left, else in a later turn, after what waits. */
  add(draw: () => void): void {
    if (this.#drawing) draw()
    else
      this.#put(() => {
        draw()
        return false
      })
  }

  /** The same with one after the other of these. The next one is asked for only when it is its turn. */
  addEach<Item>(items: Iterable<Item>, draw: (item: Item) => void): void {
    if (this.#drawing) {
      for (const item of items) draw(item)
      return
    }
    const each = items[Symbol.iterator]()
    this.#put(() => {
      const { done, value } = each.next()
      if (!done) draw(value)
      return !done
    })
  }

  /** So many characters were drawn. */
  drew(characters: number): void {
    this.#left -= characters
  }

  /** Settles when all is drawn that was asked for until now. */
  drawn(): Promise<void> {
    return new Promise((resolve) => this.add(resolve))
  }

  #put(drawing: () => boolean): void {
    this.#waiting.push(drawing)
    if (this.#waiting.length === 1) this.#go()
  }

  #go(): void {
    let done = 0
    this.#drawing = true
    try {
      while (done < this.#waiting.length && this.#left > 0) {
        this.#left -= DRAWING_CHARACTERS
        done += 1
        if (this.#waiting[done - 1]!()) done -= 1
      }
    } finally {
      this.#drawing = false
      this.#waiting = this.#waiting.slice(done)
      this.#turnLater()
    }
    if (this.#waiting.length === 0) this.#onIdle()
  }

  #turnLater(): void {
    if (this.#turned) return
    this.#turned = true
    this.#nextTurn(() => {
      this.#turned = false
      this.#left = TURN_CHARACTERS
      if (this.#waiting.length > 0) this.#go()
    })
  }
}
