/** The terminal, taken over as a whole: rows of styled text on it, keys from it, and given back as it was found. */

import type { ReadStream, WriteStream } from 'node:tty'
import blessed from 'blessed'
import { t } from '../../peers/language/sentence'
import { UsageError } from '../language/lab-error'
import type { Row, Size } from './cells'
import { paints } from './paint'
import type { DashboardScreen } from './stage'
import type { TerminalCapabilities } from './terminal-capabilities'
import type { Key } from './ui'

export interface ScreenOptions {
  readonly input: ReadStream
  readonly output: WriteStream
  readonly env: NodeJS.ProcessEnv
  readonly look: TerminalCapabilities
  readonly onKey: (key: Key) => void
  /** The terminal has another size, or wants everything drawn anew. */
  readonly onResize: () => void
}

/** As blessed packs what a cell looks like: flags, colour, and the colour behind. */
const BOLD = 1
const REVERSE = 8
const DEFAULT = 0x1ff
const packed = (flags: number, colour: number): number => (flags << 18) | (colour << 9) | DEFAULT

/** @throws UsageError where there is no terminal, or none that can do it. */
export function openScreen(options: ScreenOptions): DashboardScreen {
  const { input, output, env, look } = options
  if (!input.isTTY || !output.isTTY)
    throw new UsageError(
      t`The dashboard needs a terminal to draw on; npm run scenario NAME tells a run in plain text, without one.`,
    )
  if (env.TERM === 'dumb')
    throw new UsageError(t`The dashboard needs a terminal that can place its cursor, and TERM is dumb.`)
  const terminal = familyOf(env.TERM ?? '')
  const screen = withoutHandlers(() =>
    blessed.screen({ input, output, terminal, forceUnicode: look.unicode, resizeTimeout: 0 }),
  )
  const { program } = screen
  // Else lines are drawn in the character set of the VT100, which knows fewer of them than Unicode.
  Object.assign((program as unknown as { tput: object }).tput, { brokenACS: true })
  const plain = Boolean(env.NO_COLOR) || terminal === 'vt100'
  const cells = screen as unknown as Cells

  screen.on('keypress', (character: string | undefined, key: Pressed) => {
    if (key.full === 'C-l') {
      screen.realloc()
      options.onResize()
      return
    }
    const name = nameOf(character, key)
    if (name !== null) options.onKey(name)
  })
  screen.on('resize', () => options.onResize())

  let closed = false
  const close = (): void => {
    if (closed) return
    closed = true
    // Whatever ends the program, blessed itself does this at its exit.
    screen.destroy()
  }

  return {
    size: (): Size => ({ columns: Number(screen.width), rows: Number(screen.height) }),
    render(rows) {
      if (closed) return
      for (const [y, row] of rows.entries()) paintRow(cells, y, row, plain)
      screen.draw(0, Number(screen.height) - 1)
    },
    close,
  }
}

/** As blessed has them; its types say that an attribute is a string. */
interface Cells {
  fillRegion(attribute: number, character: string, x1: number, x2: number, y1: number, y2: number): void
}

interface Pressed {
  readonly full: string
  readonly name?: string
}

function paintRow(cells: Cells, y: number, row: Row, plain: boolean): void {
  let x = 0
  for (const { text, style } of row) {
    const { bold, reverse, colour = DEFAULT } = paints[style]
    const attribute = packed((bold ? BOLD : 0) | (reverse ? REVERSE : 0), plain ? DEFAULT : colour)
    for (const character of text) {
      cells.fillRegion(attribute, character, x, x + 1, y, y + 1)
      x += 1
    }
  }
}

/**
 * blessed misreads the newer of the descriptions of terminals that systems come with (those with 32-bit numbers, and
 * those with longer names), and all terminals of today do what is used here of the oldest of their family.
 */
function familyOf(term: string): string {
  if (/^vt\d/.test(term)) return 'vt100'
  return term === 'linux' ? 'linux' : 'xterm'
}

/** blessed would end the program by itself at signals and at errors, without a word to those who clean up. */
function withoutHandlers<T>(make: () => T): T {
  const names = ['uncaughtException', 'SIGINT', 'SIGTERM', 'SIGQUIT']
  const before = new Map(names.map((name) => [name, new Set(process.rawListeners(name))]))
  const made = make()
  for (const [name, known] of before)
    for (const listener of process.rawListeners(name))
      if (!known.has(listener)) process.removeListener(name, listener as () => void)
  return made
}

/** @returns the name that ui.ts knows a key by; null for what is no key of ours, or comes a second time. */
function nameOf(character: string | undefined, { full, name }: Pressed): Key | null {
  // blessed tells of the return key twice.
  if (full === 'return') return null
  if (full === 'linefeed') return 'enter'
  if (full === 'S-tab') return 'backtab'
  if (full === 'C-c' || NAMED.has(full)) return full
  if (name === 'space') return 'space'
  return character !== undefined && character.length === 1 && character > ' ' && character !== '\x7f'
    ? character
    : null
}

const NAMED: ReadonlySet<string> = new Set([
  'space',
  'enter',
  'escape',
  'tab',
  'up',
  'down',
  'left',
  'right',
  'pageup',
  'pagedown',
  'home',
  'end',
])
