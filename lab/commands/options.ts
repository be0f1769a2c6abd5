/** The lab's command line, as a value. */

import { type FlagKinds, type FlagProblem, readFlags } from '../../peers/command-line/flags'
import { nearest } from '../../peers/command-line/nearest'
import { languageOf } from '../../peers/language/choice'
import { type Language, languages, type Sentence, t } from '../../peers/language/sentence'
import { UsageError } from '../language/lab-error'
import { AHEAD } from '../place/place'
import type { Size } from '../stage/cells'
import { SMALLEST } from '../stage/view'

export interface ScenarioOptions {
  /** Null lists the scenarios; `all` runs them all, `ablation` all without one defence after the other. */
  readonly name: string | null
  readonly runtime: 'auto' | 'processes' | 'containers'
  readonly json: boolean
  readonly markdown: boolean
  readonly explain: boolean
  readonly quick: boolean
  /** Whether it is shown in the dashboard, as `npm run demo` does. */
  readonly dashboard: boolean
  readonly attack: string | undefined
  readonly profile: string | undefined
  readonly seed: string | undefined
  /** What is not said with --lang, the environment says. */
  readonly lang: Language
  readonly help: boolean
}

export const scenarioHelp: Sentence = t`Usage: npm run scenario [NAME] [-- FLAGS]

Without a name: lists the scenarios. With a name: runs one. "all" runs all and prints the matrix of attacks and
profiles. "ablation" takes every defence away, one at a time, and tries the attacks that could profit. "conformance" sends
what PROTOCOL.md forbids, rule by rule; its report has the list of rules.

  --explain                             what NAME is about, and the code of its defences; runs nothing
  --dashboard                           shows it step by step, as npm run demo NAME does
  --quick                               the short form of attacks that take long; of conformance, two probes
                                        at most in a row for the same rules, and one bit of a field
  --runtime auto|processes|containers   where the peers run (auto: containers if an engine answers)
  --attack NAME                         another attack in the scenario's place, such as noop
  --profile NAME                        only the acts with this profile, and those they are held against
  --seed HEX                            makes the same message texts as the run with this seed
  --json                                one JSON object on stdout, narration on stderr
  --markdown                            with all: the matrix as a table in Markdown on stdout
  --lang en|fr                          the language (otherwise the environment's)
  --help                                this text

Exit status: 0 every act as expected, 1 a verdict differs, 2 inconclusive, 64 usage, 70 the lab failed.
`

/** Reads the arguments of `npm run scenario`. @throws UsageError with one sentence. */
export function scenarioOptions(args: readonly string[], env: NodeJS.ProcessEnv = {}): ScenarioOptions {
  const { values, positionals } = flags(args, {
    runtime: 'string',
    attack: 'string',
    profile: 'string',
    seed: 'string',
    lang: 'string',
    json: 'boolean',
    markdown: 'boolean',
    explain: 'boolean',
    quick: 'boolean',
    dashboard: 'boolean',
    help: 'boolean',
  })
  if (positionals.length > 1)
    throw new UsageError(t`One scenario at a time, or all: ${positionals.join(' ')} are several.`)
  oneOf('--lang', values.lang, languages)
  const [name = null] = positionals
  const isOne = name !== null && name !== 'all' && name !== 'ablation'
  if (values.markdown !== undefined && name !== 'all') throw new UsageError(t`--markdown goes with all.`)
  if (values.markdown !== undefined && values.json !== undefined)
    throw new UsageError(t`--markdown and --json: take one of them.`)
  if (values.explain !== undefined && !isOne)
    throw new UsageError(t`--explain goes with the name of a scenario.`)
  if (values.dashboard !== undefined && (!isOne || values.json !== undefined || values.explain !== undefined))
    throw new UsageError(t`--dashboard goes with the name of a scenario, and without --json and --explain.`)
  if (name === 'ablation' && (values.attack !== undefined || values.profile !== undefined))
    throw new UsageError(t`ablation chooses attacks and profiles itself: leave --attack and --profile out.`)
  return {
    name,
    runtime: oneOf('--runtime', values.runtime, runtimes) ?? 'auto',
    json: values.json !== undefined,
    markdown: values.markdown !== undefined,
    explain: values.explain !== undefined,
    quick: values.quick !== undefined,
    dashboard: values.dashboard !== undefined,
    attack: values.attack,
    profile: values.profile,
    seed: seedOf(values.seed),
    // What is written into a page has the language that is asked for, whatever the machine's is.
    lang: languageOf(args, values.markdown === undefined ? env : {}),
    help: values.help !== undefined,
  }
}

