/** What a diagram calls a unit of the wire: its kind, as far as its bytes tell. */

import { type Sentence, t } from '../../peers/language/sentence'
import { dissect } from '../wire/dissect'
import type { FrameName } from './diagram-row'

/** Of those kinds that are words and not names. */
const words: Readonly<Record<string, Sentence>> = {
  'prototype handshake': t`a key of the prototype`,
  'prototype message': t`a message of the prototype`,
  raw: t`something else`,
}

export const frameName: FrameName = (bytes) => {
  const { kind } = dissect(bytes)
  return words[kind] ?? t`${kind}`
}
