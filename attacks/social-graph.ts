/**
 * social-graph: writes down who talks to whom.
 *
 * What it does: copies every frame, and reads names in the handshake's where they stand in the clear.
 * Published: Albrecht, Blasco, Jensen, Mareková, "Mesh Messaging in Large-Scale Protests: Breaking Bridgefy",
 * CT-RSA 2021 (the paper was public in 2020): senders and receivers were named in each message, beside the encryption,
 * and whoever listened could draw the graph of a protest.
 * What stops it: names that travel under encryption, the handshake's included.
 */

import { Reader } from '../peers/protocol/fields'
import { FrameType } from '../peers/protocol/frames'
import { readClaim } from '../peers/protocol/handshake'
import { KEY_BYTES } from '../peers/protocol/key-agreement'
import { RSA_BYTES } from '../peers/protocol/rsa'
import { type Attack, otherSide, type Unit } from './attack'
import { deed } from './deeds'

export const socialGraph: Attack = {
  name: 'social-graph',
  about: 'reads in the handshake who calls whom, where that is not encrypted',
  prepare: async () => (link) => {
    let begun = false
    return {
      unit(unit, from) {
        link.send(otherSide(from), unit.bytes)
        if (!begun) link.acted(deed('copies-for-names'))
        begun = true
        const names = namesIn(unit)
        if (names !== null) link.loot('read', names, from)
      },
      ended: (side) => link.hangUp(otherSide(side)),
    }
  },
}

/** @returns what a frame says of who talks to whom, if its claim were not encrypted (PROTOCOL.md, section 5). */
function namesIn(unit: Unit): string | null {
  if (!('type' in unit)) return null
  try {
    const frame = new Reader(unit.payload)
    if (unit.type === FrameType.REPLY) {
      // The suite and the share stand before what should be sealed.
      frame.take(2 + KEY_BYTES)
      return `${readClaim(new Reader(frame.field())).name} answers`
    }
    if (unit.type !== FrameType.PROOF) return null
    const { name } = readClaim(frame)
    const called = frame.text()
    // The wrapped secret, signature and MAC: what else is there is no such frame.
    frame.take(2 * RSA_BYTES + KEY_BYTES)
    frame.end()
    return `${name} calls ${called}`
  } catch {
    return null
  }
}
