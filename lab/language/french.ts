/** All French there is; one file for each part of the lab that speaks. */

import { attestation } from './french-attestation'
import { commands } from './french-commands'
import { conformance } from './french-conformance'
import { defences } from './french-defences'
import { narration } from './french-narration'
import { programs } from './french-programs'
import { report } from './french-report'
import { scenarios } from './french-scenarios'
import { stage } from './french-stage'
import { tour } from './french-tour'
import { verdict } from './french-verdict'
import { wire } from './french-wire'
import type { Dictionary } from './sentence'

/** By the part that says it. */
export const parts: Readonly<Record<string, Dictionary>> = {
  attestation,
  commands,
  conformance,
  defences,
  narration,
  programs,
  report,
  scenarios,
  stage,
  tour,
  verdict,
  wire,
}

export const french: Dictionary = Object.assign({}, ...Object.values(parts))
