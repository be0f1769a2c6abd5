/**
 * What the user typed and nobody took yet, in order. It is handed on one line at a time: the answer to one
 * question may be a second question, and what was typed ahead is for that one.
 */

import { StringDecoder } from 'node:string_decoder'
import { PasteDecoder, type TerminalInput } from './paste'

/** How long the rest of a mark may take, milliseconds, as node:readline has it. Else it was the Escape key. */
const MARK_PATIENCE = 500

/** After how long without a byte a paste counts as stalled, milliseconds. */
const PASTE_PATIENCE = 1000

/** Characters that are kept while nobody waits for them; more is thrown away. */
const MOST = 65_536

export const CTRL_C = '\x03'
export const CTRL_D = '\x04'

/** Behind Enter and Tab (which completes nothing in the midst of keys), and on both sides of Ctrl-D. */
const ENDS = new RegExp(`(?<=[\r\n\t${CTRL_D}])|(?=${CTRL_D})`, 'u')

export interface TypeAheadOptions {
  /** Whether anybody waits for what is typed. */
  readonly wanted: () => boolean
  /** Takes keys (one Enter at most, and that last; Ctrl-D alone) or a paste. */
  readonly take: (input: TerminalInput) => void
  /** Ctrl-C while nobody waits for what is typed. */
  readonly interrupt: () => void
}

export class TypeAhead {
  readonly #options: TypeAheadOptions
  readonly #decoder = new StringDecoder('utf8')
  readonly #pastes = new PasteDecoder()
  #waiting: TerminalInput[] = []
  #taking = false
  #timer: NodeJS.Timeout | undefined

  constructor(options: TypeAheadOptions) {
    this.#options = options
  }

  receive(bytes: Buffer): void {
    clearTimeout(this.#timer)
    this.#add(this.#pastes.feed(this.#decoder.write(bytes)))
    const patience = this.#pastes.pasting ? PASTE_PATIENCE : MARK_PATIENCE
    this.#timer = setTimeout(() => this.#add(this.#pastes.pause()), patience)
  }

  /** Somebody new waits for what is typed. */
  wake(): void {
    setImmediate(() => this.#hand())
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#waiting = []
  }

  #add(parts: readonly TerminalInput[]): void {
    for (const { kind, text } of parts) {
      const pieces = kind === 'keys' ? text.split(ENDS) : [text]
      this.#waiting.push(...pieces.map((piece) => ({ kind, text: piece })))
    }
    this.#hand()
  }

  #hand(): void {
    if (this.#taking) return
    this.#taking = true
    while (this.#waiting.length > 0 && this.#options.wanted()) {
      const next = this.#waiting.shift()!
      this.#options.take(next)
      if (next.kind === 'keys' && /[\r\n]$/.test(next.text)) {
        this.wake()
        break
      }
    }
    this.#taking = false
    if (this.#waiting.length > 0 && !this.#options.wanted()) this.#keep()
  }

  /** Nobody waits for it, but the user may want to leave. */
  #keep(): void {
    const left = this.#waiting.some(({ kind, text }) => kind === 'keys' && text.includes(CTRL_C))
    if (left || this.#waiting.reduce((sum, { text }) => sum + text.length, 0) > MOST) this.#waiting = []
    if (left) this.#options.interrupt()
  }
}
