/** What an installed lab has beside it, since it can make none of it: no compiler, no sources and no packages are there. */

import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { defences } from '../../scenarios/ablation'
import { cutOut } from '../narration/source-code'
import { type MadeAhead, names } from '../place/made-ahead'
import { ROOT } from '../place/place'
import { programFiles } from '../runtime/build'
import type { Differences } from '../runtime/bundle'
import { ownSources } from '../runtime/making'
import { origin } from '../runtime/surroundings'
import { placesOfStandIn } from '../scenario/defence'

/** Its name beside the commands. */
const FOLDER = 'lab'

/** Compilers, of which nothing is called there, and ways to engines that the lab does not go. */
const absent = /^(esbuild|typescript|ssh2|@grpc\/grpc-js|@grpc\/proto-loader|protobufjs)$/

/** What is in blessed that only works in a folder of packages. */
const inBlessed: readonly (readonly [file: RegExp, written: string, instead: string])[] = [
  [/blessed[\\/]lib[\\/]widget\.js$/, "'./widgets/' + file", "'./widgets/' + file + '.js'"],
  [/blessed[\\/]lib[\\/]tput\.js$/, "'/../usr/", `'/${FOLDER}/${names.terminals}/`],
]

/** How a lab is bundled that is to be installed. */
export const aheadOf: Required<Pick<Differences, 'define' | 'plugins' | 'external'>> = {
  define: { LAB_AHEAD: JSON.stringify(FOLDER) },
  // Loaded by a checkout, and by what blessed has for other programs.
  external: ['sql.js/dist/sql-wasm.wasm', 'term.js', 'pty.js'],
  plugins: [
    {
      name: 'installed',
      setup(build) {
        build.onResolve({ filter: absent }, ({ path }) => ({ path, namespace: 'absent' }))
        build.onLoad({ filter: /./, namespace: 'absent' }, () => ({ contents: 'module.exports = {}' }))
        for (const [filter, written, instead] of inBlessed)
          build.onLoad({ filter }, async ({ path }) => {
            const code = await readFile(path, 'utf8')
            if (!code.includes(written)) throw new Error(`${path} has no ${written} any more.`)
            return { contents: code.replaceAll(written, instead) }
          })
      },
    },
  ],
}

/** Writes it into the folder of the commands. */
export async function writeAhead(commands: string): Promise<void> {
  const folder = join(commands, FOLDER)
  const programs = join(folder, names.programs)
  const terminals = join(folder, names.terminals)
  for (const path of [programs, terminals]) await mkdir(path, { recursive: true })
  for (const [name, bytes] of await programFiles()) await writeFile(join(programs, name), bytes)
  const usr = join(dirname(require.resolve('blessed/package.json')), 'usr')
  for (const name of ['xterm', 'linux']) await copyFile(join(usr, name), join(terminals, name))
  for (const name of [names.dissector, 'aes256.lua'])
    await copyFile(join(ROOT, 'lab', 'wire', name), join(folder, name))
  const places = defences.flatMap((defence) => [...defence.hardened, ...placesOfStandIn(defence)])
  const code = Object.fromEntries(places.map((place) => [place, cutOut(place, ROOT)]))
  const facts: MadeAhead = { ...origin(), sources: ownSources(), code }
  await writeFile(join(folder, names.facts), JSON.stringify(facts))
}
