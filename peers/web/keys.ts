/**
 * The link that is printed once, and the keys of those who came by it.
 *
 * A key is no cookie: those of 127.0.0.1 go to every port of it, so also to what another user of this computer serves there.
 * The page keeps it where only pages of this very address read, and says it with each request.
 */

import { randomBytes, timingSafeEqual } from 'node:crypto'

/** Browsers that may be in at a time; the one that came first is out then. */
const MOST_KEYS = 16
const BYTES = 32

/** What a browser gets for the link. */
export interface PageKey {
  /** Said with each request. */
  readonly key: string
  /** Said by the messenger, so that the page does not take another program for it that has the port after its end. */
  readonly proof: string
}

export class PageKeys {
  #link: string | null = null
  /** Proofs by key, in the order in which they were given out. */
  readonly #given = new Map<string, string>()

  /** @returns the secret of a new link. One that was not used yet is worth nothing any more. */
  newLink(): string {
    this.#link = secret()
    return this.#link
  }

  /** @returns null where it is not the link of now: it works once. */
  enter(link: string): PageKey | null {
    if (this.#link === null || !isSame(link, this.#link)) return null
    this.#link = null
    const given = { key: secret(), proof: secret() }
    this.#given.set(given.key, given.proof)
    const [oldest] = this.#given.keys()
    if (this.#given.size > MOST_KEYS && oldest !== undefined) this.#given.delete(oldest)
    return given
  }

  /** @param authorization the header. @returns the key and its proof; null where nobody has it. */
  given(authorization: string | undefined): PageKey | null {
    const said = /^Bearer ([\w-]+)$/.exec(authorization ?? '')?.[1]
    if (said === undefined) return null
    for (const [key, proof] of this.#given) if (isSame(said, key)) return { key, proof }
    return null
  }

  /** The browser with this key is out. */
  leave(key: string): void {
    this.#given.delete(key)
  }
}

function secret(): string {
  return randomBytes(BYTES).toString('base64url')
}

function isSame(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)]
  return first.length === second.length && timingSafeEqual(first, second)
}
