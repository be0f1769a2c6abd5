/**
 * The user's passphrase while the program runs. It turns into keys by scrypt, which is slow on purpose: what was
 * derived once is remembered, so that opening a home of many files costs one derivation.
 */

import { scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import { type Sentence, t } from '../language/sentence'

/** What one guess at the passphrase costs: 128·N·r bytes of memory to fill, p times over. */
export interface Cost {
  readonly logN: number
  readonly r: number
  readonly p: number
}

/** 128 MiB and about a third of a second (OWASP's advice for scrypt). */
export const defaultCost: Cost = { logN: 17, r: 8, p: 1 }

/** Characters of one that is chosen: whoever has a file can guess as long as they like. */
export const LEAST_PASSPHRASE = 8

const scryptAsync = promisify<string, Uint8Array, number, object, Buffer>(scrypt)

export class Passphrase {
  /** What of it nobody sees, as a sentence for where it opens nothing; null if there is nothing. */
  readonly oddity: Sentence | null
  readonly #text: string
  readonly #keys = new Map<string, Promise<Buffer>>()

  constructor(text: string) {
    // One accented letter has two encodings, and which one a keyboard gives depends on the system (RFC 8265 §4.2).
    this.#text = text.normalize('NFC')
    this.oddity = oddityOf(/^\s/u.test(text), /\s$/u.test(text))
  }

  /**
   * @param salt of any length.
   * @param cost within what RFC 7914 §2 allows.
   * @returns 32 bytes of scrypt (RFC 7914), the same ones for the same salt and cost.
   */
  key(salt: Uint8Array, { logN, r, p }: Cost): Promise<Buffer> {
    const id = `${logN} ${r} ${p} ${Buffer.from(salt).toString('hex')}`
    const known = this.#keys.get(id)
    if (known) return known
    const maxmem = 128 * r * (2 ** logN + p + 2)
    const key = scryptAsync(this.#text, salt, 32, { N: 2 ** logN, r, p, maxmem })
    this.#keys.set(id, key)
    // Out of memory now need not be out of memory at the next try.
    key.catch(() => this.#keys.delete(id))
    return key
  }
}

function oddityOf(begins: boolean, ends: boolean): Sentence | null {
  if (begins && ends) return t`What was given begins and ends with a space.`
  if (begins) return t`What was given begins with a space.`
  return ends ? t`What was given ends with a space.` : null
}
