/**
 * How many columns a text takes on a terminal, and where to break it.
 *
 * A terminal breaks rows that are too long by itself, at the left edge, and there a text could look like a line
 * of the program. So texts are broken here. Where terminals disagree (emoji, old jamo) the wider guess is taken:
 * a row that is broken too early is only less pretty. Only what is printable is measured, see printable.ts.
 */

/** East Asian Wide and Fullwidth (UAX #11), and whatever may be drawn as a picture. */
const WIDE =
  /[\p{Extended_Pictographic}\p{Emoji_Presentation}\p{Emoji_Modifier}\p{Regional_Indicator}\u1100-\u115f\u231a\u231b\u2329\u232a\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18dff}\u{1aff0}-\u{1b2ff}\u{1f000}-\u{1faff}\u{20000}-\u{3fffd}]/u
const NONE = /\u200d|[\p{Mn}\p{Me}]/u

/** @returns columns, at most what any terminal will take. */
export function widthOf(text: string): number {
  return Array.from(text).reduce((sum, character) => sum + widthOfOne(character), 0)
}

function widthOfOne(character: string): number {
  // It makes a picture of what stands before it, which may be a digit.
  if (character === '\ufe0f') return 1
  if (NONE.test(character)) return 0
  return WIDE.test(character) ? 2 : 1
}

/**
 * Breaks a row at spaces, and words that are too long anywhere but between a letter and its marks.
 * @param first columns of the first piece. @param next columns of the others. Both at least 2.
 * @returns at least one piece; joined they are `row`.
 */
export function breakRow(row: string, first: number, next: number): string[] {
  const pieces: string[] = []
  const characters = Array.from(row)
  let [start, end] = [0, endOfFit(characters, 0, first)]
  while (end < characters.length) {
    const piece = characters.slice(start, end)
    const space = piece.lastIndexOf(' ')
    // A space that is very early would leave most of the row empty.
    let cut = space >= piece.length / 2 ? space + 1 : piece.length
    while (cut < piece.length && NONE.test(piece[cut]!)) cut += 1
    pieces.push(piece.slice(0, cut).join(''))
    start += cut
    end = endOfFit(characters, start, next)
  }
  return [...pieces, characters.slice(start).join('')]
}

/** @returns where the characters from `start` on end that take at most so many columns; marks stay with what they mark. */
function endOfFit(characters: readonly string[], start: number, columns: number): number {
  let width = 0
  for (let at = start; at < characters.length; at += 1) {
    width += widthOfOne(characters[at]!)
    if (width > columns) return at
  }
  return characters.length
}

/** @returns `text` with spaces behind it up to `columns`. */
export function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - widthOf(text)))
}
