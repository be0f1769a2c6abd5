/** One-time codes (RFC 6238: HMAC-SHA-1, six digits, thirty seconds): those of the lab's users, and of those that are checked. */

import { createHmac } from 'node:crypto'

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const STEP = 30_000
/** Steps to either side for which a code serves. */
const WINDOW = 1

/**
 * @param secret in base32 (RFC 4648), as the directory gives it.
 * @param time milliseconds since 1970.
 * @param ahead how many steps later than that.
 */
export function oneTimeCode(secret: string, time: number, ahead = 0): string {
  const letters = [...secret.replace(/=+$/, '')]
  const bits = letters.map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(stepAt(time) + ahead))
  const mac = createHmac('sha1', key).update(counter).digest()
  // Dynamic truncation: RFC 4226 §5.3.
  const number = mac.readUInt32BE(mac[19]! & 15) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}

/** @returns the time step of a code, null where it is of none that is near `now` (milliseconds since 1970). */
export function stepOfCode(secret: string, code: string, now: number): number | null {
  const digits = plain(code)
  for (let ahead = -WINDOW; ahead <= WINDOW; ahead += 1)
    if (oneTimeCode(secret, now, ahead) === digits) return stepAt(now) + ahead
  return null
}

/** What people type between the digits does not count. */
export function plain(code: string): string {
  return code.replace(/[\s-]/g, '').toLowerCase()
}

function stepAt(time: number): number {
  return Math.floor(time / STEP)
}
