/** A terminal without a window, with the streams that a program has of one: @xterm/headless does the work. */

import { PassThrough } from 'node:stream'
import type { ReadStream, WriteStream } from 'node:tty'
import { Terminal } from '@xterm/headless'
import type { Size } from './cells'

export interface TestTerminal {
  readonly input: ReadStream
  readonly output: WriteStream
  /** Settles when all that was written so far stands on the screen. */
  settled(): Promise<void>
  /** Rows that are visible now, as wide as the terminal. */
  rows(): string[]
  /** Whether a program has the alternate buffer. */
  alternate(): boolean
  cursorShown(): boolean
  raw(): boolean
  /** Whether the cell is bold, or its colours are exchanged; and its colour, if it has one. */
  cell(x: number, y: number): { bold: boolean; reverse: boolean; colour: number | null }
  type(keys: string): void
  resize(size: Size): void
  written(): string
}

export function newTerminal({ columns, rows }: Size): TestTerminal {
  const terminal = new Terminal({ cols: columns, rows, allowProposedApi: true })
  let raw = false
  let written = ''
  const input = Object.assign(new PassThrough(), {
    isTTY: true,
    isRaw: false,
    setRawMode(mode: boolean) {
      raw = mode
      input.isRaw = mode
      return input
    },
  })
  const output = Object.assign(new PassThrough(), { isTTY: true, columns, rows })
  output.setEncoding('utf8')
  output.on('data', (text: string) => {
    written += text
    terminal.write(text)
  })
  const line = (y: number) => terminal.buffer.active.getLine(terminal.buffer.active.baseY + y)
  return {
    input: input as unknown as ReadStream,
    output: output as unknown as WriteStream,
    // blessed writes what it has gathered in the next turn of the loop.
    settled: () =>
      new Promise((resolve) => setImmediate(() => setImmediate(() => terminal.write('', resolve)))),
    rows: () =>
      Array.from(
        { length: terminal.rows },
        (_, y) => line(y)?.translateToString(false, 0, terminal.cols) ?? '',
      ),
    alternate: () => terminal.buffer.active.type === 'alternate',
    cursorShown: () => written.lastIndexOf('\x1b[?25h') >= written.lastIndexOf('\x1b[?25l'),
    raw: () => raw,
    cell(x, y) {
      const cell = line(y)?.getCell(x)
      const colour = cell && !cell.isFgDefault() ? cell.getFgColor() : null
      return { bold: Boolean(cell?.isBold()), reverse: Boolean(cell?.isInverse()), colour }
    },
    type: (keys) => void input.write(keys),
    resize(size) {
      terminal.resize(size.columns, size.rows)
      Object.assign(output, { columns: size.columns, rows: size.rows })
      output.emit('resize')
    },
    written: () => written,
  }
}
