/** `npm run search`: prints what the search reaches and finds, and keeps it where that is asked for. */

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beginnings } from '../../attacks/terms/conversations'
import { isMallorys } from '../../attacks/terms/trace'
import { profiles } from '../../peers/weakened/catalogue'
import { settingOf } from './execute'
import { fileOf, keptTrace } from './keep'
import { HELP, readOptions, type SearchOptions } from './options'
import { newPeople, type SearchedPeople } from './people'
import { rememberCrypto } from './remembered-crypto'
import { type FoundAttack, type SearchProgress, search } from './search'
import { told } from './told'

/** Milliseconds between two lines of progress. */
const PROGRESS_MS = 5_000

let stopped = false

async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args)
  if (typeof options === 'string') {
    process.stderr.write(`${options}\n`)
    return 64
  }
  if (options.help) {
    process.stdout.write(HELP)
    return 0
  }
  const chosen = profiles.filter(({ name }) => options.profile === 'all' || name === options.profile)
  if (chosen.length === 0) {
    process.stderr.write(
      `There is no profile ${options.profile}: choose all, ${profiles.map(({ name }) => name).join(', ')}.\n`,
    )
    return 64
  }
  process.once('SIGINT', () => {
    stopped = true
  })
  rememberCrypto()
  const people = newPeople()
  let broken = 0
  for (const profile of chosen) {
    if (stopped) break
    const { found, progress, milliseconds } = await searched(profile, people, options)
    broken += found.length
    if (options.keep !== null) await keep(found, profile, people, options.seed, options.keep)
    if (options.json)
      process.stdout.write(`${JSON.stringify({ profile: profile.name, ...progress, milliseconds, found })}\n`)
    else
      for (const line of summary(profile.name, found, progress, milliseconds))
        process.stdout.write(`${line}\n`)
  }
  return broken > 0 ? 1 : 0
}

async function searched(
  profile: (typeof profiles)[number],
  people: SearchedPeople,
  { time, seed, first }: SearchOptions,
) {
  const began = performance.now()
  let toldAt = began
  const goesOn = (progress: SearchProgress, found: readonly FoundAttack[]): boolean => {
    const now = performance.now()
    if (process.stderr.isTTY && now - toldAt >= PROGRESS_MS) {
      toldAt = now
      process.stderr.write(`  ${profile.name}: ${counted(progress, now - began)}, ${found.length} found\n`)
    }
    return !stopped && now - began < time && !(first && found.length > 0)
  }
  const { found, progress } = await search({ profile, people, seed, goesOn })
  return { found, progress, milliseconds: Math.round(performance.now() - began) }
}

/** Writes a file for each attack. @throws Error where the folder can't be written. */
async function keep(
  found: readonly FoundAttack[],
  profile: (typeof profiles)[number],
  people: SearchedPeople,
  seed: number,
  folder: string,
): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const hardened = profiles.find(({ name }) => name === 'hardened')!
  for (const attack of found) {
    const kept = await keptTrace(attack, settingOf(profile, people), settingOf(hardened, people), seed)
    writeFileSync(join(folder, `${kept.name}.json`), fileOf(kept))
  }
}

function counted({ executions, kept, features }: SearchProgress, milliseconds: number): string {
  const rate = Math.round((1_000 * executions) / Math.max(1, milliseconds))
  return `${executions} executions, ${rate} a second, ${kept} traces kept, ${features} things reached`
}

function summary(
  profile: string,
  found: readonly FoundAttack[],
  progress: SearchProgress,
  milliseconds: number,
): string[] {
  const head = `${profile}: ${counted(progress, milliseconds)}.`
  if (found.length === 0) return [head, '  Nothing is broken.']
  return [
    head,
    ...found.flatMap(({ property, what, trace, executions }) => [
      `  ${property} is broken, after ${executions} executions, in ${trace.steps.filter(isMallorys).length} steps of Mallory’s: ${what}`,
      ...told(trace, beginnings).map((line) => `    ${line}`),
    ]),
  ]
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code
  },
  (error) => {
    process.stderr.write(`The search has ended: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 70
  },
)
