/**
 * One-time passwords (RFC 6238: SHA-1, six digits, 30 seconds, one step to either side) and recovery codes, as
 * values; second-factor.ts keeps them. This is the only file that knows otpauth.
 */

import { createHash, randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'

const ISSUER = 'secure-p2p'
const SECRET_BYTES = 20
const RECOVERY_BYTES = 10
const RECOVERY_CODES = 10

/** @returns a new secret of 160 bits (RFC 4226 §4, R6) in base32. */
export function newSecret(): string {
  return new Secret({ buffer: Uint8Array.from(randomBytes(SECRET_BYTES)).buffer }).base32
}

/** @returns what an authenticator app scans. */
export function enrolmentUri(name: string, secret: string): string {
  return authenticator(secret, name).toString()
}

/**
 * @param code as people type it, see {@link plainCode}.
 * @param now milliseconds since 1970.
 * @returns the time step (30 seconds each since 1970) that the code belongs to, null if to none that is near.
 */
export function stepOf(secret: string, code: string, now: number): number | null {
  const token = plainCode(code)
  // otpauth throws at six characters that are not six bytes.
  if (!/^[0-9]{6}$/.test(token)) return null
  const totp = authenticator(secret)
  const delta = totp.validate({ token, timestamp: now, window: 1 })
  return delta === null ? null : totp.counter({ timestamp: now }) + delta
}

/** @returns ten codes of 80 random bits, in four groups of four letters or digits that cannot be mistaken. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    const { base32 } = new Secret({ buffer: Uint8Array.from(randomBytes(RECOVERY_BYTES)).buffer })
    return base32.toLowerCase().match(/.{4}/g)!.join('-')
  })
}

/** @returns how a recovery code is kept: SHA-256 in base64. So much randomness needs no salt and no slow hash. */
export function recoveryHash(code: string): string {
  return createHash('sha256').update(plainCode(code)).digest('base64')
}

/** What people add while they copy a code does not count. */
function plainCode(code: string): string {
  return code.replace(/[\s-]/g, '').toLowerCase()
}

function authenticator(secret: string, label = ''): TOTP {
  return new TOTP({ issuer: ISSUER, label, secret, algorithm: 'SHA1', digits: 6, period: 30 })
}
