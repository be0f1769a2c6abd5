/** Something of a test's own in the place of a function of node:crypto, for as long as that test runs. */

import type { ExecutionContext } from 'ava'

// What a program imports is looked up here each time that it is called.
const crypto: typeof import('node:crypto') = require('node:crypto')

/**
 * Only in a serial test: everything that runs meanwhile is given the stand-in.
 * @param make takes the function as it is, and gives what stands in its place.
 */
export function standIn<Name extends 'generateKeyPairSync' | 'randomBytes' | 'timingSafeEqual'>(
  t: ExecutionContext,
  name: Name,
  make: (own: (typeof crypto)[Name]) => unknown,
): void {
  const own = crypto[name]
  t.teardown(() => Object.assign(crypto, { [name]: own }))
  Object.assign(crypto, { [name]: make(own) })
}

/** Asserts that `timingSafeEqual` was asked about two values of `size` bytes, and that its answer is the one given. */
export async function assertDecidesInConstantTime(
  t: ExecutionContext,
  size: number,
  ask: () => boolean | Promise<boolean>,
): Promise<void> {
  for (const answer of [true, false]) {
    const asked: number[][] = []
    standIn(t, 'timingSafeEqual', () => (one: Uint8Array, other: Uint8Array) => {
      asked.push([one.length, other.length])
      return answer
    })
    t.is(await ask(), answer)
    t.deepEqual(asked, [[size, size]])
  }
}
