/** Recorded runs, as the report reads them: also those that were cut off or damaged, as far as they can be read. */

import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type Sentence, t } from '../../peers/language/sentence'
import type { HistoryEvent } from '../history/events'
import { attempt } from '../history/history-file'
import { salvage } from '../history/salvage'
import { eventsOf } from '../history/selectors'
import { LabError } from '../language/lab-error'
import type { Scenario } from '../scenario/scenario'
import { unfinished } from '../stage/read-recording'
import { printable } from '../text/printable'

export interface Recorded {
  /** The run's folder, or the file where it stands in none of the lab's. */
  readonly name: string
  /** When it began, where its folder tells. */
  readonly began: Date | null
  readonly scenario: string
  readonly events: readonly HistoryEvent[]
  /** Why it is not whole; null where it is. */
  readonly flaw: Sentence | null
  /** The numbers of the lines that were left out. */
  readonly damaged: readonly number[]
  /** These two are the lab's own notes beside the history; null where there are none. */
  readonly runtime: string | null
  readonly seed: string | null
}

const FOLDER = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)-(.+)-[0-9a-f]{6}$/

/** @returns what can be read of a run. @throws LabError if that is nothing. */
export function readRun(path: string): Recorded {
  const text = attempt(path, () => readFileSync(path, 'utf8'), 'read')
  const { events, damaged, flaw } = salvage(text)
  if (events.length === 0)
    throw new LabError(
      flaw === null
        ? t`${printable(path)} is empty: nothing of a run was written down.`
        : t`${printable(path)} is no history of a run: none of its lines is an event of this lab.`,
    )
  const [started] = eventsOf(events, 'run-started')
  const file = realpathSync(path)
  const name = basename(dirname(file))
  const [, year, month, day, hour, minute, second, of] = FOLDER.exec(name) ?? []
  return {
    name: of === undefined ? basename(file) : name,
    began: of === undefined ? null : new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`),
    scenario: started?.scenario ?? of ?? basename(file, '.jsonl'),
    events,
    flaw: flaw ?? unfinished(events),
    damaged,
    ...notesOf(join(dirname(file), 'verdict.json')),
  }
}

/** Seed and runtime; the verdict that stands there as well is not looked at. */
function notesOf(path: string): Pick<Recorded, 'runtime' | 'seed'> {
  const nothing = { runtime: null, seed: null }
  if (!existsSync(path)) return nothing
  try {
    const { runtime, seed } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
    return {
      runtime: runtime === 'processes' || runtime === 'containers' ? runtime : null,
      seed: typeof seed === 'string' && /^[0-9a-f]{16,64}$/.test(seed) ? seed : null,
    }
  } catch {
    return nothing
  }
}

/** @returns a name for a file about runs, with the time of the newest: what was written of others stays as it is. */
export function datedName(name: string, runs: readonly Pick<Recorded, 'began'>[]): string {
  const newest = runs
    .flatMap(({ began }) => (began === null ? [] : [began.toISOString()]))
    .sort()
    .at(-1)
  // As the folders of runs have it.
  return newest === undefined
    ? plainName(name)
    : `${plainName(name)}-${newest.slice(0, 19).replace(/[-:]/g, '')}`
}

/** @returns of each scenario the history of the newest run that ended and played all of its acts. */
export function newestRuns(scenarios: readonly Scenario[], runs: string): Map<string, string> {
  const folders = existsSync(runs) ? readdirSync(runs).sort().reverse() : []
  return new Map(
    scenarios.flatMap((scenario): [string, string][] => {
      const folder = folders.find(
        (name) => FOLDER.exec(name)?.[7] === scenario.name && isWhole(scenario, join(runs, name)),
      )
      return folder === undefined ? [] : [[scenario.name, join(runs, folder, 'history.jsonl')]]
    }),
  )
}

/** A run of an ablation has other acts, and one that was killed has no notes. */
function isWhole({ acts }: Scenario, folder: string): boolean {
  if (!existsSync(join(folder, 'verdict.json'))) return false
  const history = join(folder, 'history.jsonl')
  if (!existsSync(history)) return false
  const [first = ''] = readFileSync(history, 'utf8').split('\n', 1)
  const [event] = salvage(`${first}\n`).events
  return event?.event === 'run-started' && event.acts.join('\n') === acts.map(({ name }) => name).join('\n')
}

/** @returns a name that does for files and anchors, whatever stands in it. */
export function plainName(name: string): string {
  return (
    printable(name, 80)
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'unnamed'
  )
}
