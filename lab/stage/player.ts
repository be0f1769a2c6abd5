/** A replay on a stage: keys and time go to the replay, and what it shows is drawn. */

import type { Recording } from './recording'
import { advance, openReplay, pressReplay, type Replay, type Replayed, withBeat } from './replay'
import { type DashboardScreen, Stage } from './stage'
import type { TerminalCapabilities } from './terminal-capabilities'
import type { Key, Ui } from './ui'

/** Calls again and again with the milliseconds that have passed, until what it returns is called. */
export type Clock = (passed: (elapsed: number) => void) => () => void

/** As often as the stage draws. */
const BEAT = 50

const realClock: Clock = (passed) => {
  let last = performance.now()
  const timer = setInterval(() => {
    const now = performance.now()
    passed(now - last)
    last = now
  }, BEAT)
  return () => clearInterval(timer)
}

/** Who is told of keys, and of another size. */
export interface InputHandlers {
  onKey(key: Key): void
  onResize(): void
}

export interface PlayerOptions {
  readonly recording: Recording
  readonly ui: Ui
  readonly look: TerminalCapabilities
  /** Takes the terminal; what comes from it goes to whom it is given. */
  readonly openScreen: (heard: InputHandlers) => DashboardScreen
  readonly clock?: Clock
}

export class Player {
  readonly stage: Stage
  readonly #stop: () => void
  #replay: Replay

  constructor({ recording, ui, look, openScreen, clock = realClock }: PlayerOptions) {
    this.#replay = openReplay(recording)
    const onKey = (key: Key): boolean => {
      const pressed = pressReplay(this.#now(), key)
      if (pressed) this.#become(pressed)
      return pressed !== null
    }
    const screen = openScreen({
      onKey: (key) => this.stage.press(key),
      onResize: () => this.stage.redraw(),
    })
    const begun = withBeat({ replay: this.#replay, ui })
    this.stage = new Stage({ state: this.#replay.state, ui: begun, look, screen, onKey })
    this.#stop = clock((elapsed) => this.#become(advance(this.#now(), elapsed)))
  }

  get replay(): Replay {
    return this.#replay
  }

  /** Another replay, or another place in it. */
  change(how: (replay: Replay) => Replay): void {
    this.#become({ replay: how(this.#now().replay), ui: this.stage.ui })
  }

  /** @returns once somebody has left. */
  left(aborted: AbortSignal): Promise<void> {
    return this.stage.until(({ ui }) => ui.quit, aborted)
  }

  close(): void {
    this.#stop()
    this.stage.close()
  }

  /** What flies has gone on meanwhile: the stage sees to that. */
  #now(): Replayed {
    return { replay: { ...this.#replay, state: this.stage.state }, ui: this.stage.ui }
  }

  #become({ replay, ui }: Replayed): void {
    this.#replay = replay
    this.stage.set(replay.state, withBeat({ replay, ui }))
  }
}
