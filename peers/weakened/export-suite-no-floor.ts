/** Weakened: the old suite of export-suite.ts is spoken, and accepted too. That the strong one comes first stays. */

import type { Defences } from '../protocol/defences'
import { speakingExportSuite } from './export-suite'
import { withoutFloor } from './no-floor'

export const acceptingExportSuite: Defences = { ...speakingExportSuite, floor: withoutFloor.floor }
