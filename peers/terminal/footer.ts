/**
 * What is always last on the screen and may be taken away again: the progress line, the prompt, what is typed.
 *
 * Whatever changes takes it away at once and has it drawn once, after everything else that happens in the same
 * turn: a thousand messages or a long paste cost one drawing.
 */

import { cutToWidth, inputRows } from './input-rows'
import { LineBreaks } from './line-breaks'

const CLEAR_BELOW = '\x1b[J'
const CLEAR_SCREEN = '\x1b[H\x1b[2J'

export interface FooterView {
  /** May hold colours, as the prompt may. Null: none. */
  readonly progress: string | null
  /** Null: nobody waits for a line. */
  readonly input: { readonly prompt: string; readonly line: string; readonly cursor: number } | null
  readonly columns: number
  readonly rows: number
}

export class Footer {
  readonly #write: (text: string) => void
  readonly #view: () => FooterView
  /** Rows above the cursor, while it is drawn. */
  #above: number | null = null
  #due = false
  #paused = false
  readonly #breaks = new LineBreaks()

  /** @param view what to draw, asked for when it is drawn. */
  constructor(write: (text: string) => void, view: () => FooterView) {
    this.#write = write
    this.#view = view
  }

  /** Something in the view is different now. */
  change(): void {
    this.#erase()
    this.#drawSoon()
  }

  /** Prints whole lines above. */
  print(text: string): void {
    this.#erase()
    this.#write(text.endsWith('\n') ? text : `${text}\n`)
    this.#drawSoon()
  }

  /** An empty screen with the frame at its top. */
  repaint(): void {
    this.#above = null
    this.#write(CLEAR_SCREEN)
    this.#drawSoon()
  }

  /** Takes the frame away until `resume`: the screen is somebody else's. */
  pause(): void {
    this.#erase()
    this.#paused = true
  }

  /** The screen is this program's again, where the cursor is now. */
  resume(): void {
    this.#paused = false
    this.#above = 0
    this.change()
  }

  #erase(): void {
    if (this.#above === null) return
    this.#write(`${up(this.#above)}\r${CLEAR_BELOW}`)
    this.#above = null
  }

  #drawSoon(): void {
    if (this.#due) return
    this.#due = true
    queueMicrotask(() => {
      this.#due = false
      if (!this.#paused && this.#above === null) this.#draw()
    })
  }

  #draw(): void {
    const { progress, input, columns, rows: height } = this.#view()
    if (progress === null && input === null) return
    const above = progress === null ? [] : [cutToWidth(progress, columns - 1)]
    const { prompt, line, cursor } = input ?? { prompt: '', line: '', cursor: 0 }
    const most = height - 1 - above.length
    const typed = inputRows(prompt, line, cursor, columns, most, this.#breaks)
    // To where the cursor is by writing once more what stands before it: the terminal knows best how wide that is.
    const back = typed.atEnd ? '' : `${up(typed.rows.length - 1 - typed.row)}\r${typed.before}`
    this.#write([...above, ...typed.rows].join('\n') + back)
    this.#above = above.length + typed.row
  }
}

function up(rows: number): string {
  return rows > 0 ? `\x1b[${rows}A` : ''
}
