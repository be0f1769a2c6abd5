/**
 * The directory as a node of the lab: as main.ts --node, and with --profile NAME weakened in one thing. It tells
 * the lab what it answers: so many answers, with --tell-answers all. This is the only program that can run a weakened
 * directory.
 */

import { setFlagsFromString } from 'node:v8'
import { profiles } from '../weakened/catalogue'
import { parseOptions } from './options'
import { serve } from './serve'
import { tellAnswers } from './told-answers'

// A node lives for seconds: to optimize SQLite's WebAssembly takes longer than running it as it is.
setFlagsFromString('--liftoff-only')

/** Whether somebody was answered at all is known by the first: a scenario that asks without end does without the rest. */
const ANSWERS_TOLD = 2_000
/** Has it tell each answer. */
const TELL_ANSWERS = '--tell-answers'

async function main(args: readonly string[]): Promise<void> {
  const place = args.indexOf('--profile')
  const defences = profiles.get(place < 0 ? 'hardened' : (args[place + 1] ?? ''))
  const rest = place < 0 ? args : args.toSpliced(place, 2)
  const tells = rest.includes(TELL_ANSWERS)
  const options = parseOptions(
    rest.filter((arg) => arg !== TELL_ANSWERS),
    '',
  )
  if (!defences || options === 'help' || options.command !== 'serve') {
    const known = [...profiles.keys()].join(', ')
    throw new Error(
      `Usage: lab-directory --profile NAME, with flags of the directory; NAME is one of ${known}.`,
    )
  }
  // Its data is thrown away, and so is the key that it is kept under.
  let left = tells ? Number.POSITIVE_INFINITY : ANSWERS_TOLD
  await serve({ ...options, node: true }, '', undefined, defences, (server) =>
    tellAnswers(server, (answer) => {
      left -= 1
      if (left >= 0) process.stdout.write(`${JSON.stringify(answer)}\n`)
    }),
  )
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  },
)
