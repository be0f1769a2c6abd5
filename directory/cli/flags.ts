/** The flags that the directory understands. */

import { type FlagProblem, readFlags } from '../../peers/command-line/flags'
import { StartFailure } from '../refusal'

const kinds = {
  listen: 'string',
  tls: 'boolean',
  'tls-cert': 'string',
  'tls-key': 'string',
  name: 'strings',
  proxy: 'strings',
  'proxy-cert': 'string',
  'plain-http': 'boolean',
  relay: 'boolean',
  data: 'string',
  key: 'string',
  log: 'string',
  decrypted: 'boolean',
  'scrypt-cost': 'string',
  'journal-limit': 'string',
  node: 'boolean',
  version: 'boolean',
  help: 'boolean',
} as const

export type Flag = keyof typeof kinds

export type Given = ReturnType<typeof givenFlags>

/** @throws StartFailure with exit status 64. */
export function givenFlags(args: readonly string[]) {
  const refuse = (problem: FlagProblem, flag: string): StartFailure => {
    if (problem === 'unknown') return usage(`There is no flag ${flag}: see --help.`)
    if (problem === 'twice') return usage(`${flag} is given twice: give it once.`)
    return usage(problem === 'valued' ? `${flag} takes no value.` : `${flag} needs a value.`)
  }
  return readFlags(args, kinds, refuse, { looksLikeFlag: /^-/, mayBeEmpty: false })
}

/** @returns the failure for a command line that is wrong. */
export function usage(sentence: string): StartFailure {
  return new StartFailure(sentence, 64)
}
