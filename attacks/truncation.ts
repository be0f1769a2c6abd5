/**
 * truncation: cuts the last words off a conversation.
 *
 * What it does: keeps the caller's second message and ends the connection towards the callee, as TCP lets anybody
 * on the path do; once the caller has said goodbye, also towards her.
 * Published: Wagner and Schneier, "Analysis of the SSL 3.0 Protocol", 1996, on SSL 2.0; Smyth and Pironti,
 * "Truncating TLS Connections to Violate Beliefs in Web Applications", WOOT 2013, on programs that take the end of
 * a TLS connection for the end of what was said.
 * What stops it: a goodbye under the keys of the session, and an alarm where a connection ends without one.
 */

import { type Attack, otherSide } from './attack'
import { deed } from './deeds'
import { isMessage } from './message'

export const truncation: Attack = {
  name: 'truncation',
  about: 'keeps the caller’s second message and all that follows it, and ends the connection',
  prepare: async () => (link) => {
    let messages = 0
    return {
      unit(unit, from) {
        const message = from === 'caller' && isMessage(unit)
        if (message) messages += 1
        if (messages < 2) link.send(otherSide(from), unit.bytes)
        else if (message) {
          // What follows the second message is the goodbye: until then all looks well to the caller.
          const to = messages === 2 ? 'callee' : 'caller'
          link.acted(deed('cuts-connection'), { to })
          link.hangUp(to)
        }
      },
      ended(side) {
        if (messages < 2 || side === 'caller') link.hangUp(otherSide(side))
      },
    }
  },
}
