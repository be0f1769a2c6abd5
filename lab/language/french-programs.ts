/** What the nodes say: what attackers do (attacks/*.ts), and alarms by their codes (peers/protocol/errors.ts). */

import type { Dictionary } from './sentence'

export const programs: Dictionary = {}
