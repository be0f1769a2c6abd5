/** Verdicts as people read them. In the history, in JSON and in code they are the English words. */

import { type Sentence, t } from '../../peers/language/sentence'
import type { Verdict } from '../history/events'

export const verdictWords: Readonly<Record<Verdict, Sentence>> = {
  BROKEN: t`BROKEN`,
  DETECTED: t`DETECTED`,
  RESISTED: t`RESISTED`,
  PASSED: t`PASSED`,
  NONCONFORMING: t`NONCONFORMING`,
  INCONCLUSIVE: t`INCONCLUSIVE`,
}
