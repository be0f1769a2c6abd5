/** Colour for a terminal, and none elsewhere or where NO_COLOR asks for none (no-color.org). */

import type { WriteStream } from 'node:tty'
import { styleText } from 'node:util'
import type { TextStyle } from './narrate'

/** @param stream where the text will go. */
export function inkFor(stream: NodeJS.WriteStream | WriteStream, env: NodeJS.ProcessEnv): TextStyle {
  const colour = Boolean(stream.isTTY) && !env.NO_COLOR && env.TERM !== 'dumb'
  const ink = (format: Parameters<typeof styleText>[0]) => (text: string) =>
    colour ? styleText(format, text) : text
  return { bold: ink('bold'), faint: ink('dim'), good: ink('green'), bad: ink('red'), warn: ink('yellow') }
}
