/** For tests: a program with a careless change in its source. */

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join } from 'node:path'
import { build, type Plugin } from 'esbuild'
import type { Profile } from '../../peers/protocol/conversation'
import { ROOT } from '../place/place'

const requireHere = createRequire(__filename)

/** A file, what stands there, and what a careless change puts in its place. */
export type Change = readonly [file: string, from: string, to: string]

/** @param change of a file of peers/protocol/. @returns the hardened profile with it. @throws Error as {@link changedModule}. */
export async function changedProfile([file, from, to]: Change): Promise<Profile> {
  const source = "export { hardenedProfile } from './peers/protocol/secure'"
  const change: Change = [`peers/protocol/${file}`, from, to]
  return (await changedModule<{ hardenedProfile: Profile }>(source, change)).hardenedProfile
}

/**
 * @param source of a module, as if it stood in the folder of the project. @param change null for none.
 * @returns what it exports. @throws Error if the changed file has no such place, or several.
 */
export function changedModule<Exports>(source: string, change: Change | null): Promise<Exports> {
  if (change) return bundled(source, [carelessly(change)]) as Promise<Exports>
  const known = unchanged.get(source) ?? bundled(source, [])
  unchanged.set(source, known)
  return known as Promise<Exports>
}

/** Each is made once. */
const unchanged = new Map<string, Promise<unknown>>()

async function bundled(source: string, plugins: Plugin[]): Promise<unknown> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    write: false,
    logLevel: 'silent',
    plugins,
  })
  const compiled = { exports: {} }
  const run = new Function('module', 'exports', 'require', '__dirname', outputFiles[0]!.text)
  run(compiled, compiled.exports, requireHere, __dirname)
  return compiled.exports
}

function carelessly([file, from, to]: Change): Plugin {
  const path = join(ROOT, file)
  const source = readFileSync(path, 'utf8')
  if (source.split(from).length !== 2) throw new Error(`${file} has not one place with ${from}`)
  return {
    name: 'careless change',
    setup: ({ onLoad }) =>
      onLoad({ filter: new RegExp(`${basename(file).replace('.', '\\.')}$`) }, (load) =>
        load.path === path ? { contents: source.replace(from, () => to), loader: 'ts' } : undefined,
      ),
  }
}
