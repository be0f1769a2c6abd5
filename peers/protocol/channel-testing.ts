/** Two ends of one channel to test with. */

import { randomBytes } from 'node:crypto'
import { Channel, RecordKind } from './channel'
import { aes256gcm, type Defences, type KeyLimits, type RecordCipher } from './defences'
import { type Frame, FrameDecoder } from './frames'
import { hardenedDefences } from './hardened'
import { entropy } from './secure-testing'

export interface Pair {
  readonly session: Buffer
  readonly root: Buffer
  readonly keyLimits: KeyLimits
  readonly now: () => number
  /** The number of the first record each way. */
  readonly first: bigint
  /** Sees the key and the nonce of every record that either side seals. */
  readonly onSeal: (key: Uint8Array, nonce: Uint8Array) => void
  /** Other decisions than the hardened ones. */
  readonly defences: Partial<Defences>
}

/** Alice is the initiator. What is not given is random, or as the hardened profile has it. */
export function channels(given: Partial<Pair> = {}) {
  const { session = randomBytes(32), root = randomBytes(32), onSeal = () => {}, now = () => 0 } = given
  const { first: number = 0n } = given
  const cipher: RecordCipher = {
    ...aes256gcm,
    sealAfter: (head, key, nonce, aad, plaintext) => {
      onSeal(key, nonce)
      return aes256gcm.sealAfter(head, key, nonce, aad, plaintext)
    },
  }
  const defences = {
    ...hardenedDefences,
    recordCipher: cipher,
    keyLimits: given.keyLimits ?? hardenedDefences.keyLimits,
    ...given.defences,
  }
  const first = { sending: number, receiving: number }
  const setup = { session, root, first, defences, entropy, now }
  const alice = new Channel({ ...setup, role: 'initiator' })
  const bob = new Channel({ ...setup, role: 'responder' })
  return { alice, bob, session, root }
}

/** @returns the only frame in these bytes. */
export function frameOf(bytes: Uint8Array): Frame {
  const [only, ...more] = new FrameDecoder().push(bytes)
  if (!only || more.length > 0) throw new Error('expected one frame')
  return only
}

/** @returns the frames in these pieces. */
export function framesOf(pieces: readonly Uint8Array[]): Buffer[] {
  return [...new FrameDecoder().push(Buffer.concat(pieces))].map(({ bytes }) => bytes)
}

/** @returns the text of one record that needs no answer. */
export function openText(channel: Channel, frames: readonly Buffer[]): string {
  const [only, ...more] = frames
  const { kind, content, write } = channel.open(frameOf(only!))
  if (kind !== RecordKind.TEXT || write.length + more.length > 0) throw new Error('expected one text')
  return content.toString('utf8')
}
