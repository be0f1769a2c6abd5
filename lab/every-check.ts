/** All checks that an attack is judged by: a new one is added here. */

import { availability } from './check-availability'
import { containment } from './check-containment'
import { crowd } from './check-crowd'
import { display } from './check-display'
import { guesses } from './check-guesses'
import { privacy } from './check-privacy'
import { routing } from './check-routing'
import { authenticity, type Check, completeness, identity, order, secrecy } from './checks'

export const checks: readonly Check[] = [
  secrecy,
  authenticity,
  order,
  completeness,
  identity,
  privacy,
  guesses,
  crowd,
  routing,
  containment,
  display,
  availability,
]
