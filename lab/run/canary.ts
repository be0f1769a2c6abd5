/** Canaries: message texts that nobody but the lab and the honest senders can know. */

import { createHmac } from 'node:crypto'
import { meetingPlaces } from '../text/told-text'

/**
 * @param seed of the run, at least 16 random bytes.
 * @param label what tells this canary from the others of the run.
 * @returns a message of about 60 characters with 64 bits that can't be guessed.
 */
export function canary(seed: Buffer, label: string): string {
  const random = digestOf(seed, label)
  const place = meetingPlaces[random.readUInt8(0) % meetingPlaces.length]
  const time = `${String(random.readUInt8(1) % 24).padStart(2, '0')}:${String(random.readUInt8(2) % 60).padStart(2, '0')}`
  return `Meet me at ${place} at ${time}. The code is ${random.subarray(8, 16).toString('hex')}.`
}

/** @returns one of the things, drawn by seed and label. @param things at most 2^32 of them, at least one. */
export function chosen<T>(seed: Buffer, label: string, things: readonly T[]): T {
  const random = digestOf(seed, `choice ${label}`)
  return things[Number(random.readBigUInt64BE(0) % BigInt(things.length))]!
}

/** @returns 32 bytes that follow from seed and label, and tell nothing of the seed. */
export function digestOf(seed: Buffer, label: string): Buffer {
  return createHmac('sha256', seed).update(label).digest()
}
