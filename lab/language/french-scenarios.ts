/** The catalogue: titles, paragraphs, acts, and what the attacker has (scenarios/*.ts). */

import type { Dictionary } from './sentence'

export const scenarios: Dictionary = {}
