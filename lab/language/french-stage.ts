/** What the dashboard, the replay and the tour say (lab/stage/, scenarios/tour.ts). */

import type { Dictionary } from './sentence'

export const stage: Dictionary = {}