/** Flags of ours that npm has no meaning for, and takes for itself where "--" is left out. */
const swallowed = [
  'dashboard',
  'attack',
  'profile',
  'seed',
  'explain',
  'quick',
  'markdown',
  'run',
  'follow',
  'out',
  'diagrams',
  'key',
  'cast',
  'size',
]

/**
 * npm keeps flags before a bare "--" for itself, and tells the program by its environment alone.
 * @throws UsageError that says how to write it.
 */
export function refuseSwallowed(env: Readonly<Record<string, string | undefined>>): void {
  // An installed lab may be started by a script of somebody's: those flags are npm's.
  if (AHEAD !== null) return
  // To npm --lang is four flags of one letter: long, all, no (to "yes"), global.
  const isLang = ['long', 'all', 'global'].every((name) => env[`npm_config_${name}`] !== undefined)
  const kept = isLang ? 'lang' : swallowed.find((name) => env[`npm_config_${name}`] !== undefined)
  if (kept !== undefined)
    throw new UsageError(
      t`npm kept --${kept} for itself: write “--” before it, as in npm run ${env.npm_lifecycle_event ?? 'scenario'} NAME -- --${kept}.`,
    )
}

/**
 * Reads flags, each at most once, and what stands between them.
 * @throws UsageError that names the flag and, where one is near, the flag that was meant.
 */
export function flags<const Kinds extends FlagKinds>(args: readonly string[], kinds: Kinds) {
  const refuse = (problem: FlagProblem, flag: string): UsageError => {
    switch (problem) {
      case 'unknown': {
        const meant = nearest(flag.replace(/^-+/, ''), Object.keys(kinds))
        return new UsageError(
          t`There is no flag ${flag}${meant ? t`: did you mean --${meant}?` : t`; --help lists them.`}`,
        )
      }
      case 'twice':
        return new UsageError(t`${flag} is given twice: give it once.`)
      case 'valued':
        return new UsageError(t`${flag} takes no value.`)
      default:
        return new UsageError(t`${flag} needs a value.`)
    }
  }
  return readFlags(args, kinds, refuse, { looksLikeFlag: /^--/, mayBeEmpty: false })
}

export const runtimes = ['auto', 'processes', 'containers'] as const

/** @returns a seed as it was typed. @throws UsageError if it is none. */
export function seedOf(value: string | undefined): string | undefined {
  if (value === undefined || /^[0-9a-f]{16,64}$/.test(value)) return value
  throw new UsageError(t`--seed takes 16 to 64 hexadecimal digits, as printed by an earlier run.`)
}

/** Larger ones than any screen has are a slip of the finger, and each picture of them takes seconds. */
const LARGEST: Size = { columns: 400, rows: 120 }

/** @param otherwise what it is where nothing was typed. @returns a size of a terminal. @throws UsageError if it is none. */
export function sizeOf(value: string | undefined, otherwise: Size): Size {
  if (value === undefined) return otherwise
  const [, columns, rows] = (/^(\d{1,4})x(\d{1,4})$/.exec(value) ?? []).map(Number)
  const isPossible = columns! >= SMALLEST.columns && rows! >= SMALLEST.rows
  if (isPossible && columns! <= LARGEST.columns && rows! <= LARGEST.rows)
    return { columns: columns!, rows: rows! }
  const [least, most] = [SMALLEST, LARGEST].map((size) => `${size.columns}x${size.rows}`)
  throw new UsageError(t`--size takes columns and rows, from ${least!} to ${most!}, as in 120x36.`)
}

/** @throws UsageError if the value is none of the known ones. */
export function oneOf<T extends string>(
  flag: string,
  value: string | undefined,
  known: readonly T[],
): T | undefined {
  if (value === undefined) return undefined
  const found = known.find((one) => one === value)
  if (found) return found
  const meant = nearest(value, known)
  throw new UsageError(
    t`${flag} knows no ${value}${meant ? t`: did you mean ${meant}?` : t`; it knows: ${known.join(', ')}.`}`,
  )
}
