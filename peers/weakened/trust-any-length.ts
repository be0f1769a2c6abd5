/** Weakened: whatever length a frame announces is believed, and room is made for it at once. */

import type { Defences } from '../protocol/defences'
import { type FrameLimits, FrameType } from '../protocol/frames'
import { hardenedDefences } from '../protocol/hardened'

const MOST = 2 ** 32

const anyHandshake: FrameLimits = {
  [FrameType.HELLO]: MOST,
  [FrameType.REPLY]: MOST,
  [FrameType.PROOF]: MOST,
  [FrameType.CONFIRM]: MOST,
}

export const trustingAnyLength: Defences = {
  ...hardenedDefences,
  frameLimits: { handshake: anyHandshake, records: { [FrameType.RECORD]: MOST } },
}
