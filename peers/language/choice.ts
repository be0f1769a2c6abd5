/** Which language people get: what `--lang` says, else the locale of their environment. */

import { type Language, languages } from './sentence'

/**
 * @param args of a command; looked at before they are read strictly, so that errors are in the language, too.
 * @returns English for every locale but French ones.
 */
export function languageOf(args: readonly string[], env: NodeJS.ProcessEnv): Language {
  const place = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='))
  const flag = place < 0 ? undefined : args[place]!.includes('=') ? args[place]!.slice(7) : args[place + 1]
  const asked = languages.find((language) => language === flag)
  if (asked) return asked
  // The order of POSIX (XBD 8.2).
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || ''
  return /^fr([_.@-]|$)/i.test(locale) ? 'fr' : 'en'
}
