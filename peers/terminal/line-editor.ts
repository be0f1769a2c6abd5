/**
 * A line that is being edited: node:readline's, without its screen.
 *
 * It knows the keys (cursor, words, Ctrl-A/E/W/U/K/Y, undo, history, completion); what it would draw is thrown
 * away, because it can't share the screen with messages that arrive: terminal.ts draws.
 */

import { createInterface, type Interface, type Key } from 'node:readline'
import { PassThrough, Writable } from 'node:stream'
import { boundaryAfter, boundaryBefore } from './graphemes'
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

/** What node:readline does by code points, which may be parts of what a reader sees as one character. */
interface ReadlineMoves {
  line: string
  cursor: number
  _moveCursor(units: number): void
  _deleteLeft(): void
  _deleteRight(): void
}

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
    moveByGraphemes(this.#readline as Interface & ReadlineMoves)
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
    // Handed over at once, not when the stream finds the time: pastes keep their place between keys. And one by one:
    // of several that come together node:readline would put all but the last at the end of the line.
    for (const key of keys) this.#keys.emit('data', Buffer.from(key))
  }

  /** Puts `text` where the cursor is; nothing in it acts as a key. */
  insert(text: string): void {
    this.#readline.write(toEditor(text))
  }

  clear(): void {
    this.#readline.write(null, LINE_END)
    this.#readline.write(null, DELETE_BEFORE)
  }

  close(): void {
    this.#readline.close()
  }
}

/** Readline's own deletions are repeated, so that undo knows of them. */
function moveByGraphemes(readline: ReadlineMoves): void {
  const deleteLeft = readline._deleteLeft.bind(readline)
  const deleteRight = readline._deleteRight.bind(readline)
  Object.assign<ReadlineMoves, Pick<ReadlineMoves, '_moveCursor' | '_deleteLeft' | '_deleteRight'>>(
    readline,
    {
      _moveCursor(units) {
        const { line, cursor } = readline
        const to = Math.min(line.length, Math.max(0, cursor + units))
        // Wherever it is to go, it does not stop within a character.
        if (units < 0) readline.cursor = to === 0 ? 0 : boundaryBefore(line, to + 1)
        else if (units > 0) readline.cursor = to === line.length ? to : boundaryAfter(line, to - 1)
      },
      _deleteLeft() {
        const to = boundaryBefore(readline.line, readline.cursor)
        while (readline.cursor > to) deleteLeft()
      },
      _deleteRight() {
        const left = readline.line.length - boundaryAfter(readline.line, readline.cursor) + readline.cursor
        while (readline.line.length > left) deleteRight()
      },
    },
  )
}
