/**
 * How wide text is, without a browser: diagrams are drawn with the fonts of whoever looks at them. The widths are those
 * of DejaVu Sans, which is wider than most, so that text fits with others as well.
 */

import { linesOf, piecesOf } from '../text/layout'

/** @returns the width of a line, in pixels. */
export function widthOfText(text: string, size: number): number {
  let sum = 0
  for (const character of text) sum += widthOfCharacter(character)
  return sum * size
}

function widthOfCharacter(character: string): number {
  if (/[il.,:;!'’|()[\] ]/.test(character)) return 0.36
  if (/[MWmw@%…—]/.test(character)) return 0.96
  if (/[\p{Lu}_#]/u.test(character)) return 0.74
  // East Asian scripts and pictures fill a square.
  if (/[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef]|[\u{10000}-\u{10ffff}]/u.test(character))
    return 1.1
  return 0.64
}

/** @returns the text in lines of at most `width` pixels; a word that is wider is cut. */
export function setInLines(text: string, width: number, size: number): string[] {
  const fits = (line: string) => widthOfText(line, size) <= width
  return linesOf(
    text.split(' ').flatMap((word) => piecesOf(word, fits)),
    fits,
  )
}
