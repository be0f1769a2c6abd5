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
const NONE = /\u200c|\u200d|[\p{Mn}\p{Me}\u{e0020}-\u{e007f}]/u

/** Nothing before it is wide, or a mark, or drawn as a picture; most texts have nothing else. */
const FIRST_UNUSUAL = 0xa9

/** @returns columns, at most what any terminal will take. */
export function widthOf(text: string): number {
  let sum = 0
  for (let at = 0; at < text.length; at += unitsAt(text, at)) sum += widthAt(text, at)
  return sum
}

/** @returns the columns of the character that begins at `at`. */
export function widthAt(text: string, at: number): number {
  if (text.charCodeAt(at) < FIRST_UNUSUAL) return 1
  const character = characterAt(text, at)
  // It makes a picture of what stands before it, which may be a digit.
  if (character === '\ufe0f') return 1
  if (NONE.test(character)) return 0
  return WIDE.test(character) ? 2 : 1
}

function characterAt(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at)!)
}

/** @returns how many units of the string the character at `at` has. */
function unitsAt(text: string, at: number): number {
  return text.codePointAt(at)! > 0xffff ? 2 : 1
}

/** How text is read: a value, so that a test counts what was read. */
export interface Reading {
  /** Columns of the character at a place. */
  width(text: string, at: number): number
  /** Whether a row always ends behind it. */
  isEnd?(text: string, at: number): boolean
}

const asOneRow: Reading = { width: widthAt }

/**
 * Breaks a row at spaces, and words that are too long anywhere but between a letter and its marks.
 * @param first columns of the first piece. @param next columns of the others. Both at least 2.
 * @returns at least one piece; joined they are `row`.
 */
export function breakRow(row: string, first: number, next: number, reading = asOneRow): string[] {
  const pieces: string[] = []
  let start = 0
  do {
    const { end } = pieceAt(row, start, pieces.length === 0 ? first : next, reading)
    pieces.push(row.slice(start, end))
    start = end
  } while (start < row.length)
  return pieces
}

/** Places in a row, in units of the string. */
export interface Piece {
  readonly end: number
  /** How far the row was read to find the end, the end of the row counted as one more: what comes later plays no part. */
  readonly read: number
}

/** @returns the piece that begins at `start` and takes at most `columns`. What that costs grows with the piece alone. */
export function pieceAt(row: string, start: number, columns: number, reading = asOneRow): Piece {
  let [at, width, characters] = [start, 0, 0]
  /** Behind the last space, and how many characters stand before that one. */
  let space: { readonly end: number; readonly before: number } | null = null
  for (; at < row.length; at += unitsAt(row, at)) {
    width += reading.width(row, at)
    if (width > columns) break
    if (reading.isEnd?.(row, at)) return { end: at + 1, read: at + 1 }
    if (row[at] === ' ') space = { end: at + 1, before: characters }
    characters += 1
  }
  const read = at + 1
  // A space that is very early would leave most of the row empty.
  if (at >= row.length || space === null || space.before < characters / 2) return { end: at, read }
  let { end } = space
  while (end < at && NONE.test(characterAt(row, end))) end += unitsAt(row, end)
  return { end, read }
}

/** @returns `text` with spaces behind it up to `columns`. */
export function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - widthOf(text)))
}
