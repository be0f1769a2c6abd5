/**
 * Text of strangers, made safe to print: what acts on a terminal or on the eye instead of being seen is shown as
 * `\u{…}`, never obeyed. That is (Unicode 15): controls and escape sequences, changes of writing direction
 * (UAX #9; "Trojan Source", Boucher and Anderson 2021), characters without width, line and paragraph separators,
 * tags, private use, unassigned, halves of a pair, and all but a few of the marks piled onto one letter.
 *
 * What holds an emoji together stays: joiners between two pictographs and variation selectors behind one.
 */

/** Marks in a row that may stay: as many as any living script needs; the rest would climb over other lines. */
const MARKS = 4

const ACTS = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u
const MARK = /\p{M}/u
const PICTOGRAPH = /\p{Extended_Pictographic}/u
const BEFORE_JOINER = /\ufe0f|[\p{Extended_Pictographic}\p{Emoji_Modifier}]/u

/**
 * @returns `text` on one line, line ends shown like everything else that does not print, cut to at most `maximum`
 * characters.
 */
export function printable(text: string, maximum: number): string {
  const characters = Array.from(visible(text).join(''))
  return characters.length <= maximum ? characters.join('') : `${characters.slice(0, maximum - 1).join('')}…`
}

/** @returns the lines of a text whose line ends are meant; a tab is four spaces wide. At least one line. */
export function printableRows(text: string): string[] {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll('\t', '    ')
    .split('\n')
    .map((row) => visible(row).join(''))
}

/** How a screen shows texts of strangers, as a value: what is exchanged here is exchanged wherever they are shown. */
export interface Printing {
  /** As {@link printable}. */
  line(text: string, maximum: number): string
  /** As {@link printableRows}. */
  rows(text: string): string[]
}

export const printing: Printing = { line: printable, rows: printableRows }

/** @returns what to print for each character. A mark at the beginning would sit on what stands before the text. */
function visible(text: string): string[] {
  const characters = Array.from(text)
  let marks = MARKS
  return characters.map((character, index) => {
    if (holdsEmoji(character, characters[index - 1] ?? '', characters[index + 1] ?? '')) return character
    const mark = MARK.test(character)
    const acts = ACTS.test(character) || (mark && marks === MARKS)
    marks = acts ? MARKS : mark ? marks + 1 : 0
    return acts ? `\\u{${character.codePointAt(0)!.toString(16)}}` : character
  })
}

/** Joiner and variation selectors, where UTS #51 puts them. */
function holdsEmoji(character: string, before: string, after: string): boolean {
  if (character === '\u200d') return BEFORE_JOINER.test(before) && PICTOGRAPH.test(after)
  return (character === '\ufe0e' || character === '\ufe0f') && /\p{Emoji}/u.test(before)
}
