/**
 * replay: has the caller's first message arrive twice.
 *
 * What it does: passes everything on, and the caller's first message once more, as it stood on the wire.
 * Published: Paterson, Scarlata and Truong, "Three Lessons From Threema", USENIX Security 2023: messages of
 * Threema are taken a second time by a client that has lost its list of the nonces that it has seen.
 * What stops it: a number in each record, under its tag, of which each is taken once.
 */

import { type Attack, otherSide } from './attack'
import { deed } from './deeds'
import { isMessage } from './message'

export const replay: Attack = {
  name: 'replay',
  about: 'has the caller’s first message arrive twice',
  prepare: async () => (link) => {
    let replayed = false
    return {
      unit(unit, from) {
        link.send(otherSide(from), unit.bytes)
        if (replayed || from !== 'caller' || !isMessage(unit)) return
        replayed = true
        link.acted(deed('repeats-message'), { to: 'callee' })
        link.send('callee', unit.bytes)
      },
      ended: (side) => link.hangUp(otherSide(side)),
    }
  },
}
