/** How tests start a program of this project: from its sources, or from a bundle that the whole suite shares. */

import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSync } from 'esbuild'

const ROOT = join(__dirname, '..', '..')

/** Arguments for Node, with which it requires the project's sources. */
export const withSources: readonly string[] = ['-r', join(__dirname, 'compiled.cjs')]

/** What the processes of this suite share: `ava.config.cjs` makes the folder and removes it. */
const SHARED = process.env.LAB_SUITE_SHARED ?? mkdtempSync(join(tmpdir(), 'bundles-'))
if (!process.env.LAB_SUITE_SHARED) process.on('exit', () => rmSync(SHARED, { recursive: true, force: true }))

/** With this before it, a program takes its RSA keys from the suite's, as tests do. */
export const withTestKeys = `require(${JSON.stringify(join(__dirname, 'test-keys.cjs'))}).replaceGeneration(${JSON.stringify(SHARED)});`

/** What programs are made of. */
const ROOMS = ['peers', 'directory', 'attacks', 'scenarios', 'lab']

let state: string | undefined

/** @returns what is another one as soon as a source is: a suite that watches the sources outlives their changes. */
function stateOfSources(): string {
  if (state === undefined) {
    const hash = createHash('sha256')
    for (const room of ROOMS)
      for (const name of readdirSync(join(ROOT, room), { encoding: 'utf8', recursive: true }).sort())
        if (name.endsWith('.ts'))
          hash.update(
            `${room}/${name} ${statSync(join(ROOT, room, name), { throwIfNoEntry: false })?.mtimeMs}\n`,
          )
    state = hash.digest('hex')
  }
  return state
}

/**
 * Bundles a program as the lab does, unless a test of this suite has done so already. Its RSA keys are the suite's.
 * @param entry relative to the project.
 * @returns the bundle's path.
 */
export function bundleOf(entry: string): string {
  const folder = join(
    SHARED,
    createHash('sha256').update(`${entry} ${stateOfSources()}`).digest('hex').slice(0, 16),
  )
  const bundle = join(folder, 'program.cjs')
  if (existsSync(bundle)) return bundle
  mkdirSync(SHARED, { recursive: true })
  const beside = mkdtempSync(join(SHARED, 'unfinished-'))
  buildSync({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outfile: join(beside, 'program.cjs'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    // Each start compiles all of it. Names stay, for stacks.
    minifyWhitespace: true,
    minifySyntax: true,
    logLevel: 'error',
    banner: { js: withTestKeys },
  })
  copyFileSync(require.resolve('sql.js/dist/sql-wasm.wasm'), join(beside, 'sql-wasm.wasm'))
  try {
    renameSync(beside, folder)
  } catch (error) {
    // Another test was faster.
    rmSync(beside, { recursive: true })
    if (!existsSync(bundle)) throw error
  }
  return bundle
}
