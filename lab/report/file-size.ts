/** How large a file is, for people. */

import { decimal, type Sentence, t } from '../../peers/language/sentence'

export function fileSize(bytes: number): Sentence {
  return bytes < 1_000_000 ? t`${Math.ceil(bytes / 1000)} kB` : t`${decimal(bytes / 1e6, 1)} MB`
}
