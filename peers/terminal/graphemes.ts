/** What a reader sees as one character (UAX #29): a cursor stands between two of them, and Backspace takes one. Pure. */

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** Units that are looked at on each side: what a key costs must not grow with the line, and no such character is longer. */
const NEAR = 128

/** @returns the last boundary before `at`; 0 at the beginning. */
export function boundaryBefore(line: string, at: number): number {
  return at === 0 ? 0 : containing(line, at - 1).start
}

/** @returns the first boundary behind `at`; the length at the end. */
export function boundaryAfter(line: string, at: number): number {
  return at >= line.length ? line.length : containing(line, at).end
}

/** The character that the unit at `at` is part of. */
function containing(line: string, at: number): { start: number; end: number } {
  let near = Math.max(0, at - NEAR)
  // Not in the midst of a pair.
  if (near > 0 && /[\udc00-\udfff]/.test(line[near]!)) near -= 1
  const { segment, index } = segmenter.segment(line.slice(near, at + NEAR)).containing(at - near)!
  return { start: near + index, end: near + index + segment.length }
}
