/**
 * A line that is being edited: node:readline's, without its screen.
 *
 * It knows the keys (cursor, words, Ctrl-A/E/W/U/K/Y, undo, history, completion); what it would draw is thrown
 * away, because it can't share the screen with messages that arrive: terminal.ts draws.
 */

import { createInterface, type Interface, type Key } from 'node:readline'
import { PassThrough, Writable } from 'node:stream'
import { fromEditor, toEditor } from './typed-text'

export interface LineEditorOptions {
  /** How many lines are remembered; 0 for what must not be. */
  readonly history: number
  /** What a Tab may turn the text before the cursor into. */
  readonly complete?: (line: string) => readonly string[]
  /** Enter: the text, with line feeds where it has several lines. */
  readonly onLine: (text: string) => void
  /** Ctrl-C, Ctrl-Z, Ctrl-L. */
  readonly onInterrupt: () => void
  readonly onSuspend: () => void
  readonly onRepaint: () => void
}

/** What node:readline does only for its own screen, though the whole line is measured for it at each key. */
interface ReadlineScreen {
  getCursorPos(): { rows: number; cols: number }
  _refreshLine(): void
}

const LINE_START = { ctrl: true, name: 'a' }
const LINE_END = { ctrl: true, name: 'e' }
const DELETE_BEFORE = { ctrl: true, name: 'u' }

export class LineEditor {
  readonly #keys = new PassThrough()
  readonly #readline: Interface

  constructor(options: LineEditorOptions) {
    const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
    const { complete } = options
    this.#readline = createInterface({
      input: this.#keys,
      // It looks for the width each time a key is pressed, and wraps: there is no edge.
      output: Object.assign(nowhere, { columns: Number.POSITIVE_INFINITY }),
      terminal: true,
      historySize: options.history,
      ...(complete && {
        completer: (line: string) => [complete(fromEditor(line)).map(toEditor), line] as [string[], string],
      }),
    })
    Object.assign<Interface, ReadlineScreen>(this.#readline, {
      getCursorPos: () => ({ rows: 0, cols: 0 }),
      _refreshLine() {},
    })
    this.#readline.on('line', (line) => options.onLine(fromEditor(line)))
    this.#readline.on('SIGINT', options.onInterrupt)
    this.#readline.on('SIGTSTP', options.onSuspend)
    this.#keys.on('keypress', (_text: string | undefined, key: Key) => {
      if (key.ctrl && key.name === 'l') options.onRepaint()
    })
  }

  /** As the editor holds it, see typed-text.ts. */
  get line(): string {
    return this.#readline.line
  }

  get cursor(): number {
    return this.#readline.cursor
  }

  /** Keys as a terminal sends them. Ctrl-D on an empty line is the caller's: readline would close for good. */
  press(keys: string): void {
    // Handed over at once, not when the stream finds the time: pastes keep their place between keys.
    this.#keys.emit('data', Buffer.from(keys))
  }

  /** Puts `text` where the cursor is; nothing in it acts as a key. */
  insert(text: string): void {
    this.#readline.write(toEditor(text))
  }

  /** Puts `text` before what is there, on a line of its own; the cursor goes to the end. */
  refill(text: string): void {
    this.#readline.write(null, LINE_START)
    this.insert(this.line === '' ? text : `${text}\n`)
    this.#readline.write(null, LINE_END)
  }

  clear(): void {
    this.#readline.write(null, LINE_END)
    this.#readline.write(null, DELETE_BEFORE)
  }

  close(): void {
    this.#readline.close()
  }
}
