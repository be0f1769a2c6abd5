/**
 * Passwords are kept as scrypt hashes (RFC 7914) with their own salt and the cost they were made with, so
 * that the cost can rise later.
 */

import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { Refusal } from '../refusal'

/** How a password is kept. Salt and hash are base64. */
export interface PasswordHash {
  readonly scrypt_n: number
  readonly scrypt_r: number
  readonly scrypt_p: number
  readonly salt: string
  readonly hash: string
}

/** Node runs hashing and disk access on the same four threads: two stay free for the disk. */
const AT_ONCE = 2
/** Whoever comes when more wait would have given up before it is their turn. */
const MOST_WAITING = 200
const HASH_BYTES = 32

export class Passwords {
  readonly #n: number
  #running = 0
  readonly #waiting: (() => void)[] = []

  /** @param cost the logarithm of scrypt's N: 17 takes 128 MiB and some tenths of a second a password. */
  constructor(cost: number) {
    this.#n = 2 ** cost
  }

  /** @throws Refusal BUSY, as verify does. */
  async hash(password: string): Promise<PasswordHash> {
    const parameters = { ...this.#parameters(), salt: randomBytes(16).toString('base64') }
    return { ...parameters, hash: (await this.#derive(password, parameters)).toString('base64') }
  }

  /**
   * @param kept undefined where the user is unknown: this costs the same then, and is false.
   * @returns whether the password is the one that was hashed.
   */
  async verify(password: string, kept: PasswordHash | undefined): Promise<boolean> {
    const against = kept ?? { ...this.#parameters(), salt: '', hash: '' }
    const derived = await this.#derive(password, against)
    const hash = Buffer.from(against.hash, 'base64')
    return hash.length === derived.length && timingSafeEqual(hash, derived)
  }

  #parameters() {
    return { scrypt_n: this.#n, scrypt_r: 8, scrypt_p: 1 }
  }

  async #derive(password: string, { scrypt_n, scrypt_r, scrypt_p, salt }: Omit<PasswordHash, 'hash'>) {
    if (this.#waiting.length >= MOST_WAITING) throw new Refusal('BUSY', undefined, 10)
    if (this.#running === AT_ONCE) await new Promise<void>((go) => this.#waiting.push(go))
    else this.#running++
    try {
      return await new Promise<Buffer>((resolve, reject) => {
        // scrypt needs 128 · N · r bytes and a little; Node refuses beyond maxmem.
        const options = { N: scrypt_n, r: scrypt_r, p: scrypt_p, maxmem: 256 * scrypt_n * scrypt_r }
        scrypt(password, Buffer.from(salt, 'base64'), HASH_BYTES, options, (error, derived) =>
          error ? reject(error) : resolve(derived),
        )
      })
    } finally {
      // The place goes to the next in line, or is given back.
      const next = this.#waiting.shift()
      if (next) next()
      else this.#running--
    }
  }
}
