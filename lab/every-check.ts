/** All checks that an attack is judged by: a new one is added here. */

import { guesses } from './check-guesses'
import { privacy } from './check-privacy'
import { authenticity, type Check, completeness, identity, order, secrecy } from './checks'

export const checks: readonly Check[] = [secrecy, authenticity, order, completeness, identity, privacy, guesses]
