/**
 * tamper: changes words in an encrypted message without being able to read it.
 *
 * What it does: guesses how the caller's first message begins, and flips the bits by which those words differ from
 * others of the same length. Where a record is encrypted with a keystream alone, they flip in what is read.
 * Published: Poddebniak et al., "Efail: Breaking S/MIME and OpenPGP Email Encryption using Exfiltration Channels",
 * USENIX Security 2018, and Garman et al., "Dancing on the Lip of the Volcano: Chosen Ciphertext Attacks on Apple
 * iMessage", USENIX Security 2016, both change messages whose encryption nothing vouches for.
 * What stops it: a tag over each record (AES-GCM), which is checked before a byte of it is used.
 */

import { FrameType, HEADER_BYTES } from '../peers/protocol/frames'
import { type Attack, otherSide } from './attack'
import { deed } from './deeds'

/** How users begin: nobody need have read their messages to guess it. As many bytes as what it becomes. */
const GUESSED = Buffer.from('Meet me at')
const WANTED = Buffer.from('Be wary of')

/** Where a text begins in a record's frame: after the header, the number (8), the kind (1) and the length (2). */
const TEXT = HEADER_BYTES + 8 + 1 + 2

export const tamper: Attack = {
  name: 'tamper',
  about: 'changes words that it guesses in the caller’s first message',
  prepare: async () => (link) => {
    let tampered = false
    return {
      unit(unit, from) {
        const message = 'type' in unit && unit.type === FrameType.RECORD && from === 'caller'
        if (!message || tampered) {
          link.send(otherSide(from), unit.bytes)
          return
        }
        tampered = true
        link.acted(deed('changes-text', `${GUESSED}`, `${WANTED}`), { to: 'callee' })
        link.send('callee', changed(unit.bytes))
      },
      ended: (side) => link.hangUp(otherSide(side)),
    }
  },
}

/** @returns the record with its text changed, if its encryption is an XOR and its text begins as guessed. */
function changed(record: Buffer): Buffer {
  const other = Buffer.from(record)
  for (const [at, byte] of GUESSED.entries()) other[TEXT + at]! ^= byte ^ WANTED[at]!
  return other
}
