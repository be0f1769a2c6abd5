/**
 * Takes the terminal for this program (keys one by one, no echo, marks around pastes) and gives it back as it was
 * found: when told to, at exit, when killed, while stopped by Ctrl-Z.
 */

import { PASTE_OFF, PASTE_ON } from './paste'

const SHOW_CURSOR = '\x1b[?25h'

const deadly = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export interface RawModeOptions {
  readonly write: (text: string) => void
  readonly setRawMode: (raw: boolean) => void
  /** The program was stopped and goes on: others wrote to the screen meanwhile. */
  readonly onContinue: () => void
}

export class RawMode {
  readonly #options: RawModeOptions
  #taken = false

  /** Takes the terminal. */
  constructor(options: RawModeOptions) {
    this.#options = options
    process.on('exit', this.#exit)
    process.on('SIGCONT', this.#continue)
    for (const signal of deadly) process.on(signal, this.#killed)
    this.#take()
  }

  /** Gives the terminal back. */
  close(): void {
    process.off('exit', this.#exit)
    process.off('SIGCONT', this.#continue)
    for (const signal of deadly) process.off(signal, this.#killed)
    this.#giveBack()
  }

  /**
   * What Ctrl-Z does. The whole process group stops, with the npm that started this program: else the shell would
   * not come back.
   */
  suspend(): void {
    this.#giveBack()
    if (process.platform !== 'win32') process.kill(0, 'SIGTSTP')
    // A group without a shell above it is not stopped (POSIX, orphaned process groups): nobody would continue it.
    setImmediate(this.#continue)
  }

  #take(): void {
    // Back and forth: a shell may have changed the mode meanwhile, and Node sets no mode that it thinks is set.
    this.#options.setRawMode(false)
    this.#options.setRawMode(true)
    this.#options.write(PASTE_ON)
    this.#taken = true
  }

  #giveBack(): void {
    if (!this.#taken) return
    this.#taken = false
    this.#options.write(PASTE_OFF + SHOW_CURSOR)
    this.#options.setRawMode(false)
  }

  #continue = (): void => {
    if (process.listeners('SIGCONT').includes(this.#continue)) {
      this.#take()
      this.#options.onContinue()
    }
  }

  #exit = (): void => {
    // What is left on the screen may be an error's trace: nothing is cleared, what follows gets a row of its own.
    if (this.#taken) this.#options.write('\r\n')
    this.#giveBack()
  }

  #killed = (signal: NodeJS.Signals): void => {
    this.#exit()
    process.off(signal, this.#killed)
    // To end would have been the default; who else listens decides for itself.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal)
  }
}
