/**
 * What Mallory can say, as terms: built from what she has and what she has heard, and computed on real bytes. What cannot be
 * computed (a record that does not open, a frame that was never heard, a key that was never hers) has no value, and is not said.
 */

import type { KeyObject } from 'node:crypto'
import type { Identity } from '../../peers/protocol/identity'

/** What a term stands for. A term of one sort takes the place of another of the same sort, and of no other. */
export type Sort =
  | 'name'
  | 'identity'
  | 'signer'
  | 'unwrapper'
  | 'scalar'
  | 'share'
  | 'secret'
  | 'suite'
  | 'offer'
  | 'bytes'
  | 'hash'
  | 'key'
  | 'claim'
  | 'statement'
  | 'signature'
  | 'mac'
  | 'wrapped'
  | 'sealed'
  | 'root'
  | 'session'
  | 'role'
  | 'number'
  | 'kind'
  | 'type'
  | 'frame'

export type Term =
  /** What one end wrote as its n-th frame, from 0 on. */
  | { readonly heard: string; readonly nth: number }
  /** What is defined once and used in several places. */
  | { readonly ref: string }
  | { readonly fn: string; readonly args?: readonly Term[]; readonly at?: number }

export type Definitions = Readonly<Record<string, Term>>

/** What a term comes to. */
export type TermValue = Buffer | string | number | bigint | KeyObject | Identity

/** A constructor or destructor of PROTOCOL.md. */
export interface TermFunction {
  readonly args: readonly Sort[]
  readonly gives: Sort
  // Each is called with values of the sorts that it names, and with `at`.
  readonly run: (values: readonly never[], at: number) => TermValue
}

/** What Mallory can compute, with what these people are and what she has of them. */
export type Functions = Readonly<Record<string, TermFunction>>

/** @returns the sort of a term; null of what is not defined, or by nothing but itself. */
export function sortOf(term: Term, definitions: Definitions, functions: Functions, most = 10): Sort | null {
  if ('heard' in term) return 'frame'
  if ('fn' in term) return functions[term.fn]?.gives ?? null
  const defined = definitions[term.ref]
  return defined && most > 0 ? sortOf(defined, definitions, functions, most - 1) : null
}

/** Whether a term of one sort may stand where another is asked for: all that is bytes on the wire is bytes. */
export function fits(sort: Sort | null, asked: Sort): boolean {
  if (sort === asked) return true
  return asked === 'bytes' && sort !== null && written.has(sort)
}

const written: ReadonlySet<Sort> = new Set([
  'claim',
  'signature',
  'mac',
  'wrapped',
  'sealed',
  'frame',
  'hash',
  'share',
  'secret',
  'offer',
])

/** Computes terms, each definition once as long as nothing new is heard. */
export class ComputedTerms {
  readonly #definitions: Definitions
  readonly #functions: Functions
  readonly #heard: (end: string, nth: number) => Buffer | undefined
  readonly #known = new Map<string, TermValue>()
  readonly #beingComputed = new Set<string>()

  constructor(
    definitions: Definitions,
    functions: Functions,
    heard: (end: string, nth: number) => Buffer | undefined,
  ) {
    this.#definitions = definitions
    this.#functions = functions
    this.#heard = heard
  }

  /** @returns the value, or null where it cannot be computed. */
  value(term: Term): TermValue | null {
    if ('heard' in term) return this.#heard(term.heard, term.nth) ?? null
    if ('ref' in term) return this.#defined(term.ref)
    const known = this.#functions[term.fn]
    if (!known) return null
    const values: TermValue[] = []
    for (const arg of term.args ?? []) {
      const value = this.value(arg)
      if (value === null) return null
      values.push(value)
    }
    if (values.length !== known.args.length) return null
    try {
      return known.run(values as never[], term.at ?? 0)
    } catch {
      return null
    }
  }

  #defined(ref: string): TermValue | null {
    const before = this.#known.get(ref)
    if (before !== undefined) return before
    const term = this.#definitions[ref]
    // A definition that rests on itself stands for nothing.
    if (!term || this.#beingComputed.has(ref)) return null
    this.#beingComputed.add(ref)
    const value = this.value(term)
    this.#beingComputed.delete(ref)
    if (value !== null) this.#known.set(ref, value)
    return value
  }
}

/** @returns the frames that a term is made of. */
export function heardIn(term: Term): Extract<Term, { heard: string }>[] {
  if ('heard' in term) return [term]
  return 'fn' in term ? (term.args ?? []).flatMap(heardIn) : []
}

/** Whether `at` counts for a function: all others take no notice of it. */
export function hasPlace(fn: string): boolean {
  return ['flip', 'cut', 'long frame'].includes(fn)
}
