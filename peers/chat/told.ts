/** What a refusal, an alarm or a notice says on the screen. What strangers put into it is made visible. */

import type { Spoken } from '../files/transfer-view'
import { literal, type Sentence, t, type Value } from '../language/sentence'
import { printable } from '../text/printable'

/** @param most characters of it. @returns the sentence, in which nothing acts on a screen. */
export function toldSentence({ message, words }: Spoken, most: number): Sentence {
  return words ? printableSentence(words(), most) : t`${printable(message, most)}`
}

/** The sentence itself is of this program; only what stands in its gaps may come from elsewhere. */
export function printableSentence({ text, values, ...rest }: Sentence, most: number): Sentence {
  const visible = (value: Value): Value => {
    if (typeof value === 'string') return printable(value, most)
    return typeof value === 'object' && 'text' in value ? printableSentence(value, most) : value
  }
  return { ...literal(text), ...rest, values: values.map(visible) }
}
