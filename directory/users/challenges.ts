/**
 * Challenges for logins by identity key: each is good for one login, of one name, for 60 seconds.
 *
 * A challenge carries its own proof of origin, so that nothing is kept of those that were only asked for: nobody
 * can fill the memory with them, or push out the challenge that somebody else is about to answer.
 *
 *     u48 expiry ‖ 10 random bytes ‖ first 16 bytes of HMAC-SHA-256(key, expiry ‖ random ‖ name)
 *
 * The key is made anew at each start, so a challenge does not outlive the list of those that were used.
 */

import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const LIFETIME = 60_000
const EXPIRY_BYTES = 6
const HEAD_BYTES = 16
const CHALLENGE_BYTES = 32
/** Of those that were used, so many are remembered in any case: some megabytes. */
const REMEMBERED = 20_000

export class Challenges {
  readonly #key = randomBytes(32)
  /** Those that logged somebody in, with their expiry, in the order of their use. */
  readonly #used = new Map<string, number>()

  /**
   * @param now milliseconds since 1970.
   * @returns a challenge for `name`, 32 bytes in base64, and when it ends. Whether there is such a user plays no part.
   */
  issue(name: string, now: number): { challenge: string; expires: number } {
    const expires = now + LIFETIME
    const head = Buffer.concat([Buffer.alloc(EXPIRY_BYTES), randomBytes(HEAD_BYTES - EXPIRY_BYTES)])
    head.writeUIntBE(expires, 0, EXPIRY_BYTES)
    return { challenge: Buffer.concat([head, this.#tag(head, name)]).toString('base64'), expires }
  }

  /** @returns whether `challenge` was issued here for `name`, is not too old, and was not used yet. */
  valid(name: string, challenge: string, now: number): boolean {
    const bytes = Buffer.from(challenge, 'base64')
    if (bytes.length !== CHALLENGE_BYTES) return false
    const head = bytes.subarray(0, HEAD_BYTES)
    if (!timingSafeEqual(bytes.subarray(HEAD_BYTES), this.#tag(head, name))) return false
    return bytes.readUIntBE(0, EXPIRY_BYTES) > now && !this.#used.has(bytes.toString('base64'))
  }

  /**
   * Marks a valid challenge as used. Only for one whose signature was checked: what is kept here takes memory.
   * One that expired is not forgotten at once: a clock that ran ahead and is set back would make it good again.
   */
  use(challenge: string, now: number): void {
    for (const [old, expires] of this.#used) {
      if (this.#used.size < REMEMBERED || expires > now) break
      this.#used.delete(old)
    }
    const bytes = Buffer.from(challenge, 'base64')
    this.#used.set(bytes.toString('base64'), bytes.readUIntBE(0, EXPIRY_BYTES))
  }

  #tag(head: Buffer, name: string): Buffer {
    const mac = createHmac('sha256', this.#key).update(head).update(name).digest()
    return mac.subarray(0, CHALLENGE_BYTES - HEAD_BYTES)
  }
}
