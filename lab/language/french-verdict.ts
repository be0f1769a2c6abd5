/** Why a verdict is what it is: lab/check*.ts, lab/control.ts, lab/detection.ts, lab/testimony.ts, lab/verdict.ts. */

import type { Dictionary } from './sentence'

export const verdict: Dictionary = {}
