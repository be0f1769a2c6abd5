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

export interface Bleichenbacher {
  readonly key: RsaKey
  /** Length of n in bytes. */
  readonly size: number
  readonly oracle: PaddingOracle
  /** How many questions may be on their way at once. */
  readonly atOnce: number
  /** Is told after each yes how many bits of the message are known by now, of how many. */
  readonly onNarrowed?: (known: number, of: number) => void
}

/**
 * @param ciphertexts `size` bytes each, of messages that are padded by the rules (RFC 8017 §7.2.1). One is read: the
 * one that trimming tells most about, for of some it tells nothing, and then it takes ten times as long.
 * @returns which one it was, and its padded message of `size` bytes.
 * @throws Error if the oracle contradicts itself.
 */
export async function readOne(
  attack: Bleichenbacher,
  ciphertexts: readonly Uint8Array[],
): Promise<{ readonly which: number; readonly message: Buffer }> {
  const { key, size, oracle } = attack
  const b = 1n << BigInt(8 * (size - 2))
  const all = { low: 2n * b, high: 3n * b - 1n }
  const targets = []
  for (const [which, bytes] of ciphertexts.entries()) {
    const c = fromBytes(bytes)
    const ask = (factor: bigint) => oracle((c * power(factor, key.e, key.n)) % key.n)
    targets.push({ which, c, ask, bounds: await trim(ask, key.n, b) })
  }
  const [easiest] = targets.sort((one, other) => (width(one.bounds) < width(other.bounds) ? -1 : 1))
  if (!easiest) throw new Error('there is no ciphertext to read')
  const { which, c, ask, bounds } = easiest
  // Where trimming was wrong by accident, all is begun again without it.
  for (const possible of [bounds, all]) {
    const m = await search(attack, ask, possible, b)
    if (m !== null && power(m, key.e, key.n) === c) return { which, message: toBytes(m, size) }
  }
  throw new Error('the oracle contradicts itself')
}

/** Narrows what m can be until one number is left. @returns it, or null if none is possible. */
async function search({ key, atOnce, onNarrowed }: Bleichenbacher, ask: Ask, within: Interval, b: bigint) {
  const windows = (from: bigint) => windowsFrom(from, key.n, b)
  let possible = [within]
  let s = 1n
  while (possible.length > 1 || width(possible[0]!) > 0n) {
    const yes = await firstYes(ask, threads(possible, 2n * s, windows), atOnce, mostQuestions(possible, s))
    if (yes === null) return null
    s = yes
    possible = narrow(possible, s, windows)
    if (possible.length === 0) return null
    const left = possible.reduce((sum, interval) => sum + width(interval), 0n)
    onNarrowed?.(bits(b) - bits(left), bits(b))
  }
  return possible[0]!.low
}

/** Far more than it takes: one question in 2¹⁶ is a yes by chance, later every second to fourth one. */
function mostQuestions(possible: readonly Interval[], s: bigint): number {
  return s === 1n ? 2 ** 20 : 5_000 * possible.length
}

/** Where m·s may lie, if the oracle says yes: [2B + r·n, 3B − 1 + r·n]. */
type Windows = (from: bigint) => Generator<Interval>

/** @returns the windows that end at `from` or beyond, in ascending order. */
function* windowsFrom(from: bigint, n: bigint, b: bigint): Generator<Interval> {
  for (let r = ceil(from - 3n * b + 1n, n); ; r += 1n)
    yield { low: 2n * b + r * n, high: 3n * b - 1n + r * n }
}

/**
 * The factors s, from `from` on, for which some m of the interval lands in a window: where none does is a hole, and
 * asking there would teach nothing (Bardou et al., §3.2). Steps 2a and 2c of 1998 are both this, but that after k windows
 * with a no to all of them k are passed over: where n/m is nearly a whole number, one window after the other is missed
 * by nearly as much, at each step again, and one message in fifty would take a hundred thousand questions.
 */
function* factors({ low, high }: Interval, from: bigint, windows: Windows): Generator<bigint> {
  let next = from
  let asked = 0n
  let passed = 0n
  for (const window of windows(from * low)) {
    if (passed < asked) {
      passed += 1n
      continue
    }
    const last = window.high / low
    const first = max(next, ceil(window.low, high))
    if (first > last) continue
    for (next = first; next <= last; next += 1n) yield next
    asked += 1n
    passed = 0n
  }
}

/** Each interval that is left is followed by turns, until one turns out to be the right one (§3.3). */
function* threads(possible: readonly Interval[], from: bigint, windows: Windows): Generator<bigint> {
  const each = possible.map((interval) => factors(interval, from, windows))
  for (;;) for (const thread of each) yield thread.next().value
}

/** What m can be after a yes to s: step 3 of 1998. */
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

function bits(number: bigint): number {
  return number.toString(2).length - 1
}

function width({ low, high }: Interval): bigint {
  return high - low
}

/** Asks one after the other; the longer nothing comes, the more at once. @returns the first yes, or null. */
async function firstYes(
  ask: Ask,
  candidates: Generator<bigint>,
  atOnce: number,
  most: number,
): Promise<bigint | null> {
  const asked: { readonly s: bigint; readonly answer: Promise<boolean> }[] = []
  const one = () => {
    const s = candidates.next().value
    asked.push({ s, answer: ask(s) })
  }
  for (let misses = 0; misses < most; misses += 1) {
    while (asked.length < Math.min(atOnce, 1 + Math.floor(misses / 8))) one()
    const { s, answer } = asked.shift()!
    if (await answer) {
      // What was asked too much is waited for, so that questions and answers stay in step.
      await Promise.all(asked.map((rest) => rest.answer))
      return s
    }
  }
  await Promise.all(asked.map((rest) => rest.answer))
  return null
}
