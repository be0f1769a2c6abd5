/**
 * tap: copies what passes and reads what can be read.
 *
 * What it does: looks for text in every unit, as the public protocol lays it out and as plain runs of letters.
 * Published: the oldest attack there is; Bellovin, "Security Problems in the TCP/IP Protocol Suite", 1989.
 * What stops it: encryption of the records.
 */

import { Reader } from '../peers/protocol/fields'
import { FrameType } from '../peers/protocol/frames'
import { type Attack, otherSide, type Unit } from './attack'

export const tap: Attack = {
  name: 'tap',
  about: 'copies what passes and reads what can be read',
  prepare: async () => (link) => {
    let units = 0
    return {
      unit(unit, from) {
        link.send(otherSide(from), unit.bytes)
        units += 1
        if (units === 1) link.acted('copies every byte and looks for text')
        for (const text of readable(unit)) link.loot('read', text, from)
      },
      ended: (side) => link.hangUp(otherSide(side)),
    }
  },
}

/** @returns the texts that stand in the clear in a unit. */
function readable(unit: Unit): string[] {
  const asRecord = 'type' in unit && unit.type === FrameType.RECORD ? recordText(unit.payload) : null
  return asRecord === null ? runsOfText(unit.bytes) : [asRecord]
}

/** The text of a record, if the record were not encrypted (see channel.ts for the layout). */
function recordText(payload: Uint8Array): string | null {
  try {
    const record = new Reader(payload)
    record.take(8 + 1)
    const text = record.text()
    return isText(text) ? text : null
  } catch {
    return null
  }
}

function isText(text: string): boolean {
  return text.length >= 4 && /^[\p{L}\p{N}\p{P}\p{S}\p{Z}]+$/u.test(text)
}

/** Runs of at least 12 characters of text with a space in them: keys in base64 are no find. */
function runsOfText(bytes: Buffer): string[] {
  const runs = bytes.toString('utf8').match(/[\p{L}\p{N}\p{P}\p{Zs}]{12,}/gu) ?? []
  return runs.filter((run) => run.includes(' ') && !run.startsWith('-----'))
}
