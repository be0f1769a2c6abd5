/** A user's terminal as the chat sees it; terminal.ts is the real one. */

import type { Readable, Writable } from 'node:stream'

export interface Terminal {
  /** Whether a person sits there: both ends are a terminal. Else lines are read as they come and no prompt is shown. */
  readonly interactive: boolean
  /** Whether colours may be used: a terminal, and NO_COLOR is not set (no-color.org). */
  readonly colour: boolean
  /** Of the screen, at this moment. */
  readonly columns: number
  /** Prints whole lines above the line that is being typed, which stays as it is. `text` is printed as given. */
  print(text: string): void
  /** What stands before the line being typed; may hold colour codes. */
  setPrompt(prompt: string): void
  /** Rings the bell, where a person sits there. */
  bell(): void
  /** One line that is redrawn in place, on stderr; null takes it away. Nothing where stderr is no terminal. */
  progress(line: string | null): void
  /** Asks one question. @throws PeerError BAD_COMMAND when the input ends before an answer. */
  ask(question: string): Promise<string>
  /** The same, and what is typed is not shown nor kept in the history. Line ends at its end, as a paste may have, are dropped. */
  askSecret(question: string): Promise<string>
  /** @param complete what a Tab may turn the line (up to the cursor) into: whole lines. */
  setCompleter(complete: (line: string) => readonly string[]): void
  /**
   * Each line that is entered; a paste of several lines comes as one, with line feeds in it. It goes from the
   * screen, so whoever takes it prints what should stay. What is typed before anybody listens waits.
   */
  onLine(listener: (line: string) => void): void
  /** Ctrl-C twice on an empty line, Ctrl-D, or the end of input. */
  onEnd(listener: () => void): void
  /** Leaves the terminal as it was found. */
  close(): void
}

/** What Ctrl-C on an empty line says. */
export const AGAIN_TO_LEAVE = '-- Ctrl-C again leaves'

/** Of a process: what a terminal needs. Sizes in characters. */
export interface TerminalStreams {
  readonly input: Readable & { readonly isTTY?: boolean; setRawMode?(raw: boolean): unknown }
  readonly output: Writable & { readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number }
  readonly errors: Writable & { readonly isTTY?: boolean; readonly columns?: number }
  readonly environment: Readonly<Record<string, string | undefined>>
}
