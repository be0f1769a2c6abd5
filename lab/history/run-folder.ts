/** Where runs are kept: `runs/<time>-<scenario>/` of the lab's own folder, and `latest` beside them points to the newest. */

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
import { basename, dirname, join, relative } from 'node:path'
import { t } from '../../peers/language/sentence'
import { LabError } from '../language/lab-error'
import { AHEAD, OWN_FOLDER, ROOT } from '../place/place'
import { printable } from '../text/printable'
import { attempt } from './history-file'
import { lifeOf, thisOwner } from './run-owner'

/** The folder that runs are kept in. */
export const RUNS = join(OWN_FOLDER, 'runs')
/** The file in a run's folder that says which process writes it. */
const OWNER = 'owner'
/** The link to the newest run that got to its end. */
const LATEST = 'latest'

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

/**
 * @param after the folder of a run: only those that began after it count.
 * @returns the folder of the newest run that goes on, if there is one.
 */
export function newestGoingOn(runs: string, after: string | null = null): string | null {
  const names = newestFirst(runs).filter((name) => after === null || isLater(name, basename(after)))
  const name = names.find((one) => goesOn(join(runs, one)) && existsSync(join(runs, one, 'history.jsonl')))
  return name === undefined ? null : join(runs, name)
}

/** Their names begin with the time. */
function newestFirst(runs: string): string[] {
  return existsSync(runs)
    ? readdirSync(runs)
        .filter((name) => name !== LATEST)
        .sort()
        .reverse()
    : []
}

/** Two may begin in the same second. */
function isLater(name: string, other: string): boolean {
  return name !== other && name.slice(0, 15) >= other.slice(0, 15)
}

/** Keeps the verdict, then lets `latest` point to this run. */
export function finishRun(folder: string, verdict: object): void {
  const path = join(folder, 'verdict.json')
  attempt(path, () => writeFileSync(path, `${JSON.stringify(verdict, forPrograms, 2)}\n`))
  const runs = dirname(folder)
  const link = join(runs, LATEST)
  const beside = `${folder}.latest`
  attempt(link, () => {
    symlinkSync(relative(runs, folder), beside)
    renameSync(beside, link)
  })
}

/**
 * @returns the history of a run given by its folder, by a file, or not at all: the latest.
 * @throws LabError where there is no such run.
 */
export function historyPath(given: string | undefined, runs = RUNS): string {
  if (given === undefined) return latestHistory(runs)
  if (given.endsWith('.jsonl')) return given
  // A name as `ls .lab/runs` prints it will do.
  const folder = [given, join(runs, given)].find((one) => existsSync(one))
  const shown = printable(given)
  if (folder === undefined)
    throw new LabError(t`There is no run ${shown}: give a folder of .lab/runs, its name, or a file.`)
  const path = join(folder, 'history.jsonl')
  if (!existsSync(path)) throw new LabError(t`${shown} holds no history of a run.`)
  return path
}

/** Runs that were copied from elsewhere have no link to the latest. */
function latestHistory(runs: string): string {
  const whole = (name: string): boolean => existsSync(join(runs, name, 'verdict.json'))
  const names = [LATEST, ...newestFirst(runs)].filter((name) => existsSync(join(runs, name, 'history.jsonl')))
  const name = names.find(whole) ?? names[0]
  if (name === undefined) throw new LabError(t`No run has been recorded yet: run a scenario first.`)
  return join(runs, name, 'history.jsonl')
}

/** The path as a user of this lab would write it: in a checkout from there. */
export function shown(path: string): string {
  return AHEAD === null ? relative(ROOT, path) : path
}

/** For `JSON.stringify`: programs read `why` and `evidence`; what is for people to see, in their language, is not for them. */
export function forPrograms(key: string, value: unknown): unknown {
  return key === 'reasons' || key === 'grounds' ? undefined : value
}
