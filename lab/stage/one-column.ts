/**
 * Text of which every character takes one column, so that what is drawn can count on it. What strangers write may carry
 * controls, wide characters, marks, and scripts that terminals turn around: all these get a stand-in here, once.
 */

import { printable } from '../text/printable'
import type { TerminalCapabilities } from './terminal-capabilities'

/** Scripts and signs that every terminal draws from left to right, one column each. */
const KNOWN =
  /[\u0020-\u007e\u00a0-\u00ac\u00ae-\u024f\u0370-\u0377\u037a-\u037f\u0384-\u03ff\u0400-\u0482\u048a-\u04ff\u1e00-\u1eff\u2010-\u2027\u2030-\u203b\u203d-\u2048\u204a-\u205e\u20a0-\u20bf\u2190-\u2193\u2260\u2264\u2265\u2500-\u257f\u2580-\u259f\u25a1\u25b2\u25ba\u25c4\u25cf\u2713\u2717]/u

const STAND_IN = '\u25a1'

/** What a typewriter would put in their place; accents fall off by themselves. */
const typed: Readonly<Record<string, string>> = {
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '‘': "'",
  '’': "'",
  '–': '-',
  '—': '-',
  '‐': '-',
  '‑': '-',
  '…': '...',
  '·': '.',
  '•': '*',
  '×': 'x',
  '→': '->',
  '←': '<-',
  '↑': '^',
  '↓': 'v',
  '≠': '!=',
  '≤': '<=',
  '≥': '>=',
  '│': '|',
  '─': '-',
  œ: 'oe',
  Œ: 'OE',
  æ: 'ae',
  Æ: 'AE',
  ß: 'ss',
  ø: 'o',
  Ø: 'O',
  '✓': 'v',
  '✗': 'x',
  '▲': '!',
}

const TYPED = /^[ -~]*$/

/** Spaces at which no line is broken stay until it is broken. */
const NO_BREAK = '\u00a0'

/** @returns one line of text, each of its characters one column wide; without Unicode from 0x20 to 0x7e and U+00A0. */
export function oneColumn(text: string, { unicode }: TerminalCapabilities): string {
  // Most of what is drawn, many times a second.
  if (TYPED.test(text)) return text
  const plain = printable(text.replaceAll('\u202f', NO_BREAK), Number.POSITIVE_INFINITY).normalize('NFC')
  if (unicode)
    return Array.from(plain, (character) => (KNOWN.test(character) ? character : STAND_IN)).join('')
  return Array.from(plain.replace(/«[ \u00a0]/g, '«').replace(/[ \u00a0]»/g, '»'), ascii).join('')
}

function ascii(character: string): string {
  if (character === NO_BREAK || /^[ -~]$/.test(character)) return character
  const stand = typed[character]
  if (stand !== undefined) return stand
  const [letter = '?'] = character.normalize('NFD')
  return /^[ -~]$/.test(letter) ? letter : '?'
}
