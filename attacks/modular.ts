/** Whole numbers of any size, as attacks on RSA need them: textbook algorithms (Menezes et al., HAC, chapter 14). */

/** @returns the number that these bytes write, big-endian (OS2IP, RFC 8017 §4.2). */
export function fromBytes(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
}

/** @returns `value` in `size` bytes, big-endian (I2OSP, RFC 8017 §4.1). */
export function toBytes(value: bigint, size: number): Buffer {
  return Buffer.from(value.toString(16).padStart(2 * size, '0'), 'hex')
}

/** @returns base^exponent mod n, by squaring; `exponent` is not negative. */
export function power(base: bigint, exponent: bigint, n: bigint): bigint {
  let result = 1n
  let square = base % n
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % n
    square = (square * square) % n
  }
  return result
}

/** @returns what makes 1 when multiplied by `a`, modulo n: extended Euclid. `a` and n have no common divisor. */
export function inverse(a: bigint, n: bigint): bigint {
  let [r, next] = [n, a % n]
  let [x, y] = [0n, 1n]
  while (next > 0n) {
    const quotient = r / next
    const [r2, x2] = [r - quotient * next, x - quotient * y]
    r = next
    next = r2
    x = y
    y = x2
  }
  return x < 0n ? x + n : x
}

/** @returns the greatest common divisor (Euclid). */
export function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b)
}

/** @returns a / b rounded up, for b > 0; 0 for a negative `a`. */
export function ceil(a: bigint, b: bigint): bigint {
  return a <= 0n ? 0n : (a + b - 1n) / b
}

export function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}

export function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

/** @returns the primes up to `most`, ascending. */
export function primes(most: number): bigint[] {
  const found: number[] = []
  for (let n = 2; n <= most; n += 1) if (found.every((p) => n % p !== 0)) found.push(n)
  return found.map(BigInt)
}
