/** What the page says, in the language of its `lang`: times and dates as that language writes them. */

import { french } from '../../language/french'
import { english, type Language, type Say, speaker } from '../../language/sentence'

export const language: Language = languageOfPage()
export const say: Say = language === 'fr' ? speaker(french) : english

/** What the messenger was told, else what the browser likes. */
function languageOfPage(): Language {
  const told = document.documentElement.dataset.told || navigator.language
  const found = /^fr\b/i.test(told) ? 'fr' : 'en'
  document.documentElement.lang = found
  return found
}

/** Twenty-four hours, as everywhere in this messenger. */
const locale = language === 'fr' ? 'fr' : 'en-GB'
const clocks = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' })
const days = new Intl.DateTimeFormat(locale, {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})
const moments = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })

export const clock = (at: number): string => clocks.format(at)
export const day = (at: number): string => days.format(at)
export const moment = (at: number): string => moments.format(at)
