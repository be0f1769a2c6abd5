/** `npm run replay`: a recorded run in the dashboard. It needs no engine, and starts nothing. */

import { languageOf } from '../../peers/language/choice'
import { type Language, languages, type Sentence, t } from '../../peers/language/sentence'
import { RUNS } from '../history/run-folder'
import { UsageError } from '../language/lab-error'
import { sayIn } from '../language/language'
import type { Scenario } from '../scenario/scenario'
import type { Tour } from '../scenario/tour'
import { writeCast } from '../stage/cast-file'
import { castReplay } from '../stage/cast-replay'
import type { Size } from '../stage/cells'
import { ownTerminal } from '../stage/own-terminal'
import { Player } from '../stage/player'
import { readRecording } from '../stage/read-recording'
import type { Recording } from '../stage/recording'
import { recordedTour } from '../stage/tour-recording'
import { newUi } from '../stage/ui'
import { exitStatus } from './exit-status'
import { flags, oneOf, refuseSwallowed, sizeOf } from './options'

/** What recordings are understood by. */
export interface Repertoire {
  readonly scenarios: readonly Scenario[]
  readonly tour: Tour
}

interface ReplayOptions {
  /** A folder of .lab/runs, its name, a file, or `tour`; nothing is the latest run. */
  readonly name: string | undefined
  readonly runs: boolean
  readonly lang: Language
  /** A file to be written instead, and how large it shows the dashboard. */
  readonly cast: string | undefined
  readonly size: Size
  readonly help: boolean
}

const USUAL: Size = { columns: 120, rows: 36 }

const replayHelp: Sentence = t`Usage: npm run replay [RUN|FILE] [-- FLAGS]

Shows a recorded run in the dashboard, forwards and backwards: the latest one, a folder of .lab/runs, or a file that
somebody else has recorded. "npm run replay tour" shows the talk from the newest recording of each of its scenarios.

  --run           goes on by itself; without it, Space is each next step
  --cast FILE     writes it as a recording of a terminal (asciicast v2) with a marker at each pause; needs no terminal
  --size 120x36   how many columns and rows that has; 120x36 if it is not said
  --lang en|fr    the language (otherwise the environment's)
  --help          this text

Keys: Space plays the next step, a runs on, b runs backwards, p pauses, + and - speed; Left and Right jump a step,
Page Up and Page Down (or [ and ]) an act, 1 to 9 to that act, Home and End to the beginning and the end; Tab, Up and
Down move, Enter opens a frame, l language, ? help, q quits.
`

/** @throws UsageError with one sentence. */
export function replayOptions(args: readonly string[], env: NodeJS.ProcessEnv): ReplayOptions {
  const { values, positionals } = flags(args, {
    run: 'boolean',
    cast: 'string',
    size: 'string',
    lang: 'string',
    help: 'boolean',
  })
  oneOf('--lang', values.lang, languages)
  if (positionals.length > 1)
    throw new UsageError(t`One recording at a time: ${positionals.join(' ')} are several.`)
  if (values.size !== undefined && values.cast === undefined)
    throw new UsageError(t`--size goes with --cast: in a terminal the dashboard is as large as that.`)
  return {
    name: positionals[0],
    runs: values.run !== undefined,
    lang: languageOf(args, env),
    cast: values.cast,
    size: sizeOf(values.size, USUAL),
    help: values.help !== undefined,
  }
}

/** @returns the exit status. @throws UsageError, LabError, and the signal's reason when aborted. */
export async function replayCommand(
  repertoire: Repertoire,
  args: readonly string[],
  aborted: AbortSignal,
): Promise<number> {
  refuseSwallowed(process.env)
  const { name, runs, lang, cast, size, help } = replayOptions(args, process.env)
  if (help) {
    process.stdout.write(sayIn(lang)(replayHelp))
    return exitStatus.asExpected
  }
  const recording = recordingNamed(name, repertoire)
  if (cast !== undefined) {
    const said = await writeCast(castReplay(recording, lang, size), cast, aborted)
    process.stdout.write(`${sayIn(lang)(said)}\n`)
    return exitStatus.asExpected
  }
  const player = new Player({
    recording,
    // What comes before the first step needs no key.
    ui: { ...newUi('replay', lang, runs ? 'runs' : 'steps'), permits: runs ? 0 : 1 },
    ...ownTerminal(),
  })
  try {
    await player.left(aborted)
  } finally {
    player.close()
  }
  aborted.throwIfAborted()
  return exitStatus.asExpected
}

function recordingNamed(name: string | undefined, { scenarios, tour }: Repertoire): Recording {
  return name === 'tour' ? recordedTour(tour, scenarios, RUNS) : readRecording(name, scenarios)
}
