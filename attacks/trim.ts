/**
 * Trimming, the first part of the faster Bleichenbacher attack: some hundred questions that often put ten times
 * closer bounds on the message than 00 02 does, and so save ten thousands later.
 *
 * If t divides m, then m·u/t for u close to t is a whole number close to m, and most likely padded as m is. If t
 * does not, m·u·t⁻¹ mod n is as good as random, and padded once in 2¹⁵ times at best. So a yes tells a divisor;
 * with one, the least and the greatest u with a yes are bounds: 2B ≤ m·u/t < 3B.
 * Published: Bardou, Focardi, Kawamoto, Simionato, Steel, Tsay, "Efficient Padding Oracle Attacks on Cryptographic
 * Hardware", CRYPTO 2012, §3.1.
 */

import { ceil, gcd, inverse, primes } from './modular'

/** What a message can still be: from `low` to `high`, both included. */
export interface Interval {
  readonly low: bigint
  readonly high: bigint
}

/** Asks whether m·factor mod n is padded; there may be padded numbers to which the answer is no. */
export type Ask = (factor: bigint) => Promise<boolean>

/** No larger divisors are looked for: they are too rare. */
const MOST = 4096
/** Divisors below are believed after one yes, others after two. */
const FEW = 32n
/** What the first search costs, roughly, with nothing known; with a divisor t some 3/t of it. */
const SEARCH = 50_000

/**
 * @param n the modulus. @param b B of the paper: 2 to the power of 8·(bytes of n − 2).
 * @returns bounds of m, which is padded.
 */
export async function trim(ask: Ask, n: bigint, b: bigint): Promise<Interval> {
  const scaled = (u: bigint, t: bigint) => ask((u * inverse(t, n)) % n)
  const t = await divisor(scaled)
  /** The least (1) or the greatest (−1) u with a yes, halving what lies between `yes` and `no`. */
  const outermost = async (no: bigint, inward: bigint): Promise<bigint> => {
    let [inside, outside] = [t, no]
    while ((inside - outside) * inward > 1n) {
      const middle = (inside + outside) / 2n
      const near = (i: bigint) => [middle + i * inward]
      const found = await oneOf(3n, near, (u) => scaled(u, t))
      if (found === null || (inside - found) * inward <= 0n) outside = middle
      else inside = found
    }
    return inside
  }
  if (t === 1n) return { low: 2n * b, high: 3n * b - 1n }
  const least = await outermost((2n * t) / 3n, 1n)
  const greatest = await outermost((3n * t) / 2n, -1n)
  return { low: ceil(2n * b * t, least), high: ((3n * b - 1n) * t) / greatest }
}

/** @returns a divisor of m, 1 if none was found. About once in a thousand times it is a wrong one. */
async function divisor(scaled: (u: bigint, t: bigint) => Promise<boolean>): Promise<bigint> {
  const divides = async (t: bigint): Promise<boolean> => {
    if (!(await scaled(t - 1n, t)) && !(await scaled(t + 1n, t))) return false
    // Among few questions an accident is rare, and with a small t there is nothing else to ask.
    if (t < FEW) return true
    const coprime = (i: bigint) => [t - i, t + i].filter((u) => gcd(u, t) === 1n)
    const another = (i: bigint) => coprime(i + 2n)
    return (await oneOf(9n, another, (u) => scaled(u, t))) !== null
  }
  const all = primes(MOST)
  let t = 1n
  for (const p of all) {
    // For fractions between 2/3 and 3/2 a divisor must not be too small.
    const candidate = p < 5n ? p ** (p === 2n ? 3n : 2n) : p
    if (await divides(candidate)) {
      t = candidate
      break
    }
  }
  if (t === 1n) return t
  // Two questions for one chance in p must save more than two.
  const isWorth = (p: bigint) => p * t <= (3 * SEARCH) / 2
  for (const p of all) while (isWorth(p) && (await divides(t * p))) t *= p
  return t
}

/** @returns the first number of those for i = 0, 1, … to which the answer is yes, or null. */
async function oneOf(
  tries: bigint,
  numbers: (i: bigint) => bigint[],
  ask: (u: bigint) => Promise<boolean>,
): Promise<bigint | null> {
  for (let i = 0n; i < tries; i += 1n) {
    for (const u of numbers(i)) if (await ask(u)) return u
  }
  return null
}
