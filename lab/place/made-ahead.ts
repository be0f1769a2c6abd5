/** What the installed lab knows of the checkout that it was built from, where a lab in a checkout looks. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AHEAD } from './place'

export interface MadeAhead {
  readonly project: string
  readonly packages: readonly string[]
  /** The commit of the checkout; null where it is no repository. */
  readonly revision: string | null
  /** Whether files differ from that commit. */
  readonly isChanged: boolean
  /** The SHA-256 over the sources. */
  readonly sources: string
  /** The code that `--explain` and reports show, by its place. */
  readonly code: Readonly<Record<string, readonly string[]>>
}

/** Its names in {@link AHEAD}. */
export const names = {
  facts: 'lab.json',
  programs: 'nodes',
  terminals: 'terminals',
  dissector: 'secure-p2p.lua',
} as const

let read: MadeAhead | undefined

/** @returns null in a checkout. */
export function madeAhead(): MadeAhead | null {
  if (AHEAD === null) return null
  read ??= JSON.parse(readFileSync(join(AHEAD, names.facts), 'utf8')) as MadeAhead
  return read
}
