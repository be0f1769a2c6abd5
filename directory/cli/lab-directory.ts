/**
 * The directory as a node of the lab: as main.ts --node, and with --profile NAME weakened in one thing. It tells
 * the lab what its routes promise and what it answers: so many answers, with --tell-answers all. Its clock goes forward
 * when it is told to, one JSON object a line. This is the only program that can run a weakened directory.
 */

import type { Server } from 'node:http'
import { createInterface } from 'node:readline'
import { setFlagsFromString } from 'node:v8'
import { openApi } from '../http/openapi'
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

const say = (event: object): void => void process.stdout.write(`${JSON.stringify(event)}\n`)

async function main(args: readonly string[]): Promise<void> {
  const place = args.indexOf('--profile')
  const defences = profiles.get(place < 0 ? 'hardened' : (args[place + 1] ?? ''))
  const rest = place < 0 ? args : args.toSpliced(place, 2)
  const tells = rest.includes(TELL_ANSWERS)
  const options = parseOptions(
    rest.filter((arg) => arg !== TELL_ANSWERS),
    '',
  )
  if (!defences || options === 'help' || options === 'version' || options.command !== 'serve') {
    const known = [...profiles.keys()].join(', ')
    throw new Error(
      `Usage: lab-directory --profile NAME, with flags of the directory; NAME is one of ${known}.`,
    )
  }
  // Its data is thrown away, and so is the key that it is kept under.
  let left = tells ? Number.POSITIVE_INFINITY : ANSWERS_TOLD
  const now = clock()
  const watch = (server: Server): void => {
    say({ event: 'described', openapi: JSON.stringify(openApi()) })
    tellAnswers(
      server,
      (answer) => {
        left -= 1
        if (left >= 0) say(answer)
      },
      now,
    )
  }
  await serve({ ...options, node: true }, '', undefined, defences, watch, now)
}

/** @returns the time of this program, which is put forward by what it reads: `{"id":1,"do":"pass-time","minutes":2}`. */
function clock(): () => number {
  let ahead = 0
  createInterface({ input: process.stdin }).on('line', (line) => {
    const { id, do: what, minutes } = JSON.parse(line) as { id: number; do: string; minutes: number }
    if (what === 'pass-time' && Number.isInteger(minutes)) {
      ahead += minutes * 60_000
      say({ event: 'done', id })
    } else say({ event: 'failed', id, code: 'BAD_COMMAND', message: 'The directory does pass-time only.' })
  })
  return () => Date.now() + ahead
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  },
)
