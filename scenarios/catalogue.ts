/** All scenarios, in the order in which they tell the story. */

import type { Scenario } from '../lab/scenario'
import { eavesdrop } from './eavesdrop'
import { honest } from './honest'
import { mitm } from './mitm'

export const scenarios: readonly Scenario[] = [honest, eavesdrop, mitm]
