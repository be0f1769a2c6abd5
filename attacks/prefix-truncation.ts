/**
 * prefix-truncation: takes the first protected message away, and a frame that nobody looks at in exchange for it.
 *
 * What it does: puts a frame that is to be ignored into the handshake, so that the callee counts one more than the
 * caller has sent, and later drops the caller's first record: from there on both count alike again.
 * Published: Bäumer, Brinkmann, Schwenk, "Terrapin Attack: Breaking SSH Channel Integrity By Sequence Number
 * Manipulation", USENIX Security 2024 (CVE-2023-48795).
 * What stops it: a handshake that takes no frame but its own, hashes all of them, and numbers that begin anew after it.
 */

import { encodeFrame, FrameType } from '../peers/protocol/frames'
import { type Attack, otherSide } from './attack'
import { deed } from './deeds'

/** The type of frames that are to be ignored, where there is such a type. */
const IGNORE = 6

export const prefixTruncation: Attack = {
  name: 'prefix-truncation',
  about: 'puts a frame into the handshake that is to be ignored, and drops the caller’s first message',
  prepare: async () => (link) => {
    let dropped = false
    return {
      unit(unit, from) {
        const type = from === 'caller' && 'type' in unit ? unit.type : null
        if (type === FrameType.RECORD && !dropped) {
          dropped = true
          link.acted(deed('drops-message'), { to: 'callee' })
          return
        }
        link.send(otherSide(from), unit.bytes)
        if (type === FrameType.HELLO) {
          link.acted(deed('inserts-frame'), { to: 'callee' })
          link.send('callee', encodeFrame(IGNORE, Buffer.alloc(0)))
        }
      },
      ended: (side) => link.hangUp(otherSide(side)),
    }
  },
}
