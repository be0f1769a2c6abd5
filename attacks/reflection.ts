/**
 * reflection: gives the caller her own words back, as if the callee had said them.
 *
 * What it does: puts the caller's own first record in the place of the callee's first one. Both have number 0, so
 * the numbers fit; what is left to tell them apart is the key.
 * Published: Drucker and Gueron, "Selfie: reflections on TLS 1.3 with PSK", eprint 2019/347, where a client with a
 * key that serves both roles takes its own messages for those of its peer.
 * What stops it: a key of its own for each direction, or the sender's role in what the tag covers.
 */

import { type Attack, otherSide } from './attack'
import { deed } from './deeds'
import { isMessage } from './message'

export const reflection: Attack = {
  name: 'reflection',
  about: 'gives the caller her own words back as the callee’s',
  prepare: async () => (link) => {
    let own: Buffer | null = null
    let reflected = false
    return {
      unit(unit, from) {
        if (from === 'caller' && isMessage(unit)) own ??= unit.bytes
        if (reflected || !own || from === 'caller' || !isMessage(unit)) {
          link.send(otherSide(from), unit.bytes)
          return
        }
        reflected = true
        link.acted(deed('reflects-message'), { to: 'caller' })
        link.send('caller', own)
      },
      ended: (side) => link.hangUp(otherSide(side)),
    }
  },
}
