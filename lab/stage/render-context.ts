/** What every part of the view draws with: the language and the signs of those who watch. */

import type { Language, Words } from '../../peers/language/sentence'
import { sayIn } from '../language/language'
import { oneColumn } from './one-column'
import { type Signs, signsOf } from './signs'
import type { TerminalCapabilities } from './terminal-capabilities'

export interface RenderContext {
  readonly look: TerminalCapabilities
  readonly signs: Signs
  /** @returns the words in the language of those who watch, each character one column wide. */
  readonly say: (words: Words) => string
  /** @returns data as it is, each character one column wide. */
  readonly text: (data: string) => string
}

export function renderContext(language: Language, look: TerminalCapabilities): RenderContext {
  const say = sayIn(language)
  const text = (data: string) => oneColumn(data, look)
  return { look, signs: signsOf(look), say: (words) => text(say(words)), text }
}
