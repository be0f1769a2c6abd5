/** A talk from recordings: of each of its scenarios the newest run that holds what the talk plays. */

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { t } from '../../peers/language/sentence'
import { readDamagedHistory } from '../history/history-file'
import { LabError } from '../language/lab-error'
import type { Scenario } from '../scenario/scenario'
import { played, type Tour } from '../scenario/tour'
import { outlineOf } from './live'
import { type Recording, recordingOf } from './recording'
import { cardOf } from './tour'

/**
 * @param runs the folder that runs are kept in.
 * @throws LabError that names the scenarios of which there is no recording.
 */
export function recordedTour(tour: Tour, catalogue: readonly Scenario[], runs: string): Recording {
  const parts = tour.parts.map(({ card, ...part }) => {
    const scenario = played({ card, ...part }, catalogue)
    return { card, scenario, folder: newest(scenario, runs) }
  })
  const missing = parts.filter(({ folder }) => folder === null).map(({ scenario }) => scenario.name)
  if (missing.length > 0)
    throw new LabError(
      t`There is no whole recording of ${missing.join(', ')}, which the tour plays: record one with npm run scenario ${missing[0]!}, or all of them with npm run scenario all.`,
    )
  const [outline, ...others] = parts.map(({ scenario }) => outlineOf(scenario))
  const inputs = parts.flatMap(({ card, scenario, folder }, place) => {
    const acts = new Set(['', ...scenario.acts.map(({ name }) => name)])
    const { events: all, damaged, flaw } = readDamagedHistory(join(folder!, 'history.jsonl'))
    const events = all.filter(({ act }) => acts.has(act))
    const next = place === 0 ? outline! : others[place - 1]!
    return [
      cardOf(card),
      { input: 'outline', outline: next } as const,
      ...recordingOf(events, [], flaw, damaged).inputs,
    ]
  })
  return { outline: outline!, inputs: [cardOf(tour.beginning), ...inputs, cardOf(tour.end, true)] }
}

/** @returns the newest folder of a run that played these acts with these profiles and attacks, and got to its end. */
function newest(scenario: Scenario, runs: string): string | null {
  const { acts } = outlineOf(scenario)
  const ofScenario = new RegExp(`^\\d{8}T\\d{6}-${scenario.name}-[0-9a-f]+$`)
  const names = existsSync(runs) ? readdirSync(runs).filter((name) => ofScenario.test(name)) : []
  const name = names
    .sort()
    .reverse()
    .find((one) => {
      const recorded = recordedActs(join(runs, one))
      return acts.every(({ name, profile, attack }) =>
        recorded.some((act) => act.name === name && act.profile === profile && act.attack === attack),
      )
    })
  return name === undefined ? null : join(runs, name)
}

/** What says which run it is: verdicts are never read from this file, only judged from the history. */
interface RecordedAct {
  readonly name: unknown
  readonly profile: unknown
  readonly attack: unknown
}

/** @returns the acts of a run that is over, as it was written down; none of others. */
function recordedActs(folder: string): readonly RecordedAct[] {
  try {
    const { acts } = JSON.parse(readFileSync(join(folder, 'verdict.json'), 'utf8'))
    return Array.isArray(acts) ? acts : []
  } catch {
    return []
  }
}
