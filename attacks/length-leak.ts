/**
 * length-leak: tells which of a few known texts was sent, from the sizes of encrypted records alone.
 *
 * What it does: computes how long the record of each text would be, as it is or compressed, padded or not; takes
 * the way of sending that explains most of what went by; guesses, and where sizes do not tell throws a die.
 * Published: Kelsey, "Compression and Information Leakage of Plaintext" (FSE 2002); CRIME (Rizzo, Duong, 2012).
 * What stops it: padding that makes the records of all these texts equally long, and no compression before it.
 */

import { deflateRawSync } from 'node:zlib'
import { padToBlocks } from '../peers/protocol/defences'
import { FrameType } from '../peers/protocol/frames'
import { type Attack, type Mallory, otherSide } from './attack'
import { deed } from './deeds'

/** Number, kind and length before a content, and the tag after it (peers/protocol/channel.ts). */
const HEAD = 3
const AROUND = 8 + 16

/** The size of the record of a text, for each way of sending it. */
const ways: readonly ((text: string) => number)[] = [
  (text) => AROUND + HEAD + Buffer.byteLength(text),
  (text) => AROUND + padToBlocks(HEAD + Buffer.byteLength(text)),
  (text) => AROUND + HEAD + deflateRawSync(text).length,
  (text) => AROUND + padToBlocks(HEAD + deflateRawSync(text).length),
]

export const lengthLeak: Attack = {
  name: 'length-leak',
  about: 'tells which of a few known texts was sent, from the sizes of encrypted records',
  prepare: async (mallory) => (link) => {
    const sizes: number[] = []
    return {
      unit(unit, from) {
        link.send(otherSide(from), unit.bytes)
        if (from !== 'caller' || !('type' in unit) || unit.type !== FrameType.RECORD) return
        if (sizes.length === 0) link.acted(deed('notes-lengths'))
        sizes.push(unit.payload.length)
      },
      ended(side) {
        link.hangUp(otherSide(side))
        if (side === 'caller') guess(mallory, link.caller, sizes)
      },
    }
  },
}

/** Guesses for each record which text is in it. That each text ends with a running number is known. */
function guess(mallory: Mallory, caller: string, sizes: readonly number[]): void {
  const candidates = mallory.told('candidates')
  const fitting = ways.map((way) =>
    sizes.map((size, place) =>
      candidates.filter((text) => way(`${text} #${String(place + 1).padStart(4, '0')}`) === size),
    ),
  )
  const explained = fitting.map((records) => records.filter(({ length }) => length > 0).length)
  const best = fitting[explained.indexOf(Math.max(...explained))] ?? []
  for (const [place, fit] of best.entries()) {
    const among = fit.length > 0 ? fit : candidates
    const die = mallory.random(`guess ${place}`, 4).readUInt32BE(0)
    const taken = among[die % among.length]
    if (taken !== undefined) mallory.guessed(`${caller} ${place + 1}`, taken)
  }
}
