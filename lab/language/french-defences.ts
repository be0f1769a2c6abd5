/** What each defence is for, and why one that nobody misses is kept (scenarios/ablation.ts). */

import type { Dictionary } from './sentence'

export const defences: Dictionary = {}
