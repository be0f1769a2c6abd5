/**
 * What stands on a terminal after a program has written to it, told by a terminal that is not the program's:
 * @xterm/headless, the emulator of VS Code without its window.
 */

import { Terminal } from '@xterm/headless'

/** As peers/lab/screen.ts has it. */
const COLUMNS = 80
const ROWS = 24

/**
 * @param chunks all that was written, in order, in base64.
 * @returns the rows from the first to the last one with anything on it, without spaces at their ends.
 */
export async function renderRows(chunks: readonly string[]): Promise<string[]> {
  // Between a program and a real screen, the system turns line feeds into line ends.
  const terminal = new Terminal({
    cols: COLUMNS,
    rows: ROWS,
    scrollback: 100_000,
    convertEol: true,
    allowProposedApi: true,
    // It would write to this program's own output what it cannot make of the bytes.
    logLevel: 'off',
  })
  try {
    for (const chunk of chunks)
      await new Promise<void>((written) => terminal.write(Buffer.from(chunk, 'base64'), written))
    const { active } = terminal.buffer
    const rows = Array.from({ length: active.length }, (_, row) =>
      (active.getLine(row)?.translateToString(true) ?? '').trimEnd(),
    )
    return rows.slice(0, rows.findLastIndex((row) => row !== '') + 1)
  } finally {
    terminal.dispose()
  }
}
