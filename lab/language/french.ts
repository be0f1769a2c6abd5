/** All French there is: the messenger's, and one file for each part of the lab that speaks. */

import { french as messenger } from '../../peers/language/french'
import type { Dictionary } from '../../peers/language/sentence'
import { attestation } from './french-attestation'
import { commands } from './french-commands'
import { conformance } from './french-conformance'
import { defences } from './french-defences'
import { lessons } from './french-lessons'
import { narration } from './french-narration'
import { outcome } from './french-outcome'
import { programs } from './french-programs'
import { report } from './french-report'
import { scenarios } from './french-scenarios'
import { scene } from './french-scene'
import { stage } from './french-stage'
import { texts } from './french-texts'
import { tour } from './french-tour'
import { verdict } from './french-verdict'
import { wire } from './french-wire'

/** By the part that says it. */
export const parts: Readonly<Record<string, Dictionary>> = {
  attestation,
  commands,
  conformance,
  defences,
  lessons,
  narration,
  outcome,
  programs,
  report,
  scenarios,
  scene,
  stage,
  texts,
  tour,
  verdict,
  wire,
}

export const french: Dictionary = Object.assign({}, messenger, ...Object.values(parts))
