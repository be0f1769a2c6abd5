/**
 * Where the rows of the line being typed end. The line may be long (a paste) and is drawn anew after each key, so
 * what a key costs must not grow with it: rows that the change has not touched are kept, and no more are looked for
 * than are drawn.
 */

import { pieceAt, type Reading, widthAt } from '../text/text-width'
import { isLineEnd } from './typed-text'

const typed: Reading = { width: widthAt, isEnd: isLineEnd }

/** Columns of the first row, which the prompt stands in, and of the others. */
export interface RowWidths {
  readonly first: number
  readonly next: number
}

export class LineBreaks {
  readonly #reading: Reading
  #line = ''
  #widths: RowWidths = { first: 0, next: 0 }
  /** Of each row that is known, from the first: where it ends, and how far it was read for that. */
  #ends: number[] = []
  #reads: number[] = []

  constructor(reading = typed) {
    this.#reading = reading
  }

  /**
   * @param line of the editor. @param cursor its index in `line`. @param most rows to be shown.
   * @returns where each row ends, as far as rows are shown: to the one with the cursor, and to the end of the screen.
   */
  of(line: string, cursor: number, widths: RowWidths, most: number): readonly number[] {
    this.#forget(line, widths)
    const ends = this.#ends
    const last = () => ends.at(-1) ?? -1
    while (last() < line.length && (last() <= cursor || ends.length < most)) {
      const columns = ends.length === 0 ? widths.first : widths.next
      const { end, read } = pieceAt(line, Math.max(0, last()), columns, this.#reading)
      ends.push(end)
      this.#reads.push(read)
    }
    return ends
  }

  /** Keeps the rows that end where they did, whatever is new. */
  #forget(line: string, widths: RowWidths): void {
    const isAsWide = this.#widths.first === widths.first && this.#widths.next === widths.next
    const same = isAsWide ? commonStart(this.#line, line) : 0
    const whole = same === line.length && same === this.#line.length
    let kept = this.#reads.length
    if (!whole) while (kept > 0 && this.#reads[kept - 1]! > same) kept -= 1
    this.#ends.length = kept
    this.#reads.length = kept
    this.#line = line
    this.#widths = widths
  }
}

/** @returns how many units two texts have in common at their beginning. */
export function commonStart(one: string, other: string): number {
  const most = Math.min(one.length, other.length)
  let length = 0
  while (length < most && one.charCodeAt(length) === other.charCodeAt(length)) length += 1
  return length
}
