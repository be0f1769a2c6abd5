/**
 * For tests: an attacker that passes everything on, opens nothing, and says of every attack that it acted. Nobody resists
 * or detects that.
 */

import { type Attack, otherSide } from './attack'
import { attacks } from './catalogue'
import './main'

/** She says it to whoever may be a victim. */
const VICTIMS = ['alice', 'bob', 'directory']
const SAID = 'says that she acted'

const sayer: Pick<Attack, 'prepare' | 'launch'> & { readonly answer: undefined } = {
  prepare: async () => (link) => {
    for (const to of ['caller', 'callee'] as const) link.acted(SAID, { to })
    return {
      unit: (unit, from) => link.send(otherSide(from), unit.bytes),
      ended: (side) => link.hangUp(otherSide(side)),
    }
  },
  launch: async (mallory) => {
    for (const to of VICTIMS) mallory.acted(SAID, { to })
  },
  answer: undefined,
}

// In the controls she is the one who does nothing, and does not say otherwise.
for (const attack of attacks) if (attack.name !== 'noop') Object.assign(attack, sayer)
