/** Weakened: whatever length a frame announces is believed, and room is made for it at once. */

import type { Defences } from '../protocol/defences'
import { FrameType, type Limits } from '../protocol/frames'
import { hardened } from '../protocol/hardened'

const MOST = 2 ** 32

const anyHandshake: Limits = {
  [FrameType.HELLO]: MOST,
  [FrameType.REPLY]: MOST,
  [FrameType.PROOF]: MOST,
  [FrameType.CONFIRM]: MOST,
}

export const trustingAnyLength: Defences = {
  ...hardened,
  frameLimits: { handshake: anyHandshake, records: { [FrameType.RECORD]: MOST } },
}
