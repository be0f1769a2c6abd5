/**
 * Whether honest users' programs spoke the protocol: every session of an act computed once more from what they told of its bytes
 * and secrets. Shares no line with the program that is judged; both were written from PROTOCOL.md.
 */

import { wholeProtocol } from '../history/events'
import { type Events, eventsOf } from '../history/selectors'
import { comeAgain } from './across'
import { checkEnds } from './check-end'
import type { Departure } from './departure'
import { Knowledge } from './knowledge'
import { sessionEnds } from './session-end'
import { untoldThings } from './told'

/** The messenger's own profile. */
const HARDENED = 'hardened'

/** @param act the events of one act. @returns what its profile does not declare. */
export function undeclaredDepartures(act: Events): Departure[] {
  // Nothing that a history declares excuses the messenger's own profile.
  const declared = eventsOf(act, 'act-started').flatMap(({ profile, departs = [] }) =>
    profile === HARDENED ? [] : departs,
  )
  if (declared.includes(wholeProtocol)) return []
  return departures(act).filter(({ rule }) => !declared.includes(rule))
}

/** @returns all departures of an act, in the order of its sessions. */
export function departures(act: Events): Departure[] {
  const knowledge = new Knowledge(act)
  const ends = sessionEnds(act)
  const checked = checkEnds(ends, knowledge)
  return [...checked.flatMap((one) => one.departures), ...comeAgain(checked), ...untoldThings(act, ends)]
}
