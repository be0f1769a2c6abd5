/** How tests start a program of this project: from its sources, or from a bundle that the whole suite shares. */

import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { ROOT } from '../place/place'

const preload = (name: string): readonly string[] => ['-r', join(__dirname, name)]

/** Arguments for Node, with which it requires the project's sources, and starts its SQLite as tests do. */
export const withSources: readonly string[] = [
  ...preload('../../peers/system/compiled.cjs'),
  ...preload('quick-wasm.cjs'),
]

/** Likewise for a command of the lab's that need not bundle what a test has, or make RSA keys for its processes. */
export const withSuite: readonly string[] = [
  ...withSources,
  ...preload('bundled-once.cjs'),
  ...preload('keyed-nodes.cjs'),
]

/** What the processes of this suite share: `ava.config.cjs` makes the folder and removes it. */
const SHARED = process.env.LAB_SUITE_SHARED ?? mkdtempSync(join(tmpdir(), 'bundles-'))
if (!process.env.LAB_SUITE_SHARED) process.on('exit', () => rmSync(SHARED, { recursive: true, force: true }))

const required = (name: string) => `require(${JSON.stringify(join(__dirname, name))})`

/** With this before it, a program takes its RSA keys from the suite's, as tests do, and starts its SQLite as they do. */
export const withTestKeys = `${required('quick-wasm.cjs')};${required('test-keys.cjs')}.replaceGeneration(${JSON.stringify(SHARED)});`

/** What such a program opens, where it may open nothing else. */
export function filesOfTestKeys(): { readonly reads: readonly string[]; readonly writes: readonly string[] } {
  const keys = join(SHARED, 'keys')
  mkdirSync(keys, { recursive: true })
  return { reads: [__dirname, keys], writes: [keys] }
}

const bundles: {
  stateOfSources(): string
  putInPlace(beside: string, folder: string): void
} = require('./bundled-once.cjs')
const { putInPlace, stateOfSources } = bundles

/** What a guess at the passphrase of a home costs, and so each start on it: 128 MiB and a third of a second; here 1 MiB. */
const PASSPHRASE_COST = ['defaultCost={logN:17,', 'defaultCost={logN:10,'] as const

/**
 * Bundles a program as the lab does, unless a test of this suite has done so already. Its RSA keys are the suite's.
 * @param entry relative to the project.
 * @param cheapHomes of the user's program: whether the homes that it makes are cheap to open, for tests that start it often.
 * @returns the bundle's path.
 */
export function bundleOf(entry: string, cheapHomes = false): string {
  const folder = join(
    SHARED,
    createHash('sha256').update(`${entry} ${cheapHomes} ${stateOfSources()}`).digest('hex').slice(0, 16),
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
  if (cheapHomes) makeCheap(join(beside, 'program.cjs'))
  copyFileSync(require.resolve('sql.js/dist/sql-wasm.wasm'), join(beside, 'sql-wasm.wasm'))
  putInPlace(beside, folder)
  return bundle
}

/** @throws Error where the bundle does not say the cost in the one place where it was. */
function makeCheap(bundle: string): void {
  const parts = readFileSync(bundle, 'utf8').split(PASSPHRASE_COST[0])
  if (parts.length !== 2)
    throw new Error(`${PASSPHRASE_COST[0]} stands ${parts.length - 1} times in ${bundle}`)
  writeFileSync(bundle, parts.join(PASSPHRASE_COST[1]))
}
