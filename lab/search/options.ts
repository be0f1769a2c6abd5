/** What is typed after `npm run search --`. */

import { parseArgs } from 'node:util'
import { flawOfSeed, mistyped } from './program'

export const HELP = `Usage: npm run search [-- FLAGS]

Looks for attacks by itself: from honest conversations, with what Mallory can compute, on the protocol of one profile.
What it finds is shrunk to what it needs, and told. Ctrl-C ends it, and what was found is told.

  --layer NAME     what is searched: conversations (default), or messages: what an accepted friend says within sessions
                   (items, receipts, questions, files), with memory, disk and work as ends as well; without --workers,
                   --corpus and --keep
  --profile NAME   whose conversations (hardened; all: each profile by itself; ONE+OTHER: without both defences)
  --for TIME       how long, such as 30s, 10m or 2h, for each profile (60s)
  --seed N         begins with this number (1): the same seed tries the same traces in the same order
  --workers N      so many processes search side by side (1)
  --shard I/N      is the I-th of N searches with the same seed, on whichever machines
  --corpus FOLDER  keeps the traces that reach something new, and goes on from those that lie there: of this search, if it
                   was interrupted, and of others
  --first          ends at the first that is found
  --keep FOLDER    writes what is found into this folder, as attacks/found/ has it: npm run scenario found plays that
  --json           one JSON object a line, for programs
  --help           this text

Exit status: 0 nothing is broken, 1 something is, 64 usage.
`

export interface SearchOptions {
  readonly layer: 'conversations' | 'messages'
  readonly profile: string
  /** Milliseconds. */
  readonly time: number
  readonly seed: number
  readonly workers: number
  /** Which of how many, from 0 on. */
  readonly shard: number
  readonly shards: number
  /** Where traces are kept; null for nowhere. */
  readonly corpus: string | null
  readonly first: boolean
  /** Where to write what is found; null for nowhere. */
  readonly keep: string | null
  readonly json: boolean
  readonly help: boolean
}

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 }

/** @returns the options, or one sentence that says what is wrong. */
export function readOptions(args: readonly string[]): SearchOptions | string {
  const known = {
    layer: { type: 'string', default: 'conversations' },
    profile: { type: 'string', default: 'hardened' },
    for: { type: 'string', default: '60s' },
    seed: { type: 'string', default: '1' },
    workers: { type: 'string', default: '1' },
    shard: { type: 'string', default: '1/1' },
    corpus: { type: 'string' },
    first: { type: 'boolean', default: false },
    keep: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  } as const
  try {
    const { values } = parseArgs({ args: [...args], options: known, strict: true })
    const time = /^(\d{1,6})([smh])$/.exec(values.for)
    if (!time) return `--for ${values.for} is no time: write 30s, 10m or 2h.`
    const flaw = flawOfSeed(values.seed)
    if (flaw !== null) return flaw
    if (!/^[1-9]\d?$/.test(values.workers))
      return `--workers ${values.workers} is no number of processes: write 1 to 99.`
    const [, which, shards] = /^([1-9]\d{0,3})\/([1-9]\d{0,3})$/.exec(values.shard)?.map(Number) ?? []
    if (!which || !shards || which > shards)
      return `--shard ${values.shard} is none: write 1/4 for the first of four.`
    const workers = Number(values.workers)
    if (workers > 1 && shards > 1) return 'Either --workers or --shard: each worker is a shard.'
    const { layer, profile, first, json, help, keep = null, corpus = null } = values
    if (layer !== 'conversations' && layer !== 'messages')
      return `There is no layer ${layer}: choose conversations or messages.`
    if (layer === 'messages' && (workers > 1 || keep !== null || corpus !== null))
      return '--workers, --corpus and --keep are for conversations: --shard shares messages out.'
    const milliseconds = Number(time[1]) * UNITS[time[2]!]!
    const parts = { workers, shard: which - 1, shards, corpus }
    return {
      layer,
      profile,
      first,
      json,
      help,
      keep,
      ...parts,
      seed: Number(values.seed),
      time: milliseconds,
    }
  } catch (error) {
    return mistyped(error)
  }
}
