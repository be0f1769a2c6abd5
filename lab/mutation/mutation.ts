/**
 * `npm run mutation [-- FILE…]`: whether tests would notice a careless change. One place of a source after the other is
 * changed, and the tests of its room run against it; what none of them notices has survived, and is named. Without a
 * file: all of the judge, on which every verdict rests. For the night, no part of `npm test`.
 *
 * Stryker was weighed: none of its runners knows AVA, and with the one for commands each change costs a start of Node and
 * of AVA for each file of tests, some ten seconds against a tenth of one here.
 *
 * Exit status: 0; 1 where less than 95 % are noticed, or the list of accepted changes is stale; 64 for a wrong file; 70
 * where the tests cannot be used; 130 after Ctrl-C.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { ROOT } from '../place/place'
import { accepted } from './accepted'
import { mutantsOf } from './mutants'
import { isEnough, scoreLine, scoreOf, staleEntries, survivorLines, type TriedMutant, WANTED } from './score'
import { type MutantStatus, tryAll } from './trials'

const ROOM = join(ROOT, 'lab', 'judge')
const isSource = (name: string) => name.endsWith('.ts') && !/(\.test|-testing)\.ts$/.test(name)

async function main(named: readonly string[]): Promise<number> {
  const wrong = named.find((name) => !isSource(name) || !existsSync(name))
  if (wrong !== undefined) {
    process.stderr.write(
      `${wrong} is no source: name a file such as lab/judge/verdict.ts, which has tests beside it.\n`,
    )
    return 64
  }
  const paths =
    named.length > 0
      ? named.map((name) => resolve(name))
      : readdirSync(ROOM)
          .filter(isSource)
          .map((name) => join(ROOM, name))
  const all = paths.flatMap((path) =>
    mutantsOf(readFileSync(path, 'utf8')).map((mutant) => ({ path, file: relative(ROOT, path), mutant })),
  )
  const outcomes = new Array<MutantStatus | undefined>(all.length)
  const tried = (): TriedMutant[] =>
    all.map(({ file, mutant }, place) => ({ file, mutant, outcome: outcomes[place] }))
  const done = () => outcomes.filter((outcome) => outcome !== undefined).length
  const untold = new Set(all.map(({ file }) => file))
  const tellOf = (file: string) => {
    const score = scoreOf(
      tried().filter((one) => one.file === file),
      accepted,
    )
    untold.delete(file)
    if (score.all > 0) tell([`${file}: ${scoreLine(score)}`, ...survivorLines(score)])
  }
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort()).once('SIGTERM', () => stop.abort())
  const onOutcome = (place: number, outcome: MutantStatus) => {
    outcomes[place] = outcome
    progress(done(), all.length)
    const { file } = all[place]!
    if (all.every((one, other) => one.file !== file || outcomes[other] !== undefined)) tellOf(file)
  }
  const slow = new Set<string>()
  const onSlow = (titles: readonly string[]) => {
    for (const title of titles) {
      if (!slow.has(title)) tell([`Left out, as too slow: ${title}`])
      slow.add(title)
    }
  }
  try {
    const trials = all.map(({ path, mutant: { start, end, by } }) => ({ path, start, end, by }))
    await tryAll(trials, { processes: availableParallelism(), signal: stop.signal, onOutcome, onSlow })
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return 70
  }
  for (const file of untold) tellOf(file)
  const score = scoreOf(tried(), accepted)
  if (stop.signal.aborted) {
    tell([`Stopped after ${done()} of ${all.length} changes: ${scoreLine(score)}`])
    return 130
  }
  const stale = staleEntries(tried(), accepted)
  tell([...stale, scoreLine(score)])
  if (!isEnough(score))
    tell([
      `${100 * WANTED} % have to be noticed: write the test that is missing, or let the code go that does nothing.`,
    ])
  return isEnough(score) && stale.length === 0 ? 0 : 1
}

/** On a terminal, one line that is written over. */
function progress(done: number, all: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${done} of ${all} changes tried`)
}

function tell(lines: readonly string[]): void {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
  for (const line of lines) process.stdout.write(`${line}\n`)
}

void main(process.argv.slice(2)).then((status) => {
  process.exitCode = status
})
