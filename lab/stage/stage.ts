/**
 * The dashboard on a screen: keeps what is to be seen and what was set, hands keys on, and draws when something has changed,
 * but not more often than eyes can follow.
 */

import type { Row, Size } from './cells'
import type { DashboardState, Input } from './dashboard-state'
import { reduce } from './reduce'
import type { TerminalCapabilities } from './terminal-capabilities'
import { type Key, press, type Ui } from './ui'
import { draw } from './view'

/** What a stage needs of a terminal. */
export interface DashboardScreen {
  size(): Size
  render(rows: readonly Row[]): void
  /** Leaves the terminal as it was found. */
  close(): void
}

/** Milliseconds between two pictures. */
const FRAME = 50

export interface StageOptions {
  readonly state: DashboardState
  readonly ui: Ui
  readonly look: TerminalCapabilities
  readonly screen: DashboardScreen
  /** What a key does before {@link press} is asked: true if that was all. */
  readonly onKey?: (key: Key, stage: Stage) => boolean
  /** What stands there was to be looked at, and those who watch go on. */
  readonly onBeat?: (state: DashboardState) => void
}

export class Stage {
  readonly #options: StageOptions
  readonly #listeners = new Set<() => void>()
  #state: DashboardState
  #ui: Ui
  #drawing: NodeJS.Timeout | null = null
  #drawnAt = Number.NEGATIVE_INFINITY
  readonly #ticking: NodeJS.Timeout
  #closed = false

  constructor(options: StageOptions) {
    this.#options = options
    this.#state = options.state
    this.#ui = options.ui
    let last = performance.now()
    this.#ticking = setInterval(() => {
      const now = performance.now()
      this.feed({ input: 'tick', elapsed: now - last })
      last = now
    }, FRAME)
    this.#draw()
  }

  get state(): DashboardState {
    return this.#state
  }

  get closed(): boolean {
    return this.#closed
  }

  get ui(): Ui {
    return this.#ui
  }

  /** Something has happened. */
  feed(input: Input): void {
    // A verdict is to be seen: a step that was allowed before it came does not lead past it.
    const isToBeSeen = input.input === 'verdict' && this.#ui.mode === 'steps' && this.#ui.permits > 0
    this.set(reduce(this.#state, input), isToBeSeen ? { ...this.#ui, permits: 0 } : this.#ui)
  }

  /** A key was pressed. */
  press(key: Key): void {
    if (this.#options.onKey?.(key, this)) return
    this.set(this.#state, press(this.#ui, key, this.#state))
  }

  /** Something else is to be seen, or was set. */
  set(state: DashboardState, ui: Ui = this.#ui): void {
    if (state === this.#state && ui === this.#ui) return
    this.#state = state
    this.#ui = ui
    for (const listener of [...this.#listeners]) listener()
    this.redraw()
  }

  /** A beat is over: it is drawn, and told. */
  beat(): void {
    if (this.#drawing) {
      clearTimeout(this.#drawing)
      this.#draw()
    }
    this.#options.onBeat?.(this.#state)
  }

  /** Draws soon: after a change, or when the size of the screen is another one. */
  redraw(): void {
    if (this.#drawing || this.#closed) return
    const wait = Math.max(0, this.#drawnAt + FRAME - performance.now())
    this.#drawing = setTimeout(() => this.#draw(), wait)
  }

  /** @returns once `seen` holds, now or after a change; also when the signal is aborted, or the stage is closed. */
  until(seen: (stage: Stage) => boolean, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!seen(this) && !signal?.aborted && !this.#closed) return
        this.#listeners.delete(look)
        signal?.removeEventListener('abort', look)
        resolve()
      }
      this.#listeners.add(look)
      signal?.addEventListener('abort', look)
      look()
    })
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    clearInterval(this.#ticking)
    if (this.#drawing) clearTimeout(this.#drawing)
    for (const listener of [...this.#listeners]) listener()
    this.#options.screen.close()
  }

  #draw(): void {
    this.#drawing = null
    if (this.#closed) return
    const { screen, look } = this.#options
    screen.render(draw(this.#state, this.#ui, screen.size(), look))
    this.#drawnAt = performance.now()
  }
}
