/**
 * The directory as a node of the lab: as main.ts --node, and with --profile NAME weakened in one thing. This is the
 * only program that can run a weakened directory.
 */

import { setFlagsFromString } from 'node:v8'
import { profiles } from '../weakened/catalogue'
import { parseOptions } from './options'
import { serve } from './serve'

// A node lives for seconds: to optimize SQLite's WebAssembly takes longer than running it as it is.
setFlagsFromString('--liftoff-only')

async function main(args: readonly string[]): Promise<void> {
  const place = args.indexOf('--profile')
  const defences = profiles.get(place < 0 ? 'hardened' : (args[place + 1] ?? ''))
  const options = parseOptions(place < 0 ? args : args.toSpliced(place, 2), '')
  if (!defences || options === 'help' || options.command !== 'serve') {
    const known = [...profiles.keys()].join(', ')
    throw new Error(
      `Usage: lab-directory --profile NAME, with flags of the directory; NAME is one of ${known}.`,
    )
  }
  // Its data is thrown away, and so is the key that it is kept under.
  await serve({ ...options, node: true }, '', undefined, defences)
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  },
)
