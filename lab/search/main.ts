/** `npm run search`: prints what the search reaches and finds, and keeps it where that is asked for. */

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { beginnings } from '../../attacks/terms/conversations'
import { isMallorys } from '../../attacks/terms/trace'
import { hardenedProfile } from '../../peers/protocol/secure'
import type { LabProfile } from '../../peers/weakened/catalogue'
import { corpusIn } from './corpus'
import { settingOf } from './execute'
import { fileOf, keptTrace } from './keep'
import { messagesGame } from './messages-game'
import { HELP, readOptions, type SearchOptions } from './options'
import { newPeople, type SearchedPeople } from './people'
import { begin, runProgram } from './program'
import { rememberCrypto } from './remembered-crypto'
import { type FoundAttack, type SearchProgress, search } from './search'
import { searchSequences } from './sequences'
import { told } from './told'
import { byWorkers, every } from './workers'

/** Milliseconds between two looks at what has happened meanwhile: signals are heard between two turns of the event loop. */
const TURN_MS = 100

const NOTHING = '  Nothing is broken.'

type Searched = Awaited<ReturnType<typeof search>>

const stopping = new AbortController()

async function main(args: readonly string[]): Promise<number> {
  const begun = begin(args, readOptions, HELP)
  if (typeof begun === 'number') return begun
  const { options, chosen } = begun
  process.on('SIGINT', () => stopping.abort())
  // A worker whose search was killed has nobody to search for.
  process.on('disconnect', () => stopping.abort())
  rememberCrypto()
  const people = newPeople()
  let broken = 0
  const isSearched = ({ name, options: exchanged }: LabProfile) =>
    options.layer === 'conversations' || options.profile !== 'all' || name === 'hardened' || exchanged
  for (const profile of chosen.filter(isSearched)) {
    if (stopping.signal.aborted) break
    const began = performance.now()
    if (options.layer === 'messages') {
      broken += await searchMessages(profile, people, options)
      continue
    }
    const { found, progress } =
      options.workers > 1
        ? await byWorkers(__filename, profile.name, options, stopping.signal, (progress) =>
            show(profile.name, progress, began),
          )
        : await byItself(profile, people, options)
    const milliseconds = Math.round(performance.now() - began)
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

/** Where somebody looks on, how far it is. */
function show(profile: string, progress: SearchProgress, began: number): void {
  if (process.stderr.isTTY)
    process.stderr.write(`  ${profile}: ${counted(progress, performance.now() - began)}\n`)
}

async function byItself(
  profile: LabProfile,
  people: SearchedPeople,
  options: SearchOptions,
): Promise<Searched> {
  const { seed, shard, shards, corpus } = options
  const kept = corpus === null ? null : corpusIn(corpus, profile.name, shard, shards)
  return search({
    ...{ profile, people, seed, shard },
    ...(kept && { known: kept.traces, onKept: kept.add }),
    goesOn: going(profile.name, options),
  })
}

/** Searches what a friend says within sessions, and says what is found. @returns how much that is. */
async function searchMessages(
  profile: LabProfile,
  people: SearchedPeople,
  options: SearchOptions,
): Promise<number> {
  const { seed, shard, json } = options
  const game = messagesGame(profile, people, seed)
  const began = performance.now()
  const { found, progress } = await searchSequences({
    ...{ game, seed, shard },
    goesOn: going(profile.name, options),
  })
  const milliseconds = Math.round(performance.now() - began)
  if (json)
    process.stdout.write(`${JSON.stringify({ profile: profile.name, ...progress, milliseconds, found })}\n`)
  else {
    const lines = found.flatMap(({ property, what, steps, executions }) => [
      `  ${property} is broken, after ${executions} executions: ${what}`,
      ...game.told(steps).map((line) => `    ${line}`),
    ])
    const head = `${profile.name}: ${counted(progress, milliseconds)}.`
    for (const line of [head, ...(found.length > 0 ? lines : [NOTHING])]) process.stdout.write(`${line}\n`)
  }
  return found.length
}

/** @returns whether to go on: as long as there is time, and nobody wants it to end. */
function going(profile: string, { time, first }: SearchOptions) {
  const began = performance.now()
  const tell = every((progress) => {
    show(profile, progress, began)
    process.send?.(progress)
  })
  let yielded = began
  return async (progress: SearchProgress, found: readonly unknown[]): Promise<boolean> => {
    tell(progress)
    const now = performance.now()
    if (now - yielded > TURN_MS) {
      yielded = now
      await setImmediate()
    }
    return !stopping.signal.aborted && now - began < time && !(first && found.length > 0)
  }
}

/** Writes a file for each attack. @throws Error where the folder can't be written. */
async function keep(
  found: readonly FoundAttack[],
  profile: LabProfile,
  people: SearchedPeople,
  seed: number,
  folder: string,
): Promise<void> {
  mkdirSync(folder, { recursive: true })
  for (const attack of found) {
    const kept = await keptTrace(attack, settingOf(profile, people), settingOf(hardenedProfile, people), seed)
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
  if (found.length === 0) return [head, NOTHING]
  return [
    head,
    ...found.flatMap(({ property, what, trace, executions }) => [
      `  ${property} is broken, after ${executions} executions, in ${trace.steps.filter(isMallorys).length} steps of Mallory’s: ${what}`,
      ...told(trace, beginnings).map((line) => `    ${line}`),
    ]),
  ]
}

runProgram(main, 'The search has ended')
