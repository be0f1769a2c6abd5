/**
 * Bundles the programs that nodes run, each into one file, so that both runtimes start exactly the same bytes.
 *
 * In a checkout the bundles live in `.lab/build/<hash>/`; the hash of their contents names the folder and, in the containers
 * runtime, the image. So two runs of the same source share both, and a changed attack gets its own. An installed lab has
 * the same bytes beside it, and so the same hash.
 */

import { createHash } from 'node:crypto'
import { existsSync, realpathSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { t } from '../../peers/language/sentence'
import type { NodeProgram } from '../history/events'
import { LabError, reasonOf } from '../language/lab-error'
import { names } from '../place/made-ahead'
import { AHEAD, OWN_FOLDER, ROOT } from '../place/place'
import { bundle } from './bundle'
import type { FileAccess } from './permissions'

/** Where the bundles of this checkout are. */
export const BUILD_FOLDER = join(OWN_FOLDER, 'build')
/** SQLite, as sql.js reads it. */
const WASM = 'sql-wasm.wasm'
/** A build being written, which a rename makes a finished one. */
export const UNFINISHED = 'unfinished-'

/** The source of each program. */
export const ENTRIES: Readonly<Record<NodeProgram, string>> = {
  peer: 'peers/lab/lab-peer.ts',
  messenger: 'peers/lab/lab-messenger.ts',
  directory: 'directory/cli/lab-directory.ts',
  attacker: 'attacks/main.ts',
  bystander: 'lab/bystander/main.ts',
}

export interface Build {
  /** 16 hex digits of the SHA-256 over all files. */
  readonly hash: string
  readonly folder: string
  /** The absolute path of each program's bundle. */
  readonly files: Readonly<Record<NodeProgram, string>>
  /** What a program opens besides its bundle and its data: as a process it may open nothing else. */
  readonly beside: FileAccess
}

/**
 * Bundles the programs. Writes nothing when this very build is there; two at once do not disturb each
 * other.
 * @param programs the entry file of each program, relative to the checkout or absolute
 * @throws LabError when a program does not compile (with the place) or the folder cannot be written
 */
export async function build(programs = ENTRIES, parent = BUILD_FOLDER): Promise<Build> {
  const ahead = AHEAD === null ? null : join(AHEAD, names.programs)
  const contents = ahead === null ? await programFiles(programs) : await filesIn(ahead, programs)
  const hash = hashOf(contents)
  const folder = ahead ?? join(parent, hash)
  if (!existsSync(folder)) await writeTogether(contents, parent, folder)
  // Node names a program by its real path, and that is what it has to be allowed to read.
  const real = realpathSync(folder)
  const file = (program: NodeProgram) => join(real, `${program}.cjs`)
  return {
    hash,
    folder,
    files: {
      peer: file('peer'),
      messenger: file('messenger'),
      directory: file('directory'),
      attacker: file('attacker'),
      bystander: file('bystander'),
    },
    beside: { reads: [join(real, WASM)], writes: [] },
  }
}

/** @returns what nodes run, by the names of the files. @throws LabError when a program does not compile */
export async function programFiles(programs = ENTRIES): Promise<Map<string, Uint8Array>> {
  const { contents } = await bundle(programs, ROOT)
  // sql.js reads its WebAssembly from the folder of the script that it is part of.
  return contents.set(WASM, await readFile(require.resolve('sql.js/dist/sql-wasm.wasm')))
}

/** @returns the same, made ahead. */
async function filesIn(folder: string, programs: object): Promise<Map<string, Uint8Array>> {
  const files = [...Object.keys(programs).map((program) => `${program}.cjs`), WASM]
  return new Map(
    await Promise.all(files.map(async (name) => [name, await readFile(join(folder, name))] as const)),
  )
}

function hashOf(contents: Map<string, Uint8Array>): string {
  const hash = createHash('sha256')
  for (const [name, content] of contents) hash.update(`${name}\n${content.length}\n`).update(content)
  return hash.digest('hex').slice(0, 16)
}

/** All files or none: they are written beside and renamed into place, and it is fine to come second. */
async function writeTogether(
  contents: Map<string, Uint8Array>,
  parent: string,
  folder: string,
): Promise<void> {
  let beside: string | undefined
  try {
    await mkdir(parent, { recursive: true })
    beside = await mkdtemp(join(parent, UNFINISHED))
    for (const [name, content] of contents) await writeFile(join(beside, name), content)
    await rename(beside, folder)
  } catch (error) {
    if (beside) await rm(beside, { recursive: true, force: true })
    if (!existsSync(folder)) {
      throw new LabError(t`The programs cannot be written to ${parent}: ${reasonOf(error)}.`)
    }
  }
}
