/** Reads the words of a command line: which flags there are, and that each is given as it should be. */

import { parseArgs } from 'node:util'
import { StartFailure } from '../refusal'

const flags = {
  listen: { type: 'string' },
  tls: { type: 'boolean' },
  'tls-cert': { type: 'string' },
  'tls-key': { type: 'string' },
  name: { type: 'string' },
  proxy: { type: 'string' },
  'proxy-cert': { type: 'string' },
  'plain-http': { type: 'boolean' },
  data: { type: 'string' },
  key: { type: 'string' },
  log: { type: 'string' },
  decrypted: { type: 'boolean' },
  'scrypt-cost': { type: 'string' },
  'journal-limit': { type: 'string' },
  node: { type: 'boolean' },
  help: { type: 'boolean' },
} as const

export type Flag = keyof typeof flags

/** May be given several times. */
const repeated: readonly Flag[] = ['name', 'proxy']

export interface Given {
  /** What stands before, between or after the flags. */
  readonly words: readonly string[]
  /** Each flag with its values, [''] where it takes none. */
  readonly flags: ReadonlyMap<Flag, readonly string[]>
}

/** @throws StartFailure with exit status 64. parseArgs itself would keep the last of two. */
export function readFlags(args: readonly string[]): Given {
  const { tokens } = parseArgs({ args: [...args], options: flags, strict: false, tokens: true })
  const words: string[] = []
  const given = new Map<Flag, readonly string[]>()
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue
    if (token.kind === 'positional') {
      words.push(token.value)
      continue
    }
    const name = Object.keys(flags).find((flag): flag is Flag => flag === token.name)
    if (name === undefined || !token.rawName.startsWith('--')) {
      throw usage(`There is no flag ${token.rawName}: see --help.`)
    }
    const values = given.get(name) ?? []
    if (values.length > 0 && !repeated.includes(name)) throw usage(`--${name} is given twice: give it once.`)
    if (flags[name].type === 'boolean' && token.value !== undefined) throw usage(`--${name} takes no value.`)
    const missing = !token.value || (!token.inlineValue && token.value.startsWith('-'))
    if (flags[name].type === 'string' && missing) throw usage(`--${name} needs a value.`)
    given.set(name, [...values, token.value ?? ''])
  }
  return { words, flags: given }
}

/** @returns the failure for a command line that is wrong. */
export function usage(sentence: string): StartFailure {
  return new StartFailure(sentence, 64)
}
