/** Large letters made of blocks, to be read from the last row of a room. Capitals, digits and what stands between them. */

import type { TerminalCapabilities } from './terminal-capabilities'

/** Five lines for each letter, as wide as it needs. */
const FONT: Readonly<Record<string, string>> = {
  A: '.##.|#..#|####|#..#|#..#',
  B: '###.|#..#|###.|#..#|###.',
  C: '.###|#...|#...|#...|.###',
  D: '###.|#..#|#..#|#..#|###.',
  E: '####|#...|###.|#...|####',
  F: '####|#...|###.|#...|#...',
  G: '.###|#...|#.##|#..#|.###',
  H: '#..#|#..#|####|#..#|#..#',
  I: '###|.#.|.#.|.#.|###',
  J: '..##|...#|...#|#..#|.##.',
  K: '#..#|#.#.|##..|#.#.|#..#',
  L: '#...|#...|#...|#...|####',
  M: '#...#|##.##|#.#.#|#...#|#...#',
  N: '#...#|##..#|#.#.#|#..##|#...#',
  O: '.##.|#..#|#..#|#..#|.##.',
  P: '###.|#..#|###.|#...|#...',
  Q: '.##.|#..#|#..#|#.##|.###',
  R: '###.|#..#|###.|#.#.|#..#',
  S: '.###|#...|.##.|...#|###.',
  T: '#####|..#..|..#..|..#..|..#..',
  U: '#..#|#..#|#..#|#..#|.##.',
  V: '#...#|#...#|.#.#.|.#.#.|..#..',
  W: '#...#|#...#|#.#.#|##.##|#...#',
  X: '#...#|.#.#.|..#..|.#.#.|#...#',
  Y: '#...#|.#.#.|..#..|..#..|..#..',
  Z: '####|...#|.##.|#...|####',
  '0': '.##.|#..#|#..#|#..#|.##.',
  '1': '.#.|##.|.#.|.#.|###',
  '2': '###.|...#|.##.|#...|####',
  '3': '###.|...#|.##.|...#|###.',
  '4': '#..#|#..#|####|...#|...#',
  '5': '####|#...|###.|...#|###.',
  '6': '.##.|#...|###.|#..#|.##.',
  '7': '####|...#|..#.|.#..|.#..',
  '8': '.##.|#..#|.##.|#..#|.##.',
  '9': '.##.|#..#|.###|...#|.##.',
  // Letters whose accent tells words apart (PERCE, PERCÉ): one row lower, the accent (^) in the upper half of the row above, for an
  // accent that grows out of its letter makes a figure 4 of it.
  À: '^...|.##.|#..#|####|#..#',
  Â: '.^^.|.##.|#..#|####|#..#',
  Ç: '.###|#...|#...|.###|..#.',
  È: '.^..|####|###.|#...|####',
  É: '..^.|####|###.|#...|####',
  Ê: '.^^.|####|###.|#...|####',
  Î: '.^.|###|.#.|.#.|###',
  Ô: '.^^.|.##.|#..#|#..#|.##.',
  // Wider, for in three rows they would be an O, or nearly.
  Ù: '.^...|#...#|#...#|#...#|.###.',
  Û: '..^..|#...#|#...#|#...#|.###.',
  ' ': '..|..|..|..|..',
  '-': '...|...|###|...|...',
  _: '....|....|....|....|####',
  '/': '..#|..#|.#.|#..|#..',
  '.': '.|.|.|.|#',
  ',': '..|..|..|.#|#.',
  ':': '.|#|.|#|.',
  ';': '..|.#|..|.#|#.',
  '!': '#|#|#|.|#',
  '?': '###.|...#|.##.|....|.#..',
  "'": '#|#|.|.|.',
  '"': '#.#|#.#|...|...|...',
  '(': '.#|#.|#.|#.|.#',
  ')': '#.|.#|.#|.#|#.',
  '+': '...|.#.|###|.#.|...',
}

/** Characters that stand for others in large letters. */
const stand: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '«': '"',
  '»': '"',
  '…': '...',
  '\u00a0': ' ',
  '\u202f': ' ',
}

/** Whether a letter takes five rows, or three: half blocks, where the terminal has them. */
export type Height = 5 | 3

/**
 * @param stretch columns for each block; only of letters of five rows.
 * @returns the rows of the text, all of the same width. Accents that the font does not know are lost, as on many a poster; what else it
 * does not know is left out.
 */
export function bigLetters(
  text: string,
  { unicode }: TerminalCapabilities,
  height: Height,
  stretch = 1,
): string[] {
  const glyphs = lettersOf(text).map((letter) => FONT[letter]!.split('|'))
  const dots = [0, 1, 2, 3, 4].map((line) => glyphs.map((glyph) => glyph[line]!).join('.'))
  if (height === 3 && unicode) {
    const empty = '.'.repeat(dots[0]!.length)
    const lines = [...dots, empty]
    return [0, 2, 4].map((line) => halves(lines[line]!, lines[line + 1]!))
  }
  const blocks: Readonly<Record<string, string>> = unicode ? { '#': '█', '^': '▀' } : { '#': '#', '^': '#' }
  return dots.map((line) => Array.from(line, (dot) => (blocks[dot] ?? ' ').repeat(stretch)).join(''))
}

/** @returns the rows of letters of five rows, twice as high: half a block becomes a whole one. */
export function twiceAsHigh(rows: readonly string[]): string[] {
  return rows.flatMap((line) => [line.replaceAll('▀', '█'), line.replaceAll('▀', ' ')])
}

/** @returns how many columns the text takes. */
export function bigWidth(text: string, stretch = 1): number {
  const letters = lettersOf(text)
  const columns = letters.reduce((sum, letter) => sum + FONT[letter]!.indexOf('|'), 0)
  return (columns + Math.max(0, letters.length - 1)) * stretch
}

/** @returns how many rows letters take that should take three: without half blocks they take five. */
export function letterHeight(height: Height, { unicode }: TerminalCapabilities): number {
  return unicode ? height : 5
}

/** @returns the words in lines, each at most `width` columns in large letters, broken where a space allows it; null where a word is too wide. */
export function bigLines(text: string, width: number): string[] | null {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').filter((one) => one !== '')) {
    if (bigWidth(word) > width) return null
    if (line !== '' && bigWidth(`${line} ${word}`) > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return line === '' ? lines : [...lines, line]
}

function lettersOf(text: string): string[] {
  const capitals = text.toUpperCase().replace(/[’‘“”«»…\u00a0\u202f]/g, (quote) => stand[quote]!)
  return Array.from(capitals.normalize('NFC').replace(/Œ/g, 'OE')).flatMap((letter) =>
    Object.hasOwn(FONT, letter)
      ? [letter]
      : Array.from(letter.normalize('NFD')).filter((part) => Object.hasOwn(FONT, part)),
  )
}

function halves(upper: string, lower: string): string {
  return Array.from(upper, (dot, column) => {
    const below = lower[column] === '#'
    if (dot !== '.') return below ? '█' : '▀'
    return below ? '▄' : ' '
  }).join('')
}
