/**
 * gap: has a message in the middle vanish.
 *
 * What it does: passes everything on but the caller's second message, whose place the third takes.
 * Published: Rösler, Mainka and Schwenk, "More is Less: On the End-to-End Security of Group Chats in Signal, WhatsApp,
 * and Threema", IEEE EuroS&P 2018: who carries the messages can leave some out, and neither end is told (what they
 * call traceable delivery).
 * What stops it: a number in each record, under its tag, of which only the next one is taken.
 */

import { type Attack, otherSide } from './attack'
import { deed } from './deeds'
import { isMessage } from './message'

export const gap: Attack = {
  name: 'gap',
  about: 'drops the caller’s second message and passes on what follows it',
  prepare: async () => (link) => {
    let messages = 0
    return {
      unit(unit, from) {
        const message = from === 'caller' && isMessage(unit)
        if (message) messages += 1
        if (message && messages === 2) link.acted(deed('drops-second-message'), { to: 'callee' })
        else link.send(otherSide(from), unit.bytes)
      },
      ended: (side) => link.hangUp(otherSide(side)),
    }
  },
}
