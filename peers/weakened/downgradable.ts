/**
 * Weakened: the old suite is accepted (export-suite-no-floor.ts), and nobody vouches for the offer
 * (unhashed-offer.ts), as in TLS up to 1.2 until both had finished. From the former it differs in this alone.
 */

import type { Defences } from '../protocol/defences'
import { acceptingExportSuite } from './export-suite-no-floor'
import { leavingOutTheOffer } from './unhashed-offer'

export const downgradable: Defences = {
  ...acceptingExportSuite,
  helloInTranscript: leavingOutTheOffer.helloInTranscript,
}
