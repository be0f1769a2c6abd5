/** What became of a message that was deleted, in one sentence. */

import { type Sentence, t } from '../language/sentence'

/** @param isThere whether the friend has it; null: nobody here knows. */
export function deleted(isThere: boolean | null, name: string): Sentence {
  if (isThere === null) return t`deleted here, for good; ${name} may have got it before`
  return isThere ? t`deleted here, for good; ${name} keeps it` : t`deleted: ${name} never gets it`
}
