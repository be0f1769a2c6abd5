/** Recordings on disk. Of a file that is damaged or not whole, what can be read is shown, and what is wrong is said. */

import { existsSync, readFileSync, statSync } from 'node:fs'
import { type Sentence, t } from '../../peers/language/sentence'
import type { HistoryEvent } from '../history/events'
import { attempt } from '../history/history-file'
import { historyPath } from '../history/run-folder'
import { salvage } from '../history/salvage'
import { LabError } from '../language/lab-error'
import type { Scenario } from '../scenario/scenario'
import { printable } from '../text/printable'
import { amount, type Recording, recordingOf } from './recording'

/** The longest recording of this lab has a tenth of it; text of more than half a gigabyte fits no string. */
const MOST_BYTES = 300 * 2 ** 20

/** @returns why a history that is whole to the line does not hold a whole run; null where it does. */
export function unfinished(events: readonly HistoryEvent[]): Sentence | null {
  const announced = events.flatMap((event) => (event.event === 'run-started' ? event.acts : []))
  const over = new Set(
    events.flatMap(({ event, act }) => (event === 'act-ended' || event === 'node-failed' ? [act] : [])),
  )
  const begun = new Set(events.flatMap(({ act }) => (act === '' ? [] : [act])))
  const missing = [...new Set([...announced, ...begun])].filter((act) => !over.has(act))
  return missing.length > 0 ? t`The run did not get to the end of ${printable(missing.join(', '))}.` : null
}

/**
 * @param given a folder of .lab/runs, its name, or a file; nothing is the latest run.
 * @throws LabError with one sentence where nothing can be shown.
 */
export function readRecording(given: string | undefined, catalogue: readonly Scenario[]): Recording {
  const path = pathOf(given)
  const { events, damaged, flaw } = salvage(textOf(path))
  const shown = printable(path)
  if (events.length === 0)
    throw new LabError(
      flaw
        ? t`${shown} is no history of a run: none of its lines is an event of this lab.`
        : t`${shown} is empty: nothing of a run was written down.`,
    )
  const wrong = flaw ?? unfinished(events)
  return recordingOf(events, catalogue, wrong && t`${wrong} ${amount(events)}`, damaged)
}

/** A file may have any name; what is no folder of a run is one. */
function pathOf(given: string | undefined): string {
  return given !== undefined && existsSync(given) && !statSync(given).isDirectory()
    ? given
    : historyPath(given)
}

function textOf(path: string): string {
  const file = attempt(path, () => statSync(path), 'read')
  const shown = printable(path)
  if (!file.isFile()) throw new LabError(t`${shown} is no file: a history is one.`)
  const [size, most] = [file.size, MOST_BYTES].map((bytes) => Math.round(bytes / 2 ** 20))
  if (file.size > MOST_BYTES)
    throw new LabError(
      t`${shown} has ${size!} MiB: no history of a run is that large, and ${most!} can be shown.`,
    )
  return attempt(path, () => readFileSync(path, 'utf8'), 'read')
}
