/**
 * Reads an RSA ciphertext without the key, by asking somebody who has it nothing but "is the padding right?".
 *
 * What it does: RSA keeps products: from c = mᵉ anybody makes the ciphertext of m·s, for every s. Each yes says
 * that m·s mod n begins as PKCS#1 v1.5 does, 00 02, and so puts bounds on m. Some thousand questions leave one m.
 * Published: D. Bleichenbacher, "Chosen Ciphertext Attacks Against Protocols Based on the RSA Encryption Standard
 * PKCS #1", CRYPTO 1998. R. Bardou, R. Focardi, Y. Kawamoto, L. Simionato, G. Steel, J.-K. Tsay, "Efficient
 * Padding Oracle Attacks on Cryptographic Hardware", CRYPTO 2012: trimming, skipped holes, parallel threads.
 * What stops it: a padding that nobody can hit by chance (OAEP); one answer to right and wrong; no RSA transport.
 */

import { ceil, fromBytes, max, min, power, toBytes } from './modular'
import { type Ask, type Interval, trim } from './trim'

/** An RSA public key. */
export interface RsaKey {
  readonly n: bigint
  readonly e: bigint
}

/** Asks whether a ciphertext, a number below n, decrypts to something that begins like a padded message. */
export type PaddingOracle = (ciphertext: bigint) => Promise<boolean>

/** What the oracle looks at: 00 02, as the standard has it, or the second byte alone. */
export type Prefix = '00 02' | '02'

export interface Bleichenbacher {
  readonly key: RsaKey
  /** Length of n in bytes. */
  readonly size: number
  readonly oracle: PaddingOracle
  readonly prefix: Prefix
  /** How many questions may be on their way at once. */
  readonly atOnce: number
}

/**
 * @param ciphertext of a message that is padded by the rules (RFC 8017 §7.2.1): `size` bytes.
 * @returns the padded message, `size` bytes.
 * @throws Error if the answers of the oracle contradict each other.
 */
export async function readPadded(attack: Bleichenbacher, ciphertext: Uint8Array): Promise<Buffer> {
  const { key, size, prefix } = attack
  const c = fromBytes(ciphertext)
  const b = 1n << BigInt(8 * (size - 2))
  const ask = (factor: bigint) => attack.oracle((c * power(factor, key.e, key.n)) % key.n)
  const windows = windowsOf(key.n, b, prefix)
  let possible = [{ low: 2n * b, high: 3n * b - 1n }]
  // With the second byte alone one answer in 256 is a yes, and there is nothing to save by trimming.
  if (prefix === '00 02') possible = [await trim(ask, key.n, b)]
  let s = 1n
  while (possible.length > 1 || possible[0]!.low < possible[0]!.high) {
    s = await firstYes(ask, threads(possible, 2n * s, windows), attack.atOnce)
    possible = narrow(possible, s, windows)
    if (possible.length === 0) throw new Error('the answers of the oracle contradict each other')
  }
  return toBytes(possible[0]!.low, size)
}

/** Where m·s may lie, if the oracle says yes: [first + i·step, last + i·step]. */
type Windows = (from: bigint) => Generator<Interval>

/** @returns the windows that end at `from` or beyond, in ascending order. */
function windowsOf(n: bigint, b: bigint, prefix: Prefix): Windows {
  if (prefix === '00 02') {
    return function* (from) {
      for (let r = max(0n, ceil(from - 3n * b + 1n, n)); ; r += 1n)
        yield { low: 2n * b + r * n, high: 3n * b - 1n + r * n }
    }
  }
  const step = b << 8n
  return function* (from) {
    for (let r = from / n; ; r += 1n) {
      for (let j = max(0n, ceil(from - r * n - 3n * b + 1n, step)); 2n * b + j * step < n; j += 1n) {
        const high = 3n * b - 1n + j * step
        yield { low: 2n * b + j * step + r * n, high: (high < n ? high : n - 1n) + r * n }
      }
    }
  }
}

/**
 * The factors s, from `from` on, for which some m of the interval lands in a window: where none does is a hole,
 * and asking there would teach nothing (Bardou et al., §3.2). Steps 2a and 2c of 1998 are both this.
 */
function* factors({ low, high }: Interval, from: bigint, windows: Windows): Generator<bigint> {
  let next = from
  for (const window of windows(from * low)) {
    const last = window.high / low
    for (next = max(next, ceil(window.low, high)); next <= last; next += 1n) yield next
  }
}

/** Each interval that is left is followed by turns, until one of them turns out to be the right one (§3.3). */
function* threads(possible: readonly Interval[], from: bigint, windows: Windows): Generator<bigint> {
  const each = possible.map((interval) => factors(interval, from, windows))
  for (;;) for (const thread of each) yield thread.next().value
}

/** What m can be after a yes to s: step 3 of 1998. Intervals that touch are one. */
function narrow(possible: readonly Interval[], s: bigint, windows: Windows): Interval[] {
  const left: Interval[] = []
  for (const { low, high } of possible) {
    for (const window of windows(low * s)) {
      if (window.low > high * s) break
      const within = { low: max(low, ceil(window.low, s)), high: min(high, window.high / s) }
      if (within.low <= within.high) left.push(within)
    }
  }
  return left
}

/** Asks one after the other; the longer nothing comes, the more at once. @returns the first yes. */
async function firstYes(ask: Ask, candidates: Generator<bigint>, atOnce: number): Promise<bigint> {
  const asked: { readonly s: bigint; readonly answer: Promise<boolean> }[] = []
  const one = () => {
    const s = candidates.next().value
    asked.push({ s, answer: ask(s) })
  }
  for (let misses = 0; ; misses += 1) {
    while (asked.length < Math.min(atOnce, 1 + Math.floor(misses / 8))) one()
    const { s, answer } = asked.shift()!
    if (await answer) {
      await Promise.all(asked.map((rest) => rest.answer))
      return s
    }
  }
}
