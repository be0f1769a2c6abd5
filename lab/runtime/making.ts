/** With what a run is made: the bytes of the programs that nodes run, and of the lab that judges them. */

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Circumstances } from '../history/events'
import { attempt } from '../history/history-file'
import { madeAhead } from '../place/made-ahead'
import { ROOT } from '../place/place'
import type { Build } from './build'
import { surroundings } from './surroundings'

/** What makes the lab: its rooms, and the scenarios with what they expect. */
const SOURCES = ['lab', 'scenarios'] as const

/** What is known of a run before it begins. */
export type Making = Pick<Circumstances, 'programs' | 'lab' | 'node' | 'platform'>

/** @throws LabError if a file cannot be read. */
export function makingOf({ files }: Pick<Build, 'files'>): Making {
  const { node, platform, revision, isChanged, project, packages } = surroundings()
  return {
    programs: Object.values(files).map((path) => ({ name: basename(path), sha256: hashOf(path) })),
    lab: { project, sources: ownSources(), revision, isChanged, packages: [...packages] },
    node,
    platform,
  }
}

/** @returns {@link sourcesOf} this lab. */
export function ownSources(): string {
  return madeAhead()?.sources ?? sourcesOf(ROOT)
}

/**
 * @param root a folder with those of {@link SOURCES} in it.
 * @returns the SHA-256 over the names and contents of all sources but the tests, which no run uses.
 */
export function sourcesOf(root: string): string {
  const hash = createHash('sha256')
  for (const path of SOURCES.flatMap((folder) => filesIn(root, folder)))
    hash.update(`${path}\n${hashOf(join(root, path))}\n`)
  return hash.digest('hex')
}

/** By name, whatever the order in which the system lists them. */
function filesIn(root: string, folder: string): string[] {
  const entries = attempt(folder, () => readdirSync(join(root, folder), { withFileTypes: true }), 'read')
  return entries
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) return filesIn(root, path)
      return entry.isFile() && !/(\.test|-testing)\.ts$/.test(path) ? [path] : []
    })
}

function hashOf(path: string): string {
  return createHash('sha256')
    .update(attempt(path, () => readFileSync(path), 'read'))
    .digest('hex')
}
