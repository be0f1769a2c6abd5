/**
 * `npm run build [-- FOLDER]`: the messenger, the directory and the lab as commands that need nothing but Node, each bundled into one file of
 * `dist/` (or of that folder), with what shells and `man` are told of them, and the licences of what is in them. npm runs it before it packs
 * or installs the project.
 */

import { execFile } from 'node:child_process'
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { ROOT } from '../place/place'
import { bundle } from '../runtime/bundle'
import { aheadOf, writeAhead } from './ahead'
import { bashCompletion, described, fishCompletion, manPage, zshCompletion } from './completions'

/** The source of each command. */
const COMMANDS: Readonly<Record<string, string>> = {
  p2p: 'peers/cli/main.ts',
  'p2p-directory': 'directory/cli/main.ts',
  'p2p-lab': 'lab/commands/cli.ts',
}

/** Commands of theirs that have a --help of their own. */
const HELPED: Readonly<Record<string, readonly string[]>> = {
  'p2p-lab': ['scenario', 'demo', 'replay', 'report'],
}

/** Where the messenger's page is, beside the commands. */
const PAGE = 'web'

const run = promisify(execFile)

async function main([given = join(ROOT, 'dist')]: readonly string[]): Promise<void> {
  const folder = resolve(given)
  // Made beside it and renamed into place: whoever starts a command meanwhile has the old one or the new one.
  const fresh = await mkdtemp(`${folder}-`)
  try {
    await fill(fresh)
    await rm(folder, { recursive: true, force: true })
    await rename(fresh, folder)
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
}

async function fill(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  const { contents, sources } = await bundle(COMMANDS, ROOT, {
    banner: { js: '#!/usr/bin/env node' },
    ...aheadOf,
    define: { ...aheadOf.define, WEB_AHEAD: JSON.stringify(PAGE) },
  })
  for (const [name, bytes] of contents) await writeFile(join(folder, name), bytes, { mode: 0o755 })
  // sql.js reads its WebAssembly from the folder of the program that it is part of.
  await copyFile(require.resolve('sql.js/dist/sql-wasm.wasm'), join(folder, 'sql-wasm.wasm'))
  await chmod(join(folder, 'sql-wasm.wasm'), 0o644)
  await writeAhead(folder)
  await run(process.execPath, ['-r', 'ts-node/register', 'peers/web/make-page.ts', join(folder, PAGE)], {
    cwd: ROOT,
  })
  for (const part of ['man', 'completions']) await mkdir(join(folder, part))
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'))
  for (const program of Object.keys(COMMANDS)) {
    const file = join(folder, `${program}.cjs`)
    // In English, with the folders that people have who have set none.
    const env = { ...process.env, npm_lifecycle_event: '', LC_ALL: 'C', XDG_STATE_HOME: '' }
    const asked = async (...command: string[]) =>
      (await run(process.execPath, [file, ...command, '--help'], { env })).stdout
    const more = await Promise.all((HELPED[program] ?? []).map((command) => asked(command)))
    const told = described(program, version, await asked(), more)
    await writeFile(join(folder, 'man', `${program}.1`), manPage(told))
    await writeFile(join(folder, 'completions', `${program}.bash`), bashCompletion(told))
    await writeFile(join(folder, 'completions', `_${program}`), zshCompletion(told))
    await writeFile(join(folder, 'completions', `${program}.fish`), fishCompletion(told))
  }
  await writeFile(join(folder, 'LICENSES.txt'), await licences(packagesIn(sources())))
}

/** @returns the folders of the packages that files are of. */
function packagesIn(files: readonly string[]): string[] {
  const packages = files.flatMap((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? [])
  return [...new Set(packages)].sort().map((path) => join(ROOT, path))
}

/** @returns the licence of each package that is part of a bundle, as its authors wrote it. */
async function licences(packages: readonly string[]): Promise<string> {
  const texts = await Promise.all(
    packages.map(async (folder) => {
      const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
      const own = (await readdir(folder)).find((file) => /^licen[cs]e/i.test(file))
      const text = own ? await readFile(join(folder, own), 'utf8') : `${license}\n`
      return `${name} ${version}\n\n${text.trim()}\n`
    }),
  )
  return texts.join(`\n${'-'.repeat(72)}\n\n`)
}

main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`The commands could not be built: ${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
})
