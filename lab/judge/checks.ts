/** All checks that an attack is judged by: a new one is added here. */

import { availability } from './check-availability'
import { conformance } from './check-conformance'
import { containment } from './check-containment'
import { display } from './check-display'
import { guesses } from './check-guesses'
import { authenticity, completeness, identity, order, secrecy } from './check-messages'
import { population } from './check-population'
import { privacy } from './check-privacy'
import { routing } from './check-routing'
import { held } from './control'
import type { Check } from './finding'

export const checks: readonly Check[] = [
  secrecy,
  authenticity,
  order,
  completeness,
  identity,
  privacy,
  guesses,
  population,
  routing,
  containment,
  display,
  availability,
  conformance,
]

/** What is looked at where nobody attacks: what the control demands, and that nobody was told anything. */
export const ofNobodysAttack: readonly Check[] = [secrecy, privacy, ...held]
