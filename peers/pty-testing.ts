/**
 * Drives a program in a pseudo-terminal: keys in, screen out.
 *
 * util-linux's `script` makes the pseudo-terminal (no native package needed), @xterm/headless is the screen.
 * Nothing here waits for time: what a test waits for is looked for again whenever the program writes.
 */

import { execFileSync, spawn } from 'node:child_process'
import { Terminal } from '@xterm/headless'
import type { ExecutionContext } from 'ava'
import { widthOf } from './text-width'

export interface PtyOptions {
  /** Added to the test's own. Undefined takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly columns?: number
  readonly rows?: number
  readonly cwd?: string
  /** How long `until` waits before it fails, milliseconds. */
  readonly patience?: number
}

export interface Pty {
  /** Of the program itself, for signals. */
  readonly pid: number
  /** Sends keys as the terminal would. */
  type(keys: string): void
  /** Pastes: between marks where the program asked for marks, with carriage returns as line ends, as terminals do. */
  paste(text: string): void
  /**
   * @returns what `look` finds on the screen, the first time it finds something.
   * Fails, with the screen in the message, when the program has ended or patience is over.
   */
  until<T>(look: (screen: string) => T | undefined | false | null): Promise<T>
  /** Rows that are visible now, without the empty ones at the end. */
  screen(): string
  /** Also what has scrolled away. */
  scrollback(): string
  /** Column and row of the cursor, from 0. */
  cursor(): { column: number; row: number }
  /** Modes that the program set. */
  modes(): { bracketedPaste: boolean; bells: number }
  /** Everything that was written. */
  raw(): string
  resize(columns: number, rows: number): void
  /** Whether the terminal echoes and gathers lines itself, as it did before the program. */
  cooked(): boolean
  /** The program's status; 128 and the signal's number when it was killed. */
  readonly exited: Promise<number>
}

/** Whether there is a `script` that can do it; macOS and busybox have others. */
export const hasPty = scriptVersion().includes('util-linux')

function scriptVersion(): string {
  try {
    return execFileSync('script', ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch {
    return ''
  }
}

/** Names and first words of the program's terminal, before it starts. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is an escape sequence.
const ANNOUNCEMENT = /\x1b\]7777;(\d+);([^\x07]+)\x07/

/** Starts `command` in a pseudo-terminal of its own; it and all it started are killed when the test ends. */
export async function openPty(
  t: ExecutionContext,
  command: string,
  args: readonly string[],
  options: PtyOptions = {},
): Promise<Pty> {
  const { columns = 80, rows = 24, patience = 30_000 } = options
  const line = [command, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ')
  const start = `stty cols ${columns} rows ${rows}; printf '\\033]7777;%d;%s\\007' $$ "$(tty)"; exec ${line}`
  const child = spawn('script', ['-qfec', start, '/dev/null'], {
    cwd: options.cwd,
    env: { ...process.env, TERM: 'xterm-256color', SHELL: '/bin/sh', NO_COLOR: undefined, ...options.env },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const screen = new Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 10_000 })
  screen.unicode.register(wideCharacters)
  screen.unicode.activeVersion = wideCharacters.version
  let raw = ''
  let bells = 0
  let ended = false
  const looks = new Set<() => void>()
  const lookAgain = () => {
    for (const look of looks) look()
  }
  screen.onBell(() => bells++)
  // What a terminal answers when it is asked for something.
  screen.onData((answer) => child.stdin.write(answer))
  child.stdin.on('error', () => {})
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', (text: string) => {
    raw += text
    screen.write(text, lookAgain)
  })
  const exited = new Promise<number>((resolve) => {
    child.on('close', (status) => {
      // Only when the screen has taken everything.
      screen.write('', () => {
        ended = true
        lookAgain()
        resolve(status ?? -1)
      })
    })
  })
  const rowsOf = (from: number) =>
    Array.from({ length: screen.buffer.active.length - from }, (_, index) =>
      (screen.buffer.active.getLine(from + index)?.translateToString(true) ?? '').trimEnd(),
    )
      .join('\n')
      .trimEnd()
  const visible = () => rowsOf(screen.buffer.active.baseY)
  const until = <T>(look: (screen: string) => T | undefined | false | null): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      const settle = (finish: () => void) => {
        clearTimeout(timer)
        looks.delete(again)
        finish()
      }
      const fail = (why: string) => settle(() => reject(new Error(`${why}; the screen was:\n${visible()}`)))
      const again = () => {
        try {
          const found = look(visible())
          if (found !== undefined && found !== false && found !== null) return settle(() => resolve(found))
        } catch (error) {
          return settle(() => reject(error))
        }
        if (ended) fail('The program has ended and this was never seen')
      }
      const timer = setTimeout(() => fail('This was not seen in time'), patience)
      looks.add(again)
      again()
    })
  let pid = 0
  t.teardown(async () => {
    // The program leads a session of its own.
    if (pid > 0 && !ended) kill(-pid)
    child.kill('SIGKILL')
    await exited
    screen.dispose()
  })
  const [, announced, device = ''] = await until(() => ANNOUNCEMENT.exec(raw))
  pid = Number(announced)
  const stty = (...words: string[]) => execFileSync('stty', ['-F', device, ...words], { encoding: 'utf8' })
  return {
    pid,
    exited,
    until,
    screen: visible,
    type: (keys) => void child.stdin.write(keys),
    paste: (text) => {
      const typed = text.replaceAll('\n', '\r')
      child.stdin.write(screen.modes.bracketedPasteMode ? `\x1b[200~${typed}\x1b[201~` : typed)
    },
    scrollback: () => rowsOf(0),
    cursor: () => ({ column: screen.buffer.active.cursorX, row: screen.buffer.active.cursorY }),
    modes: () => ({ bracketedPaste: screen.modes.bracketedPasteMode, bells }),
    raw: () => raw.replace(ANNOUNCEMENT, ''),
    resize: (newColumns, newRows) => {
      screen.resize(newColumns, newRows)
      stty('cols', String(newColumns), 'rows', String(newRows))
    },
    cooked: () => /(^|\s)icanon/.test(stty('-a')) && /(^|\s)echo(\s|$)/m.test(stty('-a')),
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It is gone already.
  }
}

/** As today's terminals draw: emoji are two columns wide, which @xterm/headless alone does not know. */
const wideCharacters = {
  version: 'today',
  wcwidth: (code: number): 0 | 1 | 2 => Math.min(2, widthOf(String.fromCodePoint(code))) as 0 | 1 | 2,
  /** The width where xterm.js looks for it: `UnicodeService.createPropertyValue`. */
  charProperties(code: number, preceding: number): number {
    const width = this.wcwidth(code)
    const joins = width === 0 && preceding !== 0
    const joined = joins ? (preceding >> 1) & 3 : width
    return (joined << 1) | (joins ? 1 : 0)
  },
}
