/**
 * A terminal for the lab's messenger: a user types into it by `type`, and whatever the program writes to it is
 * handed on, byte for byte. The program runs on it as on a real one of 80 columns and 24 rows.
 */

import { PassThrough, Writable } from 'node:stream'
import { openTerminal } from '../terminal/terminal'
import type { Terminal } from '../terminal/terminal-api'

const COLUMNS = 80
const ROWS = 24
/** Ctrl-U. A line that the program has refused stands there again, for its user to mend; behind it nobody would type on. */
const CLEARS_LINE = '\x15'

export interface LabScreen {
  readonly terminal: Terminal
  /** The user types a line, in place of what stands there, and presses Enter. */
  type(line: string): void
  /** The user closes the window. */
  hangUp(): void
}

/** @param onBytes is given all that the program writes to its terminal, in order. */
export function labScreen(onBytes: (bytes: Buffer) => void): LabScreen {
  const window = { isTTY: true, columns: COLUMNS, rows: ROWS }
  const output = Object.assign(
    new Writable({
      write(chunk, encoding, done) {
        onBytes(Buffer.from(chunk, encoding))
        done()
      },
    }),
    window,
  )
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => {} })
  const terminal = openTerminal({ input, output, errors: output, environment: { TERM: 'xterm' } })
  return {
    terminal,
    type: (line) => void input.write(`${CLEARS_LINE}${line}\r`),
    hangUp: () => void input.end(),
  }
}
