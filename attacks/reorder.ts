/**
 * reorder: has the caller's second message overtake the first.
 *
 * What it does: keeps the caller's first message until the second is there, and passes that one on before it.
 * Published: Albrecht, Mareková, Paterson and Stepanovs, "Four Attacks and a Proof for Telegram", IEEE S&P 2022:
 * "I say yes to", "pizza", "I say no to", "crime" reach the server in the order that somebody on the network likes.
 * What stops it: numbers in the records, under their tags, of which only the next one is taken.
 */

import { type Attack, otherSide } from './attack'
import { deed } from './deeds'
import { isMessage } from './message'

export const reorder: Attack = {
  name: 'reorder',
  about: 'has the caller’s second message overtake the first',
  prepare: async () => (link) => {
    let kept: Buffer | null = null
    let moved = false
    return {
      unit(unit, from) {
        if (moved || from !== 'caller' || !isMessage(unit)) link.send(otherSide(from), unit.bytes)
        else if (!kept) kept = unit.bytes
        else {
          moved = true
          link.acted(deed('reorders-messages'), { to: 'callee' })
          link.send('callee', unit.bytes)
          link.send('callee', kept)
        }
      },
      ended(side) {
        // No second one came: what she kept goes its way.
        if (kept && !moved) link.send('callee', kept)
        link.hangUp(otherSide(side))
      },
    }
  },
}
