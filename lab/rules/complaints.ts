/** What is wrong with translations, one sentence each. Pure: texts and dictionaries go in. */

import { type Dictionary, hasWords } from '../../peers/language/sentence'
import type { Text } from './texts'
import { isTyped, misset } from './typography'

/** @param dictionaries all there are, by their files. */
export function complaints(
  texts: readonly Text[],
  dictionaries: Readonly<Record<string, Dictionary>>,
): string[] {
  const said = new Map(texts.map(({ text, where }) => [text, where]))
  const entries = Object.entries(dictionaries).flatMap(([file, dictionary]) =>
    Object.entries(dictionary).map(([english, french]) => ({ file, english, french })),
  )
  return [
    ...lacking(texts, dictionaries),
    ...[...said].flatMap(([text, where]) => (isTyped(text) ? [`${where} wants “ ”, ’ and …: ${text}`] : [])),
    ...entries.flatMap(({ file, english, french }, place) => {
      const before = entries.slice(0, place).find((entry) => entry.english === english)
      return [
        ...(said.has(english) ? [] : [`${file} translates what nobody says any more: ${english}`]),
        ...(before ? [`${file} and ${before.file} both translate: ${english}`] : []),
        ...(gapsOf(english) === gapsOf(french) ? [] : [`${file} does not keep the gaps of: ${english}`]),
        ...misset(french).map((asks) => `${file} wants ${asks}: ${french}`),
      ]
    }),
  ]
}

/** @returns a complaint for each text that none of the dictionaries has. */
export function lacking(
  texts: readonly Text[],
  dictionaries: Readonly<Record<string, Dictionary>>,
): string[] {
  const known = new Set(Object.values(dictionaries).flatMap((dictionary) => Object.keys(dictionary)))
  const said = new Map(texts.map(({ text, where }) => [text, where]))
  return [...said].flatMap(([text, where]) =>
    // Marks alone need no French, but may have it: it wants spaces before them.
    known.has(text) || !hasWords(text) ? [] : [`${where} says without French in a french-*.ts: ${text}`],
  )
}

/** A gap may be filled twice, and in another order, but none may be lost. */
function gapsOf(text: string): string {
  const gaps = text.match(/\{\d+\}/g) ?? []
  return [...new Set(gaps)].sort().join()
}
