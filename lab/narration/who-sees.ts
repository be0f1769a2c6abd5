/** Who sees what is encrypted in a frame. */

import { and } from '../../peers/language/joining'
import { type Sentence, t } from '../../peers/language/sentence'
import { person } from '../text/format-names'

/**
 * @param programs that opened it, the sender first: who sent it may have agreed on its keys with somebody else than those
 * who get it.
 */
export function whoSees(programs: readonly string[]): Sentence {
  const people = and(programs.map((name) => t`${person(name)}`))
  return programs.length > 1
    ? t`What ${people} see`
    : t`What ${people} sees, and whoever agreed on these keys`
}
