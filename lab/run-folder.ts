/** Where runs are kept: `.lab/runs/<time>-<scenario>/`, and `latest` beside them points to the newest. */

import { existsSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { attempt } from './history-file'
import { forPrograms } from './reasons'

const ROOT = join(__dirname, '..')
/** The folder that runs are kept in. */
export const RUNS = join(ROOT, '.lab', 'runs')

/** @returns a new folder for a run, absolute. Two runs that start in the same moment get one each. */
export function newRunFolder(runs: string, scenario: string, now: Date, unique: string): string {
  const time = now.toISOString().replace(/[-:]/g, '').slice(0, 15)
  const folder = join(runs, `${time}-${scenario}-${unique}`)
  attempt(folder, () => mkdirSync(folder, { recursive: true }))
  return folder
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
