/**
 * A key and a letter as large as there is room for, to be seen from the last row: five rows high, or nine. A public key is
 * drawn as what it is to those who get it: an open padlock that anybody can close, and only its owner opens again.
 */

import { person } from '../text/format-names'
import { bigLetters } from './big-letters'
import { type Cargo, isOpen, type Owner } from './cargo'

/** Rows above and below the one in the middle: of what is large, and of what is largest. */
export const LARGE_REACH = 2
export const LARGEST_REACH = 4
type Reach = typeof LARGE_REACH | typeof LARGEST_REACH

/** @returns rows of the same width; null for what has no large picture, or where lines cannot be drawn. */
export function largeCargo(
  cargo: Cargo,
  holder: Owner,
  reach: Reach,
  isUnicode: boolean,
): readonly string[] | null {
  if (!isUnicode) return null
  if (isOpen(cargo)) return sheet(reach)
  if (holder === null || cargo.is === 'other' || cargo.is === 'address') return null
  const isLargest = reach === LARGEST_REACH
  const initial = person(holder).charAt(0)
  const letter = bigLetters(initial, { unicode: true }, isLargest ? 5 : 3, isLargest ? 2 : 1)
  const [first = ''] = letter
  if (first === '') return null
  if (cargo.is === 'key') return isLargest ? largestKey(letter) : largeKey(letter)
  return isLargest ? largestLetter(letter) : largeLetter(letter)
}

/** A sheet with lines on it, for everybody to see. */
function sheet(reach: Reach): string[] {
  const width = 6 * reach
  const line = `│ ${'─'.repeat(width - 2)} │`
  const last = `│ ${'─'.repeat(width - 6)}     │`
  const lines = Array.from({ length: 2 * reach - 1 }, (_, y) => (y === 2 * reach - 2 ? last : line))
  return [`┌${'─'.repeat(width)}┐`, ...lines, `└${'─'.repeat(width)}┘`]
}

function largeKey(letter: readonly string[]): string[] {
  const wide = letter[0]!.length
  return [
    `  ╭${'─'.repeat(wide - 2)}╮    `,
    `╭─┴${'─'.repeat(wide + 2)}╮`,
    `│  ${letter[0]}  │`,
    `│  ${letter[1]}  │`,
    `╰──${letter[2]!.replaceAll(' ', '─')}──╯`,
  ]
}

function largeLetter(letter: readonly string[]): string[] {
  const bar = '─'.repeat(letter[0]!.length + 8)
  return [
    `┌${bar}┐`,
    `│╲   ${letter[0]}   ╱│`,
    `│ ╲  ${letter[1]}  ╱ │`,
    `│    ${letter[2]}    │`,
    `└${bar}┘`,
  ]
}

function largestKey(letter: readonly string[]): string[] {
  const wide = letter[0]!.length
  const inside = wide + 6
  return [
    `   ╭${'─'.repeat(wide - 2)}╮     `.padEnd(inside + 2),
    `   │${' '.repeat(wide - 2)}╵     `.padEnd(inside + 2),
    `╭──┴${'─'.repeat(inside - 3)}╮`,
    ...letter.map((line) => `│   ${line}   │`),
    `╰${'─'.repeat(inside)}╯`,
  ]
}

function largestLetter(letter: readonly string[]): string[] {
  const width = letter[0]!.length + 14
  const flap = ['  ╲    ', '    ╲  ', '       ', '       ', '       ']
  const turned = ['    ╱  ', '  ╱    ', '       ', '       ', '       ']
  const bar = '─'.repeat(width)
  return [
    `┌${bar}┐`,
    `│╲${' '.repeat(width - 2)}╱│`,
    ...letter.map((line, y) => `│${flap[y]}${line}${turned[y]}│`),
    `│${' '.repeat(width)}│`,
    `└${bar}┘`,
  ]
}
