/** What the commands say: help, and every error that a person can meet. */

import type { Dictionary } from './sentence'

export const commands: Dictionary = {}
