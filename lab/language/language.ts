/** The lab's languages as it says them: commands are named as they are typed in this lab. */

import { type Language, type Say, speaker } from '../../peers/language/sentence'
import { french } from './french'
import { asTyped, english } from './typed'

const speakers: Readonly<Record<Language, Say>> = {
  en: english,
  fr: speaker(french, () => {}, asTyped),
}

export function sayIn(language: Language): Say {
  return speakers[language]
}
