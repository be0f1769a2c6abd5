/** For tests: a player without a terminal, whose time passes when the test says so. */

import type { InputHandlers, PlayerOptions } from './player'
import type { Key } from './ui'
import { newUi, type Ui } from './ui'

export interface Dark extends Pick<PlayerOptions, 'ui' | 'look' | 'openScreen' | 'clock'> {
  press(...keys: Key[]): void
  pass(milliseconds: number): void
  /** What was done with the terminal. */
  readonly terminal: { pictures: number; closed: number; ticking: boolean }
}

export function inTheDark(kind: Ui['kind'], mode: Ui['mode'] = 'steps'): Dark {
  const terminal = { pictures: 0, closed: 0, ticking: false }
  let heard: InputHandlers | null = null
  let passed: (elapsed: number) => void = () => {}
  return {
    ui: newUi(kind, 'en', mode),
    look: { unicode: true },
    openScreen: (listener) => {
      heard = listener
      return {
        size: () => ({ columns: 80, rows: 24 }),
        render: () => {
          terminal.pictures += 1
        },
        close: () => {
          terminal.closed += 1
        },
      }
    },
    clock: (listener) => {
      passed = listener
      terminal.ticking = true
      return () => {
        terminal.ticking = false
      }
    },
    press: (...keys) => {
      for (const key of keys) heard?.onKey(key)
    },
    pass: (milliseconds) => {
      for (let left = milliseconds; left > 0; left -= 50) passed(Math.min(50, left))
    },
    terminal,
  }
}
