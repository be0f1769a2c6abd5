/** What the narration says: lab/tell.ts, lab/narrate.ts, lab/list.ts, lab/explain.ts, lab/matrix.ts. */

import type { Dictionary } from './sentence'

export const narration: Dictionary = {}
