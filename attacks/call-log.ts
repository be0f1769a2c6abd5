/**
 * call-log: writes down who calls whom, as the relay between them.
 *
 * What it does: joins the two as it is asked to, passes on every byte, and notes whom the caller has named, who the called
 * one was told is calling, and how many bytes went through until the end.
 * Published: Danezis, Diaz and Syverson, "Systems for Anonymous Communication", CRC Handbook of Financial Cryptography and
 * Security, 2010: a single relay hides its users from others, and nobody from itself.
 * What stops it: nothing here. A relay has to know whom to join; to hide that from it takes a network in which no one relay
 * knows both ends. What is said stays sealed.
 */

import { type Attack, otherSide } from './attack'
import { deed } from './deeds'

export const callLog: Attack = {
  name: 'call-log',
  about: 'writes down who calls whom at a relay, and how much is said',
  prepare: async (mallory) => (link) => {
    const { caller, callee } = link.accounts ?? link
    let bytes = 0
    let ends = 0
    link.acted(deed('notes-call'))
    // Nobody wrote that: it is what the relay was asked for.
    mallory.loot('read', `${caller} calls ${callee}`)
    return {
      unit(unit, from) {
        bytes += unit.bytes.length
        link.send(otherSide(from), unit.bytes)
      },
      ended(side) {
        ends += 1
        if (ends === 1) link.acted(deed('notes-bytes', bytes))
        link.hangUp(otherSide(side))
      },
    }
  },
}
