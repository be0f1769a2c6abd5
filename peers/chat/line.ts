/** What a user typed, taken apart: a command with its arguments, or a text. */

import { withoutLineEnds } from '../text/line-ends'

/** One argument, as meant and where it stands. */
export interface Word {
  readonly value: string
  /** Where it begins in the text, quotes included. */
  readonly start: number
  readonly end: number
}

export type Entered =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'text'; readonly text: string }
  /** `rest` is what follows the name, as typed, without the spaces around it. */
  | { readonly kind: 'command'; readonly name: string; readonly rest: string }

/** A line that begins with `/` is a command, one that begins with `//` a text with one slash less. */
export function readLine(line: string): Entered {
  if (line.trim() === '') return { kind: 'nothing' }
  if (line.startsWith('//')) return { kind: 'text', text: withoutLineEnds(line.slice(1)) }
  if (!line.startsWith('/')) return { kind: 'text', text: withoutLineEnds(line) }
  const [, name = '', rest = ''] = /^\/(\S*)\s*(.*)$/s.exec(line) ?? []
  return { kind: 'command', name: name.toLowerCase(), rest: rest.trimEnd() }
}

/**
 * @returns the words of a text, spaces and line ends between. A word that begins with a quote goes up to the next one
 * of its kind. A backslash keeps a space or a quote (as files that are dragged onto a terminal come); other
 * backslashes and quotes are themselves.
 */
export function words(text: string): Word[] {
  const pattern = /"([^"]*)(?:"|$)|'([^']*)(?:'|$)|(?:\\[\s"']|\S)+/g
  return Array.from(text.matchAll(pattern), (match) => ({
    value: match[1] ?? match[2] ?? match[0].replace(/\\([\s"'])/g, '$1'),
    start: match.index,
    end: match.index + match[0].length,
  }))
}

/**
 * @param text a path as typed: quoted, or plain and with spaces in it.
 * @param homeFolder what `~` stands for.
 */
export function readPath(text: string, homeFolder: string): string {
  const all = words(text)
  return atHome(all.length === 1 && all[0] ? all[0].value : text.trim(), homeFolder)
}

/**
 * @param isThere whether there is such a file or folder: spaces that are not quoted may be part of one path.
 * @returns several paths, where there are all of them and not the one that they would make together; else that one.
 */
export function readPaths(text: string, homeFolder: string, isThere: (path: string) => boolean): string[] {
  const whole = readPath(text, homeFolder)
  const each = words(text).map(({ value }) => atHome(value, homeFolder))
  return each.length > 1 && !isThere(whole) && each.every(isThere) ? each : [whole]
}

function atHome(path: string, homeFolder: string): string {
  return path === '~' || path.startsWith('~/') ? homeFolder + path.slice(1) : path
}
