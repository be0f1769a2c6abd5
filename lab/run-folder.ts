/** Where runs are kept: `.lab/runs/<time>-<scenario>/`, and `latest` beside them points to the newest. */

import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { attempt } from './history-file'
import { forPrograms } from './reasons'
import { lifeOf, thisOwner } from './run-owner'

const ROOT = join(__dirname, '..')
/** The folder that runs are kept in. */
export const RUNS = join(ROOT, '.lab', 'runs')
/** The file in a run's folder that says which process writes it. */
const OWNER = 'owner'

/** @returns a new folder for a run, absolute. Two runs that start in the same moment get one each. */
export function newRunFolder(runs: string, scenario: string, now: Date, unique: string): string {
  const time = now.toISOString().replace(/[-:]/g, '').slice(0, 15)
  const folder = join(runs, `${time}-${scenario}-${unique}`)
  attempt(folder, () => mkdirSync(folder, { recursive: true }))
  // As long as it stands there and lives, the run goes on.
  attempt(folder, () => writeFileSync(join(folder, OWNER), thisOwner()))
  return folder
}

/** No more will come, whether the run got to its end or not. */
export function leaveRun(folder: string): void {
  rmSync(join(folder, OWNER), { force: true })
}

/** @returns whether a run is being written into this folder. A lab that was killed could not say that it left. */
export function goesOn(folder: string): boolean {
  try {
    return lifeOf(readFileSync(join(folder, OWNER), 'utf8')) !== 'dead'
  } catch {
    return false
  }
}

/** @returns the folder of the newest run that goes on, if there is one. */
export function newestGoingOn(runs: string): string | null {
  if (!existsSync(runs)) return null
  // Their names begin with the time.
  const names = readdirSync(runs).sort().reverse()
  const name = names.find((one) => goesOn(join(runs, one)) && existsSync(join(runs, one, 'history.jsonl')))
  return name === undefined ? null : join(runs, name)
}

/** Keeps the verdict, then lets `latest` point to this run. */
export function finishRun(folder: string, verdict: object): void {
  const path = join(folder, 'verdict.json')
  attempt(path, () => writeFileSync(path, `${JSON.stringify(verdict, forPrograms, 2)}\n`))
  const runs = dirname(folder)
  const link = join(runs, 'latest')
  const beside = `${folder}.latest`
  attempt(link, () => {
    symlinkSync(relative(runs, folder), beside)
    renameSync(beside, link)
  })
}

/** @returns the history of a run given by its folder, by a file, or not at all: the latest. */
export function historyPath(given: string | undefined): string {
  if (given === undefined) return join(RUNS, 'latest', 'history.jsonl')
  if (given.endsWith('.jsonl')) return given
  // A name as `ls .lab/runs` prints it will do.
  const folder = existsSync(given) ? given : join(RUNS, given)
  return join(folder, 'history.jsonl')
}

/** The path as a user of this checkout would write it. */
export function shown(path: string): string {
  return relative(ROOT, path)
}
