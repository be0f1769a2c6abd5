/**
 * Twice what a key may protect before it is renewed (PROTOCOL.md section 7.1): two gigabytes, nearly all of which is padding.
 * She answers to no rekey, and begins none. What she says with it are the bytes of a file that was asked for, one in each
 * record: whoever gets them has little to do.
 */

import { createHash, randomBytes } from 'node:crypto'
import { type ApplicationMessage, encodeMessage } from '../peers/protocol/application'
import { RecordKind } from '../peers/protocol/channel'
import type { BentRecords } from './bent-records'
import { nothing, stream } from './item-probes'
import { LayerTalk } from './layer-talk'
import type { SessionProbe } from './probe'

/** In bytes of frames. */
const MOST_UNDER_A_KEY = 2 ** 31
/** Of a frame besides the plaintext: header, number and tag. */
const AROUND = 5 + 8 + 16
const LARGEST_PLAINTEXT = 65_536
const BLOCK = 256
/** Of the file: more than there are records. */
const SIZE = 40_000

async function exhaust(bent: BentRecords, words: string): Promise<void> {
  const talk = new LayerTalk(bent)
  const [item, id] = [stream(), randomBytes(16).toString('hex')]
  talk.say(nothing)
  const sha256 = createHash('sha256').digest('hex')
  talk.say(item(1, { type: 'offer', id, size: SIZE, sha256, name: 'long.bin' }))
  await talk.hear('fetch')
  let [offset, left] = [0, MOST_UNDER_A_KEY - Number(bent.number) * (AROUND + BLOCK)]
  const say = (message: ApplicationMessage, plaintext = BLOCK) => {
    const padded = (head: Buffer) => Buffer.concat([head, Buffer.alloc(plaintext - head.length)])
    bent.say(RecordKind.DATA, encodeMessage(message), { plaintext: padded })
    left -= AROUND + plaintext
  }
  const chunk = (plaintext: number) => {
    say({ kind: 'chunk', id, offset, bytes: Buffer.alloc(1) }, plaintext)
    offset += 1
  }
  while (left > AROUND + LARGEST_PLAINTEXT && (await bent.line.drained())) chunk(LARGEST_PLAINTEXT)
  chunk(Math.floor((left - AROUND - 1) / BLOCK) * BLOCK)
  // The key has not protected all of it before this one, which has to be taken; and no other behind it.
  say(item(2, { type: 'text', text: words }))
  await talk.hear('receipt', ({ number }) => number === 2)
  say(item(3, { type: 'text', text: 'too much' }))
}

export const overdueProbes: readonly SessionProbe[] = [
  { name: 'two-gigabytes-under-one-key', records: exhaust },
]
