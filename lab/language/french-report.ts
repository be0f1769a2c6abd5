/** What the report says (lab/report/). */

import type { Dictionary } from './sentence'

export const report: Dictionary = {}
