/**
 * tap: copies what passes and reads what can be read.
 *
 * What it does: looks for text in every unit, as the public protocol lays it out and as plain runs of letters.
 * Published: the oldest attack there is; Rescorla and Korver, RFC 3552 (2003), section 3.2, Passive Attacks.
 * What stops it: encryption of the records.
 */

import { RecordKind } from '../peers/protocol/channel'
import { Reader } from '../peers/protocol/fields'
import { FrameType } from '../peers/protocol/frames'
import { type Attack, otherSide, type Unit } from './attack'
import { deed } from './deeds'

export const tap: Attack = {
  name: 'tap',
  about: 'copies what passes and reads what can be read',
  prepare: async () => (link) => {
    let units = 0
    return {
      unit(unit, from) {
        link.send(otherSide(from), unit.bytes)
        units += 1
        if (units === 1) link.acted(deed('copies-for-text'))
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
function recordText(payload: Buffer): string | null {
  try {
    const record = new Reader(payload)
    record.take(8)
    if (record.uint(1) !== RecordKind.TEXT) return null
    const text = record.text()
    const padding = payload.subarray(8 + 1 + 2 + Buffer.byteLength(text))
    return padding.every((byte) => byte === 0) ? text : null
  } catch {
    return null
  }
}

/**
 * Runs of at least 24 characters of text with a space in them: keys in base64 are no find, and in random bytes
 * runs of that length do not come up by chance.
 */
function runsOfText(bytes: Buffer): string[] {
  const runs = bytes.toString('utf8').match(/[\p{L}\p{N}\p{P}\p{Zs}]{24,}/gu) ?? []
  return runs.filter((run) => run.includes(' ') && !run.startsWith('-----'))
}
