/** The authenticator of the lab's users: one-time passwords of RFC 6238 (HMAC-SHA-1, six digits, 30 seconds). */

import { createHmac } from 'node:crypto'

const STEP = 30_000
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/**
 * @param secret in base32 (RFC 4648), as the directory gives it.
 * @param time milliseconds since 1970.
 * @param ahead how many steps later than that.
 */
export function oneTimeCode(secret: string, time: number, ahead = 0): string {
  const bits = [...secret].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(time / STEP) + ahead))
  const mac = createHmac('sha1', key).update(counter).digest()
  // Dynamic truncation: RFC 4226 §5.3.
  const number = mac.readUInt32BE(mac[19]! & 15) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}
