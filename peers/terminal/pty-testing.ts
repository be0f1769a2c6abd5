/**
 * Drives a program in a pseudo-terminal: keys in, screen out.
 *
 * util-linux's `script` makes the pseudo-terminal, so no native package is needed. Nothing here waits for time:
 * what a test waits for is looked for again whenever the program writes.
 */

import { execFileSync, spawn } from 'node:child_process'
import type { ExecutionContext } from 'ava'
import { newScreen } from './screen-testing'

export interface PtyOptions {
  /** Added to the test's own; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly columns?: number
  readonly rows?: number
  readonly cwd?: string
  /** How long `until` waits before it fails, milliseconds. */
  readonly patience?: number
}

export interface Pty {
  /** Of the program itself, for signals; it leads a process group of its own. */
  readonly pid: number
  /** Sends keys as the terminal would. */
  type(keys: string): void
  /** Pastes: between marks where the program asked for marks, with carriage returns as line ends, as terminals do. */
  paste(text: string): void
  /**
   * @param look is given the visible rows, without spaces at their ends.
   * @returns what it finds, the first time it finds something. Fails, with the screen in the message, when the
   * program has ended or patience is over.
   */
  until<T>(look: (screen: string) => T | undefined | false | null): Promise<T>
  /** Rows that are visible now. */
  screen(): string
  /** The same, with what has scrolled away above it. */
  scrollback(): string
  /** Column and row of the cursor, from 0. */
  cursor(): { column: number; row: number }
  /** Whether the program asked for marks around pastes. */
  bracketedPaste(): boolean
  /** How often the bell rang. */
  bells(): number
  /** Whether the terminal echoes and gathers lines itself, as it does for a program that asks for nothing. */
  cooked(): boolean
  /** Everything that was written. */
  raw(): string
  resize(columns: number, rows: number): void
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

/** The program's process and terminal, told in a sequence that terminals ignore (OSC) before it starts. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is an escape sequence.
const ANNOUNCEMENT = /\x1b\]7777;(\d+);([^\x07]+)\x07/

/** Starts `command` in a pseudo-terminal of its own; it and all that it started is killed when the test ends. */
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
  const screen = newScreen(columns, rows, { answer: (text) => child.stdin.write(text) })
  let raw = ''
  let ended = false
  const looks = new Set<() => void>()
  const lookAgain = () => {
    for (const look of [...looks]) look()
  }
  // A program that has ended reads no keys.
  child.stdin.on('error', () => {})
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', (text: string) => {
    raw += text
    screen.write(text).then(lookAgain)
  })
  const exited = new Promise<number>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', async (status) => {
      // The screen may not have taken everything yet.
      await screen.write('')
      ended = true
      lookAgain()
      resolve(status ?? -1)
    })
  })
  const until = <T>(look: (screen: string) => T | undefined | false | null): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      const settle = (finish: () => void) => {
        clearTimeout(timer)
        looks.delete(again)
        finish()
      }
      const fail = (why: string) =>
        settle(() => reject(new Error(`${why}; the screen was:\n${screen.visible()}`)))
      const again = () => {
        try {
          const found = look(screen.visible())
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
    if (!ended) {
      if (pid > 0) killGroup(pid)
      child.kill('SIGKILL')
    }
    await exited
    screen.close()
  })
  const [, announced, device = ''] = await until(() => ANNOUNCEMENT.exec(raw))
  pid = Number(announced)
  const stty = (...words: string[]) => execFileSync('stty', ['-F', device, ...words], { encoding: 'utf8' })
  return {
    pid,
    exited,
    until,
    type: (keys) => void child.stdin.write(keys),
    paste: (text) => {
      const typed = text.replaceAll('\n', '\r')
      child.stdin.write(screen.bracketedPaste() ? `\x1b[200~${typed}\x1b[201~` : typed)
    },
    screen: screen.visible,
    scrollback: screen.everything,
    cursor: screen.cursor,
    bracketedPaste: screen.bracketedPaste,
    bells: screen.bells,
    cooked: () => /(^|\s)icanon\s/.test(stty('-a')) && /(^|\s)echo\s/.test(stty('-a')),
    raw: () => raw.replace(ANNOUNCEMENT, ''),
    resize: (newColumns, newRows) => {
      screen.resize(newColumns, newRows)
      stty('cols', String(newColumns), 'rows', String(newRows))
    },
  }
}

function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL')
  } catch {
    // It is gone already.
  }
}
