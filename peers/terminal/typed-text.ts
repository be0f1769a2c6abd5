/**
 * A text of several lines while it stands in the line editor, which knows one line only.
 *
 * Line feeds and tabs stand there as lone surrogates: no UTF-8 decodes to these, so they can't be mistaken for
 * anything that a user types or pastes, whatever it is. Other control characters are left out.
 *
 * Each expression has the flag `u`: half of a crocodile (U+1F40A) is the same unit as the line feed's stand-in.
 */

const LINE_FEED = '\udc0a'
const TAB = '\udc09'

/** Also U+2028 and U+2029: node:readline takes them for the end of a line. */
const LINE_ENDS = /\r\n|[\r\n\u2028\u2029]/gu

/** @returns `text` as the editor may hold it: of its control characters only line ends and tabs stay, as stand-ins. */
export function toEditor(text: string): string {
  return text
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(LINE_ENDS, LINE_FEED)
    .replace(/\t/gu, TAB)
    .replace(/\p{Cc}/gu, '')
}

/** @returns the text that `line` of the editor stands for. */
export function fromEditor(line: string): string {
  return line
    .replace(/\p{Cc}/gu, '')
    .replace(/\udc0a/gu, '\n')
    .replace(/\udc09/gu, '\t')
}

/**
 * @returns `line` of the editor as it is shown, one row for each line of the text. What would change the direction
 * of writing is shown as a dot: a pasted text must not dress up the prompt.
 */
export function shownLines(line: string): string[] {
  return line
    .replace(/\p{Cc}/gu, '')
    .split(/(?<=\udc0a)/u)
    .map((part) =>
      part
        .replace(/\udc0a/gu, '↵')
        .replace(/\udc09/gu, '⇥')
        .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '·'),
    )
}

/** Whether the character at a place in `line` of the editor ends a line of the text. A pair is no half of it. */
export function isLineEnd(line: string, at: number): boolean {
  return line.codePointAt(at) === 0xdc0a
}
