/** Reads the words of a command line: flags, each given as it should be, and what stands between them. */

import { parseArgs } from 'node:util'

/** What each flag takes: one value, one value each time it is given, or none. */
export type FlagKinds = Readonly<Record<string, 'string' | 'strings' | 'boolean'>>

type FlagValue<Kind> = Kind extends 'boolean' ? true : Kind extends 'strings' ? readonly string[] : string

/** `ambiguous`: a flag stands where the value should be. `empty`: the value is no character long. */
export type FlagProblem = 'unknown' | 'twice' | 'missing' | 'empty' | 'ambiguous' | 'valued'

/** In what command lines differ. */
export interface FlagStyle {
  /** A value that stands by itself and looks like this is a flag: the value is missing. */
  readonly looksLikeFlag: RegExp
  /** Whether an empty value is judged later, by what reads it. */
  readonly mayBeEmpty: boolean
}

/**
 * @param refuse makes the error for a flag as it was typed, such as `--name`.
 * @throws what `refuse` makes of the first flag that is wrong. parseArgs itself would keep the last of two.
 */
export function readFlags<const Kinds extends FlagKinds>(
  args: readonly string[],
  kinds: Kinds,
  refuse: (problem: FlagProblem, flag: string) => Error,
  { looksLikeFlag, mayBeEmpty }: FlagStyle,
): { values: { readonly [name in keyof Kinds]?: FlagValue<Kinds[name]> }; positionals: string[] } {
  const options = Object.fromEntries(
    Object.entries(kinds).map(([name, kind]) => [
      name,
      { type: kind === 'boolean' ? kind : 'string' } as const,
    ]),
  )
  const { tokens, positionals } = parseArgs({ args: [...args], options, strict: false, tokens: true })
  const values: Record<string, true | string | string[]> = {}
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const { name, rawName, value } = token
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined
    if (kind === undefined) throw refuse('unknown', rawName)
    const earlier = values[name]
    if (earlier !== undefined && kind !== 'strings') throw refuse('twice', rawName)
    if (kind === 'boolean') {
      if (value !== undefined) throw refuse('valued', rawName)
      values[name] = true
      continue
    }
    if (value === undefined) throw refuse('missing', rawName)
    if (value === '' && !mayBeEmpty) throw refuse('empty', rawName)
    if (!token.inlineValue && looksLikeFlag.test(value)) throw refuse('ambiguous', rawName)
    values[name] = kind === 'strings' ? [...(Array.isArray(earlier) ? earlier : []), value] : value
  }
  return { values: values as { [name in keyof Kinds]?: FlagValue<Kinds[name]> }, positionals }
}
