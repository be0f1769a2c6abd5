/** A terminal's screen without a window: bytes in, rows out. @xterm/headless does the work. */

import { Terminal } from '@xterm/headless'
import { widthOf } from '../text/text-width'

export interface Screen {
  /** Settles when `text` is on the screen. */
  write(text: string): Promise<void>
  /** Rows that are visible now, without spaces at their ends and empty ones at the end. */
  visible(): string
  /** The same, with what has scrolled away above it. */
  everything(): string
  /** The same, up to the cursor. */
  beforeCursor(): string
  /** Column and row of the cursor, from 0. */
  cursor(): { column: number; row: number }
  /** Whether the program asked for marks around pastes. */
  bracketedPaste(): boolean
  /** How often the bell rang. */
  bells(): number
  resize(columns: number, rows: number): void
  close(): void
}

/**
 * @param answer takes what a terminal answers when it is asked for something.
 * @param rawInput whether line feeds are turned into line ends here: nothing between program and screen does.
 */
export function newScreen(
  columns: number,
  rows: number,
  options: { answer?: (text: string) => void; rawInput?: boolean } = {},
): Screen {
  const screen = new Terminal({
    cols: columns,
    rows,
    allowProposedApi: true,
    scrollback: 10_000,
    convertEol: options.rawInput ?? false,
  })
  screen.unicode.register(wideCharacters)
  screen.unicode.activeVersion = wideCharacters.version
  if (options.answer) screen.onData(options.answer)
  let bells = 0
  screen.onBell(() => bells++)
  const buffer = () => screen.buffer.active
  const rowsFrom = (first: number) =>
    Array.from({ length: buffer().length - first }, (_, index) =>
      (
        buffer()
          .getLine(first + index)
          ?.translateToString(true) ?? ''
      ).trimEnd(),
    )
      .join('\n')
      .trimEnd()
  const beforeCursor = () => {
    const row = buffer().baseY + buffer().cursorY
    const above = Array.from({ length: row }, (_, index) => buffer().getLine(index)?.translateToString(true))
    return [...above, buffer().getLine(row)?.translateToString(false, 0, buffer().cursorX)].join('\n')
  }
  return {
    write: (text) => new Promise((resolve) => screen.write(text, resolve)),
    visible: () => rowsFrom(buffer().baseY),
    everything: () => rowsFrom(0),
    beforeCursor,
    cursor: () => ({ column: buffer().cursorX, row: buffer().cursorY }),
    bracketedPaste: () => screen.modes.bracketedPasteMode,
    bells: () => bells,
    resize: (newColumns, newRows) => screen.resize(newColumns, newRows),
    close: () => screen.dispose(),
  }
}

/** As today's terminals draw: emoji are two columns wide, which @xterm/headless alone does not know. */
const wideCharacters = {
  version: 'today',
  wcwidth: (code: number): 0 | 1 | 2 => Math.min(2, widthOf(String.fromCodePoint(code))) as 0 | 1 | 2,
  /** Width and whether it joins what stands before it, where xterm.js looks for them. */
  charProperties(code: number, preceding: number): number {
    const width = this.wcwidth(code)
    const joins = width === 0 && preceding !== 0
    return ((joins ? (preceding >> 1) & 3 : width) << 1) | (joins ? 1 : 0)
  },
}
