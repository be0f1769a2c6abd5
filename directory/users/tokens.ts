/**
 * Bearer tokens (RFC 6750): 256 random bits, good for a day. Only their SHA-256 is kept, so that a stolen
 * database logs nobody in; so much randomness needs no salt and no slow hash.
 */

import { createHash, randomBytes } from 'node:crypto'
import { Refusal } from '../refusal'
import type { DatabaseReader } from '../storage/database'
import type { Change } from '../storage/schema'
import type { Store } from '../storage/store'

const BEARER = /^Bearer ([A-Za-z0-9_-]{43})$/i
const LIFETIME = 24 * 60 * 60 * 1000
/** Tokens that a user may have: of more logins the newest count, and nobody fills the disk by logging in. */
const MOST_TOKENS = 100

/** @returns a new token, when it ends (milliseconds since 1970), and the changes that make it valid. */
export function issueToken(name: string, now: number) {
  const token = randomBytes(32).toString('base64url')
  const expires = now + LIFETIME
  const changes: Change[] = [
    ['dropTokensUntil', now],
    // Before the new one comes: it counts in any case, also where the clock was set back.
    ['keepTokens', name, MOST_TOKENS - 1],
    ['addToken', hashOf(token), name, expires],
  ]
  return { answer: { token, expires }, changes }
}

/**
 * @param header the request's Authorization header.
 * @returns the name of the user whose token it carries.
 * @throws Refusal NOT_LOGGED_IN if it carries none that is valid now.
 */
export function bearer(reader: DatabaseReader, header: string | undefined, now: number): string {
  const name = userOf(reader, header, now)
  if (name === undefined) throw new Refusal('NOT_LOGGED_IN')
  return name
}

/** @returns whether this header still logs somebody in. */
export function isLoggedIn(reader: DatabaseReader, header: string | undefined, now: number): boolean {
  return userOf(reader, header, now) !== undefined
}

function userOf(reader: DatabaseReader, header: string | undefined, now: number): string | undefined {
  const token = BEARER.exec(header ?? '')?.[1]
  const sql = 'SELECT name FROM tokens WHERE hash = ? AND expires > ?'
  return token ? reader.get<{ name: string }>(sql, [hashOf(token), now])?.name : undefined
}

/**
 * Ends every login of a user but the one that asks.
 * @param header the Authorization header of the request, whose token is valid.
 */
export function endOtherLogins(store: Store, name: string, header: string | undefined) {
  const [, token = ''] = BEARER.exec(header ?? '') ?? []
  return store.write(() => ({
    changes: [['dropOtherTokens', name, hashOf(token)]],
    answer: { status: 'removed' as const },
  }))
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64')
}
