/** What is typed after `npm run screenshots`, as a value. */

import { languageOf } from '../../peers/language/choice'
import { type Language, languages, type Sentence, t } from '../../peers/language/sentence'
import { flags, oneOf } from '../commands/options'
import { UsageError } from '../language/lab-error'

export const screenshotsHelp: Sentence = t`Usage: npm run screenshots [-- FLAGS]

Plays scenarios for real and draws what the dashboard shows of them: the pictures of the README in lab/pictures, in place of
those that are there.

  --all FOLDER    writes into a new folder instead a picture for each pause of six scenarios and each card of the talk, in
                  three sizes and both languages, and index.html with all of them; minutes
  --lang en|fr    the language of what is said here (otherwise the environment's)
  --help          this text; nothing is played or written
`

export interface ScreenshotsOptions {
  /** A folder for the contact sheet; undefined makes the pictures of the README. */
  readonly all: string | undefined
  readonly lang: Language
  readonly help: boolean
}

/** @throws UsageError with one sentence. */
export function screenshotsOptions(args: readonly string[], env: NodeJS.ProcessEnv): ScreenshotsOptions {
  const { values, positionals } = flags(args, { all: 'string', lang: 'string', help: 'boolean' })
  oneOf('--lang', values.lang, languages)
  const [odd] = positionals
  if (odd !== undefined)
    throw new UsageError(t`screenshots takes no ${odd}: --all FOLDER is what it can be given.`)
  return { all: values.all, lang: languageOf(args, env), help: values.help !== undefined }
}
