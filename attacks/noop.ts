/**
 * noop: passes everything on untouched.
 *
 * What it does: nothing; it is the control that each attack is compared with, and the file to copy.
 * What stops it: nothing has to.
 */

import { type Attack, otherSide } from './attack'

export const noop: Attack = {
  name: 'noop',
  about: 'passes everything on untouched',
  prepare: async () => (link) => ({
    unit: (unit, from) => link.send(otherSide(from), unit.bytes),
    ended: (side) => link.hangUp(otherSide(side)),
  }),
}
