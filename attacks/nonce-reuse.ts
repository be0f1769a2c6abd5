/**
 * nonce-reuse: reads a message by the XOR with another one of the same nonce, whose words are no secret.
 *
 * What it does: copies every record and changes none. The last one that a side sends is its goodbye, of which every
 * byte is known: kind, length, how many records came before it, and zeros. Its XOR with what was on the wire is the
 * keystream; where that fits another record, the two were sealed under the same nonce.
 * Published: Böck, Zauner, Devlin, Somorovsky and Jovanovic, "Nonce-Disrespecting Adversaries: Practical Forgery
 * Attacks on GCM in TLS", USENIX WOOT 2016, found servers that repeat nonces. They took the key of the tags from it
 * (Joux's attack); the words fall as well, and more simply.
 * What stops it: a nonce that never comes twice under one key, such as a counter that only counts.
 */

import { RecordKind } from '../peers/protocol/channel'
import { decodeText, Reader, uint } from '../peers/protocol/fields'
import { FrameType } from '../peers/protocol/frames'
import { type Attack, otherSide, type Side } from './attack'
import { deed } from './deeds'

const NUMBER_BYTES = 8
const TAG_BYTES = 16

export const nonceReuse: Attack = {
  name: 'nonce-reuse',
  about: 'looks for two records under one nonce, and reads one by what is known of the other',
  prepare: async () => (link) => {
    const records: Record<Side, Buffer[]> = { caller: [], callee: [] }
    return {
      unit(unit, from) {
        link.send(otherSide(from), unit.bytes)
        if ('type' in unit && unit.type === FrameType.RECORD) records[from].push(Buffer.from(unit.payload))
      },
      ended(side) {
        const last = records[side].pop()
        if (last) {
          link.acted(deed('computes-keystream', link[side]))
          const keystream = xor(ciphertext(last), goodbye(last))
          for (const record of records[side]) {
            const text = readable(xor(ciphertext(record), keystream))
            if (text !== null) link.loot('read', text, side)
          }
        }
        link.hangUp(otherSide(side))
      },
    }
  },
}

function ciphertext(record: Buffer): Buffer {
  return record.subarray(NUMBER_BYTES, -TAG_BYTES)
}

/** The plaintext of a side's last record, by PROTOCOL.md: its number is how many came before it. */
function goodbye(record: Buffer): Buffer {
  const count = record.subarray(0, NUMBER_BYTES)
  const head = [uint(RecordKind.CLOSE, 1), uint(count.length, 2), count]
  return Buffer.concat(head, ciphertext(record).length)
}

/** @returns as many bytes as both have. */
function xor(one: Buffer, other: Buffer): Buffer {
  return Buffer.from(one.subarray(0, other.length).map((byte, at) => byte ^ other[at]!))
}

/** @returns the text, if these bytes are the plaintext of one with its padding: by chance nothing else is. */
function readable(plaintext: Buffer): string | null {
  try {
    const record = new Reader(plaintext)
    if (record.uint(1) !== RecordKind.TEXT) return null
    const text = decodeText(record.field())
    return record.rest().every((byte) => byte === 0) ? text : null
  } catch {
    return null
  }
}
