/** What the history says of an act before it is played: what is expected of it, and what it is held against. */

import type { LabEvent } from '../history/events'
import { departuresOf, departuresOfDirectory } from '../scenario/profile-departures'
import type { Act, Scenario } from '../scenario/scenario'
import { settingsOf } from './settings'

/** @param attack that is played. @param quick whether attacks that have a short form take it. */
export function declarationOf(
  scenario: Scenario,
  act: Act,
  attack: string | null,
  quick: boolean,
): Extract<LabEvent, { event: 'act-started' }> {
  const { profile, directory, expected, breaks, alarms, notices, counterpart } = act
  const departs = departuresOf(profile)
  return {
    event: 'act-started',
    profile,
    attack,
    position: scenario.position,
    expected,
    breaks: [...breaks],
    alarms: [...alarms],
    ...(notices.length > 0 && { notices: [...notices] }),
    ...(counterpart !== null && { counterpart }),
    settings: settingsOf(scenario, act, quick),
    ...(departs.length > 0 && { departs: [...departs] }),
    ...(directory !== 'hardened' && {
      directory: { profile: directory, departs: [...departuresOfDirectory(directory)] },
    }),
  }
}
