/**
 * Text of strangers, made safe to print: what acts on a terminal or on the eye instead of being seen is shown as
 * `\u{…}`, never obeyed. That is (Unicode 15): controls and escape sequences, changes of writing direction
 * (UAX #9; "Trojan Source", Boucher and Anderson 2021), characters without width, line and paragraph separators,
 * tags, private use, unassigned, halves of a pair, and all but a few of the marks piled onto one letter.
 *
 * What holds a word or an emoji together stays, see joined.ts.
 */

import { isJoined } from './joined'

/** Marks in a row that may stay: as many as any living script needs; the rest would climb over other lines. */
const MARKS = 4

const ACTS = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u
const MARK = /\p{M}/u

/**
 * @returns `text` on one line, line ends shown like everything else that does not print, cut to at most `maximum`
 * characters.
 */
export function printable(text: string, maximum: number): string {
  const shown = visible(text)
  const characters = Array.from(shown)
  return characters.length <= maximum ? shown : `${characters.slice(0, maximum - 1).join('')}…`
}

/** @returns the lines of a text whose line ends are meant; a tab is four spaces wide. At least one line. */
export function printableRows(text: string): string[] {
  return text.replaceAll('\r\n', '\n').replaceAll('\t', '    ').split('\n').map(visible)
}

/** How a screen shows texts of strangers, as a value: what is exchanged here is exchanged wherever they are shown. */
export interface Printing {
  /** As {@link printable}. */
  line(text: string, maximum: number): string
  /** As {@link printableRows}. */
  rows(text: string): string[]
}

export const printing: Printing = { line: printable, rows: printableRows }

/** @returns what to print. A mark at the beginning would sit on what stands before the text. */
function visible(text: string): string {
  let shown = ''
  let marks = MARKS
  for (let at = 0; at < text.length; ) {
    const character = String.fromCodePoint(text.codePointAt(at)!)
    if (isAscii(character)) {
      // Most of any text, and all of a text that is made to be slow: without asking the tables of Unicode.
      const acts = character < ' ' || character === DELETE
      marks = acts ? MARKS : 0
      shown += acts ? asNumber(character) : character
    } else if (isJoined(text, at)) shown += character
    else {
      const mark = MARK.test(character)
      const acts = ACTS.test(character) || (mark && marks === MARKS)
      marks = acts ? MARKS : mark ? marks + 1 : 0
      shown += acts ? asNumber(character) : character
    }
    at += character.length
  }
  return shown
}

const DELETE = '\u007f'

function isAscii(character: string): boolean {
  return character <= DELETE
}

function asNumber(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16)}}`
}
