/** Thrown where a question ends without an answer: Ctrl-C, Ctrl-D, or the end of the input. */

import { t } from '../language/sentence'
import { PeerError } from '../protocol/errors'

/** Who leaves is not asked again. */
export class PromptCancelled extends PeerError {
  constructor() {
    super('BAD_COMMAND', t`No answer was given.`)
  }
}
