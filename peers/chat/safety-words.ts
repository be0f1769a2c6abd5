/**
 * The safety number as words, which are easier to say on the phone than sixty digits: the digits are one number,
 * written with the 2048 words of BIP 39 as its digits. 2048^19 > 10^60, so there are nineteen words, always.
 *
 * These words name a public number. They are no wallet, and carry no checksum: a wrong word is a mismatch.
 */

import { wordlist } from '@scure/bip39/wordlists/english'
import { nearest } from '../command-line/nearest'
import { t } from '../language/sentence'
import { PeerError } from '../protocol/errors'

export const SAFETY_WORDS = 19
const DIGITS = 60
const BASE = BigInt(wordlist.length)

/** @param digits 60 digits, spaces anywhere. @returns nineteen words. */
export function wordsOf(digits: string): string[] {
  let rest = BigInt(digits.replace(/\s/g, ''))
  const words: string[] = []
  for (let place = 0; place < SAFETY_WORDS; place++) {
    words.unshift(wordlist[Number(rest % BASE)]!)
    rest /= BASE
  }
  return words
}

/**
 * @param text words with spaces or line ends between, in any case.
 * @returns 60 digits without spaces.
 * @throws PeerError BAD_COMMAND for another number of words, for a word that is not in the list (it names the
 * nearest one), and for words that no safety number has.
 */
export function digitsOf(text: string): string {
  const words = text.trim().toLowerCase().split(/\s+/)
  for (const word of words) {
    if (wordlist.includes(word)) continue
    const near = nearest(word, wordlist)
    throw new PeerError(
      'BAD_COMMAND',
      near
        ? t`“${word}” is no word of a safety number; did you mean “${near}”?`
        : t`“${word}” is no word of a safety number: paste 60 digits or the 19 words.`,
    )
  }
  if (words.length !== SAFETY_WORDS) {
    throw new PeerError(
      'BAD_COMMAND',
      t`A safety number has ${SAFETY_WORDS} words or ${DIGITS} digits, and these are ${words.length} words.`,
    )
  }
  const value = words.reduce((sum, word) => sum * BASE + BigInt(wordlist.indexOf(word)), 0n)
  const digits = value.toString().padStart(DIGITS, '0')
  if (digits.length > DIGITS)
    throw new PeerError('BAD_COMMAND', t`No safety number has these words: compare them again.`)
  return digits
}
