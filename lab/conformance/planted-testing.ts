/** For tests: the messenger's protocol with a careless change in its source, as a profile. */

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative } from 'node:path'
import { build } from 'esbuild'
import type { Profile } from '../../peers/protocol/conversation'

const ROOT = join(__dirname, '..', '..')
const requireHere = createRequire(__filename)

/** A file of peers/protocol/, what stands there, and what a careless change puts in its place. */
export type Change = readonly [file: string, from: string, to: string]

/** @returns the hardened profile out of a source with this change. @throws Error if the source has no such place, or several. */
export async function changedProfile([file, from, to]: Change): Promise<Profile> {
  const path = join(ROOT, 'peers', 'protocol', file)
  const source = readFileSync(path, 'utf8')
  if (source.split(from).length !== 2)
    throw new Error(`${relative(ROOT, path)} has not one place with ${from}`)
  const { outputFiles } = await build({
    stdin: {
      contents: "export { hardenedProfile } from './secure'",
      resolveDir: join(path, '..'),
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'careless change',
        setup: ({ onLoad }) =>
          onLoad({ filter: new RegExp(`${file.replace('.', '\\.')}$`) }, (load) =>
            load.path === path ? { contents: source.replace(from, () => to), loader: 'ts' } : undefined,
          ),
      },
    ],
  })
  const compiled = { exports: {} as { hardenedProfile: Profile } }
  new Function('module', 'exports', 'require', outputFiles[0]!.text)(compiled, compiled.exports, requireHere)
  return compiled.exports.hardenedProfile
}
