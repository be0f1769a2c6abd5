/**
 * The user's terminal: a screen with a line that is edited while messages arrive above it, or just lines where
 * input or output is a pipe, or the terminal is a dumb one.
 *
 * Texts are printed as they are given: what comes from others is made printable before, see printable.ts.
 */

import { PlainTerminal } from './plain-terminal'
import { ScreenTerminal } from './screen-terminal'
import type { Terminal, TerminalStreams } from './terminal-api'

/** Until `close()` the terminal is this program's: keys come one by one and are not echoed. */
export function openTerminal(streams: TerminalStreams): Terminal {
  const { input, output, environment } = streams
  const person = Boolean(input.isTTY && output.isTTY && input.setRawMode)
  return person && environment.TERM !== 'dumb' ? new ScreenTerminal(streams) : new PlainTerminal(streams)
}

/** The process's own terminal. */
export function processTerminal(): Terminal {
  return openTerminal({
    input: process.stdin,
    output: process.stdout,
    errors: process.stderr,
    environment: process.env,
  })
}
