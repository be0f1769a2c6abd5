/**
 * What costs most in an execution is RSA, and one trace is mostly what another one was: the same keys, the same first frames.
 * In the process of a search each operation on the same key and the same bytes is done once, and its result remembered. It is
 * what Node computes, so what could not be computed still cannot; only a signature or a wrapped secret, which is another one
 * each time, is the same one here. Never in a program that talks to anybody.
 */

import crypto, { type KeyObject } from 'node:crypto'

/** So many results, of some 300 bytes each: all of them go when it is full. */
const MOST = 200_000

type Operation = (...args: never[]) => unknown

/** Has this process do each operation once, from now on. */
export function rememberCrypto(): void {
  const results = new Map<string, unknown>()
  const keys = new WeakMap<KeyObject, number>()
  let known = 0
  const nameOf = (value: unknown): string => {
    // With its length before it no bytes can look like others beside a separator.
    if (value instanceof Uint8Array)
      return `${value.length}:${Buffer.from(value.buffer, value.byteOffset, value.length).toString('latin1')}`
    if (value instanceof crypto.KeyObject) {
      const number = keys.get(value) ?? ++known
      keys.set(value, number)
      return `key ${number}`
    }
    if (value !== null && typeof value === 'object')
      return Object.entries(value)
        .map(([name, part]) => `${name}=${nameOf(part)}`)
        .join()
    return String(value)
  }
  const remembering = <F extends Operation>(name: string, operation: F): F =>
    ((...args: Parameters<F>) => {
      const question = `${name}(${args.map(nameOf).join(';')})`
      if (results.has(question)) return copied(results.get(question))
      let result: unknown
      try {
        result = operation(...args)
      } catch (error) {
        result = new Refusal(error)
      }
      if (results.size >= MOST) results.clear()
      results.set(question, result)
      return copied(result)
    }) as F
  const { sign, verify, publicEncrypt, privateDecrypt, diffieHellman, createPublicKey } = crypto
  Object.assign(crypto, {
    sign: remembering('sign', sign as Operation),
    verify: remembering('verify', verify as Operation),
    publicEncrypt: remembering('publicEncrypt', publicEncrypt as Operation),
    privateDecrypt: remembering('privateDecrypt', privateDecrypt as Operation),
    diffieHellman: remembering('diffieHellman', diffieHellman as Operation),
    createPublicKey: remembering('createPublicKey', createPublicKey as Operation),
  })
}

class Refusal {
  readonly error: unknown

  constructor(error: unknown) {
    this.error = error
  }
}

/** @returns the result as its own: who gets bytes may write over them. @throws what the operation threw. */
function copied(result: unknown): unknown {
  if (result instanceof Refusal) throw result.error
  return Buffer.isBuffer(result) ? Buffer.from(result) : result
}
