/** What is typed after `npm run atlas --`. */

import { parseArgs } from 'node:util'
import { flawOfSeed, mistyped } from '../search/program'

export const HELP = `Usage: npm run atlas [-- FLAGS]

Flips every bit of every frame of a session, one at a time (of a weakened one the lowest of each byte), and loses, doubles,
moves, delays and cuts every frame: which check notices it first, and what nobody notices.

  --profile NAME   whose session (hardened; all: each profile whose conversations are its own)
  --seed N         keys, secrets and texts are drawn from this number (1)
  --keep           with all: writes what the report shows, lab/atlas/charted.json
  --json           one JSON object a line, for programs
  --help           this text

Exit status: 0 nothing breaks the hardened messenger, 1 something does, 64 usage.
`

export interface AtlasOptions {
  readonly profile: string
  readonly seed: number
  readonly keep: boolean
  readonly json: boolean
  readonly help: boolean
}

/** @returns the options, or one sentence that says what is wrong. */
export function readOptions(args: readonly string[]): AtlasOptions | string {
  const known = {
    profile: { type: 'string', default: 'hardened' },
    seed: { type: 'string', default: '1' },
    keep: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  } as const
  try {
    const { profile, seed, keep, json, help } = parseArgs({
      args: [...args],
      options: known,
      strict: true,
    }).values
    const flaw = flawOfSeed(seed)
    if (flaw !== null) return flaw
    if (keep && profile !== 'all') return 'The report shows all profiles: write --profile all with --keep.'
    return { profile, keep, json, help, seed: Number(seed) }
  } catch (error) {
    return mistyped(error)
  }
}
