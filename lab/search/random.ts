/** Numbers from a seed: the same seed searches in the same order. */

export interface Random {
  /** @returns a whole number from 0 to `below` − 1. */
  below(below: number): number
  /** @returns one of them. */
  of<T>(these: readonly T[]): T
  /** @returns whether what happens once in `times` happens. */
  once(times: number): boolean
  bytes(size: number): Buffer
}

/** @returns what each execution of a search draws from: the same for all of them, so that a trace has one outcome. */
export function executionRandom(seed: number): Random {
  return randomFrom(seed + 1)
}

/** @param seed a whole number; 32 bits of it count. The generator is mulberry32: quick, and no secret comes from it. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const below = (most: number) => next() % most
  return {
    below,
    of: (these) => these[below(these.length)]!,
    once: (times) => below(times) === 0,
    bytes: (size) => Buffer.from(Array.from({ length: size }, () => below(256))),
  }
}
