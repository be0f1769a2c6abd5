/**
 * Text of strangers, made safe to print. What a node says may carry escape sequences that recolour, move or
 * erase what stands on the terminal; here they are shown instead of obeyed.
 */

import type { Sentence, Value } from '../../peers/language/sentence'
import { english } from '../language/typed'

/** Controls, escape sequences, changes of writing direction, line ends: all that acts instead of being seen. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/gu

/** @returns `text` on one line, what does not print as `\u{…}`, cut to at most `maximum` characters. */
export function printable(text: string, maximum = 300): string {
  const visible = text.replace(UNPRINTABLE, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`)
  const characters = Array.from(visible)
  return characters.length <= maximum ? visible : `${characters.slice(0, maximum - 1).join('')}…`
}

/**
 * @param maximum characters of the whole, as it is said in English; only what does not fit into that is cut.
 * @returns the same sentence, made safe in all its parts.
 */
export function printableSentence(sentence: Sentence, maximum = 300): Sentence {
  const text = printable(sentence.text, maximum)
  let left = maximum - Array.from(text.replace(/\{\d+\}/g, '')).length
  const values = sentence.values.map((value, place): Value => {
    if (typeof value === 'object' && 'decimal' in value) return value
    // Each of those that follow has room for a character.
    const room = Math.max(1, left - (sentence.values.length - place - 1))
    const printed = typeof value === 'object' ? printableSentence(value, room) : printable(`${value}`, room)
    left -= Array.from(typeof printed === 'string' ? printed : english(printed)).length
    return typeof value === 'number' ? value : printed
  })
  return { text, values }
}

/** @returns the same for a text whose line feeds are meant, such as a list of what is there. */
export function printableLines(text: string): string {
  return text
    .split('\n')
    .map((line) => printable(line, Number.POSITIVE_INFINITY))
    .join('\n')
}

/**
 * @param replacer as JSON.stringify takes it.
 * @returns JSON that prints as it is: the same value, what does not print as the `\uXXXX` of JSON.
 */
export function printableJson(value: object, replacer?: (key: string, value: unknown) => unknown): string {
  return JSON.stringify(value, replacer).replace(UNPRINTABLE, (character) =>
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  )
}
